// Money: an exact amount in 64-bit minor units (cents, fen).
//
// Integers make totals independent of the order of adding, which is what lets shards be summed in
// any order. The largest amount is 2^63 - 1 minor units, about 9.2e16 major units; beyond it every
// operation throws CheckFailure instead of wrapping.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <string>

#include "sim/check.hpp"

namespace sim {

class Money {
 public:
  constexpr Money() = default;  // zero
  static constexpr Money of_minor(std::int64_t minor) { return Money(minor); }

  constexpr std::int64_t minor() const { return minor_; }

  constexpr Money& operator+=(Money other) {
    CHECK(!__builtin_add_overflow(minor_, other.minor_, &minor_), "money overflows");
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    CHECK(!__builtin_sub_overflow(minor_, other.minor_, &minor_), "money overflows");
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
  friend constexpr Money operator-(Money a, Money b) { return a -= b; }
  friend constexpr Money operator-(Money a) { return Money() -= a; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t minor) : minor_(minor) {}

  std::int64_t minor_ = 0;
};

__extension__ using Int128 = __int128;

// The integer nearest to numerator / denominator; of two equally near, the even one (IEEE 754
// roundTiesToEven, "banker's rounding"), so that rounding has no drift. The denominator may be
// negative, not zero. CheckFailure when the result does not fit.
std::int64_t divide_half_even(Int128 numerator, Int128 denominator);

// The same; one division of the processor's own where the numerator has 63 bits, as nearly always.
inline std::int64_t divide_half_even(Int128 numerator, std::int64_t denominator) {
  const auto small = static_cast<std::int64_t>(numerator);
  if (small != numerator || small < 0 || denominator <= 0) {
    return divide_half_even(numerator, static_cast<Int128>(denominator));
  }
  const std::int64_t quotient = small / denominator;
  const std::int64_t remainder = small % denominator;
  const std::int64_t distance_up = denominator - remainder;
  const bool up = remainder > distance_up || (remainder == distance_up && quotient % 2 == 1);
  return quotient + (up ? 1 : 0);
}

// amount * numerator / denominator, half to even, without overflow in between.
inline Money scale(Money amount, std::int64_t numerator, std::int64_t denominator) {
  return Money::of_minor(
      divide_half_even(static_cast<Int128>(amount.minor()) * numerator, denominator));
}

// The integer nearest to x, halves away from zero: std::llround without a call. |x| < 2^63.
inline std::int64_t nearest_integer(double x) {
  const double whole = std::trunc(x);
  const double rest = x - whole;
  return static_cast<std::int64_t>(whole) + (rest >= 0.5) - (rest <= -0.5);
}

// The amount nearest to a number of minor units.
inline Money nearest(double minor) {
  return Money::of_minor(nearest_integer(minor));
}

// Major units with two decimals: "1234.56", "-0.05".
std::string to_text(Money amount);

}  // namespace sim
