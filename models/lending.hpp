// From a need for credit to an open loan.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/schedule.hpp"
#include "models/shard.hpp"

namespace models {

// Event handler: the borrower asks for a loan, which is declined or opened.
void need_credit(const Context& context, std::uint32_t borrower, const EventLuck& luck);

// What decides the schedule of a loan as it was agreed, or as it was planned anew.
Terms terms_of(const World& world, const Loan& loan);
inline const RepaymentRule& repayment_of(const World& world, const Loan& loan) {
  return loan.restructured == never ? world.products[loan.product].repayment : workout_rule;
}
inline DuePlan due_plan_of(const World& world, const Loan& loan) {
  if (loan.restructured == never) return world.products[loan.product].plan;
  return {.instalments = loan.instalments};
}
// Its n-th due day; the day from which they are counted for n = 0.
inline sim::Day due_day_of(const World& world, const Loan& loan, int n) {
  return due_day(world.timeline, due_plan_of(world, loan), sim::Day(loan.opened), n);
}
// Days at its beginning that bear no interest.
inline int free_days_of(const World& world, const Loan& loan) {
  return loan.restructured == never ? world.tiers.tier(loan.tier).coupon.value : 0;
}

// What a loan asks of its borrower a month, in minor units: its principal spread over its term, all
// of it for a term under a month, and interest on half of it. Where instalments step up or shrink
// with what is owed, the next one.
double monthly_instalment(const World& world, const Loan& loan);

// The minimum payment of a revolving loan of which `owed` is not yet billed, with the interest of a
// period of common length; all of it where it is the last.
sim::Money expected_minimum(const World& world, const Loan& loan, sim::Money owed);

// The loan's next instalment is another one, and its borrower plans with it.
void plan_next_instalment(const Context& context, Loan& loan, sim::Money instalment);

}  // namespace models
