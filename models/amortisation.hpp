// The repayment schedule of any loan terms, exact to the minor unit.
//
// Interest of a period is simple interest on the principal that is owed, day by day, rounded once.
// Instalments of a loan are its principal divided by the sum of the periods' discount factors, each
// the product of 1 / (1 + rate × share of a year) over the periods so far, weighted where they step
// up; an instalment does not pay less than the interest of its period. The last payment takes what
// is left, so that every schedule ends at exactly zero. All of it is integers: discount factors are
// scaled by 2^60, steps by 2^50.
#pragma once

#include <chrono>
#include <vector>

#include "models/loan_terms.hpp"
#include "sim/money.hpp"

namespace models {

// An instalment, or a prepayment between two of them.
struct ScheduleRow {
  int number = 0;                   // of the instalment, from 1; 0 for a prepayment
  std::chrono::sys_days from{};     // interest is counted from this day
  std::chrono::sys_days to{};       // to this one
  std::chrono::sys_days nominal{};  // the due date before it is moved to a business day
  std::chrono::sys_days due{};      // when it is to be paid
  std::chrono::sys_days paid{};     // when it is
  sim::Money interest{};
  sim::Money principal{};  // below zero where interest is added to what is owed
  sim::Money fee{};
  sim::Money late_interest{};
  sim::Money late_fee{};
  sim::Money balance_after{};

  sim::Money payment() const { return interest + principal + fee + late_interest + late_fee; }
  int days() const;  // of the calendar, from `from` to `to`
  friend bool operator==(const ScheduleRow&, const ScheduleRow&) = default;
};

struct Amortisation {
  std::chrono::sys_days disbursed{};
  int due_on = 0;  // the day of the month of due dates, 0 where there is none
  sim::Money upfront_fee{};
  sim::Money received{};   // by the borrower
  sim::Money principal{};  // owed at first
  std::vector<ScheduleRow> rows{};

  sim::Money total_interest() const;  // late interest included
  sim::Money total_fees() const;      // upfront and late ones included
  sim::Money total_paid() const;      // all payments after the pay-out
};

// What is charged when the loan is paid out.
sim::Money upfront_fee(const LoanTerms& terms);

// BadTerms where no schedule fits the terms.
Amortisation amortise(const LoanTerms& terms);

}  // namespace models
