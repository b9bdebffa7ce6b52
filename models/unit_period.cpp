#include "models/unit_period.hpp"

#include <algorithm>
#include <cmath>

#include "models/day_convention.hpp"
#include "sim/check.hpp"

namespace models {

namespace chrono = std::chrono;
using chrono::sys_days;
using chrono::year_month_day;

namespace {

int days_between(sys_days from, sys_days to) {
  return static_cast<int>((to - from).count());
}

// The same day of an earlier month, or the last of a month that is too short.
sys_days months_before(year_month_day date, int months, unsigned on) {
  const chrono::year_month month = date.year() / date.month() - chrono::months(months);
  const year_month_day last = month / chrono::last;
  return month / chrono::day(std::min(on, unsigned{last.day()}));
}

struct MonthsAndDays {
  int months = 0;
  int days = 0;  // from the earlier date to where the first full month begins
};

MonthsAndDays months_back(sys_days from, sys_days to, int due_on) {
  const year_month_day date(to);
  const year_month_day last = date.year() / date.month() / chrono::last;
  // A due day that the month of the payment does not have stands for its last day.
  const bool moved = static_cast<unsigned>(due_on) > unsigned{date.day()} && date == last;
  const unsigned on = moved ? static_cast<unsigned>(due_on) : unsigned{date.day()};
  const year_month_day begin(from);
  int months =
      static_cast<int>((date.year() / date.month() - begin.year() / begin.month()).count());
  if (months_before(date, months, on) < from) --months;
  return {months, days_between(from, months_before(date, months, on))};
}

// A whole number of unit-periods and the rest, of days of which `length` make one.
UnitPeriods by_days(int days, int length) {
  return {days / length, static_cast<double>(days % length) / length};
}

bool is_last_of_month(sys_days day) {
  const year_month_day date(day);
  return date == date.year() / date.month() / chrono::last;
}

// A period as a frequency: whole months before half months before days. Months are measured from
// last day to last day where both are.
Frequency period_between(sys_days from, sys_days to) {
  const bool ends = is_last_of_month(from) && is_last_of_month(to);
  const MonthsAndDays back = months_back(from, to, ends ? 31 : 0);
  if (back.days == 0) return {Frequency::Unit::months, back.months};
  if (thirty_day_number(to, 0) - thirty_day_number(from, 0) == 15) {
    return {Frequency::Unit::semimonths, 1};
  }
  return {Frequency::Unit::days, days_between(from, to)};
}

// With all months alike, as (b)(3)(iv) has them.
double length_of(const Frequency& frequency) {
  constexpr double month = 365.0 / 12;
  switch (frequency.unit) {
    case Frequency::Unit::days:
      return frequency.every;
    case Frequency::Unit::semimonths:
      return month / 2;
    case Frequency::Unit::months:
      return month * frequency.every;
  }
  return 0;
}

// The whole standard interval that is nearest to so many days.
Frequency standard_interval(double days) {
  std::vector<Frequency> standard = {{Frequency::Unit::days, 1}, {Frequency::Unit::semimonths, 1}};
  for (int weeks = 1; weeks <= 52; ++weeks) standard.push_back({Frequency::Unit::days, 7 * weeks});
  for (int months = 1; months <= 12; ++months) {
    standard.push_back({Frequency::Unit::months, months});
  }
  return *std::min_element(standard.begin(), standard.end(),
                           [&](const Frequency& a, const Frequency& b) {
                             const double off_a = std::abs(length_of(a) - days);
                             const double off_b = std::abs(length_of(b) - days);
                             return off_a != off_b ? off_a < off_b : length_of(a) < length_of(b);
                           });
}

}  // namespace

UnitPeriod common_unit_period(const std::vector<sys_days>& dates) {
  CHECK(dates.size() >= 2);
  CHECK(dates.front() < dates.back());
  if (dates.size() == 2) return unit_period_of_term(dates[0], dates[1]);
  struct Common {
    Frequency period;
    int times;
  };
  std::vector<Common> found;
  int periods = 0;
  for (std::size_t i = 1; i < dates.size(); ++i) {
    if (dates[i] == dates[i - 1]) continue;
    ++periods;
    const Frequency period = period_between(dates[i - 1], dates[i]);
    const auto same = std::find_if(found.begin(), found.end(),
                                   [&](const Common& one) { return one.period == period; });
    if (same == found.end()) {
      found.push_back({period, 1});
    } else {
      ++same->times;
    }
  }
  const Common best =
      *std::max_element(found.begin(), found.end(), [](const Common& a, const Common& b) {
        return a.times != b.times ? a.times < b.times : length_of(a.period) > length_of(b.period);
      });
  if (best.times > 1) return unit_period_of(best.period);
  const double average = static_cast<double>(days_between(dates.front(), dates.back())) / periods;
  return unit_period_of(standard_interval(average));
}

UnitPeriod unit_period_of(const Frequency& frequency) {
  const int every = frequency.every;
  switch (frequency.unit) {
    case Frequency::Unit::days:
      if (every > 366) break;
      return {UnitPeriod::Kind::days, every, every % 7 == 0 ? 52.0 * 7 / every : 365.0 / every};
    case Frequency::Unit::semimonths:
      return {UnitPeriod::Kind::semimonth, 1, 24};
    case Frequency::Unit::months:
      if (every >= 12) break;
      return {UnitPeriod::Kind::months, every, 12.0 / every};
  }
  return {UnitPeriod::Kind::year, 1, 1};
}

UnitPeriod unit_period_of_term(sys_days from, sys_days to) {
  CHECK(from < to);
  const MonthsAndDays term = months_back(from, to, 0);
  if (term.months >= 12) return {UnitPeriod::Kind::year, 1, 1};
  const int days = days_between(from, to);
  const double per_year = term.days == 0 ? 12.0 / term.months : 365.0 / days;
  return {UnitPeriod::Kind::term, days, per_year};
}

UnitPeriods unit_periods_between(const UnitPeriod& unit, sys_days from, sys_days to, int due_on) {
  CHECK(from <= to);
  const int days = days_between(from, to);
  const MonthsAndDays back = months_back(from, to, due_on);
  switch (unit.kind) {
    case UnitPeriod::Kind::days:
    case UnitPeriod::Kind::term:
      return by_days(days, unit.length);
    case UnitPeriod::Kind::semimonth:
      return by_days(30 * back.months + back.days, 15);
    case UnitPeriod::Kind::months:
      if (unit.length == 1) return {back.months, back.days / 30.0};
      return by_days(30 * back.months + back.days, 30 * unit.length);
    case UnitPeriod::Kind::year: {
      const int years = back.months / 12;
      if (back.days == 0) return {years, back.months % 12 / 12.0};
      const year_month_day date(to);
      const sys_days first = months_before(date, 12 * years, unsigned{date.day()});
      return {years, days_between(from, first) / 365.0};
    }
  }
  return {};
}

}  // namespace models
