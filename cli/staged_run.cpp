#include "cli/staged_run.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "cli/study_answers.hpp"
#include "output/result_reader.hpp"

namespace cli {

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

StagedRun::StagedRun(StudyArms& study, std::string path, const ExperimentSettings& settings,
                     Interrupt& interrupt, Terminal& terminal)
    : study_(study),
      path_(std::move(path)),
      settings_(settings),
      interrupt_(interrupt),
      terminal_(terminal) {
  settings_.finish = false;
}

double StagedRun::seconds() const {
  return seconds_since(began_);
}

void StagedRun::run() {
  std::int64_t replications = std::max(study_.study.replications, replications_in_file());
  for (;;) {
    const auto began = Clock::now();
    run_stage(replications);
    if (outcome_.interrupted) return;
    stage_ = stage_now();
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

PrecisionStage StagedRun::stage_now() const {
  const output::ResultReader file(path_);
  PrecisionStage stage = precision_of(study_, file);
  if (!study_.study.best.is_asked()) return stage;
  const Ranking ranking = best_of(study_, file);
  stage.may_be_best = ranking.selection.left.size();
  if (!ranking.selection.selected) {
    stage.met = false;
    stage.next = std::max(stage.next, ranking.selection.next);
  }
  return stage;
}

std::int64_t StagedRun::replications_in_file() const {
  std::error_code ignored;
  const bool continues =
      settings_.if_exists == output::IfExists::resume && std::filesystem::exists(path_, ignored);
  return continues ? output::ResultReader(path_).replications() : 0;
}

void StagedRun::run_stage(std::int64_t replications) {
  for (auto& arm : study_.arms) arm.loaded.scenario.run.replications = replications;
  outcome_ = run_into(path_, study_.arms, settings_, interrupt_, terminal_);
  settings_.if_exists = output::IfExists::resume;
}

void StagedRun::report_stage(std::int64_t replications, std::int64_t next) {
  std::string why;
  const auto farthest = std::max_element(
      stage_.reached.begin(), stage_.reached.end(),
      [](auto& a, auto& b) { return a.reached / a.wanted < b.reached / b.wanted; });
  if (farthest != stage_.reached.end() && !farthest->met) {
    const double times = farthest->reached / farthest->wanted;
    why = times > 1 ? fmt::format("± is {:.2f} times what is wanted ({}, {}); ", times,
                                  farthest->measure, farthest->contrast)
                    : fmt::format("± may be narrow by chance ({}, {}); ", farthest->measure,
                                  farthest->contrast);
  }
  if (stage_.may_be_best > 1) why += fmt::format("{} arms may be the best; ", stage_.may_be_best);
  terminal_.info(fmt::format("{} replications: {}going on to {}", replications, why, next));
  settings_.counted = why.empty() ? "replications"
                                  : fmt::format("replications ({})", why.substr(0, why.size() - 2));
}

bool StagedRun::would_be_late(std::int64_t replications, std::int64_t next, double stage_seconds) {
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

}  // namespace cli
