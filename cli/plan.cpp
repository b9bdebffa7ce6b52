// creditcycle plan: what would run, and what it would cost.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/estimate.hpp"
#include "cli/json.hpp"
#include "cli/precision.hpp"
#include "cli/shipped.hpp"
#include "cli/study_answers.hpp"
#include "cli/study_arms.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

std::string plan_text(const std::vector<Arm>& arms, const Estimate& estimate, int threads) {
  Table table({Align::right, Align::left, Align::right, Align::right, Align::right, Align::left,
               Align::right});
  table.add({"", "arm", "borrowers", "years", "replications", "from", "seed"});
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const Arm& arm = arms[i];
    const auto& scenario = arm.scenario();
    table.add({std::to_string(i + 1), arm.name, grouped(scenario.portfolio.borrowers),
               grouped(scenario.run.years), grouped(scenario.run.replications),
               date_text(scenario.run.start), std::to_string(scenario.run.seed)});
  }
  return table.text() + fmt::format(
                            "\nabout {} on {} thread{} ({:.0f} ns a borrower and month)\n"
                            "about {} of memory\n"
                            "at most {} of file while it is being written, less when finished\n",
                            duration_text(estimate.seconds), threads, threads == 1 ? "" : "s",
                            estimate.nanoseconds_a_month, bytes_text(estimate.memory_bytes),
                            bytes_text(estimate.working_file_bytes));
}

std::string plan_json(const std::vector<Arm>& arms, const Estimate& estimate, int threads) {
  Json json;
  json.begin_object().key("arms").begin_array();
  for (const auto& arm : arms) {
    const auto& scenario = arm.scenario();
    json.begin_object().member("name", arm.name).member("title", scenario.title);
    json.member("borrowers", scenario.portfolio.borrowers).member("years", scenario.run.years);
    json.member("replications", scenario.run.replications);
    json.member("start", date_text(scenario.run.start)).member("seed", scenario.run.seed);
    json.member("hash", arm.hash).end_object();
  }
  json.end_array().member("threads", threads).member("seconds", estimate.seconds);
  json.member("memory_bytes", estimate.memory_bytes);
  json.member("working_file_bytes", estimate.working_file_bytes);
  json.member("nanoseconds_a_borrower_month", estimate.nanoseconds_a_month);
  return json.end_object().text();
}

// A search chooses its points as it goes: they stand for themselves, each like the scenario as it
// is, and the last two arms are those under fresh luck.
void add_searched(StudyArms& study) {
  const auto as_it_is = study.arms;
  const auto add = [&](const std::string& what) {
    for (Arm arm : as_it_is) {
      arm.name += " " + what;
      study.arms.push_back(std::move(arm));
    }
  };
  for (std::int64_t i = 1; i <= study.study.optimise.evaluations; ++i) {
    add(fmt::format("(point {} of the search)", i));
  }
  add("(fresh)");
  add("(the best, fresh)");
}

// A study is planned with the replications that it begins with.
std::vector<Arm> planned_arms(const Arguments& arguments, const std::string& path) {
  scenarios::Request request = request_of(arguments);
  request.scenario = path;
  if (!is_study_file(path)) return load_arms(request);
  if (!request.policies.empty()) {
    throw InputError(fmt::format("{} is a study, which names its policies itself", path));
  }
  StudyArms study =
      load_study_arms(path, {.sets = arguments.all("set"),
                             .replications = arguments.whole("replications", 2, 1'000'000),
                             .seed = arguments.whole("seed", 0, 9'000'000'000'000'000)});
  check_precision(study.study);
  check_questions(study.study);
  for (auto& arm : study.arms) arm.loaded.scenario.run.replications = study.study.replications;
  if (study.study.optimise.is_asked()) add_searched(study);
  return std::move(study.arms);
}

ExitCode plan(const Arguments& arguments, Terminal& terminal) {
  const ExperimentSettings settings = experiment_settings_of(arguments);
  const std::vector<Arm> arms =
      planned_arms(arguments, find_scenario(only_argument(arguments, "a scenario or a study")));
  const Estimate estimate = estimate_cost(arms, settings);
  terminal.print(terminal.json() ? plan_json(arms, estimate, settings.threads)
                                 : plan_text(arms, estimate, settings.threads));
  return exit_done;
}

}  // namespace

Command plan_command() {
  Command command{
      "plan",
      "Print what would run, with its time, memory and file size, and run nothing",
      "plan (SCENARIO | STUDY) [--set KEY=VALUE ...] [--policy FILE ...]",
      {{"plan recession", "what the recession would take on this machine"},
       {"plan studies/limits", "the arms of a study, and what its first stage would take"},
       {"plan recession --set portfolio.borrowers=1_000_000 --threads 8",
        "a million borrowers on eight threads"}},
      composing_options(),
      plan};
  command.options.push_back({"threads", "T", "how many threads; all of the machine by default"});
  return command;
}

}  // namespace cli
