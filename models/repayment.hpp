// Bills and payments: what falls due, what the borrower decides to pay, and what that does to the
// loan.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/payment.hpp"
#include "models/shard.hpp"

namespace models {

// Event handlers.
void instalment_due(const Context& context, std::uint32_t slot, const EventLuck& luck);
void payment_retried(const Context& context, std::uint32_t slot, const EventLuck& luck);
void grace_over(const Context& context, std::uint32_t slot);
void coupon_over(const Context& context, std::uint32_t slot);

// What stands around one attempt to pay.
struct Attempt {
  PaymentDraws draws;
  bool reminded = false;
  std::int32_t late_instalments = 0;
};

// The borrower decides about all that is due on the loan, and it is booked. The loan may be closed
// by it: then its slot is given back. Returns whether it was.
bool try_to_pay(const Context& context, std::uint32_t slot, const Attempt& attempt);

// The loan leaves the borrower's list and its slot is free. Nothing may be owed on it.
void close_loan(const Context& context, std::uint32_t slot);

}  // namespace models
