#include "cli/trace.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <memory>

#include "cli/progress.hpp"
#include "cli/text.hpp"
#include "cli/text_output.hpp"
#include "cli/trace_view.hpp"
#include "models/markets.hpp"
#include "models/simulate.hpp"
#include "models/trace.hpp"
#include "scenarios/problem.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace cli {

namespace {

// "borrower=12", or with its market before it: "market=abroad,borrower=12".
TraceQuestion asked_by(const std::string& text) {
  constexpr std::string_view market = "market=";
  constexpr std::string_view subject = "borrower=";
  TraceQuestion question;
  std::string rest = text;
  if (rest.starts_with(market)) {
    const auto comma = std::min(rest.find(','), rest.size());
    question.market = rest.substr(market.size(), comma - market.size());
    rest.erase(0, comma + 1);
  }
  std::string digits = rest.starts_with(subject) ? rest.substr(subject.size()) : "";
  std::erase(digits, '_');
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), question.borrower);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    throw UsageError(fmt::format("--trace: found {}, expected borrower=N with a whole number",
                                 scenarios::in_quotes(text)));
  }
  return question;
}

// The market that is asked for, as a scenario by itself.
std::shared_ptr<const models::Scenario> market_of(const models::Scenario& scenario,
                                                  const std::string& market) {
  if (scenario.markets.empty() && market == models::home_market) {
    return {&scenario, [](const models::Scenario*) {}};
  }
  for (const auto& run : models::market_runs(scenario)) {
    if (run.id == market) return run.scenario;
  }
  throw InputError(fmt::format("--trace: found market {}, expected {}",
                               scenarios::in_quotes(market),
                               scenarios::one_of(models::market_names(scenario))));
}

}  // namespace

std::vector<Option> trace_options() {
  return {
      {"trace", "borrower=N",
       "tell the history of one borrower, numbered from 0, in one replication; keeps no result "
       "file; with several markets market=ID,borrower=N"},
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
  TraceQuestion question = asked_by(*trace);
  question.replication = static_cast<std::uint32_t>(replication);
  question.csv = arguments.text("csv");
  return question;
}

ExitCode tell_trace(const models::Scenario& scenario, const TraceQuestion& question,
                    const ExperimentSettings& settings, const Interrupt& interrupt,
                    Terminal& terminal) {
  const auto market = market_of(scenario, question.market);
  const std::int64_t last = market->portfolio.borrowers - 1;
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
  how.trace_market = question.market;
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
  const Told told{*market, question.replication, trace};
  if (question.csv) write_text(*question.csv, trace_csv(told));
  if (terminal.json()) {
    terminal.print(trace_json(told));
  } else if (!terminal.quiet()) {
    terminal.print(trace_text(told, terminal));
  }
  return exit_done;
}

}  // namespace cli
