// creditcycle check: are these scenarios right, and what do they say once composed?
#include <fmt/format.h>

#include "cli/arms.hpp"
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/precision.hpp"
#include "cli/shipped.hpp"
#include "cli/study_answers.hpp"
#include "cli/study_arms.hpp"

namespace cli {

namespace {

struct Checked {
  std::string name;
  std::vector<Arm> arms;  // empty when something is wrong
  scenarios::Problems problems;
};

std::vector<Arm> arms_of_study(const scenarios::Request& request) {
  StudyArms study =
      load_study_arms(request.scenario, {.sets = request.sets, .replications = {}, .seed = {}});
  check_precision(study.study);
  check_questions(study.study);
  return std::move(study.arms);
}

Checked check_one(const std::string& name, scenarios::Request request) {
  Checked checked{name, {}, {}};
  request.scenario = find_scenario(name);
  try {
    checked.arms = is_study_file(request.scenario) ? arms_of_study(request) : load_arms(request);
  } catch (const InputError& error) {
    scenarios::Problem problem;
    problem.origin.file = request.scenario;
    problem.what = error.what();
    checked.problems.push_back(std::move(problem));
  } catch (const scenarios::BadScenario& error) {
    checked.problems = error.problems();
  }
  return checked;
}

void problem_json(const scenarios::Problem& problem, Json& json) {
  json.begin_object().member("file", problem.origin.file).member("line", problem.origin.line);
  json.member("column", problem.origin.column).member("key", problem.key);
  json.member("what", problem.what).member("found", problem.found);
  json.member("expected", problem.expected).member("nearest", problem.nearest).end_object();
}

std::string json_text(const std::vector<Checked>& all) {
  Json json;
  json.begin_array();
  for (const auto& checked : all) {
    json.begin_object().member("file", checked.name).member("right", checked.problems.empty());
    json.key("problems").begin_array();
    for (const auto& problem : checked.problems) problem_json(problem, json);
    json.end_array();
    if (!checked.arms.empty()) {
      const auto& resolved = checked.arms.front().loaded.resolved;
      json.member("hash", resolved.hash).member("resolved", resolved.text);
    }
    json.end_object();
  }
  return json.end_array().text();
}

void print_resolved(const Checked& checked, bool origins, Terminal& terminal) {
  for (const auto& arm : checked.arms) {
    const auto& resolved = arm.loaded.resolved;
    terminal.print(origins ? text_with_origins(resolved) : resolved.text);
  }
}

ExitCode check(const Arguments& arguments, Terminal& terminal) {
  if (arguments.positional().empty()) throw UsageError("no scenario is given");
  std::vector<Checked> all;
  for (const auto& name : arguments.positional()) {
    all.push_back(check_one(name, request_of(arguments)));
  }
  bool right = true;
  const bool resolved = arguments.has("resolved") || arguments.has("origin");
  for (const auto& checked : all) {
    right = right && checked.problems.empty();
    if (terminal.json()) continue;
    for (const auto& problem : checked.problems) terminal.error(to_text(problem));
    if (!checked.problems.empty()) continue;
    if (resolved) {
      print_resolved(checked, arguments.has("origin"), terminal);
    } else if (!terminal.quiet()) {
      terminal.print(fmt::format("{}: right\n", checked.name));
    }
  }
  if (terminal.json()) terminal.print(json_text(all));
  return right ? exit_done : exit_bad_input;
}

}  // namespace

Command check_command() {
  Command command{
      "check",
      "Validate scenarios and studies without running them, all errors of a file at once",
      "check (SCENARIO | STUDY) ... [--resolved] [--origin] [--set KEY=VALUE ...] [--policy FILE "
      "...]",
      {{"check scenarios/*.toml", "is each of them right?"},
       {"check studies/limits", "are all arms of a study right?"},
       {"check --resolved recession", "the whole scenario after everything it extends"},
       {"check --resolved --origin recession",
        "the same, each value with the file and line it came from"}},
      composing_options(),
      check};
  command.options.push_back(
      {"resolved", "", "print the composed scenario, which is a scenario file"});
  command.options.push_back({"origin", "", "print with each value where it came from"});
  return command;
}

}  // namespace cli
