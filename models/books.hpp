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

// The loan is paid out: principal, and the partner's part of it.
void post_opening(const Context& context, Loan& loan);
// What has accrued becomes due, rounded once. Returns the amount.
sim::Money post_interest_bill(const Context& context, Loan& loan);
// Cash from the borrower: interest due, then principal.
void post_interest_paid(const Context& context, Loan& loan, sim::Money amount);
void post_principal_paid(const Context& context, Loan& loan, sim::Money amount);
// Partners bear their part of the principal; the rest, and all interest, is met by the allowance.
// Returns what the allowance met.
sim::Money post_charge_off(const Context& context, Loan& loan);

}  // namespace models
