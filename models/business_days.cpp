#include "models/business_days.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {

namespace chrono = std::chrono;

namespace {

chrono::year_month month_of(chrono::sys_days day) {
  const chrono::year_month_day date(day);
  return date.year() / date.month();
}

}  // namespace

BusinessDays::BusinessDays(std::vector<chrono::sys_days> holidays)
    : holidays_(std::move(holidays)) {
  std::sort(holidays_.begin(), holidays_.end());
}

bool BusinessDays::is_open(chrono::sys_days day) const {
  const chrono::weekday weekday(day);
  if (weekday == chrono::Saturday || weekday == chrono::Sunday) return false;
  return !std::binary_search(holidays_.begin(), holidays_.end(), day);
}

chrono::sys_days BusinessDays::nearest_open(chrono::sys_days day, int step) const {
  for (int closed = 0; !is_open(day); ++closed) {
    CHECK(closed <= 366, "no open day within a year");
    day += chrono::days(step);
  }
  return day;
}

chrono::sys_days BusinessDays::shifted(chrono::sys_days day, DayShift shift) const {
  switch (shift) {
    case DayShift::none:
      break;
    case DayShift::following:
      return nearest_open(day, 1);
    case DayShift::modified_following: {
      const chrono::sys_days next = nearest_open(day, 1);
      return month_of(next) == month_of(day) ? next : nearest_open(day, -1);
    }
    case DayShift::preceding:
      return nearest_open(day, -1);
  }
  return day;
}

}  // namespace models
