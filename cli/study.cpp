// creditcycle study: arms that answer a question, until the answer is sharp enough.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/expectation_answer.hpp"
#include "cli/experiment.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/staged_run.hpp"
#include "cli/study_answers.hpp"
#include "cli/study_arms.hpp"
#include "cli/study_lines.hpp"
#include "cli/study_report.hpp"
#include "cli/study_search.hpp"
#include "cli/text.hpp"
#include "cli/trace.hpp"
#include "output/result_reader.hpp"

namespace cli {

namespace {

namespace fs = std::filesystem;

StudyResult result_of(const StudyArms& study, PrecisionStage stage) {
  StudyResult result{study.study.title, {}, std::move(stage.reached), study.study.control};
  const std::string baseline = scenarios::baseline_of(study.study, study.points);
  for (std::size_t i = 0; i < study.points.size(); ++i) {
    const auto& point = study.points[i];
    auto scenario =
        std::find_if(result.scenarios.begin(), result.scenarios.end(),
                     [&](const ScenarioArms& one) { return one.scenario == point.scenario; });
    if (scenario == result.scenarios.end()) {
      result.scenarios.push_back({point.scenario, 0, baseline, {}, {}});
      scenario = result.scenarios.end() - 1;
    }
    if (point.variant == baseline) {
      scenario->base = i;
    } else {
      scenario->others.push_back(i);
      scenario->other_names.push_back(point.variant);
    }
  }
  auto probabilities = scenarios::probabilities_of(study.study);
  if (!probabilities.empty()) weigh(result, std::move(probabilities));
  return result;
}

// Contrasts with the baseline say little of a sample that is made for a sensitivity or a front, and
// nothing where replications weigh differently.
bool has_decision(const StudyArms& study, bool details) {
  if (study.study.sensitivity.is_asked()) return false;
  const bool for_a_front = study.study.pareto.is_asked() && scenarios::is_sampled(study.study);
  if (for_a_front && study.study.until.empty() && !details) return false;
  const StudyResult result = result_of(study, {});
  const auto is_alone = [](const ScenarioArms& scenario) { return scenario.others.empty(); };
  if (std::all_of(result.scenarios.begin(), result.scenarios.end(), is_alone)) return false;
  return std::none_of(study.arms.begin(), study.arms.end(),
                      [](const Arm& arm) { return arm.scenario().economy.uncertainty.shift != 0; });
}

// What a study comes to, whichever way it was run.
struct Ended {
  StudyResult result;
  bool decides = true;  // whether its contrasts are part of the answer
  std::vector<Answer> answers;
  double seconds = 0;
};

void print_result(const Ended& ended, const std::string& path, const Arguments& arguments,
                  Terminal& terminal) {
  const output::ResultReader file(path);
  std::vector<ReportLine> lines;
  for (const Answer& answer : ended.answers) {
    lines.insert(lines.end(), answer.lines.begin(), answer.lines.end());
  }
  if (const auto csv = arguments.text("csv")) {
    auto all = ended.decides ? study_lines(ended.result, file) : std::vector<ReportLine>{};
    all.insert(all.end(), lines.begin(), lines.end());
    write_csv(*csv, all);
  }
  if (terminal.json()) {
    Json json;
    json.begin_object().member("file", path).member("seconds", ended.seconds);
    if (ended.decides) {
      study_json(ended.result, file, json);
    } else {
      json.member("title", ended.result.title);
      summary_json(file, json);
    }
    json.key("answers");
    lines_json(lines, json);
    terminal.print(json.end_object().text());
  } else if (!terminal.quiet()) {
    std::string text = ended.decides
                           ? study_text(ended.result, file, arguments.has("details"), terminal)
                       : ended.answers.empty()
                           // A study of one arm is a run.
                           ? summary_text(file, terminal)
                           : study_heading(ended.result, file, terminal);
    for (const Answer& answer : ended.answers) {
      text += (text.ends_with("\n\n") ? "" : "\n") + answer.text;
    }
    terminal.print(text);
    terminal.print(fmt::format("\n{}\ndigest {}\nresults in {} ({})\n",
                               duration_text(ended.seconds), file.digest(), path,
                               bytes_text(static_cast<double>(fs::file_size(path)))));
  }
}

ExitCode search(const StudyArms& arms, const std::string& path, const ExperimentSettings& settings,
                Interrupt& interrupt, const Arguments& arguments, Terminal& terminal) {
  const auto began = std::chrono::steady_clock::now();
  StudySearch search(arms, path, settings, interrupt, terminal);
  if (!search.run()) return conclude(search.outcome(), path, terminal);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
  const output::ResultReader file(path);
  print_result({search.contrasts(), true, {search.answer(file, terminal)}, seconds.count()}, path,
               arguments, terminal);
  return exit_done;
}

// One borrower in one replication of one arm, under the microscope; --point counts the arms as
// `plan` does.
ExitCode trace_point(const TraceQuestion& question, const StudyArms& arms,
                     const Arguments& arguments, const Interrupt& interrupt, Terminal& terminal) {
  for (const char* option : {"output", "resume", "force", "details"}) {
    if (!arguments.has(option)) continue;
    throw UsageError(fmt::format("--{} is about a result file, and --trace keeps none", option));
  }
  const auto most = static_cast<std::int64_t>(arms.points.size());
  const auto point = arguments.whole("point", 1, most);
  if (!point) {
    throw UsageError(
        fmt::format("--trace tells of one arm: add --point N, from 1 to {}; `plan` "
                    "numbers them",
                    most));
  }
  const std::int64_t last = arms.study.replications_max - 1;
  if (question.replication > last) {
    throw InputError(fmt::format("--replication: found {}, expected one from 0 to {}",
                                 question.replication, last));
  }
  const auto place = static_cast<std::size_t>(*point - 1);
  terminal.info(fmt::format("point {}: {}", *point, arms.points[place].name));
  return tell_trace(arms.arms[place].scenario(), question, experiment_settings_of(arguments),
                    interrupt, terminal);
}

ExitCode study(const Arguments& arguments, Terminal& terminal) {
  const ExperimentSettings settings = experiment_settings_of(arguments);
  Interrupt interrupt;
  const std::string file = find_scenario(only_argument(arguments, "a study file"));
  StudyArms arms =
      load_study_arms(file, {.sets = arguments.all("set"),
                             .replications = arguments.whole("replications", 2, 1'000'000),
                             .seed = arguments.whole("seed", 0, 9'000'000'000'000'000)});
  check_precision(arms.study);
  check_questions(arms.study);
  const bool grows = arms.study.optimise.is_asked();
  if (const auto question = trace_question_of(arguments)) {
    return trace_point(*question, arms, arguments, interrupt, terminal);
  }
  if (arguments.has("point")) throw UsageError("--point is about a trace; add --trace borrower=N");
  const std::string path =
      arguments.text("output").value_or(fs::path(file).stem().string() + ".h5");
  if (const auto csv = arguments.text("csv")) {
    check_csv(*csv);
    if (*csv == path) throw InputError("--csv and -o name the same file");
  }
  if (grows) return search(arms, path, settings, interrupt, arguments, terminal);
  std::error_code ignored;
  if (settings.if_exists == output::IfExists::resume && fs::exists(path, ignored)) {
    std::vector<std::string> names;
    const output::ResultReader begun(path);
    for (const auto& arm : begun.run().arms) names.push_back(arm.name);
    order_as_in_file(arms, names);
  }
  StagedRun run(arms, path, settings, interrupt, terminal);
  run.run();
  if (!run.outcome().interrupted) {
    const output::ResultReader result(path);
    const bool details = arguments.has("details");
    Ended ended{result_of(arms, run.stage()), has_decision(arms, details), {}, run.seconds()};
    if (!ended.result.probabilities.empty()) {
      ended.answers.push_back(expectation_answer(ended.result, result, details, terminal));
    }
    for (Answer& answer : answers_of(arms, result, terminal)) {
      ended.answers.push_back(std::move(answer));
    }
    print_result(ended, path, arguments, terminal);
  }
  if (!run.outcome().complete()) return conclude(run.outcome(), path, terminal);
  if (run.stage().met) return exit_done;
  terminal.warning("the study ended at its limit, not at the precision it was to reach");
  return exit_imprecise;
}

}  // namespace

Command study_command() {
  Command command{
      "study",
      "Run the arms of a study under the same luck until the answer is sharp enough, and explain "
      "it",
      "study STUDY [--set KEY=VALUE ...] [-o FILE] [--details] [--csv FILE] [--resume | --force]",
      {
          {"study studies/limits",
           "what tighter and looser limits do, in a normal year and in a recession"},
          {"study mine.toml --set portfolio.borrowers=10_000 --replications 4",
           "a first look, smaller"},
          {"study mine.toml --resume",
           "go on after an interruption, or with an arm that the file has got since"},
          {"study mine.toml --resume --csv mine.csv", "every figure of the report as a table"},
          {"study mine.toml --point 7 --replication 3 --trace borrower=1234",
           "what happened to one borrower in one replication of the seventh arm"},
      },
      {{"set", "KEY=VALUE ...", "set a parameter in every arm; not one that the study sweeps",
        true},
       {"replications", "N", "replications at first"},
       {"seed", "S", "which luck"},
       {"output,o", "FILE", "the result file; by default named after the study, in this folder"},
       {"details", "", "print every measure of every contrast, and each group of members"},
       {"csv", "FILE", "write every figure of the report, or of a trace, as CSV"},
       {"point", "N", "with --trace: which arm, as `plan` numbers them"}},
      study};
  for (const auto& option : trace_options()) command.options.push_back(option);
  for (const auto& option : experiment_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
