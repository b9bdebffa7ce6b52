#include "cli/rejected_report.hpp"

#include <string_view>

#include "analysis/headline.hpp"
#include "cli/estimate_text.hpp"
#include "cli/figure.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

// What is told of either side, of what it was lent.
struct Told {
  std::string_view label;
  std::string_view below;  // headlines
  std::string_view above;
};

constexpr Told told[] = {
    {"charged off", "charge_off_below_cut_off", "charge_off_above_cut_off"},
    {"margin before funding and operations", "margin_below_cut_off", "margin_above_cut_off"},
};

struct Row {
  std::string arm;
  const Told* told;
  analysis::Format format;
  analysis::Estimate rejected, accepted, difference;
};

std::vector<Row> rows_of(const output::ResultReader& file) {
  std::vector<Row> rows;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    for (const Told& one : told) {
      const auto& headline = headline_named(std::string(one.below), "");
      const auto rejected = analysis::headline_of_arm(file, headline, arm);
      const auto accepted =
          analysis::headline_of_arm(file, headline_named(std::string(one.above), ""), arm);
      if (!rejected || !accepted || analysis::estimate(*rejected).n == 0) continue;
      rows.push_back({file.run().arms[arm].name, &one, headline.format,
                      analysis::estimate(*rejected), analysis::estimate(*accepted),
                      analysis::paired_difference(*accepted, *rejected)});
    }
  }
  return rows;
}

}  // namespace

std::string rejected_text(const output::ResultReader& file, const Terminal& terminal) {
  const auto rows = rows_of(file);
  if (rows.empty()) return "";
  Table table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({"of what they were lent", "", "below the cut-off", "above it", "difference",
             "95 % interval"});
  std::string last;
  for (const Row& row : rows) {
    const auto text = difference_text(row.difference, row.format);
    table.add({row.arm == last ? "" : row.arm, std::string(row.told->label),
               estimate_text(row.rejected, row.format).mean,
               estimate_text(row.accepted, row.format).mean, text.mean, text.interval});
    last = row.arm;
  }
  return with_bold_heading(table.text(), terminal) +
         "\nBelow the cut-off: applicants whom it turns away, let through so that it is seen what "
         "they do\n(scoring.accept_rejected).\n";
}

std::vector<ReportLine> rejected_lines(const output::ResultReader& file) {
  std::vector<ReportLine> lines;
  for (const Row& row : rows_of(file)) {
    ReportLine line;
    line.arm = row.arm;
    line.unit = unit_name(row.format);
    const auto add = [&](const char* section, std::string_view item,
                         const analysis::Estimate& estimate) {
      line.section = section;
      line.item = item;
      line.set(estimate);
      lines.push_back(line);
    };
    add("rejected", row.told->below, row.rejected);
    add("accepted", row.told->above, row.accepted);
    add("rejected_difference", row.told->below, row.difference);
  }
  return lines;
}

}  // namespace cli
