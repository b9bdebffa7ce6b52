// creditcycle study: arms that answer a question, until the answer is sharp enough.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/experiment.hpp"
#include "cli/precision.hpp"
#include "cli/shipped.hpp"
#include "cli/study_arms.hpp"
#include "cli/study_csv.hpp"
#include "cli/study_report.hpp"
#include "cli/text.hpp"
#include "output/result_reader.hpp"

namespace cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

StudyResult result_of(const StudyArms& study, PrecisionStage stage) {
  StudyResult result{study.study.title, {}, std::move(stage.reached)};
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
  return result;
}

// How a study goes on, stage by stage.
class StagedRun {
 public:
  StagedRun(StudyArms& study, std::string path, const ExperimentSettings& settings,
            Interrupt& interrupt, Terminal& terminal)
      : study_(study),
        path_(std::move(path)),
        settings_(settings),
        interrupt_(interrupt),
        terminal_(terminal) {
    settings_.finish = false;
  }

  // Runs all stages. A stage that is interrupted, or of which replications failed, is the last.
  void run() {
    std::int64_t replications = std::max(study_.study.replications, replications_in_file());
    for (;;) {
      const auto began = Clock::now();
      run_stage(replications);
      if (outcome_.interrupted) return;
      stage_ = precision_of(study_, output::ResultReader(path_));
      if (!outcome_.complete()) return;
      if (stage_.met) break;
      const std::int64_t next = std::min<std::int64_t>(static_cast<std::int64_t>(stage_.next),
                                                       study_.study.replications_max);
      if (next <= replications) break;
      report_stage(replications, next);
      if (would_be_late(replications, next, seconds_since(began))) break;
      replications = next;
    }
    settings_.finish = true;
    run_stage(replications);
  }

  const Outcome& outcome() const { return outcome_; }
  const PrecisionStage& stage() const { return stage_; }
  double seconds() const { return seconds_since(began_); }

 private:
  static double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  std::int64_t replications_in_file() const {
    std::error_code ignored;
    const bool continues =
        settings_.if_exists == output::IfExists::resume && fs::exists(path_, ignored);
    return continues ? output::ResultReader(path_).replications() : 0;
  }

  void run_stage(std::int64_t replications) {
    for (auto& arm : study_.arms) arm.loaded.scenario.run.replications = replications;
    outcome_ = run_into(path_, study_.arms, settings_, interrupt_, terminal_);
    settings_.if_exists = output::IfExists::resume;
  }

  void report_stage(std::int64_t replications, std::int64_t next) {
    const auto farthest = std::max_element(
        stage_.reached.begin(), stage_.reached.end(),
        [](auto& a, auto& b) { return a.reached / a.wanted < b.reached / b.wanted; });
    terminal_.info(fmt::format(
        "{} replications: ± is {:.2f} times what is wanted ({}, {}); going on to {}", replications,
        farthest->reached / farthest->wanted, farthest->measure, farthest->contrast, next));
  }

  bool would_be_late(std::int64_t replications, std::int64_t next, double stage_seconds) {
    const double limit = 60 * study_.study.minutes_max;
    if (limit <= 0 || outcome_.to_do == 0) return false;
    const double a_unit = stage_seconds / static_cast<double>(outcome_.to_do);
    const double units =
        static_cast<double>(next - replications) * static_cast<double>(study_.arms.size());
    if (seconds() + units * a_unit <= limit) return false;
    terminal_.warning(fmt::format("{} more replications would pass the limit of {} min",
                                  next - replications, study_.study.minutes_max));
    return true;
  }

  StudyArms& study_;
  std::string path_;
  ExperimentSettings settings_;
  Interrupt& interrupt_;
  Terminal& terminal_;
  Clock::time_point began_ = Clock::now();
  Outcome outcome_;
  PrecisionStage stage_;
};

void print_result(const StudyArms& study, const StagedRun& run, const std::string& path,
                  const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(path);
  const StudyResult result = result_of(study, run.stage());
  if (const auto csv = arguments.text("csv")) write_study_csv(*csv, result, file);
  if (terminal.json()) {
    Json json;
    json.begin_object().member("file", path).member("seconds", run.seconds());
    study_json(result, file, json);
    terminal.print(json.end_object().text());
  } else if (!terminal.quiet()) {
    terminal.print(study_text(result, file, arguments.has("details"), terminal));
    terminal.print(fmt::format("\n{}\ndigest {}\nresults in {} ({})\n",
                               duration_text(run.seconds()), file.digest(), path,
                               bytes_text(static_cast<double>(fs::file_size(path)))));
  }
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
  if (arms.arms.size() < 2) {
    throw InputError(fmt::format("{}: has one arm; a study compares two or more", file));
  }
  const std::string path =
      arguments.text("output").value_or(fs::path(file).stem().string() + ".h5");
  std::error_code ignored;
  if (settings.if_exists == output::IfExists::resume && fs::exists(path, ignored)) {
    std::vector<std::string> names;
    const output::ResultReader begun(path);
    for (const auto& arm : begun.run().arms) names.push_back(arm.name);
    order_as_in_file(arms, names);
  }
  StagedRun run(arms, path, settings, interrupt, terminal);
  run.run();
  if (!run.outcome().interrupted) print_result(arms, run, path, arguments, terminal);
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
      },
      {{"set", "KEY=VALUE ...", "set a parameter in every arm; not one that the study sweeps",
        true},
       {"replications", "N", "replications at first"},
       {"seed", "S", "which luck"},
       {"output,o", "FILE", "the result file; by default named after the study, in this folder"},
       {"details", "", "print every measure of every contrast, and each group of members"},
       {"csv", "FILE", "write every figure of the report as CSV"}},
      study};
  for (const auto& option : experiment_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
