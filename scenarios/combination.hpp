// How the values of a study's parameters are combined into points.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/swept.hpp"

namespace scenarios {

// grid: every combination; zip: the first with the first; list: those that are written out; lhs and
// sobol: a sample of the space, by Latin hypercube or along Sobol's sequence.
enum class Combination : std::uint8_t { grid, zip, list, lhs, sobol };

// One value for each parameter, as --set takes it.
using Values = std::vector<std::string>;

// A point of a sample: a number from 0 to 1 for each axis.
using UnitPoint = std::vector<double>;

// Parameters that move together, by their place among all: those of a group are one axis, at the
// place of the first of them. With zip all are one.
std::vector<std::vector<std::size_t>> axes_of(const std::vector<SweptParameter>& parameters,
                                              Combination combine);

// All combinations of the axes' values, the last axis fastest. Parameters of one axis have equally
// many values. One empty combination without parameters.
std::vector<Values> grid_of(const std::vector<SweptParameter>& parameters,
                            const std::vector<std::vector<std::size_t>>& axes);

// The values at a point of the sample.
Values values_at(const std::vector<SweptParameter>& parameters,
                 const std::vector<std::vector<std::size_t>>& axes, const UnitPoint& point);

}  // namespace scenarios

template <>
struct models::EnumNames<scenarios::Combination> {
  static constexpr std::array<std::string_view, 5> names = {"grid", "zip", "list", "lhs", "sobol"};
};
