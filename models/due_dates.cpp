#include "models/due_dates.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {

namespace chrono = std::chrono;
using chrono::sys_days;
using chrono::year_month_day;

namespace {

int day_of(sys_days day) {
  return static_cast<int>(unsigned{year_month_day(day).day()});
}

chrono::year_month month_of(sys_days day) {
  const year_month_day date(day);
  return date.year() / date.month();
}

sys_days last_of(chrono::year_month month) {
  return month / chrono::last;
}

sys_days clamped(chrono::year_month month, int day) {
  return std::min(sys_days(month / 1) + chrono::days(day - 1), last_of(month));
}

}  // namespace

DueDates::DueDates(DueRule rule) : rule_(std::move(rule)) {
  CHECK(rule_.frequency.every >= 1);
  if (rule_.first) CHECK(*rule_.first > rule_.disbursed);
  if (rule_.due_on) {
    CHECK(*rule_.due_on >= 1);
    CHECK(*rule_.due_on <= 31);
  }
  switch (rule_.frequency.unit) {
    case Frequency::Unit::days:
      break;
    case Frequency::Unit::semimonths:
      CHECK(rule_.frequency.every == 1);
      anchor_semimonths();
      break;
    case Frequency::Unit::months:
      anchor_months();
      break;
  }
}

void DueDates::anchor_months() {
  const auto anchor = [&](sys_days day, int n0) {
    month_ = month_of(day);
    n0_ = n0;
    due_on_ = rule_.due_on.value_or(day_of(day));
    if (rule_.month_end == MonthEnd::day_28) due_on_ = std::min(due_on_, 28);
  };
  anchor(rule_.disbursed, 0);
  if (!rule_.first) return;
  const bool regular = in_month(month_ + chrono::months(rule_.frequency.every)) == *rule_.first;
  if (!regular) anchor(*rule_.first, 1);
}

void DueDates::anchor_semimonths() {
  const sys_days day = rule_.first.value_or(rule_.disbursed);
  n0_ = rule_.first ? 1 : 0;
  month_ = month_of(day);
  const bool last = day == last_of(month_);
  const int on = day_of(day);
  second_ = on > 15 || last ? 1 : 0;
  low_ = last ? 15 : second_ == 1 ? std::min(on - 15, 15) : on;
  due_on_ = low_ == 15 ? 31 : low_ + 15;
}

// The day of the month on which the loan is due, where the month has it.
sys_days DueDates::in_month(chrono::year_month month) const {
  const sys_days date = sys_days(month / 1) + chrono::days(due_on_ - 1);
  const sys_days last = last_of(month);
  if (date <= last) return date;
  return rule_.month_end == MonthEnd::first_of_next ? last + chrono::days(1) : last;
}

// The two days of a month are 15 days apart; of the 15th the other is the last day.
sys_days DueDates::semimonth(int n) const {
  const int halves = second_ + n - n0_;
  const chrono::year_month month = month_ + chrono::months(halves / 2);
  return halves % 2 == 0 ? clamped(month, low_) : clamped(month, due_on_);
}

sys_days DueDates::nominal(int n) const {
  if (n == 1 && rule_.first) return *rule_.first;
  const int every = rule_.frequency.every;
  switch (rule_.frequency.unit) {
    case Frequency::Unit::days:
      return rule_.first ? *rule_.first + chrono::days((n - 1) * every)
                         : rule_.disbursed + chrono::days(n * every);
    case Frequency::Unit::semimonths:
      return semimonth(n);
    case Frequency::Unit::months:
      return in_month(month_ + chrono::months((n - n0_) * every));
  }
  return rule_.disbursed;
}

DueDate DueDates::operator()(int n) const {
  CHECK(n >= 1);
  const sys_days date = nominal(n);
  return {date, rule_.business_days.shifted(date, rule_.shift)};
}

}  // namespace models
