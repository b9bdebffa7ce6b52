// Loans that their borrowers cannot repay as agreed, planned anew: a longer term, a lower rate, a
// payment holiday (RestructuringParameters).
#pragma once

#include <cstdint>

#include "models/shard.hpp"

namespace models {

// A step of collections on a late loan: where it is time, the borrower is offered restructuring and
// accepts or not. Returns whether the loan was restructured. It is then current: what was overdue
// is principal again, all interest due became principal, days past due start at zero, and whatever
// lay ahead of the loan does not any more.
bool offer_restructuring(const Context& context, std::uint32_t slot);

// Whether the loan's next due day lies in its payment holiday, and what that day does: interest
// becomes principal. The instalments are planned at the holiday's end. Needs a LoanChange to be
// alive.
inline bool in_holiday(const World& world, const Loan& loan) {
  return loan.restructured != never &&
         loan.billed < world.scenario.collections.restructuring.holiday;
}
void pass_holiday(const Context& context, Loan& loan);

// Whether a restructured loan is still watched, and in stage 2 at least.
inline bool in_probation(const World& world, const Loan& loan, sim::Day today) {
  return loan.restructured != never && today.value() - loan.restructured <
                                           world.scenario.collections.restructuring.probation.value;
}

}  // namespace models
