#include "analysis/panel_part.hpp"

#include <limits>
#include <numeric>

#include "sim/check.hpp"

namespace analysis {

namespace {

using Cells = std::span<const std::int64_t>;

// How many units of the file make one as people read it.
double units_to_one(const sim::Measure& measure) {
  if (measure.unit == "minor") return 100;
  if (measure.unit == "1e-6") return 1e6;
  if (measure.unit == "1e-9") return 1e9;
  return 1;
}

double sum_from(const sim::PanelShape& shape, Cells cells, const Places& places, std::size_t axis,
                std::size_t cell) {
  if (axis == shape.axes.size()) return static_cast<double>(cells[cell]);
  double sum = 0;
  for (const std::size_t place : places[axis]) {
    sum += sum_from(shape, cells, places, axis + 1, cell * shape.axes[axis].labels.size() + place);
  }
  return sum;
}

}  // namespace

std::optional<std::size_t> time_axis(const sim::PanelShape& shape) {
  for (std::size_t axis = 0; axis < shape.axes.size(); ++axis) {
    const std::string& name = shape.axes[axis].name;
    if (name == "month" || name == "year" || name == "mob") return axis;
  }
  return std::nullopt;
}

Places all_places(const sim::PanelShape& shape) {
  Places places;
  for (const sim::Axis& axis : shape.axes) {
    auto& all = places.emplace_back(axis.labels.size());
    std::iota(all.begin(), all.end(), 0U);
  }
  return places;
}

bool adds_up(const sim::Measure& measure) {
  return measure.unit == "minor" || measure.unit == "1";
}

double over_part(const sim::PanelShape& shape, const sim::Measure& measure, Cells cells,
                 const Places& places, Reading reading) {
  CHECK(cells.size() == shape.cells() && places.size() == shape.axes.size());
  const auto time = time_axis(shape);
  for (std::size_t axis = 0; axis < places.size(); ++axis) {
    CHECK(!places[axis].empty(), "no place of {}", shape.axes[axis].name);
    if (axis != time && places[axis].size() > 1 && !adds_up(measure))
      return std::numeric_limits<double>::quiet_NaN();
  }
  Places taken = places;
  double divisor = units_to_one(measure);
  if (time) {
    auto& times = taken[*time];
    const bool averaged = reading == Reading::average || measure.over_time == sim::OverTime::level;
    if (averaged) {
      divisor *= static_cast<double>(times.size());
    } else if (measure.over_time == sim::OverTime::stock) {
      times = {times.back()};
    }
  }
  return sum_from(shape, cells, taken, 0, 0) / divisor;
}

}  // namespace analysis
