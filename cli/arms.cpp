#include "cli/arms.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>

#include "cli/revision.hpp"
#include "cli/shipped.hpp"
#include "cli/text.hpp"
#include "models/measures.hpp"
#include "output/result_reader.hpp"
#include "scenarios/text_file.hpp"
#include "scenarios/toml_reader.hpp"

namespace cli {

namespace fs = std::filesystem;

namespace {

// The hash of the scenario with everything set aside that does not change a replication's results.
std::string hash_of(const scenarios::Resolved& resolved) {
  scenarios::Request aside;
  aside.sets = {"title='-'", "run.replications=1", "run.seed=0"};
  const scenarios::StoredScenario stored{"scenario", resolved.text, resolved.path_texts};
  return scenarios::load(stored, aside).resolved.hash;
}

Arm make_arm(std::string name, scenarios::Loaded loaded, const scenarios::Request& request) {
  Arm arm{std::move(name), std::move(loaded), {}, request.sets, {}};
  arm.hash = hash_of(arm.loaded.resolved);
  for (const auto& policy : request.policies) {
    arm.policies.push_back(fs::path(policy).stem().string());
  }
  return arm;
}

std::vector<Arm> load_stored(const scenarios::Request& request) {
  const output::ResultReader file(request.scenario);
  std::vector<Arm> arms;
  for (const auto& stored : file.run().arms) {
    scenarios::StoredScenario scenario{request.scenario, stored.scenario_text, {}};
    for (const auto& [name, text] : stored.files) scenario.path_texts[name] = text;
    // The file may have grown beyond the replications that its scenario text speaks of.
    scenarios::Request on_top = request;
    on_top.sets.insert(on_top.sets.begin(),
                       {fmt::format("run.replications={}", file.replications()),
                        fmt::format("run.seed={}", stored.seed)});
    Arm arm = make_arm(stored.name, scenarios::load(scenario, on_top), request);
    arm.sets.insert(arm.sets.begin(), stored.sets.begin(), stored.sets.end());
    arm.policies.insert(arm.policies.begin(), stored.policies.begin(), stored.policies.end());
    arms.push_back(std::move(arm));
  }
  return arms;
}

// What the file holds, if it can be read at all.
std::optional<scenarios::Node> tree_of(const std::string& path) {
  scenarios::Problems problems;
  const auto text = scenarios::read_text_file(path, {path, 0, 0}, "", problems);
  return text ? scenarios::parse_toml(*text, path, problems) : std::nullopt;
}

void check_alike(const Arm& first, const Arm& other) {
  const auto& left = first.scenario();
  const auto& right = other.scenario();
  if (left.run.start != right.run.start || left.run.years != right.run.years) {
    throw InputError(fmt::format(
        "{} and {} cannot be compared: they report {} years from {} and {} years from {}; "
        "--set run.years=... and run.start=... sets both",
        first.name, other.name, left.run.years, date_text(left.run.start), right.run.years,
        date_text(right.run.start)));
  }
  const auto left_shapes = models::panel_shapes(left);
  const auto right_shapes = models::panel_shapes(right);
  const bool alike = std::equal(left_shapes.begin(), left_shapes.end(), right_shapes.begin(),
                                right_shapes.end(), [](const auto& a, const auto& b) {
                                  return a->axes == b->axes && a->measures == b->measures;
                                });
  if (!alike) {
    throw InputError(
        fmt::format("{} and {} cannot be compared: they are not measured alike; their tiers or "
                    "other classes have different names",
                    first.name, other.name));
  }
}

}  // namespace

double borrower_months_of(const Arm& arm) {
  const auto& scenario = arm.scenario();
  return static_cast<double>(scenario.portfolio.borrowers) *
         static_cast<double>(scenario.months() + scenario.run.warm_up_months);
}

void expect_equal_weights(const std::vector<Arm>& arms, std::string_view what) {
  for (const auto& arm : arms) {
    if (arm.scenario().economy.uncertainty.shift == 0) continue;
    throw InputError(fmt::format(
        "{} draws its economies by importance sampling (economy.uncertainty.shift), and {} takes "
        "all "
        "replications as equally likely; `run` it, and read it by `show --measure` or `--breach`",
        scenarios::in_quotes(arm.name), what));
  }
}

std::vector<Option> composing_options() {
  return {
      {"set", "KEY=VALUE ...", "set a parameter, as it would be written in the file", true},
      {"policy", "FILE", "lay a policy file over the scenario; may be repeated", true},
      {"replications", "N", "how many independent repetitions (run.replications)"},
      {"seed", "S", "which luck (run.seed)"},
  };
}

scenarios::Request request_of(const Arguments& arguments) {
  scenarios::Request request;
  for (const auto& policy : arguments.all("policy")) {
    request.policies.push_back(find_scenario(policy));
  }
  request.sets = arguments.all("set");
  if (const auto n = arguments.whole("replications", 1, 1'000'000)) {
    request.sets.push_back(fmt::format("run.replications={}", *n));
  }
  if (const auto seed = arguments.whole("seed", 0, 9'000'000'000'000'000)) {
    request.sets.push_back(fmt::format("run.seed={}", *seed));
  }
  return request;
}

bool is_result_file(const std::string& path) {
  constexpr std::array<char, 8> signature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> start{};
  std::ifstream file(path, std::ios::binary);
  return file.read(start.data(), start.size()) && start == signature;
}

std::vector<Arm> load_arms(const scenarios::Request& request) {
  if (is_result_file(request.scenario)) return load_stored(request);
  if (is_study_file(request.scenario)) {
    throw InputError(fmt::format("{} is a study; `creditcycle study {}` runs it", request.scenario,
                                 request.scenario));
  }
  std::vector<Arm> arms;
  arms.push_back(
      make_arm(fs::path(request.scenario).stem().string(), scenarios::load(request), request));
  return arms;
}

bool is_policy_file(const std::string& path) {
  const auto tree = tree_of(path);
  if (!tree || tree->table() == nullptr) return false;
  bool any = false;
  for (const auto& member : *tree->table()) {
    if (member.key == "title") continue;
    const auto& tables = models::policy_tables;
    if (std::find(tables.begin(), tables.end(), member.key) == tables.end()) return false;
    any = true;
  }
  return any;
}

bool is_study_file(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored) || is_result_file(path)) return false;
  const auto tree = tree_of(path);
  return tree && tree->find("scenarios") != nullptr;
}

output::Skeleton skeleton_of(const std::vector<Arm>& arms) {
  const models::Scenario& first = arms.front().scenario();
  output::Skeleton skeleton;
  for (const auto& arm : arms) {
    check_alike(arms.front(), arm);
    output::ArmInfo info;
    info.name = arm.name;
    info.title = arm.scenario().title;
    info.scenario_text = arm.loaded.resolved.text;
    info.scenario_hash = arm.hash;
    for (const auto& [name, text] : arm.loaded.resolved.path_texts)
      info.files.push_back({name, text});
    info.seed = static_cast<std::uint64_t>(arm.scenario().run.seed);
    info.sets = arm.sets;
    info.policies = arm.policies;
    skeleton.run.arms.push_back(std::move(info));
  }
  skeleton.run.replications = static_cast<std::uint32_t>(first.run.replications);
  skeleton.run.start = first.run.start;
  skeleton.run.program_version = program_version();
  skeleton.run.revision = program_revision();
  skeleton.run.libraries = libraries();
  skeleton.panels = models::panel_shapes(first);
  return skeleton;
}

}  // namespace cli
