#include "models/shard.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "models/life.hpp"
#include "models/tier_migration.hpp"
#include "sim/prefetch.hpp"

namespace models {

Shard::Shard(const World& world, std::uint32_t first, std::uint32_t seats)
    : borrowers(seats),
      year_began_in(seats, no_tier_yet),
      calendar(world.timeline.days()),
      first_seat_(first),
      places_(seats) {
  std::vector<Traits> people;
  people.reserve(seats);
  for (std::uint32_t i = 0; i < seats; ++i) {
    people.push_back(first_holder(world, first + i));
    ++cohort_ends_[people.back().payday];
  }
  std::partial_sum(cohort_ends_.begin(), cohort_ends_.end(), cohort_ends_.begin());
  std::array<std::uint32_t, paydays + 1> next = cohort_ends_;
  for (std::uint32_t i = 0; i < seats; ++i) {
    places_[i] = next[people[i].payday - 1U]++;
    Borrower& b = borrowers[places_[i]];
    settle_in(world, b, first + i, people[i]);
    if (begins_vacant(world, b.seat)) vacate(world, calendar, b, places_[i], sim::Day(0));
    if (b.status == SeatStatus::member) year_began_in[places_[i]] = b.tier;
  }
}

std::uint32_t Shard::take_loan() {
  if (first_free_loan_ != no_slot) {
    const std::uint32_t slot = first_free_loan_;
    first_free_loan_ = std::exchange(loans[slot].next_of_borrower, no_slot);
    // Nobody has touched the next free one for long; it will be here when a loan is opened next.
    if (first_free_loan_ != no_slot) sim::prefetch(loans[first_free_loan_]);
    return slot;
  }
  CHECK(loans.size() < places_max);
  // By a thirty-second: to double would leave nearly half of the largest array unused.
  if (loans.size() == loans.capacity())
    loans.reserve(loans.size() + std::max<std::size_t>(loans.size() / 32, 16));
  loans.emplace_back();
  return static_cast<std::uint32_t>(loans.size() - 1);
}

void Shard::give_back_loan(std::uint32_t slot) {
  const auto next_version = static_cast<std::uint8_t>(loans[slot].version + 1);
  loans[slot] = Loan{};
  loans[slot].version = next_version;
  loans[slot].next_of_borrower = first_free_loan_;
  first_free_loan_ = slot;
}

void Shard::add_to(Memory& memory) const {
  memory[MemoryPart::borrowers] += borrowers.capacity() * sizeof(Borrower) +
                                   year_began_in.capacity() +
                                   places_.capacity() * sizeof(std::uint32_t);
  memory[MemoryPart::loans] += loans.capacity() * sizeof(Loan);
  memory[MemoryPart::events] += calendar.bytes();
  memory[MemoryPart::measures] += sizeof(Shard) + applications.bytes();
}

void Context::count(VintageMeasure measure, const Loan& loan, std::int64_t amount) const {
  const int opened = loan.opened_month - static_cast<int>(world.scenario.run.warm_up_months);
  if (opened < 0) return;
  const auto mob = static_cast<std::size_t>(shared.report_month - opened);
  if (mob <= vintage_mob_max) measures->add(measure, mob, amount);
}

void Context::count_roll(const Loan& loan, std::size_t to, sim::Money balance) const {
  if (measures == nullptr || loan.opened_month == shared.month) return;
  measures->add(RollMeasure::loans, loan.bucket, to, 1);
  measures->add(RollMeasure::balance, loan.bucket, to, balance.minor());
}

}  // namespace models
