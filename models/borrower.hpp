// One borrower as the event handlers see it. A borrower sits in a seat of the portfolio; when one leaves,
// the seat is taken by another, the seat's next generation, whose draws are all its own.
#pragma once

#include <cstdint>

#include "models/loan.hpp"
#include "sim/money.hpp"

namespace models {

enum class SeatStatus : std::uint8_t {
  vacant,
  member,
  barred,  // a loan was charged off: still in the app and working debts off, but never lent to again
};

inline constexpr std::uint8_t not_observed = 0xFF;

struct Borrower {
  // Money, minor units.
  sim::Money buffer;          // liquid savings
  sim::Money limit;           // the credit limit over all loans
  sim::Money principal;       // outstanding over all open loans
  float income_permanent = 0;  // a month, when employed
  float income = 0;            // of this month, benefits and shocks included
  float app_spending = 0;      // of this month, through the app

  // Character.
  float essentials = 0;     // share of permanent income that cannot be put off
  float outside_debt = 0;   // share of permanent income that serves other lenders
  float willingness = 0;    // log-odds scale
  float forgetfulness = 0;  // chance of forgetting a due date
  float need = 0;           // needs for credit a year
  float buffer_target = 0;  // minor units
  float peer_effect = 0;    // what friends' defaults took off the willingness; fades
  float contact_effect = 0;  // what collections added to it, until contact_until
  std::int32_t contact_until = 0;
  std::int32_t contacts_week_from = 0;

  // Record.
  std::int32_t joined = 0;  // day; below zero for those who were there before the first day
  std::uint32_t employer = 0;
  std::uint32_t first_loan = no_slot;
  std::uint32_t late_history = 0;  // worst bucket by month, two bits each, this month lowest
  std::int32_t next_limit_review = 0;
  std::int32_t next_tier_review = 0;
  std::int32_t next_score = 0;
  std::uint16_t generation = 0;
  std::uint16_t loans_taken = 0;
  std::uint16_t on_time = 0;  // instalments paid on their due day
  std::uint16_t score = 0;
  std::uint8_t segment = 0;
  std::uint8_t region = 0;
  std::uint8_t age = 0;
  std::uint8_t tier = 0;
  std::uint8_t payday = 1;  // day of the month, 1–28
  std::uint8_t months_jobless = 0;
  std::uint8_t open_loans = 0;
  std::uint8_t overdue_loans = 0;
  std::uint8_t observed_bin = not_observed;  // score bin when last observed with an open loan
  std::uint8_t contacts_this_week = 0;
  SeatStatus status = SeatStatus::vacant;
  bool employed = false;
  bool frozen = false;
  bool defaulted = false;       // has been 90 days past due; friends were told
  bool bad_since_observed = false;
  std::uint8_t applications_quarter = 0;  // fades by one a month
};
static_assert(sizeof(Borrower) <= 144);

// The worst delinquency of the last twelve months, 0 none, 1 up to 29, 2 up to 59, 3 beyond.
constexpr std::uint32_t worst_of_year(std::uint32_t late_history) {
  std::uint32_t worst = 0;
  for (int month = 0; month < 12; ++month) {
    const std::uint32_t level = (late_history >> (2 * month)) & 3U;
    if (level > worst) worst = level;
  }
  return worst;
}

// Months since the last month with any delinquency, at most 12.
constexpr int months_since_late(std::uint32_t late_history) {
  for (int month = 0; month < 12; ++month) {
    if (((late_history >> (2 * month)) & 3U) != 0) return month;
  }
  return 12;
}

// Records delinquency of `dpd` days in the current month.
constexpr std::uint32_t with_lateness(std::uint32_t late_history, int dpd) {
  const std::uint32_t level = dpd <= 0 ? 0U : dpd < 30 ? 1U : dpd < 60 ? 2U : 3U;
  return level > (late_history & 3U) ? (late_history & ~3U) | level : late_history;
}

constexpr std::uint32_t next_month(std::uint32_t late_history) {
  return (late_history << 2) & 0x00FF'FFFFU;
}

}  // namespace models
