// The history of one borrower in one replication: simulated anew, and told event by event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/experiment.hpp"
#include "cli/interrupt.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "models/scenario.hpp"

namespace cli {

// --trace and --replication, for the subcommands that tell a history. --csv is theirs: one of them
// may have another use for it.
std::vector<Option> trace_options();

struct TraceQuestion {
  std::int64_t borrower = 0;                // the number of a seat of the portfolio
  std::string market{models::home_market};  // of which market, where there are several
  std::uint32_t replication = 0;            // as run.replications counts them
  std::optional<std::string> csv{};         // a file to be written besides
};

// What the options ask for, with the file of --csv; nothing without --trace. UsageError when it
// cannot be understood, or when --replication is there without it.
std::optional<TraceQuestion> trace_question_of(const Arguments& arguments);

// Simulates that replication of the scenario, keeps no result file, and prints every event of the
// borrower as a table, as JSON with --json, and as CSV into the file that was asked for. InputError
// when there is no such borrower. Of `settings` the threads, the shards and the audit count.
ExitCode tell_trace(const models::Scenario& scenario, const TraceQuestion& question,
                    const ExperimentSettings& settings, const Interrupt& interrupt,
                    Terminal& terminal);

}  // namespace cli
