// One loan as the event handlers see it: two cache lines, amounts in minor units.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/day.hpp"
#include "sim/money.hpp"

namespace models {

inline constexpr std::uint32_t no_slot = 0xFFFF'FFFF;
inline constexpr std::uint8_t no_partner = 0xFF;
inline constexpr std::int32_t not_overdue = -1;
inline constexpr std::int32_t never = -1;

enum class LoanStatus : std::uint8_t { vacant, open, charged_off };

struct alignas(64) Loan {
  // 1. Where it stands: all that the month's end, and whoever looks through a borrower's loans,
  // needs.
  sim::Money principal;                      // outstanding, overdue principal included
  sim::Money overdue_principal;              // billed and not paid
  sim::Money interest_due;                   // service fees included; billed and not paid
  sim::Money partner_part;                   // of the principal
  std::int32_t overdue_since = not_overdue;  // due day of the oldest instalment not fully paid
  std::uint32_t borrower = 0;                // place in the shard
  std::uint32_t next_of_borrower = no_slot;
  std::uint16_t nth = 0;          // the borrower's n-th loan, from 1
  std::int16_t opened_month = 0;  // of the simulation
  std::uint16_t score = 0;        // of the borrower when the loan was opened
  LoanStatus status = LoanStatus::vacant;
  std::uint8_t version = 0;  // counts the loans this slot has held, so that stale events are known
  std::uint8_t product = 0;
  std::uint8_t partner = no_partner;
  std::uint8_t tier = 0;  // of the borrower when the loan was opened
  std::uint8_t instalments = 0;
  std::uint8_t billed = 0;        // instalments billed so far
  std::uint8_t unpaid = 0;        // instalments billed and not fully paid
  std::uint8_t stage = 0;         // of the collections strategy
  std::uint8_t bucket = 0;        // delinquency bucket at the last month end, or when it was opened
  bool in_collections = false;    // a CollectionStep lies ahead
  bool charge_off_ahead = false;  // a ChargeOffDue lies ahead
  bool late_bearing = false;    // overdue principal bears late interest: the days of grace are over
  bool defaulted : 1 = false;   // has been 90 days past due at a month's end, or was charged off
  bool suspended : 1 = false;   // its interest is no income until it is paid
  bool overridden : 1 = false;  // the policy declined it (ScoringParameters::accept_rejected)
  bool coupon : 1 = false;      // its interest-free days are not over
  bool offered : 1 = false;     // restructuring; no second offer is made
  bool redefaulted : 1 = false;  // as defaulted, since it was restructured

  // 2. The terms, and what its own events need besides.
  // Interest earned since the last bill, exact: minor units × ppm × days (see models/accrual.hpp).
  std::int64_t accrued = 0;
  // The planned amount of an equal instalment; of a step-up or revolving loan, of the next one;
  // zero for other shapes.
  sim::Money instalment;
  sim::Money original;          // the amount lent, a financed fee included
  std::int32_t accrued_to = 0;  // day up to which `accrued` counts
  std::int32_t opened = 0;      // or restructured: the day from which due days are counted
  std::int32_t next_due = 0;
  std::int32_t rate_ppm = 0;      // what the borrower pays, a year
  std::int32_t discount_ppm = 0;  // what the tier took off the list price, a year
  std::uint32_t partner_share_ppm = 0;
  std::uint32_t fee_deferred = 0;     // of the origination fee, not yet earned, minor units
  std::int32_t restructured = never;  // the day on which it was
  // Of the lender's part of the principal: interest that was suspended when it became principal,
  // and is no income until it is paid; minor units.
  std::uint32_t suspended_principal = 0;
  std::uint8_t months_charged_off = 0;
};
static_assert(sizeof(Loan) == 128, "a loan fits two cache lines");
static_assert(offsetof(Loan, accrued) == 64);

// Days past due on `today`: whole days since the due day of the oldest instalment not fully paid.
inline std::int32_t days_past_due(const Loan& loan, sim::Day today) {
  return loan.overdue_since == not_overdue ? 0 : today.value() - loan.overdue_since;
}

}  // namespace models
