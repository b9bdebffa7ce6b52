#include "cli/table_axes.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/statements.hpp"
#include "cli/options.hpp"
#include "cli/table_names.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Period;

// The first and the last place of a label, or of a year on an axis of months.
std::pair<std::size_t, std::size_t> ends_of(const sim::Axis& axis, const std::string& label) {
  const auto& labels = axis.labels;
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found != labels.end()) {
    const auto place = static_cast<std::size_t>(found - labels.begin());
    return {place, place};
  }
  if (axis.name == "month" && label.size() == 4) {
    const auto of_year = [&](const std::string& month) { return month.starts_with(label + "-"); };
    const auto first = std::find_if(labels.begin(), labels.end(), of_year);
    const auto last = std::find_if_not(first, labels.end(), of_year);
    if (first != last) {
      return {static_cast<std::size_t>(first - labels.begin()),
              static_cast<std::size_t>(last - labels.begin()) - 1};
    }
  }
  throw InputError(not_a_name(label, "a label of axis " + axis.name, labels));
}

std::vector<std::size_t> places_named(const sim::Axis& axis, const std::string& text) {
  const auto dots = text.find("..");
  std::pair<std::size_t, std::size_t> ends = {0, axis.labels.size() - 1};
  if (dots != std::string::npos) {
    ends = {ends_of(axis, text.substr(0, dots)).first, ends_of(axis, text.substr(dots + 2)).second};
    if (ends.first > ends.second) {
      throw InputError(fmt::format("{}: found {}, expected the first label before the last",
                                   axis.name, scenarios::in_quotes(text)));
    }
  } else if (text != "*") {
    ends = ends_of(axis, text);
  }
  std::vector<std::size_t> places;
  for (std::size_t place = ends.first; place <= ends.second; ++place) places.push_back(place);
  return places;
}

// A year is told by its last month, and called by its number where that is a December.
std::string name_of_place(const std::string& label) {
  return label.ends_with("-12") ? label.substr(0, 4) : label;
}

std::vector<TablePeriod> calendar_periods(const sim::Axis& months,
                                          const std::vector<std::size_t>& places, Period period) {
  std::vector<TablePeriod> periods;
  for (const analysis::Span& span : analysis::spans_of(months.labels, period)) {
    TablePeriod of_span{span.name, {}};
    for (const std::size_t place : places) {
      if (place >= span.first && place < span.last) of_span.places.push_back(place);
    }
    if (of_span.places.empty()) continue;
    if (of_span.places.size() < span.months()) {
      of_span.name = analysis::months_name(months.labels[of_span.places.front()],
                                           months.labels[of_span.places.back()]);
    }
    periods.push_back(std::move(of_span));
  }
  return periods;
}

}  // namespace

std::size_t axis_named(const sim::PanelShape& shape, const std::string& name) {
  std::vector<std::string> names;
  for (std::size_t axis = 0; axis < shape.axes.size(); ++axis) {
    names.push_back(shape.axes[axis].name);
    if (names.back() == name) return axis;
  }
  throw InputError(not_a_name(name, "an axis of panel " + shape.name, names));
}

AxisPlaces axis_places(const sim::PanelShape& shape, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    throw InputError(fmt::format("found {}, expected AXIS=LABEL, as in {}={}",
                                 scenarios::in_quotes(text), shape.axes.back().name,
                                 shape.axes.back().labels.front()));
  }
  const std::size_t axis = axis_named(shape, text.substr(0, equals));
  return {axis, places_named(shape.axes[axis], text.substr(equals + 1))};
}

analysis::Places places_of(const sim::PanelShape& shape, const std::vector<std::string>& only) {
  analysis::Places named(shape.axes.size());
  for (const std::string& text : only) {
    const AxisPlaces found = axis_places(shape, text);
    auto& places = named[found.axis];
    places.insert(places.end(), found.places.begin(), found.places.end());
  }
  analysis::Places all = analysis::all_places(shape);
  for (std::size_t axis = 0; axis < named.size(); ++axis) {
    if (named[axis].empty()) continue;
    std::sort(named[axis].begin(), named[axis].end());
    named[axis].erase(std::unique(named[axis].begin(), named[axis].end()), named[axis].end());
    all[axis] = std::move(named[axis]);
  }
  return all;
}

std::vector<TablePeriod> periods_of(const sim::PanelShape& shape, const analysis::Places& places,
                                    const std::optional<std::string>& by) {
  const auto refuse = [&](const char* expected) {
    throw InputError(fmt::format("--by: found {}, expected {} for panel {}",
                                 scenarios::in_quotes(*by), expected, shape.name));
  };
  const auto time = analysis::time_axis(shape);
  if (!time) {
    if (by && *by != "run") refuse("run");
    return {{"", {}}};
  }
  const sim::Axis& axis = shape.axes[*time];
  const auto& taken = places[*time];
  const std::string period = by.value_or(axis.name == "mob" ? "run" : "year");
  if (period == "run") {
    const std::string first = axis.labels[taken.front()], last = axis.labels[taken.back()];
    if (axis.name == "month") return {{analysis::months_name(first, last), taken}};
    const std::string from = name_of_place(first), to = name_of_place(last);
    return {{from == to ? from : from + " to " + to, taken}};
  }
  if (axis.name == "month") {
    if (period == "month") return calendar_periods(axis, taken, Period::month);
    if (period == "quarter") return calendar_periods(axis, taken, Period::quarter);
    if (period == "year") return calendar_periods(axis, taken, Period::year);
    refuse("month, quarter, year or run");
  }
  const bool years = axis.name == "year";
  if (period != (years ? "year" : "month")) refuse(years ? "year or run" : "month or run");
  std::vector<TablePeriod> periods;
  for (const std::size_t place : taken)
    periods.push_back({name_of_place(axis.labels[place]), {place}});
  return periods;
}

}  // namespace cli
