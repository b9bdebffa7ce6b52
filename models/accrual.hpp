// Interest by the day, exactly: no rounding until a bill is written.
//
// A loan's interest grows by its velocity every night. Velocity and what has accrued are integers
// in the unit minor × ppm / (365 × 360), in which both actual/365 and actual/360 are whole numbers:
//
//   velocity = (principal × rate + overdue principal × (late factor − 1) × rate) × 360 (actual/365)
//                                                                                × 365 (actual/360)
//
// Sums of velocities over any set of loans are therefore exact too, and the lender books each
// night's interest from the sum alone, whatever the number of loans.
#pragma once

#include <cstdint>

#include "models/loan.hpp"
#include "sim/check.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// What one minor unit is in units of accrual.
inline constexpr std::int64_t accrual_unit = 365LL * 360LL * 1'000'000LL;

constexpr std::int64_t days_weight(sim::DayCount day_count) {
  return day_count == sim::DayCount::actual_365 ? 360 : 365;
}

// `late_ppm` is what overdue principal costs beyond the rate, as a fraction of the rate in ppm:
// 500,000 for the usual one and a half times.
inline std::int64_t accrual_velocity(const Loan& loan, std::int64_t late_ppm,
                                     sim::DayCount day_count) {
  const std::int64_t rate = loan.coupon ? 0 : loan.rate_ppm;
  const std::int64_t late_rate = loan.late_bearing ? loan.rate_ppm * late_ppm / 1'000'000 : 0;
  return (loan.principal.minor() * rate + loan.overdue_principal.minor() * late_rate) *
         days_weight(day_count);
}

// What the tier's discount costs the lender each night, in the same unit, and what its
// interest-free days do.
inline std::int64_t discount_velocity(const Loan& loan, sim::DayCount day_count) {
  return loan.principal.minor() * loan.discount_ppm * days_weight(day_count);
}
inline std::int64_t free_days_velocity(const Loan& loan, sim::DayCount day_count) {
  return loan.coupon ? loan.principal.minor() * loan.rate_ppm * days_weight(day_count) : 0;
}

// Brings `accrued` up to the start of `today`. Call before anything that changes the velocity.
inline void accrue(Loan& loan, std::int64_t velocity, sim::Day today) {
  std::int64_t grown = 0;
  const bool too_much =
      __builtin_mul_overflow(velocity, std::int64_t{today.value() - loan.accrued_to}, &grown) ||
      __builtin_add_overflow(loan.accrued, grown, &loan.accrued);
  CHECK(!too_much, "interest on a principal of {} minor units overflows", loan.principal.minor());
  loan.accrued_to = today.value();
}

// An exact amount as money, half to even.
inline sim::Money as_money(sim::Int128 accrued) {
  return sim::Money::of_minor(sim::divide_half_even(accrued, accrual_unit));
}

}  // namespace models
