// A shard: a run of neighbouring seats with their loans, their future, their books and their
// measures. One thread at a time works on it, and on nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/accounts.hpp"
#include "models/application_history.hpp"
#include "models/benefits.hpp"
#include "models/borrower.hpp"
#include "models/event.hpp"
#include "models/funding.hpp"
#include "models/loan.hpp"
#include "models/measures.hpp"
#include "models/memory.hpp"
#include "models/profile.hpp"
#include "models/roll_rates.hpp"
#include "models/schedule.hpp"
#include "models/shared.hpp"
#include "models/world.hpp"
#include "sim/day_calendar.hpp"
#include "sim/ledger.hpp"
#include "sim/outbox.hpp"

namespace models {

// What a friend hears the next day: that a borrower has been 90 days past due, or an invitation to
// join.
struct PeerNews {
  enum class Kind : std::uint8_t { defaulted, invitation };

  std::uint32_t seat = 0;  // of the friend
  Kind kind = Kind::defaulted;
  friend constexpr auto operator<=>(const PeerNews&, const PeerNews&) = default;
};

using Books = sim::Ledger<Account>;

struct Shard {
  Shard(const World& world, std::uint32_t first_seat, std::uint32_t seats);

  // Takes a slot for a new loan; references to other loans do not survive it.
  std::uint32_t take_loan();
  void give_back_loan(std::uint32_t slot);

  void add_to(Memory& memory) const;

  // Places [first, last) of the borrowers with payday on a day of the month, 1 to 31.
  struct Cohort {
    std::uint32_t first;
    std::uint32_t last;
  };
  Cohort cohort(unsigned day_of_month) const {
    if (day_of_month > paydays) return {0, 0};
    return {cohort_ends_[day_of_month - 1], cohort_ends_[day_of_month]};
  }
  // Where the borrower of a seat of the portfolio stands in `borrowers`.
  std::uint32_t place_of(std::uint32_t seat) const { return places_[seat - first_seat_]; }

  // By payday, then seat.
  std::vector<Borrower> borrowers;
  // Of each borrower the tier at the last end of a year (models/tier_migration.hpp).
  std::vector<std::uint8_t> year_began_in;
  std::vector<Loan> loans;
  sim::DayCalendar<Event> calendar;
  AnnuityCache annuities;
  Books books;
  ApplicationHistory applications;  // empty unless the score is refitted
  MonthMeasures measures;  // of this month; added to the panels and zeroed at its last dusk

  // Exact sums over the open loans (models/accrual.hpp), and what partners fund of them.
  sim::Int128 velocity = 0;
  sim::Int128 accrued = 0;  // up to tonight once the day is closed
  // What benefits cost a night, by the tier in which a loan was opened; and the late interest that
  // its days of grace have kept from being charged since the first day.
  ForgoneByTier forgone{};
  LateForgoneByTier late_forgone{};
  // Of these, what is of loans whose interest is suspended; and what they owe of billed interest.
  sim::Int128 suspended_velocity = 0;
  sim::Int128 suspended_accrued = 0;
  sim::Money suspended_due;
  sim::Money suspended_principal;  // of all open loans
  std::array<sim::Money, partners_max> partner_funded{};
  // Since the first day: what they have funded, and lost less what came back of it.
  std::array<sim::Money, partners_max> partner_lent{};
  std::array<sim::Money, partners_max> partner_lost{};

  // Of today, read by the lender at dusk.
  std::int64_t agent_demand = 0;
  // Of the month's end.
  sim::Money allowance;

  // Since the first day, where loss rates are estimated from them (ProvisioningParameters); what
  // the month that has begun starts from joins `exposed` when it ends.
  ObservedRolls rolls;
  std::array<sim::Money, bucket_count> month_starts_with{};

  Profile profile;

 private:
  static constexpr unsigned paydays = 28;

  std::uint32_t first_seat_;
  std::uint32_t first_free_loan_ = no_slot;  // the next ones are linked by next_of_borrower
  std::array<std::uint32_t, paydays + 1> cohort_ends_{};
  std::vector<std::uint32_t> places_;  // by seat of the shard
};

// On which side of the cut-off the loan's application was.
constexpr CutOffSide side_of(const Loan& loan) {
  return loan.overridden ? CutOffSide::below : CutOffSide::above;
}

// What a handler works with.
struct Context {
  const World& world;
  const Shared& shared;
  Shard& shard;
  sim::Outbox<PeerNews>& outbox;
  std::uint32_t seats_per_shard;
  MonthMeasures* measures;  // what is counted this month; null in the warm-up

  sim::Day today() const { return shared.today; }
  std::uint32_t seat_of(std::uint32_t borrower) const { return shard.borrowers[borrower].seat; }

  // An event of the loan in `slot` on a later day.
  void schedule(sim::Day day, EventKind kind, std::uint32_t slot, bool entering = false) const {
    const Loan& loan = shard.loans[slot];
    shard.calendar.schedule(day, {.kind = kind,
                                  .version = loan.version,
                                  .borrower = loan.borrower,
                                  .loan = 2 * slot + (entering ? 1U : 0U)});
  }

  // Adds to a measure of this month; nothing in the warm-up.
  void count(PortfolioMeasure measure, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, amount);
  }
  void count(PortfolioMeasure measure, sim::Money amount) const { count(measure, amount.minor()); }

  void count(TierMeasure measure, std::uint8_t tier, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, tier, amount);
  }

  void count(SegmentMeasure measure, std::uint8_t segment, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, segment, amount);
  }

  void count(IndustryMeasure measure, std::uint8_t industry, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, industry, amount);
  }

  void count(CutOffMeasure measure, CutOffSide side, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, side, amount);
  }
  void count(CutOffMeasure measure, const Loan& loan, sim::Money amount) const {
    count(measure, side_of(loan), amount.minor());
  }

  // By the loan's contractual term.
  void count(TermMeasure measure, const Loan& loan, std::int64_t amount = 1) const {
    if (measures == nullptr) return;
    measures->add(measure, world.products[loan.product].term_class, amount);
  }

  // By vintage of the loan and its months on book; loans older than the panel are not counted.
  void count(VintageMeasure measure, const Loan& loan, std::int64_t amount) const;
  // A loan that was in loan.bucket at the last month's end has come to `to`.
  void count_roll(const Loan& loan, std::size_t to, sim::Money balance) const;
};

// Who a person or a loan is, over all shards and generations: the subject of its draws.
inline std::uint64_t person(const Borrower& b) {
  return std::uint64_t{b.generation} << 48 | b.seat;
}
inline std::uint64_t person(const Context& context, std::uint32_t borrower) {
  return person(context.shard.borrowers[borrower]);
}
inline std::uint64_t subject(const Context& context, const Loan& loan) {
  return person(context, loan.borrower) | std::uint64_t{loan.nth} << 32;
}

}  // namespace models
