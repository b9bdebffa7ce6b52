#include "cli/table_figures.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analysis/months_of_source.hpp"
#include "analysis/sampling.hpp"
#include "cli/done_replications.hpp"
#include "cli/figure.hpp"
#include "cli/options.hpp"
#include "cli/table_axes.hpp"
#include "cli/table_names.hpp"
#include "cli/table_value.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Places;
using output::ResultReader;

constexpr const char* usual_panel = "portfolio";
constexpr const char* no_rows = "none";

// An arm of a file, under the name that it has in the table.
struct TableSource {
  std::string name;
  const ResultReader* file;
  std::size_t arm;
};

std::vector<TableSource> sources_of(const std::vector<TableFile>& files,
                                    const std::optional<std::string>& wanted) {
  std::vector<TableSource> sources;
  for (const TableFile& file : files) {
    std::vector<std::string> names;
    const std::size_t before = sources.size();
    for (std::size_t arm = 0; arm < file.reader->arms(); ++arm) {
      names.push_back(file.reader->run().arms[arm].name);
      if (wanted && names.back() != *wanted) continue;
      const bool alone = file.reader->arms() == 1 || wanted;
      std::string name = names.back();
      if (files.size() > 1) name = alone ? file.name : file.name + ": " + name;
      sources.push_back({name, file.reader, arm});
    }
    if (sources.size() == before) {
      throw InputError("--arm: " + not_a_name(*wanted, "an arm of " + file.name, names));
    }
  }
  return sources;
}

const sim::PanelShape& shape_of(const ResultReader& file, const std::string& panel) {
  std::vector<std::string> names;
  bool tells_stocks = false;
  for (const auto& shape : file.skeleton().panels) {
    names.push_back(shape->name);
    for (const sim::Measure& measure : shape->measures)
      tells_stocks = tells_stocks || measure.over_time == sim::OverTime::stock;
  }
  const auto place = file.skeleton().panel_named(panel);
  if (!place) throw InputError(not_a_name(panel, "a panel of the file", names));
  if (!tells_stocks) {
    throw InputError(
        "the file does not say which of its measures are stocks: it was made by an earlier "
        "version");
  }
  return *file.skeleton().panels[*place];
}

// A headline under the name that it has in the table.
struct NamedHeadline {
  std::string name;
  const analysis::Headline* headline;
};

NamedHeadline named_headline(const std::string& given) {
  const NamedText named = named_text(given);
  const analysis::Headline& headline = headline_named(named.text, "--headline");
  return {named.name == named.text ? std::string(headline.long_name) : named.name, &headline};
}

// Months in a row, as headlines are of such.
analysis::Span span_of(const TablePeriod& period) {
  const std::size_t first = period.places.front(), last = period.places.back() + 1;
  if (last - first != period.places.size()) {
    throw InputError(
        fmt::format("--headline: found some months of {}, expected months in a row", period.name));
  }
  return {period.name, first, last};
}

// What is the same in all replications has no scatter but that of the last digit, which would be
// printed to three decimals.
analysis::Estimate estimate_of(const std::vector<double>& values,
                               const analysis::Sampling& sampling) {
  analysis::Estimate estimate = analysis::estimate(values, sampling);
  if (estimate.half_width < 1e-12 * std::fabs(estimate.mean)) estimate.half_width = 0;
  return estimate;
}

// A row of a panel: one label of each row axis, or all of them.
struct Row {
  std::vector<std::string> labels;
  Places places;
};

std::vector<std::size_t> row_axes_of(const sim::PanelShape& shape, const TableQuestion& question) {
  const auto time = analysis::time_axis(shape);
  std::vector<std::size_t> axes;
  if (question.rows == std::vector<std::string>{no_rows}) return axes;
  for (const std::string& name : question.rows) {
    const std::size_t axis = axis_named(shape, name);
    if (axis == time) {
      throw InputError(fmt::format("--rows: {} is the panel's time, which --by divides", name));
    }
    axes.push_back(axis);
  }
  for (std::size_t axis = 0; axes.empty() && axis < shape.axes.size(); ++axis) {
    if (axis != time) axes.push_back(axis);
  }
  return axes;
}

std::vector<Row> rows_of(const sim::PanelShape& shape, const Places& places,
                         const std::vector<std::size_t>& axes, bool with_all) {
  std::vector<Row> rows = {{{}, places}};
  for (const std::size_t axis : axes) {
    std::vector<Row> longer;
    for (const Row& row : rows) {
      for (const std::size_t place : places[axis]) {
        Row& made = longer.emplace_back(row);
        made.labels.push_back(shape.axes[axis].labels[place]);
        made.places[axis] = {place};
      }
    }
    rows = std::move(longer);
  }
  if (with_all && rows.size() > 1) {
    std::vector<std::string> labels(axes.size());
    labels.front() = "all";
    rows.push_back({labels, places});
  }
  return rows;
}

// What is asked of one source, and its figures.
class SourceTable {
 public:
  SourceTable(const TableSource& source, const TableQuestion& question, bool has_others)
      : source_(source), done_(*source.file, source.arm) {
    const std::string panel = question.panel.value_or(usual_panel);
    const sim::PanelShape& shape = shape_of(*source.file, panel);
    shape_ = &shape;
    auto by = question.by;
    if (!by && has_others) by = "run";
    if (panel == "ledger" && by != "month") {
      throw InputError(
          "the ledger has balances by month, of income before it is closed: --by month, or "
          "creditcycle statements for periods");
    }
    const Places places = places_of(shape, question.only);
    periods_ = periods_of(shape, places, by);
    std::vector<std::string> values = question.values;
    if (values.empty() && question.headlines.empty()) {
      for (const sim::Measure& measure : shape.measures) values.push_back(measure.name);
    }
    for (const std::string& value : values) {
      values_.emplace_back(value, shape);
      const std::string& name = values_.back().name();
      const auto alike = std::count_if(values_.begin(), values_.end(),
                                       [&](const TableValue& one) { return one.name() == name; });
      if (alike > 1) {
        throw InputError(fmt::format("--value: two are named {}, expected names that differ",
                                     scenarios::in_quotes(name)));
      }
    }
    for (const std::string& headline : question.headlines)
      headlines_.push_back(named_headline(headline));
    axes_ = row_axes_of(shape, question);
    const bool adds_up = std::all_of(values_.begin(), values_.end(),
                                     [](const TableValue& value) { return value.adds_up(); });
    rows_ = rows_of(shape, places, axes_, adds_up);
    if (!headlines_.empty() && (panel != usual_panel)) {
      throw InputError(fmt::format(
          "--headline: a headline is of the portfolio, not of the rows of panel {}", panel));
    }
  }

  void describe(TableFigures& figures) const {
    figures.panel = values_.empty() ? "" : shape_->name;
    for (const std::size_t axis : axes_) figures.axes.push_back(shape_->axes[axis].name);
    for (const TablePeriod& period : periods_) figures.periods.push_back(period.name);
    for (const TableValue& value : values_)
      figures.columns.push_back({value.name(), value.format()});
    for (const NamedHeadline& one : headlines_)
      figures.columns.push_back({one.name, one.headline->format});
    figures.replications = done_.sources().size();
  }

  // Whether lines of another source can stand below those of this one.
  bool goes_with(const TableFigures& figures) const {
    if (figures.periods.size() != periods_.size()) return false;
    if (figures.columns.size() != values_.size() + headlines_.size()) return false;
    for (std::size_t t = 0; periods_.size() > 1 && t < periods_.size(); ++t) {
      if (figures.periods[t] != periods_[t].name) return false;
    }
    return true;
  }

  std::size_t replications() const { return done_.sources().size(); }
  bool begins_with(const std::string& period) const { return periods_.front().name == period; }

  void add_lines(TableFigures& figures) const {
    for (const Row& row : rows_) {
      TableLine& line = figures.lines.emplace_back(TableLine{source_.name, row.labels, {}});
      for (const TablePeriod& period : periods_) {
        auto& estimates = line.estimates.emplace_back();
        for (const TableValue& value : values_) estimates.push_back(of(value, row, period));
        for (const NamedHeadline& one : headlines_) estimates.push_back(of(one, period));
      }
    }
  }

 private:
  analysis::Estimate of(const TableValue& value, const Row& row, const TablePeriod& period) const {
    Places places = row.places;
    if (const auto time = analysis::time_axis(*shape_)) places[*time] = period.places;
    std::vector<double> values;
    for (const analysis::Source& source : done_.sources()) {
      const auto cells = [&](const sim::Measure& measure) {
        return source(shape_->name, measure.name)->cells;
      };
      values.push_back(value.of(cells, places));
    }
    return estimate_of(values, done_.sampling());
  }

  analysis::Estimate of(const NamedHeadline& one, const TablePeriod& period) const {
    std::vector<double> values;
    for (const analysis::Source& source : done_.sources()) {
      const auto value = analysis::headline_value(
          *one.headline,
          analysis::months_of_source(source, source_.file->skeleton().panels, span_of(period)));
      if (!value) {
        throw InputError(
            fmt::format("the file lacks a measure of {}: it was made by an earlier version",
                        one.headline->name));
      }
      values.push_back(*value);
    }
    return estimate_of(values, done_.sampling());
  }

  TableSource source_;
  DoneReplications done_;
  const sim::PanelShape* shape_ = nullptr;
  std::vector<TableValue> values_;
  std::vector<NamedHeadline> headlines_;
  std::vector<std::size_t> axes_;
  std::vector<TablePeriod> periods_;
  std::vector<Row> rows_;
};

}  // namespace

TableFigures table_figures(const std::vector<TableFile>& files, const TableQuestion& question) {
  TableFigures figures;
  const std::vector<TableSource> sources = sources_of(files, question.arm);
  figures.sources = sources.size();
  for (const TableSource& source : sources) {
    const SourceTable table(source, question, sources.size() > 1);
    if (figures.lines.empty()) {
      table.describe(figures);
    } else if (!table.goes_with(figures)) {
      throw InputError(
          "the files do not have the same months and measures, expected files that go side by "
          "side; --by run takes each as a whole");
    }
    if (table.replications() != figures.replications) figures.replications = 0;
    // The whole run may be another time in each file, and has no name then.
    if (!table.begins_with(figures.periods.front())) figures.periods.front().clear();
    table.add_lines(figures);
  }
  return figures;
}

}  // namespace cli
