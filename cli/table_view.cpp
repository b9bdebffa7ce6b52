#include "cli/table_view.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <sstream>

#include "cli/estimate_text.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

using analysis::Estimate;
using analysis::Format;

constexpr std::size_t columns_side_by_side = 4;
constexpr std::size_t periods_side_by_side = 6;
const std::string interval_heading = "95 % interval";

using Words = std::vector<std::string>;

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// A table whose headings are broken between words where they are wider than what stands below them.
class HeadedTable {
 public:
  HeadedTable(std::size_t left, Words headings) : left_(left), headings_(std::move(headings)) {}
  void add(Words row) { rows_.push_back(std::move(row)); }

  std::string text(const Terminal& terminal) const {
    constexpr std::size_t least = 10;
    constexpr std::size_t least_interval = 14;  // "95 % interval," is not broken
    std::vector<Words> broken;
    std::size_t height = 1;
    for (std::size_t column = 0; column < headings_.size(); ++column) {
      std::size_t width = headings_[column].starts_with(interval_heading) ? least_interval : least;
      for (const Words& row : rows_) width = std::max(width, columns(row[column]));
      broken.push_back(lines_of(wrap(headings_[column], static_cast<int>(width), 0)));
      height = std::max(height, broken.back().size());
    }
    std::vector<Align> aligns(headings_.size(), Align::right);
    std::fill_n(aligns.begin(), left_, Align::left);
    Table table(aligns);
    for (std::size_t line = 0; line < height; ++line) {
      Words row;
      for (const Words& words : broken) {
        const std::size_t above = height - words.size();  // headings stand on their last line
        row.push_back(line < above ? "" : words[line - above]);
      }
      table.add(row);
    }
    for (const Words& row : rows_) table.add(row);
    std::string text;
    for (const std::string& line : lines_of(table.text())) {
      text += (height > 0 ? terminal.bold(line) : line) + "\n";
      height -= height > 0 ? 1 : 0;
    }
    return text;
  }

 private:
  std::size_t left_;  // the columns before figures
  Words headings_;
  std::vector<Words> rows_;
};

// Whether there is a scatter to show: what is the same in all replications has none.
bool any_interval(const std::vector<const Estimate*>& estimates) {
  return std::any_of(estimates.begin(), estimates.end(),
                     [](const Estimate* estimate) { return estimate->half_width > 0; });
}

// Rows under their labels: `of` gives the estimate of a row and a column.
using Figure = std::function<const Estimate&(std::size_t row, std::size_t column)>;

std::string side_by_side(const Words& label_headings, const std::vector<Words>& labels,
                         const std::vector<TableColumn>& columns, const Figure& of,
                         const Terminal& terminal) {
  Words headings = label_headings;
  std::vector<bool> has_interval;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    headings.push_back(columns[column].name);
    std::vector<const Estimate*> estimates;
    for (std::size_t row = 0; row < labels.size(); ++row) estimates.push_back(&of(row, column));
    has_interval.push_back(any_interval(estimates));
    if (has_interval.back()) headings.emplace_back(interval_heading);
  }
  HeadedTable table(label_headings.size(), headings);
  for (std::size_t row = 0; row < labels.size(); ++row) {
    Words cells = labels[row];
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const EstimateText text = estimate_text(of(row, column), columns[column].format);
      cells.push_back(text.mean);
      if (has_interval[column]) cells.push_back(text.interval);
    }
    table.add(cells);
  }
  return table.text(terminal);
}

// Periods as columns, some at a time, with the interval of the last of them.
std::string over_periods(const Words& label_headings, const std::vector<Words>& labels,
                         const std::vector<Format>& formats, const Words& periods, const Figure& of,
                         const Terminal& terminal) {
  std::string text;
  for (std::size_t first = 0; first < periods.size(); first += periods_side_by_side) {
    const std::size_t last = std::min(first + periods_side_by_side, periods.size()) - 1;
    std::vector<const Estimate*> ends;
    for (std::size_t row = 0; row < labels.size(); ++row) ends.push_back(&of(row, last));
    const bool has_interval = any_interval(ends);
    Words headings = label_headings;
    headings.insert(headings.end(), periods.begin() + static_cast<std::ptrdiff_t>(first),
                    periods.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    if (has_interval)
      headings.push_back(last == 0 ? interval_heading : interval_heading + (", " + periods[last]));
    HeadedTable table(label_headings.size(), headings);
    for (std::size_t row = 0; row < labels.size(); ++row) {
      Words cells = labels[row];
      for (std::size_t period = first; period <= last; ++period)
        cells.push_back(estimate_text(of(row, period), formats[row]).mean);
      if (has_interval) cells.push_back(estimate_text(of(row, last), formats[row]).interval);
      table.add(cells);
    }
    if (!text.empty()) text += "\n";
    text += table.text(terminal);
  }
  return text;
}

std::string title_of(const TableFigures& figures) {
  Words parts;
  if (figures.sources == 1) parts.push_back(figures.lines.front().source);
  parts.push_back(figures.panel);
  if (figures.periods.size() == 1) parts.push_back(figures.periods.front());
  if (figures.replications == 1) parts.emplace_back("one replication");
  if (figures.replications > 1) {
    parts.push_back(fmt::format("means over {} replications",
                                grouped(static_cast<std::int64_t>(figures.replications))));
  }
  return joined(parts);
}

std::string body_of_line(const TableFigures& figures, const Terminal& terminal) {
  const TableLine& line = figures.lines.front();
  if (figures.columns.size() <= columns_side_by_side) {
    std::vector<Words> labels;
    for (const std::string& period : figures.periods) labels.push_back({period});
    return side_by_side(
        {""}, labels, figures.columns,
        [&](std::size_t t, std::size_t c) -> const Estimate& { return line.estimates[t][c]; },
        terminal);
  }
  std::vector<Words> labels;
  std::vector<Format> formats;
  for (const TableColumn& column : figures.columns) {
    labels.push_back({column.name});
    formats.push_back(column.format);
  }
  return over_periods(
      {""}, labels, formats, figures.periods,
      [&](std::size_t c, std::size_t t) -> const Estimate& { return line.estimates[t][c]; },
      terminal);
}

std::string body_of_lines(const TableFigures& figures, const Terminal& terminal) {
  Words headings;
  if (figures.sources > 1) headings.emplace_back("");
  headings.insert(headings.end(), figures.axes.begin(), figures.axes.end());
  std::vector<Words> labels;
  for (const TableLine& line : figures.lines) {
    Words& of_line = labels.emplace_back();
    if (figures.sources > 1) of_line.push_back(line.source);
    of_line.insert(of_line.end(), line.labels.begin(), line.labels.end());
  }
  if (figures.periods.size() == 1 && figures.columns.size() <= columns_side_by_side) {
    return side_by_side(
        headings, labels, figures.columns,
        [&](std::size_t i, std::size_t c) -> const Estimate& {
          return figures.lines[i].estimates[0][c];
        },
        terminal);
  }
  std::string text;
  for (std::size_t column = 0; column < figures.columns.size(); ++column) {
    const std::vector<Format> formats(labels.size(), figures.columns[column].format);
    if (!text.empty()) text += "\n";
    text += terminal.bold(figures.columns[column].name) + "\n";
    text += over_periods(
        headings, labels, formats, figures.periods,
        [&](std::size_t i, std::size_t t) -> const Estimate& {
          return figures.lines[i].estimates[t][column];
        },
        terminal);
  }
  return text;
}

}  // namespace

std::string table_text(const TableFigures& figures, const Terminal& terminal) {
  const std::string body = figures.lines.size() == 1 ? body_of_line(figures, terminal)
                                                     : body_of_lines(figures, terminal);
  return terminal.bold(title_of(figures)) + "\n\n" + body;
}

}  // namespace cli
