// One measure of one replication, and the sums that figures are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace analysis {

// Cells row-major over the axes of its panel, and the length of the panel's last axis.
struct Series {
  std::span<const std::int64_t> cells;
  std::size_t last_axis = 1;
};

// NaN with nothing below the line.
inline double ratio(double above, double below) {
  return below == 0 ? std::numeric_limits<double>::quiet_NaN() : above / below;
}

inline double total(const Series& series) {
  double sum = 0;
  for (const std::int64_t value : series.cells) sum += static_cast<double>(value);
  return sum;
}

// Of one place on the last axis, over the rows from `first` on.
inline double total_at(const Series& series, std::size_t place, std::size_t first = 0) {
  double sum = 0;
  for (std::size_t i = first * series.last_axis + place; i < series.cells.size();
       i += series.last_axis) {
    sum += static_cast<double>(series.cells[i]);
  }
  return sum;
}

}  // namespace analysis
