// creditcycle compare: arms with common random numbers, and what differs between them.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "cli/command.hpp"
#include "cli/decision_view.hpp"
#include "cli/experiment.hpp"
#include "cli/passing_folder.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/text.hpp"
#include "output/result_reader.hpp"

namespace cli {

namespace {

namespace fs = std::filesystem;

// Common random numbers need the seed and the replications of the first arm in all of them.
void share_luck(const Arm& first, std::vector<std::string>& sets) {
  sets.push_back(fmt::format("run.seed={}", first.scenario().run.seed));
  sets.push_back(fmt::format("run.replications={}", first.scenario().run.replications));
}

void name_apart(std::vector<Arm>& arms) {
  std::set<std::string> taken;
  for (auto& arm : arms) {
    const std::string name = arm.name;
    for (int i = 2; !taken.insert(arm.name).second; ++i) arm.name = fmt::format("{}-{}", name, i);
  }
}

std::vector<Arm> arms_of(const Arguments& arguments) {
  const auto& names = arguments.positional();
  if (names.empty()) throw UsageError("no scenario is given");
  scenarios::Request first = request_of(arguments);
  first.scenario = find_scenario(names.front());
  if (!is_result_file(first.scenario) && is_policy_file(first.scenario)) {
    throw InputError(
        fmt::format("{} holds policies alone; the first file must be a scenario", first.scenario));
  }
  std::vector<Arm> arms = load_arms(first);
  for (auto name = names.begin() + 1; name != names.end(); ++name) {
    const std::string path = find_scenario(*name);
    scenarios::Request request = first;
    share_luck(arms.front(), request.sets);
    const bool policy = !is_result_file(path) && is_policy_file(path);
    if (policy) {
      request.policies.push_back(path);
    } else {
      request.scenario = path;
    }
    for (auto& arm : load_arms(request)) {
      if (policy) arm.name = fs::path(path).stem().string();
      arms.push_back(std::move(arm));
      if (policy) break;
    }
  }
  if (arms.size() < 2) throw UsageError("nothing to compare with; name two scenarios or more");
  name_apart(arms);
  return arms;
}

std::vector<std::string> names_of(const std::vector<Arm>& arms) {
  std::vector<std::string> names;
  for (const Arm& arm : arms) names.push_back(arm.name);
  return names;
}

ExitCode compare(const Arguments& arguments, Terminal& terminal) {
  const ExperimentSettings settings = experiment_settings_of(arguments);
  Interrupt interrupt;
  const bool decision = wants_decision(arguments);
  const bool control = arguments.has("control");
  const std::vector<Arm> arms = arms_of(arguments);
  expect_equal_weights(arms, "compare");
  StudyResult study;
  if (decision) study = decision_among(names_of(arms), arguments);
  std::optional<PassingFolder> passing;
  std::string path;
  if (const auto kept = arguments.text("output")) {
    path = *kept;
  } else {
    if (arguments.has("resume")) throw UsageError("--resume needs -o FILE, the file to continue");
    path = (passing.emplace("-o FILE keeps the results elsewhere").path() / "compare.h5").string();
  }
  const Outcome outcome = run_into(path, arms, settings, interrupt, terminal);
  if (outcome.complete() || !passing) {
    const output::ResultReader file(path);
    if (terminal.json()) {
      Json json;
      json.begin_object().member("seconds", outcome.seconds);
      if (!passing) json.member("file", path);
      decision ? decision_json(study, file, arguments, json) : summary_json(file, json, control);
      terminal.print(json.end_object().text());
    } else {
      terminal.print(decision ? decision_text(study, file, arguments, terminal)
                              : summary_text(file, terminal, control));
      if (!passing) {
        terminal.print(fmt::format("\ndigest {}\nresults in {} ({})\n", file.digest(), path,
                                   bytes_text(static_cast<double>(fs::file_size(path)))));
      }
    }
  }
  if (passing && !outcome.complete()) {
    terminal.error(
        fmt::format("{} of {} replications are missing, and nothing was kept\n"
                    "With -o FILE the same command can be resumed.",
                    outcome.to_do - outcome.done, outcome.to_do));
    return exit_incomplete;
  }
  return conclude(outcome, path, terminal);
}

}  // namespace

Command compare_command() {
  Command command{
      "compare",
      "Simulate arms under the same luck and print what differs, with its 95 % interval",
      "compare SCENARIO (SCENARIO | POLICY) ... [--set KEY=VALUE ...] [-o FILE] [--decision]",
      {
          {"compare baseline recession", "what the recession costs"},
          {"compare recession tight-limits loose-limits",
           "the recession as it is, and under two policies"},
          {"compare baseline.toml mine.toml --replications 50 -o mine.h5",
           "two scenarios of your own, and keep all results"},
          {"compare recession tight-limits --decision",
           "whether the policy is better, why, and whom it touches"},
      },
      composing_options(),
      compare};
  command.options.push_back({"output,o", "FILE", "keep the results, to show or to resume them"});
  command.options.push_back(control_option());
  for (const auto& option : decision_options()) command.options.push_back(option);
  for (const auto& option : experiment_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
