// When an origination fee is income: by the effective interest rate of the loan [P] (IFRS 9, 5.4.1
// and B5.4.1): the rate r a period that discounts what the plan still bills to what the loan is
// carried at, its principal B less the fee F that is not yet earned. With the loan's own rate i a
// period, periods of equal length, and the plan's principal B_k before bill k from this one on,
//
//   F = (r − i) Σ_k B_k / (1 + r)^(k + 1)         and this period earns   (r − i) B_0 − r F
//
// so that more of it is earned while more is owed, and equal parts where principal comes at the end
// and costs little. It is worked out anew at each bill from what is left, which changes nothing on
// plan and spreads what is left over the new plan off it.
#pragma once

#include "models/product.hpp"
#include "models/schedule.hpp"
#include "sim/money.hpp"

namespace models {

// What this bill earns of `deferred`, to the nearest minor unit; all of it where the plan ends with
// this bill. `view` is of the bill, its `interest` left out; `rate` is the loan's rate a period.
sim::Money fee_earned(const RepaymentRule& repayment, const InstalmentView& view, double rate,
                      sim::Money deferred);

}  // namespace models
