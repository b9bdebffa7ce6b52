#include "naive_amortisation.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>

namespace naive {

namespace {

using Fraction = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;
using models::DayConvention;
using models::Frequency;
using models::LoanTerms;
using models::MonthEnd;
using models::Repayment;
using models::RoundingMode;
using std::chrono::sys_days;

// A calendar of one's own, one day after another.
struct Civil {
  int year, month, day;
  bool leap() const { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
  int month_length() const {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap() ? 29 : lengths[month - 1];
  }
  friend auto operator<=>(const Civil&, const Civil&) = default;
};

Civil next_day(Civil day) {
  if (++day.day <= day.month_length()) return day;
  day.day = 1;
  if (++day.month <= 12) return day;
  return {day.year + 1, 1, 1};
}

Civil civil(sys_days day) {
  const std::chrono::year_month_day date(day);
  return {int{date.year()}, static_cast<int>(unsigned{date.month()}),
          static_cast<int>(unsigned{date.day()})};
}

sys_days back(const Civil& day) {
  return std::chrono::year(day.year) / std::chrono::month(static_cast<unsigned>(day.month)) /
         std::chrono::day(static_cast<unsigned>(day.day));
}

// The day of a month so many months later, by the rule for months that are too short.
Civil month_later(Civil start, int months, int on, MonthEnd rule) {
  Civil day{start.year, start.month, 1};
  for (int i = 0; i < months; ++i) {
    if (++day.month == 13) day = {day.year + 1, 1, 1};
  }
  if (rule == MonthEnd::day_28) on = std::min(on, 28);
  if (on <= day.month_length()) return {day.year, day.month, on};
  day.day = day.month_length();
  return rule == MonthEnd::first_of_next ? next_day(day) : day;
}

struct Calendar {
  std::vector<Civil> due;  // from the pay-out, which is number 0
  int on = 0;              // day of the month, or 0
};

Calendar calendar(const LoanTerms& terms, int count) {
  const auto& rule = terms.due;
  Calendar all{{civil(rule.disbursed)}, 0};
  const Civil paid_out = all.due[0];
  if (rule.frequency.unit == Frequency::Unit::days) {
    Civil day = paid_out;
    while (static_cast<int>(all.due.size()) <= count) {
      if (rule.first && all.due.size() == 1) {
        day = civil(*rule.first);
      } else {
        for (int i = 0; i < rule.frequency.every; ++i) day = next_day(day);
      }
      all.due.push_back(day);
    }
    return all;
  }
  // By the month: counted from the pay-out, unless the first due date is an odd one.
  const int every = rule.frequency.every;
  Civil anchor = paid_out;
  int skip = 0;
  if (rule.first) {
    const Civil regular = month_later(paid_out, every, paid_out.day, rule.month_end);
    if (regular != civil(*rule.first)) {
      anchor = civil(*rule.first);
      skip = 1;
    }
  }
  all.on = rule.month_end == MonthEnd::day_28 ? std::min(anchor.day, 28) : anchor.day;
  for (int n = 1; n <= count; ++n) {
    all.due.push_back(n == 1 && rule.first
                          ? civil(*rule.first)
                          : month_later(anchor, (n - skip) * every, anchor.day, rule.month_end));
  }
  return all;
}

// Month of thirty days: the day's number, a due day at the end of a short month being the due day.
int thirty(const Civil& day, int on) {
  int number = day.day;
  if (number == day.month_length()) number = std::max(number, on);
  return (day.year * 12 + day.month) * 30 + std::min(number, 30);
}

Fraction years(DayConvention convention, Civil from, const Civil& to, int on) {
  if (convention == DayConvention::thirty_360) {
    return Fraction(thirty(to, on) - thirty(from, on), 360);
  }
  if (convention == DayConvention::thirty_365) {
    return Fraction(thirty(to, on) - thirty(from, on), 365);
  }
  std::map<int, int> days;  // by the length of the year that each falls in
  for (; from < to; from = next_day(from)) {
    switch (convention) {
      case DayConvention::actual_360:
        ++days[360];
        break;
      case DayConvention::actual_364:
        ++days[364];
        break;
      case DayConvention::actual_actual:
        ++days[from.leap() ? 366 : 365];
        break;
      case DayConvention::actual_actual_last_day:
        ++days[next_day(from).leap() ? 366 : 365];
        break;
      default:
        ++days[365];
    }
  }
  Fraction sum = 0;
  for (const auto& [year, count] : days) sum += Fraction(count, year);
  return sum;
}

long long rounded(const Fraction& value, RoundingMode mode, long long unit = 1) {
  const Fraction units = value / unit;
  const Integer below = numerator(units) / denominator(units);
  const Fraction rest = units - Fraction(below);
  bool up = false;
  if (mode == RoundingMode::up) up = rest > 0;
  if (mode == RoundingMode::half_up) up = rest >= Fraction(1, 2);
  if (mode == RoundingMode::half_even) {
    up = rest > Fraction(1, 2) || (rest == Fraction(1, 2) && below % 2 != 0);
  }
  return static_cast<long long>(below + (up ? 1 : 0)) * unit;
}

Fraction ppm(long long value) {
  return Fraction(value, 1'000'000);
}

}  // namespace

std::vector<Row> schedule(const LoanTerms& terms) {
  const bool bullet = terms.repayment == Repayment::bullet;
  int count = terms.instalments;
  for (const auto& one : terms.holidays) count += one.instalments;
  for (const auto& one : terms.extensions) count += one.instalments;
  Calendar dates = calendar(terms, count);
  if (bullet) dates.due = {dates.due.front(), dates.due.back()};
  int last = bullet ? 1 : terms.instalments;

  const RoundingMode cent = terms.interest_rounding;
  const RoundingMode mode = terms.instalment_rounding.mode;
  const long long unit = terms.instalment_rounding.unit.minor();
  const long long fee = terms.fees.upfront.minor() +
                        rounded(Fraction(terms.amount.minor()) * ppm(terms.fees.upfront_ppm), cent);
  long long owed = terms.amount.minor();
  if (terms.fees.handling == models::FeeHandling::financed) owed += fee;

  Civil free_until = dates.due.front();
  for (int i = 0; i < terms.interest_free_days; ++i) free_until = next_day(free_until);
  if (terms.interest_free > 0) {
    free_until = std::max(free_until, dates.due.at(std::min(terms.interest_free, last)));
  }
  const auto rate = [&](int n) {
    long long now = terms.rate.ppm();
    for (const auto& change : terms.rate_changes) now = change.from <= n ? change.rate.ppm() : now;
    return ppm(now);
  };
  const auto bearing = [&](const Civil& from, const Civil& to) {
    return years(terms.day_count, std::min(std::max(from, free_until), to), to, dates.on);
  };

  auto early = terms.prepayments;
  std::stable_sort(early.begin(), early.end(), [](auto& a, auto& b) { return a.day < b.day; });
  std::vector<Row> rows;
  Fraction base = 0;  // the instalment before it steps up and is rounded, or the principal part
  int planned_from = 1;
  int holiday_left = 0;
  bool lower = false;
  const auto growth = [&](int n) {
    Fraction grown = 1;
    if (terms.repayment != Repayment::step_up) return grown;
    const auto steps = [&](int k) { return (k - terms.interest_only - 1) / terms.step_every; };
    for (int i = steps(planned_from); i < steps(n); ++i) grown *= 1 + ppm(terms.step_ppm);
    return grown;
  };
  for (int n = 1; n <= last && owed > 0; ++n) {
    bool anew = n == terms.interest_only + 1;
    for (const auto& one : terms.extensions) {
      if (one.from == n) last += one.instalments, anew = true;
    }
    if (holiday_left > 0 && --holiday_left == 0) anew = true;
    for (const auto& one : terms.holidays) {
      if (one.from == n) last += one.instalments, holiday_left = one.instalments;
    }
    for (const auto& one : terms.rate_changes) anew = anew || one.from == n;
    lower = lower || anew;

    Fraction interest = 0;
    const Civil start = dates.due.at(n - 1);
    const Civil end = dates.due.at(n);
    Civil at = start;
    const auto prepay_until = [&](const Civil& until) {  // those on that day included
      while (owed > 0 && !early.empty() && civil(early.front().day) <= until) {
        const Civil day = std::max(civil(early.front().day), at);
        interest += owed * rate(n) * bearing(at, day);
        at = day;
        const long long part = std::min<long long>(early.front().amount.minor(), owed);
        const long long due_interest = part == owed ? rounded(interest, cent) : 0;
        owed -= part;
        rows.push_back({0, early.front().day, due_interest, part,
                        rounded(part * ppm(terms.fees.prepayment_ppm), cent), owed, 0});
        early.erase(early.begin());
        if (terms.prepayment_effect == models::PrepaymentEffect::lower) lower = true;
      }
    };
    prepay_until(start);
    if (lower && holiday_left == 0 && n > terms.interest_only) {
      lower = false;
      planned_from = n;
      base = Fraction(owed, last - n + 1);
      if (terms.repayment == Repayment::equal_instalment || terms.repayment == Repayment::step_up) {
        Fraction value = 0;
        Fraction discount = 1;
        for (int k = n; k <= last; ++k) {
          discount /= 1 + rate(n) * bearing(dates.due.at(k - 1), dates.due.at(k));
          value += discount * growth(k);
        }
        base = owed / value;
      }
    }
    // Until the day before the next due date; who prepays on that day has paid the instalment.
    while (owed > 0 && !early.empty() && civil(early.front().day) < end) {
      prepay_until(civil(early.front().day));
    }
    if (owed == 0) break;
    interest += owed * rate(n) * bearing(at, end);
    const long long billed = rounded(interest, cent);
    long long part = 0;
    switch (terms.repayment) {
      case Repayment::equal_instalment:
      case Repayment::step_up:
        part = rounded(base * growth(n), mode, unit) - billed;
        break;
      case Repayment::equal_principal:
        part = rounded(base, mode, unit);
        break;
      case Repayment::revolving:
        part = std::max<long long>(terms.minimum.minor(),
                                   rounded(billed + owed * ppm(terms.minimum_ppm), mode, unit)) -
               billed;
        break;
      case Repayment::bullet:
      case Repayment::interest_only:
        break;
    }
    part = n <= terms.interest_only ? 0 : std::min(std::max(part, 0LL), owed);
    if (n == last) part = owed;
    long long charge = terms.fees.each.minor();
    if (holiday_left > 0) part = -billed, charge = 0;
    owed -= part;
    long long late = 0;
    for (const auto& one : terms.late_payments) {
      if (one.instalment != n) continue;
      Fraction costs = 0;  // day after day
      Civil day = end;
      for (int i = 0; i < one.days; ++i, day = next_day(day)) {
        const Fraction share = years(terms.day_count, day, next_day(day), dates.on);
        costs += share * (i < terms.late.grace_days ? 1 : ppm(terms.late.factor_ppm));
      }
      late = rounded(part * rate(n) * costs, cent);
      if (one.days > terms.late.grace_days) late += terms.late.fee.minor();
    }
    rows.push_back({n, back(end), billed, part, charge, owed, late});
  }
  return rows;
}

std::vector<Row> rows_of(const models::Amortisation& loan) {
  std::vector<Row> rows;
  for (const auto& row : loan.rows) {
    rows.push_back({row.number, row.due, row.interest.minor(), row.principal.minor(),
                    row.fee.minor(), row.balance_after.minor(),
                    (row.late_interest + row.late_fee).minor()});
  }
  return rows;
}

}  // namespace naive
