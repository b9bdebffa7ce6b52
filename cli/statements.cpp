// creditcycle statements: income statement, balance sheet and ratios of a run.
#include "analysis/statements.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/done_replications.hpp"
#include "cli/estimate_text.hpp"
#include "cli/panel.hpp"
#include "cli/report.hpp"
#include "cli/report_line.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Estimate;
using analysis::Format;
using analysis::Period;
using analysis::Span;
using analysis::StatementLine;
using analysis::StatementSection;

// The statements of one arm, each line estimated span by span.
struct ArmStatements {
  std::string arm;
  std::size_t replications = 0;
  std::vector<Span> spans;
  std::vector<StatementLine> lines;
  std::vector<std::vector<Estimate>> estimates;  // [line][span]
};

Period period_of(const Arguments& arguments) {
  const std::string by = arguments.text("by").value_or("year");
  if (by == "month") return Period::month;
  if (by == "quarter") return Period::quarter;
  if (by == "year") return Period::year;
  throw UsageError(
      fmt::format("--by: found {}, expected month, quarter or year", scenarios::in_quotes(by)));
}

const sim::PanelShape& ledger_of(const output::ResultReader& file) {
  if (file.skeleton().panel_named("market")) {
    throw InputError(
        "the run has several markets, each with a ledger in its own currency; statements are of "
        "one ledger: run the market's scenario by itself");
  }
  return panel_of(file, "ledger");
}

ArmStatements statements_of(const output::ResultReader& file, std::size_t arm, Period period) {
  ArmStatements made;
  made.arm = file.run().arms[arm].name;
  const DoneReplications replications(file, arm);
  const auto& ledger = ledger_of(file);
  std::vector<analysis::LedgerOfReplication> done;
  for (const analysis::Source& source : replications.sources()) {
    done.push_back(
        {source("ledger", "balance")->cells, source("portfolio", "risk_weighted_assets")->cells});
  }
  made.replications = done.size();
  made.spans = analysis::spans_of(ledger.axes.front().labels, period);
  try {
    made.lines = analysis::statements(ledger.axes.back().labels, made.spans, done);
  } catch (const analysis::OutOfBalance& error) {
    throw InputError(fmt::format("{}: {}", made.arm, error.what()));
  }
  for (const StatementLine& line : made.lines) {
    auto& estimates = made.estimates.emplace_back();
    for (const auto& values : line.values) {
      estimates.push_back(analysis::estimate(values, replications.sampling()));
    }
  }
  return made;
}

// The unit in which all amounts of the statements are read: four digits for the largest.
struct Unit {
  double factor = 1;
  const char* name = "";
};

Unit unit_of(const ArmStatements& made) {
  double largest = 0;
  for (std::size_t i = 0; i < made.lines.size(); ++i) {
    if (made.lines[i].format != Format::money) continue;
    for (const Estimate& one : made.estimates[i]) {
      largest = std::max(largest, std::fabs(one.mean));
    }
  }
  if (largest >= 1e10) return {1e9, "billions"};
  if (largest >= 1e7) return {1e6, "millions"};
  if (largest >= 1e4) return {1e3, "thousands"};
  return {1, "whole"};
}

std::string number(double value, Format format, const Unit& unit) {
  if (!std::isfinite(value)) return "–";
  return format == Format::percent ? with_decimals(100 * value, 2) + " %"
                                   : with_decimals(value / unit.factor, 2);
}

const char* title_of(StatementSection section) {
  switch (section) {
    case StatementSection::income_statement:
      return "Income statement";
    case StatementSection::balance_sheet:
      return "Balance sheet, at the end";
    case StatementSection::changes_in_equity:
      return "Changes in equity";
    case StatementSection::ratios:
      break;
  }
  return "Ratios; returns a year";
}

std::string words_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// One statement over the spans [first, last), with the interval of the last of them.
std::string section_text(const ArmStatements& made, StatementSection section, std::size_t first,
                         std::size_t last, const Terminal& terminal) {
  const Unit unit = unit_of(made);
  std::vector<Align> aligns(last - first + 2, Align::right);
  aligns.front() = Align::left;
  Table table(aligns);
  std::vector<std::string> heading = {title_of(section)};
  for (std::size_t t = first; t < last; ++t) heading.push_back(made.spans[t].name);
  heading.push_back(fmt::format("95 % interval, {}", made.spans[last - 1].name));
  table.add(heading);
  for (std::size_t i = 0; i < made.lines.size(); ++i) {
    const StatementLine& line = made.lines[i];
    if (line.section != section) continue;
    const bool detail = section != StatementSection::ratios && !line.is_total;
    std::vector<std::string> row = {(detail ? "  " : "") + words_of(line.name)};
    for (std::size_t t = first; t < last; ++t) {
      row.push_back(number(made.estimates[i][t].mean, line.format, unit));
    }
    const Estimate& end = made.estimates[i][last - 1];
    row.push_back(std::isfinite(end.half_width)
                      ? fmt::format("{} to {}", number(end.low(), line.format, unit),
                                    number(end.high(), line.format, unit))
                      : "");
    table.add(row);
  }
  return with_bold_heading(table.text(), terminal);
}

constexpr std::size_t spans_a_table = 6;

std::string statements_text(const ArmStatements& made, const Terminal& terminal) {
  std::string text =
      fmt::format("{}, {} replications; amounts in {} of currency\n", terminal.bold(made.arm),
                  grouped(static_cast<std::int64_t>(made.replications)), unit_of(made).name);
  for (std::size_t first = 0; first < made.spans.size(); first += spans_a_table) {
    const std::size_t last = std::min(first + spans_a_table, made.spans.size());
    for (const auto section : {StatementSection::income_statement, StatementSection::balance_sheet,
                               StatementSection::changes_in_equity, StatementSection::ratios}) {
      text += "\n" + section_text(made, section, first, last, terminal);
    }
  }
  return text;
}

const char* section_name(StatementSection section) {
  switch (section) {
    case StatementSection::income_statement:
      return "income_statement";
    case StatementSection::balance_sheet:
      return "balance_sheet";
    case StatementSection::changes_in_equity:
      return "changes_in_equity";
    case StatementSection::ratios:
      break;
  }
  return "ratios";
}

void add_lines(const ArmStatements& made, std::vector<ReportLine>& lines) {
  for (std::size_t t = 0; t < made.spans.size(); ++t) {
    for (std::size_t i = 0; i < made.lines.size(); ++i) {
      ReportLine line;
      line.arm = made.arm;
      line.section = made.spans[t].name;
      line.item = made.lines[i].name;
      line.group = section_name(made.lines[i].section);
      line.unit = unit_name(made.lines[i].format);
      line.set(made.estimates[i][t]);
      lines.push_back(std::move(line));
    }
  }
}

ExitCode statements(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const Period period = period_of(arguments);
  std::string text;
  std::vector<ReportLine> lines;
  for (const std::size_t arm : arms_asked(file, arguments)) {
    const ArmStatements made = statements_of(file, arm, period);
    if (!text.empty()) text += "\n";
    text += statements_text(made, terminal);
    add_lines(made, lines);
  }
  tell({std::move(text), std::move(lines)}, arguments, terminal);
  return exit_done;
}

}  // namespace

Command statements_command() {
  return {"statements",
          "Print income statement, balance sheet, capital and returns of a run; the balance sheet "
          "balances to the minor unit, or the file is refused",
          "statements RESULT.h5 [--arm NAME] [--by PERIOD] [--csv FILE]",
          {{"statements recession.h5", "year by year, means over replications"},
           {"statements recession.h5 --by quarter --csv statements.csv",
            "quarter by quarter, every figure with its interval as a table"},
           {"statements limits.h5 --arm limits=high --json", "one arm, for another program"}},
          {{"arm", "NAME", "one arm of the file; all by default"},
           {"by", "PERIOD", "year, quarter or month; year by default"},
           {"csv", "FILE", "write every figure as CSV"}},
          statements};
}

}  // namespace cli
