#include "cli/trace.hpp"

#include <charconv>
#include <fmt/format.h>

#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "cli/text_output.hpp"
#include "cli/trace_view.hpp"
#include "models/simulate.hpp"
#include "models/trace.hpp"
#include "scenarios/problem.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace cli {

namespace {

constexpr std::string_view subject = "borrower=";

std::int64_t borrower_of(const std::string& text) {
  std::string digits = text.starts_with(subject) ? text.substr(subject.size()) : "";
  std::erase(digits, '_');
  std::int64_t borrower = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), borrower);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    throw UsageError(fmt::format("--trace: found {}, expected borrower=N with a whole number",
                                 scenarios::in_quotes(text)));
  }
  return borrower;
}

}  // namespace

std::vector<Option> trace_options() {
  return {
      {"trace", "borrower=N",
       "tell the history of one borrower, numbered from 0, in one replication; keeps no result "
       "file"},
      {"replication", "R", "with --trace: which replication, numbered from 0; 0 by default"},
  };
}

std::optional<TraceQuestion> trace_question_of(const Arguments& arguments) {
  const auto trace = arguments.text("trace");
  if (!trace) {
    if (arguments.has("replication")) {
      throw UsageError("--replication is about a trace; add --trace borrower=N");
    }
    return std::nullopt;
  }
  const std::int64_t replication = arguments.whole("replication", 0, 1'000'000).value_or(0);
  return TraceQuestion{.borrower = borrower_of(*trace),
                       .replication = static_cast<std::uint32_t>(replication),
                       .csv = arguments.text("csv")};
}

ExitCode tell_trace(const models::Scenario& scenario, const TraceQuestion& question,
                    const ExperimentSettings& settings, const Interrupt& interrupt,
                    Terminal& terminal) {
  const std::int64_t last = scenario.portfolio.borrowers - 1;
  if (question.borrower < 0 || question.borrower > last) {
    throw InputError(
        fmt::format("--trace: found borrower {}, expected one from 0 to {} (portfolio.borrowers "
                    "less one)",
                    question.borrower, last));
  }
  models::Trace trace(static_cast<std::uint32_t>(question.borrower));
  models::Settings how;
  how.shard_size = static_cast<std::uint32_t>(settings.shard_size);
  how.audit_daily = settings.audit_daily;
  how.stop = interrupt.token();
  how.trace = &trace;
  {
    Progress progress(terminal, "replications", 1, days_simulated(scenario));
    how.on_day = [&, before = 0](int days_done) mutable {
      progress.advance(days_done - before);
      before = days_done;
    };
    sim::Workers workers(settings.threads);
    try {
      models::simulate(scenario, question.replication, how, workers);
    } catch (const sim::Stopped&) {
      terminal.error("interrupted; nothing was kept");
      return exit_incomplete;
    }
  }
  const Told told{scenario, question.replication, trace};
  if (question.csv) write_text(*question.csv, trace_csv(told));
  if (terminal.json()) {
    terminal.print(trace_json(told));
  } else if (!terminal.quiet()) {
    terminal.print(trace_text(told, terminal));
  }
  return exit_done;
}

}  // namespace cli
