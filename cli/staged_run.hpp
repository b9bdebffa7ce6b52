// How a study goes on, stage by stage, until it is sharp enough or at its limit.
#pragma once

#include <chrono>
#include <string>

#include "cli/experiment.hpp"
#include "cli/precision.hpp"
#include "cli/study_arms.hpp"

namespace cli {

class StagedRun {
 public:
  // Everything outlives the run.
  StagedRun(StudyArms& study, std::string path, const ExperimentSettings& settings,
            Interrupt& interrupt, Terminal& terminal);

  // Runs all stages. A stage that is interrupted, or of which replications failed, is the last.
  void run();

  const Outcome& outcome() const { return outcome_; }
  const PrecisionStage& stage() const { return stage_; }
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::int64_t replications_in_file() const;
  void run_stage(std::int64_t replications);
  // What is known now: whether precision is reached and the best arm selected, where they are
  // asked.
  PrecisionStage stage_now() const;
  void report_stage(std::int64_t replications, std::int64_t next);
  bool would_be_late(std::int64_t replications, std::int64_t next, double stage_seconds);

  StudyArms& study_;
  std::string path_;
  ExperimentSettings settings_;
  Interrupt& interrupt_;
  Terminal& terminal_;
  Clock::time_point began_ = Clock::now();
  Outcome outcome_;
  PrecisionStage stage_;
};

}  // namespace cli
