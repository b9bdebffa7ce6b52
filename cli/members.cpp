// creditcycle members: the tiers of a run, where members go, what benefits cost and tiers bring.
#include "analysis/members.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

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
using analysis::Span;

struct Figure {
  std::string item;
  std::string group;
  Format format;
  Estimate estimate;
};

// The figures of one arm and span.
struct Members {
  std::string period;
  std::vector<Figure> figures;

  std::string text(std::string_view item, std::string_view group, bool interval = false) const {
    for (const Figure& figure : figures) {
      if (figure.item != item || figure.group != group) continue;
      const EstimateText text = estimate_text(figure.estimate, figure.format);
      return interval ? text.interval : text.mean;
    }
    return "–";
  }
};

// Years of the report, which begin with it, or all of it: "2025", "2025-07 to 2026-06".
std::vector<Span> spans_of(const std::vector<std::string>& months, const Arguments& arguments) {
  const std::string by = arguments.text("by").value_or("run");
  if (by != "run" && by != "year") {
    throw UsageError(fmt::format("--by: found {}, expected run or year", scenarios::in_quotes(by)));
  }
  const std::size_t length = by == "year" ? 12 : months.size();
  std::vector<Span> spans;
  for (std::size_t first = 0; first < months.size(); first += length) {
    spans.push_back(
        {analysis::months_name(months[first], months[first + length - 1]), first, first + length});
  }
  return spans;
}

analysis::MembersAxes axes_of(const output::ResultReader& file) {
  const auto& migration = panel_of(file, "tier_migration").axes;
  return {panel_of(file, "tier").axes.back().labels, migration[1].labels, migration[2].labels};
}

std::vector<Members> members_of(const output::ResultReader& file, std::size_t arm,
                                const analysis::MembersAxes& axes, const std::vector<Span>& spans) {
  const DoneReplications done(file, arm);
  std::vector<Members> found;
  for (const Span& span : spans) {
    Members& members = found.emplace_back(Members{span.name, {}});
    for (auto& figure : analysis::members_figures(axes, span, done.sources())) {
      const Estimate estimate = analysis::estimate(figure.values, done.sampling());
      members.figures.push_back({std::move(figure.item), std::move(figure.group), figure.format,
                                 figure.of_whole ? analysis::of_whole(estimate) : estimate});
    }
    if (members.figures.empty()) {
      throw InputError("the file lacks a measure of the tiers: it was made by an earlier version");
    }
  }
  return found;
}

// A table with a row a tier, and one for all of them.
struct Column {
  const char* item;
  const char* heading;
};

std::string tier_table(const Members& members, const std::vector<std::string>& rows,
                       const char* title, const std::vector<Column>& columns,
                       const Terminal& terminal) {
  std::vector<Align> aligns(columns.size() + 2, Align::right);
  aligns.front() = Align::left;
  Table table(aligns);
  std::vector<std::string> heading = {title};
  for (const Column& column : columns) heading.emplace_back(column.heading);
  heading.push_back(fmt::format("95 % interval, {}", columns.back().heading));
  table.add(heading);
  for (const std::string& row : rows) {
    std::vector<std::string> cells = {row};
    for (const Column& column : columns) cells.push_back(members.text(column.item, row));
    cells.push_back(members.text(columns.back().item, row, true));
    table.add(cells);
  }
  return with_bold_heading(table.text(), terminal);
}

// Rows: where members were when a year began. The interval is of those who stay where they were.
std::string migration_table(const Members& members, const analysis::MembersAxes& axes,
                            const Terminal& terminal) {
  std::vector<Align> aligns(axes.to.size() + 2, Align::right);
  aligns.front() = Align::left;
  Table table(aligns);
  std::vector<std::string> heading = {"A year later"};
  heading.insert(heading.end(), axes.to.begin(), axes.to.end());
  heading.emplace_back("95 % interval, stays");
  table.add(heading);
  for (const std::string& from : axes.from) {
    std::vector<std::string> cells = {from};
    for (const std::string& to : axes.to)
      cells.push_back(members.text("migration", fmt::format("{} to {}", from, to)));
    const std::string stays = fmt::format("{} to {}", from, from);
    const bool is_tier = from != axes.from.back();
    cells.push_back(is_tier ? members.text("migration", stays, true) : "");
    table.add(cells);
  }
  return with_bold_heading(table.text(), terminal);
}

std::string members_text(const Members& members, const analysis::MembersAxes& axes,
                         const Terminal& terminal) {
  std::vector<std::string> rows = axes.tiers;
  std::string text = tier_table(members, rows, members.period.c_str(),
                                {{"share", "members at the end"}}, terminal);
  text += fmt::format("\nOf members a year, promoted {}, demoted {}.\n\n",
                      members.text("promotions", "all"), members.text("demotions", "all"));
  text += migration_table(members, axes, terminal);
  rows.emplace_back("all");
  text += "\n" + tier_table(members, rows, "Cost a member, year",
                            {{"rate_discounts", "discounts"},
                             {"interest_free_days", "free days"},
                             {"priority_service", "service"},
                             {"late_interest_forgone", "(grace)"},
                             {"benefit_cost", "benefits"}},
                            terminal);
  text += "\n" + tier_table(members, rows, "What it brings",
                            {{"points", "points a year"},
                             {"balance", "balance a member"},
                             {"charge_off_rate", "charge-offs"}},
                            terminal);
  return text;
}

void add_lines(const std::string& arm, const Members& members, std::vector<ReportLine>& lines) {
  for (const Figure& figure : members.figures) {
    ReportLine line;
    line.arm = arm;
    line.section = members.period;
    line.item = figure.item;
    line.group = figure.group;
    line.unit = unit_name(figure.format);
    line.set(figure.estimate);
    lines.push_back(std::move(line));
  }
}

constexpr const char* footnote =
    "\nA year later: where those are who were in a tier when a year of the report began, or joined "
    "in it, person\nby person. Benefits are what the ledger says (accounts 5400 to 5420), by the "
    "tier in which a loan was opened;\n(grace) is late interest that days of grace kept from being "
    "charged, which is not in the books.\nCharge-offs: of balance, a year, by the same tier; "
    "balances and members by the tier of today.\n";

ExitCode members(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const analysis::MembersAxes axes = axes_of(file);
  const auto spans = spans_of(panel_of(file, "tier").axes.front().labels, arguments);
  std::string text;
  std::vector<ReportLine> lines;
  for (const std::size_t arm : arms_asked(file, arguments)) {
    const std::string& name = file.run().arms[arm].name;
    if (!text.empty()) text += "\n";
    text += terminal.bold(name) + "\n";
    for (const Members& found : members_of(file, arm, axes, spans)) {
      text += "\n" + members_text(found, axes, terminal);
      add_lines(name, found, lines);
    }
  }
  tell({text + footnote, std::move(lines)}, arguments, terminal);
  return exit_done;
}

}  // namespace

Command members_command() {
  return {"members",
          "Print the tiers of a run: their members, where these go from year to year, what the "
          "benefits cost and what the tiers bring",
          "members RESULT.h5 [--arm NAME] [--by PERIOD] [--csv FILE]",
          {{"members recession.h5", "all years together, means over replications"},
           {"members recession.h5 --by year --csv members.csv",
            "year by year, every figure with its interval as a table"},
           {"members tiers.h5 --arm grace=60 --json", "one arm, for another program"}},
          {{"arm", "NAME", "one arm of the file; all by default"},
           {"by", "PERIOD", "run or year; all years together by default"},
           {"csv", "FILE", "write every figure as CSV"}},
          members};
}

}  // namespace cli
