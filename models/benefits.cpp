#include "models/benefits.hpp"

namespace models {
namespace {

// Rounds the parts of a sum so that they add up to the rounded sum: each is what the sum rounds to
// with it, less what it did without it.
class Parts {
 public:
  std::int64_t next(sim::Int128 part) {
    sum_ += part;
    const std::int64_t before = rounded_;
    rounded_ = as_money(sum_).minor();
    return rounded_ - before;
  }

 private:
  sim::Int128 sum_ = 0;
  std::int64_t rounded_ = 0;
};

}  // namespace

BenefitBook::Expense BenefitBook::expense() const {
  Forgone sum;
  for (const Forgone& tier : so_far_) sum += tier;
  return {as_money(sum.discount), as_money(sum.free_days)};
}

void BenefitBook::state(const LateForgoneByTier& late, MonthMeasures& measures) {
  Parts discounts, free_days, late_interest;
  const auto add = [&](TierMeasure measure, std::size_t tier, std::int64_t now,
                       std::int64_t& stated) {
    measures.add(measure, static_cast<std::uint8_t>(tier), now - stated);
    stated = now;
  };
  for (std::size_t tier = 0; tier < tiers_max; ++tier) {
    Stated& stated = stated_[tier];
    add(TierMeasure::rate_discounts, tier, discounts.next(so_far_[tier].discount), stated.discount);
    add(TierMeasure::interest_free_days, tier, free_days.next(so_far_[tier].free_days),
        stated.free_days);
    add(TierMeasure::late_interest_forgone, tier, late_interest.next(late[tier]), stated.late);
  }
}

}  // namespace models
