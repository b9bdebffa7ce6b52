// One borrower as the event handlers see it. A borrower sits in a seat of the portfolio; when one
// leaves, the seat is taken by another, the seat's next generation, whose draws are all its own.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "models/loan.hpp"
#include "models/membership.hpp"
#include "models/outside_debt.hpp"
#include "sim/money.hpp"

namespace models {

enum class SeatStatus : std::uint8_t {
  vacant,
  member,
  barred,  // a loan was charged off: still in the app and working debts off, but never lent to
           // again
};

// What `observed_bin` holds: the score's bin when the seat was last observed and, once its holder
// has left, how they had done until then. The outcome is told in the month that is due, whoever
// sits there by now.
inline constexpr std::uint8_t not_observed = 0xFF;
inline constexpr std::uint8_t left_good = 0x40;
inline constexpr std::uint8_t left_bad = 0x80;
inline constexpr std::uint8_t bin_bits = 0x3F;

// Three cache lines, aligned so that they are never four. What an event needs stands together: the
// purse for whoever decides about paying, the account for every event and for the month's end, the
// rest for the borrower's own month.
struct alignas(64) Borrower {
  // 1. The purse and the character, which is drawn when the person comes and seen by no policy.
  sim::Money buffer;           // liquid savings
  float income_permanent = 0;  // a month, with work, minor units
  float income = 0;            // of this month, benefits and shocks included, minor units
  float buffer_target = 0;     // minor units
  float instalments = 0;       // of this lender's loans, a month, minor units
  float essentials = 0;        // share of permanent income
  float outside_debt = 0;      // share of permanent income
  float willingness = 0;       // log-odds around the population's mean
  float forgetfulness = 0;     // chance of forgetting a due date
  float late_months = 0;       // months late, fading
  float peer_default = 0;      // share of friends who defaulted, fading
  float contact_effect = 0;    // what collections added on contact_day
  std::int32_t contact_day = 0;
  std::uint32_t seat = 0;           // of the portfolio
  std::uint16_t generation = 0;     // counts those who have sat in the seat
  StackedService stacked_debt = 0;  // service of it beyond outside_debt

  // 2. The account.
  sim::Money limit;      // the credit limit over all loans
  sim::Money principal;  // outstanding over all open loans
  std::uint32_t first_loan = no_slot;
  std::uint32_t late_history = 0;       // worst bucket by month, two bits each, this month lowest
  std::uint32_t applications = 0;       // by month, four bits each, this month lowest
  std::uint16_t contact_half_life = 1;  // days
  std::uint8_t unpaid_bills = 0;        // by month, one bit each, this month lowest
  bool dormant = false;                 // does not use the app
  std::int32_t contact_week_from = 0;
  std::uint32_t employer = 0;
  std::uint16_t score = 0;
  std::uint16_t reviewed_score = 0;  // at the last limit review
  std::uint16_t loans_taken = 0;
  std::uint16_t on_time = 0;           // instalments paid on their due day
  std::uint16_t on_time_month = 0;     // of them since the last payday
  std::uint16_t dpd_since_review = 0;  // worst since the last limit review
  std::uint8_t contacts_week = 0;      // since contact_week_from
  std::uint8_t open_loans = 0;
  std::uint8_t observed_bin = not_observed;  // when last observed with an open loan
  std::uint8_t tier = 0;
  std::uint8_t segment = 0;
  SeatStatus status = SeatStatus::vacant;
  bool employed = false;
  bool frozen = false;
  bool defaulted = false;  // has been 90 days past due; friends were told
  bool bad_since_observed = false;
  std::uint8_t months_jobless = 0;
  std::uint8_t age = 0;

  // 3. The month.
  PointsWindow points;
  std::uint8_t region = 0;
  std::uint8_t declines = 0;  // applications declined, by month, one bit each, this month lowest
  float needs = 0;            // for a loan, a year
  float app_spending = 0;     // share of income
  float inflow_mean = 0;      // of observed monthly inflows, exponentially weighted
  float inflow_variance = 0;
  std::int32_t next_score = 0;
  std::int32_t next_tier_review = 0;
  std::int32_t next_limit_review = 0;
  std::int32_t tier_valid_until = 0;
  std::int32_t joined = 0;  // day; below zero for those who were there before the first day
};
static_assert(sizeof(Borrower) == 192);
static_assert(offsetof(Borrower, limit) == 64);
static_assert(offsetof(Borrower, points) == 128);

// Debt service to other lenders, minor units a month.
constexpr float outside_service(const Borrower& b) {
  return (b.outside_debt + static_cast<float>(stacked_unit) * b.stacked_debt) * b.income_permanent;
}

// What a member spends with the app, as a share of income.
constexpr float spending_share(const Borrower& b) {
  return b.dormant ? 0.0F : b.app_spending;
}

// Whether the member has had a first payday, at which the score is worked out for the first time.
constexpr bool is_scored(const Borrower& b) {
  return b.next_score > 0;
}

// Of a late history's pairs of bits, the upper and the lower ones of twelve months.
inline constexpr std::uint32_t upper_bits = 0x00AA'AAAAU;
inline constexpr std::uint32_t lower_bits = 0x0055'5555U;

// The worst delinquency of the last twelve months, 0 none, 1 up to 29, 2 up to 59, 3 beyond.
constexpr std::uint32_t worst_of_year(std::uint32_t late_history) {
  const std::uint32_t upper = late_history & upper_bits;
  if (upper == 0) return (late_history & lower_bits) != 0 ? 1U : 0U;
  return (upper >> 1 & late_history & lower_bits) != 0 ? 3U : 2U;
}

// Months since the last one with 30 or more days past due; 12 where the last twelve had none.
constexpr int months_since_late_30(std::uint32_t late_history) {
  const std::uint32_t upper = late_history & upper_bits;
  return upper == 0 ? 12 : std::countr_zero(upper) / 2;
}

// Records delinquency of `dpd` days in the current month.
constexpr std::uint32_t with_lateness(std::uint32_t late_history, int dpd) {
  const std::uint32_t level = dpd <= 0 ? 0U : dpd < 30 ? 1U : dpd < 60 ? 2U : 3U;
  return level > (late_history & 3U) ? (late_history & ~3U) | level : late_history;
}

constexpr std::uint32_t month_passed(std::uint32_t late_history) {
  return (late_history << 2) & 0x00FF'FFFFU;
}

// Applications of the last six months, at most 15 counted in one.
constexpr int recent_applications(std::uint32_t applications) {
  constexpr std::uint32_t odd_months = 0x000F'0F0FU;
  const std::uint32_t pairs = (applications & odd_months) + (applications >> 4 & odd_months);
  return static_cast<int>((pairs + (pairs >> 8) + (pairs >> 16)) & 0xFFU);
}

}  // namespace models
