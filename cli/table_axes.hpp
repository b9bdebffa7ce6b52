// Which part of a panel a table is of: places on its axes by their labels, and periods of its time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/panel_part.hpp"
#include "sim/panel.hpp"

namespace cli {

// InputError that names the nearest valid name, or all of them.
std::size_t axis_named(const sim::PanelShape& shape, const std::string& name);

// What "AXIS=LABEL" names: a label, "FIRST..LAST", "*" for all, on an axis of months also a year.
struct AxisPlaces {
  std::size_t axis = 0;
  std::vector<std::size_t> places;
};
AxisPlaces axis_places(const sim::PanelShape& shape, const std::string& text);

// The places that are left by one or several of them; those of one axis are joined.
analysis::Places places_of(const sim::PanelShape& shape, const std::vector<std::string>& only);

// A column of time: its name and its places on the axis of time.
struct TablePeriod {
  std::string name;
  std::vector<std::size_t> places;
};

// `by` is month, quarter, year or run, and where it is not said the panel's own: a year, or all of
// it at once. InputError where the panel has no such periods. A panel without time has one period,
// without places.
std::vector<TablePeriod> periods_of(const sim::PanelShape& shape, const analysis::Places& places,
                                    const std::optional<std::string>& by);

}  // namespace cli
