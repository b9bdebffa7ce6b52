// creditcycle table: any panel of a result file by month, quarter or year, as measures or formulas
// over them, and several files side by side.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

#include "cli/command.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report_line.hpp"
#include "cli/table_figures.hpp"
#include "cli/table_listing.hpp"
#include "cli/table_view.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

// The files that are named, and after them the panel.
struct Named {
  std::vector<std::string> files;
  std::optional<std::string> panel;
};

// The last word is a panel where there are others and it is no file.
Named named_by(const Arguments& arguments) {
  Named named{arguments.positional(), std::nullopt};
  if (named.files.empty()) throw UsageError("a result file is expected");
  std::error_code ignored;
  const std::string& last = named.files.back();
  if (named.files.size() > 1 && !last.ends_with(".h5") && !std::filesystem::exists(last, ignored)) {
    named.panel = last;
    named.files.pop_back();
  }
  return named;
}

TableQuestion question_of(const Arguments& arguments, const std::optional<std::string>& panel) {
  return {.panel = panel,
          .values = arguments.all("value"),
          .headlines = arguments.all("headline"),
          .only = arguments.all("only"),
          .rows = arguments.all("rows"),
          .by = arguments.text("by"),
          .arm = arguments.text("arm")};
}

std::vector<ReportLine> lines_of(const TableFigures& figures) {
  std::vector<ReportLine> lines;
  for (const TableLine& of_line : figures.lines) {
    for (std::size_t period = 0; period < figures.periods.size(); ++period) {
      for (std::size_t column = 0; column < figures.columns.size(); ++column) {
        ReportLine line;
        line.arm = of_line.source;
        line.section = figures.periods[period];
        line.item = figures.columns[column].name;
        line.group = joined(of_line.labels);
        line.unit = unit_name(figures.columns[column].format);
        line.set(of_line.estimates[period][column]);
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

ExitCode list_panels(const Named& named, const Arguments& arguments, Terminal& terminal) {
  for (const char* option : {"only", "rows", "by", "arm", "csv"}) {
    if (arguments.has(option))
      throw UsageError(fmt::format("--{}: a panel, a --value or a --headline is expected", option));
  }
  for (const std::string& path : named.files) {
    const output::ResultReader file(path);
    if (!terminal.json()) {
      terminal.print(panels_text(file, terminal));
      continue;
    }
    Json json;
    json.begin_object().key("panels");
    panels_json(file, json);
    terminal.print(json.end_object().text());
  }
  return exit_done;
}

ExitCode table(const Arguments& arguments, Terminal& terminal) {
  const Named named = named_by(arguments);
  if (!named.panel && !arguments.has("value") && !arguments.has("headline"))
    return list_panels(named, arguments, terminal);
  std::vector<std::unique_ptr<output::ResultReader>> readers;
  std::vector<TableFile> files;
  for (const std::string& path : named.files) {
    readers.push_back(std::make_unique<output::ResultReader>(path));
    files.push_back({std::filesystem::path(path).stem().string(), readers.back().get()});
  }
  // Files of one name in several folders are told apart by their paths.
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto alike = std::count_if(named.files.begin(), named.files.end(), [&](const auto& path) {
      return std::filesystem::path(path).stem() == std::filesystem::path(named.files[i]).stem();
    });
    if (alike > 1) files[i].name = named.files[i];
  }
  const TableFigures figures = table_figures(files, question_of(arguments, named.panel));
  tell({table_text(figures, terminal), lines_of(figures)}, arguments, terminal);
  return exit_done;
}

}  // namespace

Command table_command() {
  return {
      "table",
      "Print any panel of a result file by month, quarter or year, as measures or formulas over "
      "them, each with its interval; several files side by side",
      "table RESULT.h5… [PANEL] [--value \"NAME = EXPRESSION\"]… [--headline NAME]…",
      {{"table recession.h5", "which panels, axes, labels and measures there are"},
       {"table recession.h5 --value \"late % = balance_30 / balance\" --by quarter",
        "a share by quarter: flows are summed over it, stocks are those at its end"},
       {"table recession.h5 industry --value \"jobless % = jobless / labour_force\"",
        "a row an industry and one for all, a column a year"},
       {"table recession.h5 tier --by run --value \"of all % = members / members[tier=*]\"",
        "over the whole run, each tier's share: a measure elsewhere on an axis"},
       {"table recession.h5 --value \"lost % = 12 * charge_off / months / balance_average\"",
        "a rate a year of the average balance: NAME_average is the mean of the months"},
       {"table recession.h5 roll --only from_bucket=M2 --rows to_bucket --value loans",
        "where loans go that are 30 to 59 days late"},
       {"table none.h5 half.h5 --headline charge_off_rate --headline yield",
        "what a setting does: a row a file"}},
      {{"value", "NAME = EXPRESSION",
        "a measure of the panel, or a formula over its measures, each of which is a sum over the "
        "period or what it is at its end; NAME_average is the mean of its months, months how many "
        "these are, NAME[AXIS=LABEL] the measure elsewhere on an axis, * for all of it; a name "
        "that ends in % is a share, printed in per cent",
        true},
       {"headline", "NAME",
        "a headline measure, by its name in --json of show, or \"HEADING = NAME\"", true},
       {"by", "PERIOD",
        "month, quarter, year or run; year by default, and run for several files or arms"},
       {"only", "AXIS=LABEL",
        "leave out all other places of an axis; also FIRST..LAST, and a year of months", true},
       {"rows", "AXIS",
        "axes that have a row a label; by default all, or those that a move starts from; none for "
        "their sum",
        true},
       {"arm", "NAME", "one arm of the file; all by default"},
       {"csv", "FILE", "write every figure as CSV"}},
      table};
}

}  // namespace cli
