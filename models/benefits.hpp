// What the tiers' benefits cost in interest, exactly, by the tier in which a loan was opened.
//
// Discounts and interest-free days are booked every night, each as an expense of its own: the
// lender earns the list price. Late interest that a tier's days of grace keep from being charged is
// measured and not booked, since nobody owes it (decision 14).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "models/accrual.hpp"
#include "models/measures.hpp"

namespace models {

// Amounts in units of accrual (models/accrual.hpp): of a night, or of all nights so far.
struct Forgone {
  sim::Int128 discount = 0;
  sim::Int128 free_days = 0;

  Forgone& operator+=(const Forgone& other) {
    discount += other.discount;
    free_days += other.free_days;
    return *this;
  }
  friend bool operator==(const Forgone&, const Forgone&) = default;
};
using ForgoneByTier = std::array<Forgone, tiers_max>;

// Late interest in the same units, since the first day.
using LateForgoneByTier = std::array<sim::Int128, tiers_max>;

// Late interest forgone from when the loan was last touched up to the start of `today`: on what is
// overdue, from the day on which late interest would begin without the tier's days of grace.
// `late_ppm` as in accrual_velocity.
inline sim::Int128 late_forgone(const Loan& loan, std::int64_t late_ppm, std::int32_t product_grace,
                                sim::DayCount day_count, sim::Day today) {
  if (loan.late_bearing || loan.suspended || loan.overdue_since == not_overdue) return 0;
  const std::int32_t charged_from = loan.overdue_since + std::max(1, product_grace);
  const std::int32_t nights = std::max(0, today.value() - std::max(charged_from, loan.accrued_to));
  return sim::Int128{loan.overdue_principal.minor()} * (loan.rate_ppm * late_ppm / 1'000'000) *
         days_weight(day_count) * nights;
}

// What has been forgone since the first day, and how much of it has been stated.
class BenefitBook {
 public:
  // A night of all loans.
  void accrue(const ForgoneByTier& velocities) {
    for (std::size_t tier = 0; tier < tiers_max; ++tier) so_far_[tier] += velocities[tier];
  }

  // Since the first day, each rounded once.
  struct Expense {
    sim::Money discounts{};
    sim::Money free_days{};
  };
  Expense expense() const;

  // Adds to the tiers' measures what has not been stated yet. Tiers are rounded one after another,
  // so that they add up to the expense. `late` is of all loans since the first day.
  void state(const LateForgoneByTier& late, MonthMeasures& measures);

 private:
  struct Stated {
    std::int64_t discount = 0;
    std::int64_t free_days = 0;
    std::int64_t late = 0;
  };
  ForgoneByTier so_far_{};
  std::array<Stated, tiers_max> stated_{};
};

}  // namespace models
