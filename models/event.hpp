// What lies in the future of a borrower or a loan.
#pragma once

#include <cstddef>
#include <cstdint>

namespace models {

// The order of the values is the order of the events within a day: a need is answered before
// instalments fall due, and whoever then has not paid is chased. Paydays come every month on the
// same day of it, so they are no events but a sweep over a cohort (models/payday.hpp), after the
// arrivals.
enum class EventKind : std::uint8_t {
  Arrival,         // somebody applies for a vacant seat and is verified
  CreditNeeded,    // a need for a loan has come up
  InstalmentDue,   // a loan bills interest and principal
  PaymentRetried,  // the borrower tries again to pay what is overdue
  GraceOver,       // overdue principal begins to bear late interest
  CollectionStep,  // the collections strategy takes its next step on a loan
  ChargeOffDue,    // the loan has been past due for as long as the lender waits
  RecoveryDue,     // a charged-off loan's monthly chance of cash, and at the end its sale
};

// An event whose `version` is not its loan's any more is stale and is dropped.
struct Event {
  EventKind kind = EventKind::Arrival;
  std::uint8_t version = 0;
  bool entering = false;       // the first CollectionStep of a loan that was not in collections
  std::uint32_t borrower = 0;  // place in the shard
  std::uint32_t slot = 0;      // the loan's place in the shard

  constexpr std::size_t phase() const { return static_cast<std::size_t>(kind); }
};
static_assert(sizeof(Event) == 12);

}  // namespace models
