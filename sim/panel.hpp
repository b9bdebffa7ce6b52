// Panel: integers by segment and measure. The one type in which the two wings of the program meet:
// models fill panels, output keeps them, analysis reads them without knowing the models.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/check.hpp"

namespace sim {

struct Axis {
  std::string name;       // an identifier: lower case, digits, underscores
  std::string long_name;  // for people
  std::vector<std::string> labels;

  friend bool operator==(const Axis&, const Axis&) = default;
};

// What becomes of a measure's cells along the axis of time: a flow is summed, a stock is what it is
// at the end, a level, such as a rate of the economy, is averaged.
enum class OverTime : std::uint8_t { flow, stock, level };

struct Measure {
  std::string name;
  std::string unit;
  std::string long_name;
  OverTime over_time = OverTime::flow;

  friend bool operator==(const Measure&, const Measure&) = default;
};

struct PanelShape {
  std::string name;
  std::vector<Axis> axes;
  std::vector<Measure> measures;

  // The number of cells: the product of the axes' lengths; 1 without axes.
  std::size_t cells() const;

  friend bool operator==(const PanelShape&, const PanelShape&) = default;
};

// A full table of 64-bit integers over a shape, row-major over the axes, the measure fastest.
// Adding panels is exact and commutative; overflow throws CheckFailure.
class Panel {
 public:
  explicit Panel(std::shared_ptr<const PanelShape> shape);  // all zero

  const PanelShape& shape() const { return *shape_; }
  const std::shared_ptr<const PanelShape>& shared_shape() const { return shape_; }
  std::size_t cells() const { return cells_; }
  std::size_t measures() const { return measures_; }

  // The cell at one index an axis, in the order of the axes. CheckFailure when out of range.
  std::size_t cell(std::initializer_list<std::size_t> indices) const;

  std::int64_t at(std::size_t cell, std::size_t measure) const {
    return values_[index(cell, measure)];
  }
  void add(std::size_t cell, std::size_t measure, std::int64_t amount) {
    std::int64_t& value = values_[index(cell, measure)];
    CHECK(!__builtin_add_overflow(value, amount, &value), "panel {} overflows", shape_->name);
  }

  // Adds a panel of an equal shape, cell by cell.
  Panel& operator+=(const Panel& other);

  std::span<const std::int64_t> values() const { return values_; }
  std::span<std::int64_t> values() { return values_; }

 private:
  std::size_t index(std::size_t cell, std::size_t measure) const {
    CHECK(cell < cells_);
    CHECK(measure < measures_);
    return cell * measures_ + measure;
  }

  std::shared_ptr<const PanelShape> shape_;
  std::size_t cells_;
  std::size_t measures_;
  std::vector<std::int64_t> values_;
};

using Panels = std::vector<Panel>;

}  // namespace sim
