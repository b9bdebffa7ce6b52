// How an exact amount becomes one that can be paid.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"
#include "sim/money.hpp"

namespace models {

enum class RoundingMode : std::uint8_t {
  half_even,  // to the nearest; of two equally near the even one (IEEE 754 roundTiesToEven)
  half_up,    // to the nearest; of two equally near the larger one
  up,         // to the next larger one
  down,       // to the next smaller one
};
template <>
struct EnumNames<RoundingMode> {
  static constexpr std::array<std::string_view, 4> names = {"half-even", "half-up", "up", "down"};
};

struct Rounding {
  RoundingMode mode = RoundingMode::half_even;
  sim::Money unit = sim::Money::of_minor(1);  // amounts are whole multiples of it
};

// numerator / denominator as a whole number. Numerator not negative, denominator positive, the
// result within 64 bits; otherwise CheckFailure.
std::int64_t divide_rounded(sim::Int128 numerator, sim::Int128 denominator, RoundingMode mode);

// numerator / denominator minor units, to a whole multiple of the unit.
sim::Money rounded_money(sim::Int128 numerator, sim::Int128 denominator, const Rounding& rounding);

// Whether it is the way of everything else: half to even, to the minor unit.
inline bool is_plain(const Rounding& rounding) {
  return rounding.mode == RoundingMode::half_even && rounding.unit == sim::Money::of_minor(1);
}

}  // namespace models
