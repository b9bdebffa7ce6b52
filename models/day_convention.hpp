// How days turn into fractions of a year, exact.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"

namespace models {

// Those of sim::DayCount, of which a product of the running book has one, and four more.
// Actual/365 (Fixed), actual/360, actual/actual and 30E/360 as in the ISDA 2006 definitions,
// section 4.16, which count the first day of a period and not its last. Apache Fineract's
// actual/actual counts the last day and not the first: the night to New Year is of the new year.
enum class DayConvention : std::uint8_t {
  actual_365,              // true days of a year of 365
  actual_360,              // true days of a year of 360
  actual_364,              // true days of a year of 52 weeks
  actual_actual,           // true days of a year of 365 or 366, each in the year in which it begins
  actual_actual_last_day,  // the same, each in the year in which it ends
  thirty_360,              // months of 30 days, a year of 360 (30E/360)
  thirty_365,              // months of 30 days, a year of 365
};
template <>
struct EnumNames<DayConvention> {
  static constexpr std::array<std::string_view, 7> names = {
      "actual/365", "actual/360", "actual/364", "actual/actual", "actual/actual-last-day",
      "30/360",     "30/365"};
};

// Days since year 0 if all months had 30: 30E/360, with a due day that a short month moved to its
// last day put back to where it belongs. `due_on` is that day of the month, 0 where there is none.
int thirty_day_number(std::chrono::year_month_day date, unsigned due_on);

// A share of a year as a fraction of integers. Shares of one convention have one denominator, so
// that they can be added.
struct YearShare {
  std::int32_t numerator = 0;
  std::int32_t denominator = 1;
};

// From one day to a later one, at most a million days. Whole months from one due day to the next
// count 30 days under 30/360 also where a short month moved the due day to its last day.
YearShare year_share(DayConvention convention, std::chrono::sys_days from, std::chrono::sys_days to,
                     int due_on);

}  // namespace models
