// What lies in the future of a borrower or a loan.
#pragma once

#include <array>
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
  CouponOver,      // the interest-free days of a loan are over
};

constexpr bool is_of_loan(EventKind kind) {
  return kind >= EventKind::InstalmentDue;
}

// A place in a shard, in three bytes.
class Place {
 public:
  static constexpr std::uint32_t end = 1U << 24U;

  constexpr Place() = default;
  constexpr Place(std::uint32_t place)
      : bytes_{static_cast<std::uint8_t>(place), static_cast<std::uint8_t>(place >> 8),
               static_cast<std::uint8_t>(place >> 16)} {}
  constexpr operator std::uint32_t() const {
    return bytes_[0] | std::uint32_t{bytes_[1]} << 8 | std::uint32_t{bytes_[2]} << 16;
  }

 private:
  std::array<std::uint8_t, 3> bytes_{};
};

// Shards hold fewer borrowers and fewer loans than this.
inline constexpr std::uint32_t places_max = Place::end / 2;

// An event whose `version` is not its loan's any more is stale and is dropped.
struct Event {
  EventKind kind = EventKind::Arrival;
  std::uint8_t version = 0;
  Place borrower{};
  Place loan{};  // twice the slot, and one more where `entering`

  constexpr std::uint32_t slot() const { return loan / 2; }
  // Whether it is the first CollectionStep of a loan that was not in collections.
  constexpr bool entering() const { return loan % 2 != 0; }
  constexpr std::size_t phase() const { return static_cast<std::size_t>(kind); }
};
static_assert(sizeof(Event) == 8);

}  // namespace models
