#include "models/instalment_plan.hpp"

#include <algorithm>

#include "models/step_up.hpp"
#include "sim/check.hpp"

namespace models {

using sim::Int128;
using sim::Money;

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr int discount_bits = 60;

}  // namespace

// (1 + step)^k after k steps since the plan was made, scaled.
std::int64_t InstalmentPlan::weight(int n) const {
  if (terms_.repayment != Repayment::step_up) return std::int64_t{1} << step_weight_bits;
  const auto steps_before = [&](int k) {
    return (k - terms_.interest_only - 1) / terms_.step_every;
  };
  const auto weight = step_weight(terms_.step_ppm, steps_before(n) - steps_before(first_));
  if (!weight) throw BadTerms("instalments step up more than 4000-fold");
  return *weight;
}

void InstalmentPlan::make(Money principal, int n, const std::vector<LoanPeriod>& periods) {
  CHECK(!periods.empty(), "a plan needs at least one period");
  planned_ = principal;
  first_ = n;
  instalments_ = static_cast<int>(periods.size());
  sum_ = 0;
  if (terms_.repayment != Repayment::equal_instalment && terms_.repayment != Repayment::step_up) {
    return;
  }
  Int128 discount = Int128{1} << discount_bits;
  for (const LoanPeriod& period : periods) {
    const Int128 one = Int128{million} * period.share.denominator;
    const Int128 grown = one + Int128{period.rate.ppm()} * period.share.numerator;
    discount = (discount * one + grown / 2) / grown;
    sum_ += (discount * weight(n++)) >> step_weight_bits;
  }
}

// What the borrower pays with interest, before it is held to what the loan can bear.
Money InstalmentPlan::payment(int n, Money owed, Money interest) const {
  const Rounding& rounding = terms_.instalment_rounding;
  switch (terms_.repayment) {
    case Repayment::equal_instalment:
    case Repayment::step_up:
      // Discounted to nothing, as at a rate beyond all measure, only interest can be paid.
      if (sum_ == 0) return interest;
      return rounded_money(
          (Int128{planned_.minor()} * weight(n)) << (discount_bits - step_weight_bits), sum_,
          rounding);
    case Repayment::equal_principal:
      return interest + rounded_money(planned_.minor(), instalments_, rounding);
    case Repayment::bullet:
    case Repayment::interest_only:
      return interest;
    case Repayment::revolving:
      return std::max(terms_.minimum, rounded_money(Int128{interest.minor()} * million +
                                                        Int128{owed.minor()} * terms_.minimum_ppm,
                                                    million, rounding));
  }
  return interest;
}

Money InstalmentPlan::principal(int n, Money owed, Money interest) const {
  if (n <= terms_.interest_only) return Money{};
  return std::clamp(payment(n, owed, interest) - interest, Money{}, owed);
}

}  // namespace models
