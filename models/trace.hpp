// The history of one borrower: every event in order, with what it moved and where the borrower
// stood after it. Whoever is watched lives as if nobody looked: an event of theirs is handled by
// itself, and counted and posted as always.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/accounts.hpp"
#include "models/collections.hpp"
#include "models/event.hpp"
#include "models/measures.hpp"
#include "models/profile.hpp"
#include "models/shard.hpp"
#include "sim/day.hpp"
#include "sim/money.hpp"

namespace models {

// What one can see of a borrower, and some of what nobody sees.
struct TracedState {
  SeatStatus status = SeatStatus::vacant;
  std::uint16_t generation = 0;  // counts those who have sat in the seat, from 0
  bool employed = false;
  bool frozen = false;
  bool dormant = false;
  std::uint8_t tier = 0;
  std::uint8_t open_loans = 0;
  std::uint8_t defaulted_loans = 0;  // open ones that have been 90 days past due at a month's end
  std::uint16_t score = 0;
  std::int32_t dpd = 0;  // days past due of the latest open loan
  float income = 0;      // of this month, minor units
  float peer_default = 0;
  sim::Money buffer{};
  sim::Money limit{};
  sim::Money principal{};  // outstanding over all loans
  sim::Money overdue{};    // principal and interest billed and not paid
  sim::Money claimed{};    // on loans charged off
  bool operator==(const TracedState&) const = default;
};

// The loan that an event is about.
struct TracedLoan {
  std::uint16_t nth = 0;  // the borrower's n-th
  std::uint8_t product = 0;
  std::uint8_t instalments = 0;
  std::int32_t rate_ppm = 0;  // a year
  bool below_cut_off = false;
  std::uint8_t unpaid = 0;  // instalments billed and not fully paid, after the event
  bool closed = false;      // by the event
  bool operator==(const TracedLoan&) const = default;
};

// What the collections strategy does at a step.
struct TracedAction {
  CollectionsAction action = CollectionsAction::none;
  std::size_t stage = 0;  // place in CollectionsParameters::stages
  bool operator==(const TracedAction&) const = default;
};

struct TraceEntry {
  sim::Day day{0};
  // Step::dawn is the first entry: who sits in the seat when the run begins.
  Step step = Step::dawn;
  TracedState before{};
  TracedState after{};
  std::optional<TracedLoan> loan{};
  std::optional<TracedAction> action{};
  // What the event has counted, in the warm-up too. A payday, a month's end and a friend's default
  // are shared with others, so they count nothing here: the states tell what they have changed.
  std::array<std::int64_t, static_cast<std::size_t>(PortfolioMeasure::count_)> counted{};
  sim::Money principal_paid{};  // when due, late or early
  sim::Money interest_paid{};   // and fees for early repayment
  // What it has posted, debits less credits.
  std::array<sim::Money, static_cast<std::size_t>(Account::count_)> posted{};
  bool operator==(const TraceEntry&) const = default;

  std::int64_t count(PortfolioMeasure measure) const {
    return counted[static_cast<std::size_t>(measure)];
  }
  sim::Money amount(PortfolioMeasure measure) const { return sim::Money::of_minor(count(measure)); }
  sim::Money posting(Account account) const { return posted[static_cast<std::size_t>(account)]; }
};

// Watches the seat of one borrower through a replication (Settings::trace). Events that find
// nothing to do, as a late payer's next attempt when all is paid by then, have no entry.
class Trace {
 public:
  // `seat` is the borrower's number in the portfolio, from 0: the same in shards of any size. Those
  // who follow in the seat are told of too.
  explicit Trace(std::uint32_t seat) : seat_(seat) {}

  std::uint32_t seat() const { return seat_; }
  const std::vector<TraceEntry>& entries() const { return entries_; }

  // For models::Replication, in the shard where the seat is:
  void begin(const Context& context);
  // Runs a step that many borrowers share, and notes what it has changed.
  template <class Run>
  void around(const Context& context, Step step, Run run) {
    const TracedState before = state(context);
    const bool due = is_due(context, step);
    run();
    note(context, step, before, due);
  }
  // As models::dispatch, and each event of the borrower is noted.
  void dispatch(const Context& context, EventKind kind, std::span<const Event> events);

 private:
  TracedState state(const Context& context) const;
  bool is_due(const Context& context, Step step) const;
  void note(const Context& context, Step step, const TracedState& before, bool due);
  void handle(const Context& context, const Event& event);
  std::uint32_t place(const Context& context) const { return context.shard.place_of(seat_); }

  std::uint32_t seat_;
  std::vector<TraceEntry> entries_;
};

}  // namespace models
