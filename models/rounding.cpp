#include "models/rounding.hpp"

#include <limits>

#include "sim/check.hpp"

namespace models {

std::int64_t divide_rounded(sim::Int128 numerator, sim::Int128 denominator, RoundingMode mode) {
  CHECK(numerator >= 0);
  CHECK(denominator > 0);
  sim::Int128 quotient = numerator / denominator;
  const sim::Int128 rest = numerator % denominator;
  const sim::Int128 distance_up = denominator - rest;
  bool up = false;
  switch (mode) {
    case RoundingMode::half_even:
      up = rest > distance_up || (rest == distance_up && quotient % 2 == 1);
      break;
    case RoundingMode::half_up:
      up = rest >= distance_up;
      break;
    case RoundingMode::up:
      up = rest > 0;
      break;
    case RoundingMode::down:
      break;
  }
  if (up) ++quotient;
  CHECK(quotient <= std::numeric_limits<std::int64_t>::max(), "quotient does not fit 64 bits");
  return static_cast<std::int64_t>(quotient);
}

sim::Money rounded_money(sim::Int128 numerator, sim::Int128 denominator, const Rounding& rounding) {
  const std::int64_t unit = rounding.unit.minor();
  CHECK(unit > 0);
  const sim::Int128 minor =
      sim::Int128{divide_rounded(numerator, denominator * unit, rounding.mode)} * unit;
  CHECK(minor <= std::numeric_limits<std::int64_t>::max(), "money overflows");
  return sim::Money::of_minor(static_cast<std::int64_t>(minor));
}

}  // namespace models
