// Arms × replications over all threads, each committed to the result file as soon as it is
// finished.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arms.hpp"
#include "cli/exit_code.hpp"
#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"
#include "output/result_writer.hpp"

namespace cli {

// Places where tests end a run, so that they need no clock: after so many commits, or in one
// replication.
struct Seams {
  std::optional<std::int64_t> interrupt_after;   // commits; then SIGINT to this process
  std::optional<std::int64_t> kill_after;        // commits; then SIGKILL
  std::optional<std::int64_t> fail_replication;  // this replication fails a check, in every arm
};

struct ExperimentSettings {
  int threads = 1;
  int shard_size = 16384;
  bool audit_daily = false;  // check the books every day and not every month
  output::IfExists if_exists = output::IfExists::fail;
  std::string counted = "replications";  // what the progress line counts, with what it is about
  bool finish = true;  // compress the file once it is complete; not where more is about to follow
  Seams seams;
};

// The options that decide how an experiment is run, and by which its results do not change.
std::vector<Option> experiment_options();
ExperimentSettings experiment_settings_of(const Arguments& arguments);

struct Outcome {
  std::size_t to_do = 0;  // units that were not in the file yet
  std::size_t done = 0;   // of these
  std::size_t failed = 0;
  bool interrupted = false;
  double seconds = 0;

  bool complete() const { return done == to_do; }
};

// Simulates what the writer says is to do and commits it; a replication that fails is recorded and
// the others go on. A result file that is complete is finished (compressed). Throws
// output::ResultError.
Outcome run_experiment(const std::vector<Arm>& arms, output::ResultWriter& writer,
                       const ExperimentSettings& settings, Interrupt& interrupt,
                       Terminal& terminal);

// The days that one replication simulates, its warm-up included.
std::int64_t days_simulated(const models::Scenario& scenario);

// Lays out or opens the result file and runs the experiment into it. Whatever is wrong with the
// file is an InputError before any computing; output::ResultError is a write that failed later.
Outcome run_into(const std::string& path, const std::vector<Arm>& arms,
                 const ExperimentSettings& settings, Interrupt& interrupt, Terminal& terminal);

// Says on standard error what is missing from a run that is not complete, and how to go on.
ExitCode conclude(const Outcome& outcome, const std::string& path, Terminal& terminal);

}  // namespace cli
