#include "sim/day.hpp"

namespace sim {

namespace {

using std::chrono::sys_days;

}  // namespace

Timeline::Timeline(std::chrono::year_month_day start, std::chrono::months length) : start_(start) {
  CHECK(start.ok());
  CHECK(start.day() == std::chrono::day(1), "a run starts on the first of a month");
  const int months = static_cast<int>(length.count());
  CHECK(months >= 1);
  CHECK(months <= 2400);
  for (int month = 0; month <= months + months_beyond; ++month) {
    first_days_.push_back(distant_start(month));
  }
  for (int month = 0; month < months; ++month) {
    month_of_.insert(month_of_.end(), static_cast<std::size_t>(days_in_month(month)),
                     static_cast<std::int16_t>(month));
  }
}

Day Timeline::first_day(int month) const {
  CHECK(month >= 0);
  CHECK(month <= months());
  return first_days_[static_cast<std::size_t>(month)];
}

int Timeline::distant_month(Day day) const {
  const std::chrono::year_month_day of = date(day);
  return static_cast<int>((of.year() / of.month() - start_.year() / start_.month()).count());
}

Day Timeline::distant_start(int month) const {
  return day_of((start_.year() / start_.month() + std::chrono::months(month)) / 1);
}

std::chrono::year_month_day Timeline::date(Day day) const {
  return sys_days(start_) + std::chrono::days(day.value());
}

Day Timeline::day_of(std::chrono::year_month_day date) const {
  CHECK(date.ok());
  return Day(static_cast<std::int32_t>((sys_days(date) - sys_days(start_)).count()));
}

}  // namespace sim
