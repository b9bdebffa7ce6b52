#include "models/day_convention.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {

namespace chrono = std::chrono;

namespace {

int days_between(chrono::sys_days from, chrono::sys_days to) {
  return static_cast<int>((to - from).count());
}

// ISDA actual/actual: the days in leap years over 366 and the others over 365, over 365 × 366.
int actual_actual_numerator(chrono::sys_days from, chrono::sys_days to) {
  int numerator = 0;
  while (from < to) {
    const chrono::year year = chrono::year_month_day(from).year();
    const chrono::sys_days new_year = (year + chrono::years(1)) / chrono::January / 1;
    const chrono::sys_days end = std::min(to, new_year);
    numerator += days_between(from, end) * (year.is_leap() ? 365 : 366);
    from = end;
  }
  return numerator;
}

}  // namespace

int thirty_day_number(chrono::year_month_day date, unsigned due_on) {
  unsigned day{date.day()};
  const chrono::year_month_day last = date.year() / date.month() / chrono::last;
  if (due_on > day && date == last) day = due_on;
  return 360 * static_cast<int>(date.year()) + 30 * static_cast<int>(unsigned{date.month()}) +
         static_cast<int>(std::min(day, 30U));
}

YearShare year_share(DayConvention convention, chrono::sys_days from, chrono::sys_days to,
                     int due_on) {
  CHECK(from <= to);
  CHECK(days_between(from, to) <= 1'000'000, "more than a million days");
  const auto thirty_days = [&] {
    const auto on = static_cast<unsigned>(due_on);
    return thirty_day_number(to, on) - thirty_day_number(from, on);
  };
  switch (convention) {
    case DayConvention::actual_365:
      return {days_between(from, to), 365};
    case DayConvention::actual_360:
      return {days_between(from, to), 360};
    case DayConvention::actual_364:
      return {days_between(from, to), 364};
    case DayConvention::actual_actual_last_day:
      return {actual_actual_numerator(from + chrono::days(1), to + chrono::days(1)), 365 * 366};
    case DayConvention::actual_actual:
      return {actual_actual_numerator(from, to), 365 * 366};
    case DayConvention::thirty_360:
      return {thirty_days(), 360};
    case DayConvention::thirty_365:
      return {thirty_days(), 365};
  }
  return {};
}

}  // namespace models
