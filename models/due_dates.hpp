// On which dates the instalments of a loan fall due.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/business_days.hpp"
#include "models/product.hpp"

namespace models {

// The time from one due date to the next.
struct Frequency {
  enum class Unit : std::uint8_t { days, semimonths, months };
  Unit unit = Unit::months;
  int every = 1;  // of them; above zero, 1 for semimonths

  friend bool operator==(const Frequency&, const Frequency&) = default;
};

// A rule, as pure data. Every date follows from the first alone and not from the one before it, so
// that a loan of 31 January is due on 28 February and on 31 March.
struct DueRule {
  Frequency frequency{};
  std::chrono::sys_days disbursed{};
  // The first due date, after `disbursed`; without it, one period after `disbursed`.
  std::optional<std::chrono::sys_days> first{};
  // The day of the month of monthly due dates, 1 to 31; without it, that of the first due date. A
  // first due date that is one regular period after the pay-out keeps the day of the pay-out: a
  // loan of 31 January whose first due date is 28 February is due on 31 March next.
  std::optional<int> due_on{};
  MonthEnd month_end = MonthEnd::last_day;
  DayShift shift = DayShift::none;
  BusinessDays business_days{};
};

struct DueDate {
  std::chrono::sys_days nominal;  // as the frequency has it
  std::chrono::sys_days due;      // on a business day where the rule asks for one
};

class DueDates {
 public:
  explicit DueDates(DueRule rule);

  // The n-th due date, from 1.
  DueDate operator()(int n) const;
  std::chrono::sys_days disbursed() const { return rule_.disbursed; }
  // The day of the month on which the loan falls due, for 30/360; 0 where it has none.
  int due_on() const { return due_on_; }
  const DueRule& rule() const { return rule_; }

 private:
  std::chrono::sys_days nominal(int n) const;
  std::chrono::sys_days in_month(std::chrono::year_month month) const;
  std::chrono::sys_days semimonth(int n) const;
  void anchor_months();
  void anchor_semimonths();

  DueRule rule_;
  std::chrono::year_month month_{};  // of the due date number n0_
  int n0_ = 0;
  int due_on_ = 0;
  int low_ = 0;     // the earlier day of the month of a semimonthly loan, 1 to 15
  int second_ = 0;  // 1 where due date n0_ is the later one
};

}  // namespace models
