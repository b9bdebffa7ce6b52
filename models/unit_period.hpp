// Unit-periods of Regulation Z, appendix J, (b)(4) and (5): the measure of time of the annual
// percentage rate (12 CFR part 1026).
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "models/due_dates.hpp"

namespace models {

struct UnitPeriod {
  enum class Kind : std::uint8_t { days, semimonth, months, year, term };
  Kind kind = Kind::months;
  int length = 1;  // days or months in it; 1 for a semimonth or a year
  // Unit-periods in a year: 365 over the days, 52 over the weeks, 24, 12 over the months or 1.
  double per_year = 12;
};

// Full unit-periods from the beginning of the term to a payment, and the fraction before the first
// of them.
struct UnitPeriods {
  int full = 0;
  double fraction = 0;
};

// That of a loan with several payments: their common period, where it is more than a year a year.
UnitPeriod unit_period_of(const Frequency& frequency);

// That of one advance and one payment: the term if it is under a year, otherwise a year.
UnitPeriod unit_period_of_term(std::chrono::sys_days from, std::chrono::sys_days to);

// (b)(4): that of dates in order, the beginning of the term first and then each payment: the period
// between two of them that occurs most often, of several the shortest; where none occurs twice,
// their average to the nearest whole standard interval (a day, a half month, or weeks or months up
// to a year), of two equally near the shorter. Of one payment, unit_period_of_term. At least two
// dates, not all the same.
UnitPeriod common_unit_period(const std::vector<std::chrono::sys_days>& dates);

// (b)(5): months are measured back from the later date, the days left over 30, 15 or 365 a
// unit-period. `due_on` is the day of the month on which payments fall, so that months are measured
// from last day to last day where it is the 31st; 0 for that of the later date.
UnitPeriods unit_periods_between(const UnitPeriod& unit, std::chrono::sys_days from,
                                 std::chrono::sys_days to, int due_on = 0);

}  // namespace models
