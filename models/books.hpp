// The postings of a loan, each the one place where an amount of the loan and the ledger move
// together.
#pragma once

#include <cstdint>

#include "models/shard.hpp"

namespace models {

// Changes what a loan owes, and with it its velocity, in one place: the shard's exact sums follow.
// While it lives the loan's interest is settled up to today; the destructor puts the new velocity
// in.
class LoanChange {
 public:
  LoanChange(const Context& context, Loan& loan);
  ~LoanChange();
  LoanChange(const LoanChange&) = delete;
  LoanChange& operator=(const LoanChange&) = delete;

 private:
  const Context& context_;
  Loan& loan_;
};

// All of the following need a LoanChange to be alive.

// The loan is paid out: principal, the partner's part of it, and the origination fee, which is the
// lender's alone and is still to be earned.
void post_opening(const Context& context, Loan& loan, sim::Money fee);
// A part of the origination fee has been earned: with each instalment (models/fee_income), and what
// is left when all has been billed or the loan ends.
void post_fee_earned(const Context& context, Loan& loan, sim::Money part);
// A service fee falls due with an instalment.
void post_service_fee(const Context& context, Loan& loan, sim::Money fee);
// What has accrued becomes due, rounded once. Returns the amount.
sim::Money post_interest_bill(const Context& context, Loan& loan);
// Interest that is due becomes principal, of which the partner funds its part. What was suspended
// of it and is the lender's stays so until it is paid, before other principal, as interest is.
void post_capitalised(const Context& context, Loan& loan);
// Cash from the borrower: interest due, then principal.
void post_interest_paid(const Context& context, Loan& loan, sim::Money amount);
void post_principal_paid(const Context& context, Loan& loan, sim::Money amount);
// Partners bear their part of the principal; the rest, and all interest, is met by the allowance.
// Interest that was suspended was never income and is met by the suspense account, also where it
// has become principal.
struct ChargeOff {
  sim::Money met{};    // by the allowance
  sim::Money claim{};  // what the borrower still owes: principal and interest
};
ChargeOff post_charge_off(const Context& context, Loan& loan);

// From tonight the loan's interest, what it owes of it already included, is no income until it is
// paid; or it is again. At a month's end, once the day is closed, and without a LoanChange. The
// lender books it at dusk (Lender::book_interest).
void set_suspended(const Context& context, Loan& loan, bool suspended);

}  // namespace models
