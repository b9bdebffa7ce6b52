// Day: a day of a run, counted from its first day. Timeline: the calendar dates behind the days.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <vector>

#include "sim/check.hpp"

namespace sim {

// Days since the run's first day, which is Day(0). Days before it are negative.
class Day {
 public:
  constexpr Day() = default;
  explicit constexpr Day(std::int32_t value) : value_(value) {}

  constexpr std::int32_t value() const { return value_; }

  constexpr Day& operator++() {
    ++value_;
    return *this;
  }
  constexpr Day& operator+=(int days) {
    value_ += days;
    return *this;
  }
  friend constexpr Day operator+(Day day, int days) { return day += days; }
  friend constexpr Day operator-(Day day, int days) { return day += -days; }
  friend constexpr int operator-(Day a, Day b) { return a.value_ - b.value_; }
  friend constexpr auto operator<=>(Day, Day) = default;

 private:
  std::int32_t value_ = 0;
};

// A run's stretch of the proleptic Gregorian calendar: whole months from the first day of one.
class Timeline {
 public:
  // `start` must be the first of a month, `years` from 1 to 200; otherwise CheckFailure.
  Timeline(std::chrono::year_month_day start, int years)
      : Timeline(start, std::chrono::months(12 * years)) {}
  // As above, for 1 to 2400 months.
  Timeline(std::chrono::year_month_day start, std::chrono::months length);

  std::chrono::year_month_day start() const { return start_; }
  int days() const { return static_cast<int>(month_of_.size()); }
  int months() const { return static_cast<int>(first_days_.size()) - 1 - months_beyond; }

  // The month, counted from 0, that a day of the run falls in.
  int month_of(Day day) const {
    CHECK(day >= Day(0));
    CHECK(day.value() < days());
    return month_of_[static_cast<std::size_t>(day.value())];
  }

  // The first day of a month; months() itself is allowed and gives the day after the last.
  Day first_day(int month) const;
  int days_in_month(int month) const { return first_day(month + 1) - first_day(month); }
  bool is_first_of_month(Day day) const { return first_day(month_of(day)) == day; }
  bool is_last_of_month(Day day) const { return first_day(month_of(day) + 1) == day + 1; }

  // The same without bounds: months before the run are negative. Within the run and
  // `months_beyond` after it a look into a table, elsewhere a computation.
  int month_around(Day day) const {
    return day >= Day(0) && day.value() < days() ? month_of(day) : distant_month(day);
  }
  Day month_start(int month) const {
    return month >= 0 && month < static_cast<int>(first_days_.size())
               ? first_days_[static_cast<std::size_t>(month)]
               : distant_start(month);
  }
  static constexpr int months_beyond = 48;

  // Dates of days, also outside the run.
  std::chrono::year_month_day date(Day day) const;
  Day day_of(std::chrono::year_month_day date) const;

 private:
  int distant_month(Day day) const;
  Day distant_start(int month) const;

  std::chrono::year_month_day start_;
  std::vector<Day> first_days_;         // of the months of the run, the next, and those beyond
  std::vector<std::int16_t> month_of_;  // by day
};

}  // namespace sim
