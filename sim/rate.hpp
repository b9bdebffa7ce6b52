// Rate: a price of money in parts per million per year, and the interest it makes.
//
// An integer, so that a rate read from a file is the rate that is used, and interest is exact up to
// one rounding to the minor unit.
#pragma once

#include <compare>
#include <cstdint>

#include "sim/check.hpp"
#include "sim/money.hpp"

namespace sim {

class Rate {
 public:
  // 1,000 per unit and year; far beyond any price of credit, small enough that interest cannot
  // overflow.
  static constexpr std::int64_t ppm_max = 1'000'000'000;

  constexpr Rate() = default;  // zero
  static constexpr Rate of_ppm(std::int64_t ppm) { return Rate(ppm); }

  constexpr std::int64_t ppm() const { return ppm_; }

  friend constexpr Rate operator+(Rate a, Rate b) { return Rate(a.ppm_ + b.ppm_); }
  friend constexpr Rate operator-(Rate a, Rate b) { return Rate(a.ppm_ - b.ppm_); }
  constexpr Rate& operator+=(Rate other) { return *this = *this + other; }
  constexpr Rate& operator-=(Rate other) { return *this = *this - other; }
  friend constexpr auto operator<=>(Rate, Rate) = default;

 private:
  explicit constexpr Rate(std::int64_t ppm) : ppm_(ppm) {
    CHECK(ppm <= ppm_max, "{} ppm", ppm);
    CHECK(ppm >= -ppm_max, "{} ppm", ppm);
  }

  std::int64_t ppm_ = 0;
};

// How days are counted against a year (ISDA 2006 definitions, section 4.16: Actual/365 (Fixed),
// Actual/360, 30/360). With thirty_360 the caller counts days as 30 a month.
enum class DayCount : std::uint8_t { actual_365, actual_360, thirty_360 };

// Days in the year that a rate is per: 365 or 360.
constexpr int year_days(DayCount count) {
  return count == DayCount::actual_365 ? 365 : 360;
}

// principal * rate * days / year_days, half to even. Days from 0 to 1,000,000; year_days positive.
inline Money simple_interest(Money principal, Rate rate, int days, int year_days = 365) {
  CHECK(days >= 0, "{} days", days);
  CHECK(days <= 1'000'000, "{} days", days);
  CHECK(year_days > 0);
  // At most 63 + 30 + 20 bits: the product fits 128 bits with room to spare.
  const Int128 numerator = static_cast<Int128>(principal.minor()) * rate.ppm() * days;
  return Money::of_minor(divide_half_even(numerator, std::int64_t{1'000'000} * year_days));
}

}  // namespace sim
