#include "cli/study_arms.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <numeric>
#include <set>

#include "cli/shipped.hpp"
#include "cli/study_design.hpp"
#include "scenarios/describe.hpp"
#include "scenarios/key_kind.hpp"
#include "scenarios/load.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/text_file.hpp"
#include "scenarios/toml_reader.hpp"

namespace cli {

namespace {

std::string key_of(const std::string& setting) {
  std::string key = setting.substr(0, setting.find('='));
  std::erase(key, ' ');
  return key;
}

void check_not_swept(const scenarios::Study& study, const std::vector<std::string>& sets,
                     std::string_view where) {
  for (const auto& set : sets) {
    for (const auto& parameter : study.parameters) {
      if (key_of(set) != parameter.key) continue;
      throw InputError(
          fmt::format("{} sets {}, which the study sweeps as {}; leave it out, or change the "
                      "parameter's values",
                      where, parameter.key, scenarios::in_quotes(parameter.id)));
    }
  }
}

// A file that can be read, and is something else. What cannot be read is told where that is tried.
bool is_toml_without_study(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored) || is_result_file(path)) return false;
  scenarios::Problems problems;
  const auto text = scenarios::read_text_file(path, {path, 0, 0}, "", problems);
  const auto tree = text ? scenarios::parse_toml(*text, path, problems) : std::nullopt;
  return tree && tree->find("scenarios") == nullptr;
}

void check_keys(const scenarios::Study& study, const std::string& path) {
  for (const auto& parameter : study.parameters) {
    if (scenarios::kind_of(scenarios::scenario_shape(), parameter.key)) continue;
    std::vector<std::string> keys;
    for (const auto& one : scenarios::describe(scenarios::scenario_shape())) {
      keys.push_back(one.key);
    }
    const std::string nearest = scenarios::nearest_name(parameter.key, keys);
    throw InputError(fmt::format(
        "{}: parameters.{}.key: found {}, expected a key of a scenario{}", path, parameter.id,
        scenarios::in_quotes(parameter.key),
        nearest.empty() ? "; `describe` lists them"
                        : fmt::format("; did you mean {}?", scenarios::in_quotes(nearest))));
  }
}

// Economies that are drawn together are one observation, and an interval takes two of them.
void check_blocks(const StudyArms& loaded) {
  for (const Arm& arm : loaded.arms) {
    const std::int64_t block = arm.scenario().economy.uncertainty.block();
    if (block == 1 ||
        (loaded.study.replications >= 2 * block && loaded.study.replications % block == 0)) {
      continue;
    }
    throw InputError(fmt::format(
        "{}: replications: found {}, expected a multiple of {} and at least {}: {} draws that many "
        "economies together",
        loaded.path, loaded.study.replications, block, 2 * block, scenarios::in_quotes(arm.name)));
  }
}

void check_files_are_there(const std::string& path,
                           const std::vector<scenarios::StudyPoint>& points) {
  std::string text;
  std::set<std::string> seen;
  const auto check = [&](const std::string& name) {
    std::error_code ignored;
    if (!seen.insert(name).second || std::filesystem::is_regular_file(name, ignored)) return;
    text += fmt::format(
        "{}{} names {}, which is no file; names are relative to the study, or those "
        "of shipped scenarios and policies",
        text.empty() ? "" : "\n", path, scenarios::in_quotes(name));
  };
  for (const auto& point : points) {
    check(point.request.scenario);
    for (const auto& policy : point.request.policies) check(policy);
  }
  if (!text.empty()) throw InputError(text);
}

// The variants that the study speaks of: of a sample they are not known before it is drawn.
void check_names(const StudyArms& loaded) {
  if (!scenarios::is_sampled(loaded.study)) return;
  std::vector<std::string> names;
  for (const auto& point : loaded.points) names.push_back(point.variant);
  const auto expect = [&](const std::string& key, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    const std::string nearest = scenarios::nearest_name(name, names);
    throw InputError(fmt::format(
        "{}: {}: {} is no variant of the study; `plan` lists them{}", loaded.path, key,
        scenarios::in_quotes(name),
        nearest.empty() ? "" : fmt::format("; did you mean {}?", scenarios::in_quotes(nearest))));
  };
  if (!loaded.study.baseline.empty()) expect("baseline", loaded.study.baseline);
  for (const auto& target : loaded.study.until) {
    const auto contrast = scenarios::contrast_of(target.contrast);
    expect(fmt::format("until.{}.contrast", target.id), contrast.arm);
    expect(fmt::format("until.{}.contrast", target.id), contrast.base);
  }
}

// One arm from a point; what is wrong with it is added to `faults`, where it is not known yet.
std::optional<Arm> arm_of(const scenarios::StudyPoint& point, std::vector<std::string>& faults) {
  try {
    return arm_at(point);
  } catch (const scenarios::BadScenario& error) {
    const std::string what = error.what();
    const bool known = std::any_of(faults.begin(), faults.end(),
                                   [&](const std::string& fault) { return fault.ends_with(what); });
    if (!known)
      faults.push_back(fmt::format("arm {}:\n{}", scenarios::in_quotes(point.name), what));
    return std::nullopt;
  }
}

}  // namespace

StudyArms load_study_arms(const std::string& path, const StudyChanges& changes) {
  if (is_toml_without_study(path)) {
    throw InputError(
        fmt::format("{} is no study, it names no `scenarios`; `creditcycle run` takes "
                    "a scenario, docs/studies.md shows a study",
                    path));
  }
  StudyArms loaded;
  scenarios::Study& study = loaded.study;
  study = scenarios::load_study(path).study;
  check_not_swept(study, study.set, "the study's `set`");
  for (const auto& policy : study.policies) {
    check_not_swept(study, policy.set, fmt::format("policy {}", scenarios::in_quotes(policy.id)));
  }
  check_not_swept(study, changes.sets, "--set");
  study.set.insert(study.set.end(), changes.sets.begin(), changes.sets.end());
  if (changes.replications) {
    study.replications = *changes.replications;
    study.replications_max = std::max(study.replications_max, study.replications);
  }
  if (changes.seed) study.seed = *changes.seed;
  check_keys(study, path);
  loaded.path = path;
  loaded.sample = sample_of(study);
  loaded.points = scenarios::points_of(study, path, find_scenario, loaded.sample);
  check_names(loaded);
  check_files_are_there(path, loaded.points);
  std::vector<std::string> faults;
  for (const auto& point : loaded.points) {
    if (auto arm = arm_of(point, faults)) loaded.arms.push_back(std::move(*arm));
  }
  if (!faults.empty()) {
    std::string text = faults.front();
    for (std::size_t i = 1; i < faults.size(); ++i) text += "\n" + faults[i];
    throw InputError(text);
  }
  check_blocks(loaded);
  // Tails are weighed; whatever else is asked takes replications as equally likely.
  const bool only_tails = study.tail.is_asked() && study.until.empty() && !study.best.is_asked() &&
                          !study.sensitivity.is_asked() && !study.pareto.is_asked() &&
                          !study.optimise.is_asked();
  if (!only_tails || !study.weights.empty()) expect_equal_weights(loaded.arms, "a study");
  return loaded;
}

Arm arm_at(const scenarios::StudyPoint& point) {
  Arm arm = load_arms(point.request).front();
  arm.name = point.name;
  return arm;
}

void order_as_in_file(StudyArms& study, const std::vector<std::string>& names_in_file) {
  std::vector<std::size_t> order(study.points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto place = [&](std::size_t i) {
    return std::find(names_in_file.begin(), names_in_file.end(), study.points[i].name) -
           names_in_file.begin();
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  StudyArms ordered{study.study, study.path, study.sample, {}, {}};
  for (const std::size_t i : order) {
    ordered.points.push_back(std::move(study.points[i]));
    ordered.arms.push_back(std::move(study.arms[i]));
  }
  study = std::move(ordered);
}

}  // namespace cli
