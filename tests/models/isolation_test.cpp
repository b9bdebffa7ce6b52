// Luck is keyed by what a draw is for, whom it is about and the day. So what the lender does to one
// borrower leaves the histories of all others as they were, bit for bit, although their loans come
// to lie in other slots.
//
// What couples borrowers by design is switched off here, or ample: friends' influence, agents, and
// the limits of funding and portfolio. The last test switches influence on, to see it.
#include <algorithm>
#include <bit>
#include <functional>
#include <gtest/gtest.h>
#include <set>
#include <vector>

#include "models/accrual.hpp"
#include "sim/check.hpp"
#include "small_scenario.hpp"

namespace {

using models::Borrower;
using models::Loan;
using models::Shard;
using models_test::small_scenario;
using models_test::Stepper;

using State = std::vector<std::int64_t>;

template <class Value>
void add(State& state, const Value& value) {
  if constexpr (std::is_floating_point_v<Value>) {
    state.push_back(std::bit_cast<std::int32_t>(value));
  } else if constexpr (std::is_same_v<Value, sim::Money>) {
    state.push_back(value.minor());
  } else if constexpr (std::is_same_v<Value, models::PointsWindow>) {
    for (const std::uint16_t word : std::bit_cast<std::array<std::uint16_t, 13>>(value))
      state.push_back(word);
  } else {
    state.push_back(static_cast<std::int64_t>(value));
  }
}

template <class... Values>
void add_all(State& state, const Values&... values) {
  (add(state, values), ...);
}

// All of a loan but its place in memory. A member that is added to a loan does not compile here
// before it is compared too.
void add(State& state, const Loan& loan) {
  const auto& [principal, overdue_principal, interest_due, partner_part, overdue_since, borrower,
               next_of_borrower, nth, opened_month, score, status, version, product, partner, tier,
               instalments, billed, unpaid, stage, bucket, in_collections, charge_off_ahead,
               late_bearing, defaulted, suspended, overridden, coupon, offered, redefaulted,
               accrued, instalment, original, accrued_to, opened, next_due, rate_ppm, discount_ppm,
               partner_share_ppm, fee_deferred, restructured, suspended_principal,
               months_charged_off] = loan;
  add_all(state, principal, overdue_principal, interest_due, partner_part, overdue_since, nth,
          opened_month, score, status, product, partner, tier, instalments, billed, unpaid, stage,
          bucket, in_collections, charge_off_ahead, late_bearing, bool{defaulted}, bool{suspended},
          bool{overridden}, bool{coupon}, bool{offered}, bool{redefaulted}, accrued, instalment,
          original, accrued_to, opened, next_due, rate_ppm, discount_ppm, partner_share_ppm,
          fee_deferred, restructured, suspended_principal, months_charged_off);
}

// The same of a borrower, with all loans in the order of the borrower's list.
State state_of(const Shard& shard, const Borrower& b) {
  const auto& [buffer, income_permanent, income, buffer_target, instalments, essentials,
               outside_debt, willingness, forgetfulness, late_months, peer_default, contact_effect,
               contact_day, seat, generation, stacked_debt, limit, principal, first_loan,
               late_history, applications, contact_half_life, unpaid_bills, dormant,
               contact_week_from, employer, score, reviewed_score, loans_taken, on_time,
               on_time_month, dpd_since_review, contacts_week, open_loans, observed_bin, tier,
               segment, status, employed, frozen, defaulted, bad_since_observed, months_jobless,
               age, points, region, declines, needs, app_spending, inflow_mean, inflow_variance,
               next_score, next_tier_review, next_limit_review, tier_valid_until, joined] = b;
  State state;
  add_all(state, buffer, income_permanent, income, buffer_target, instalments, essentials,
          outside_debt, willingness, forgetfulness, late_months, peer_default, contact_effect,
          contact_day, seat, generation, stacked_debt, limit, principal, late_history, applications,
          contact_half_life, unpaid_bills, dormant, contact_week_from, joined, score,
          reviewed_score, loans_taken, on_time, on_time_month, dpd_since_review, contacts_week,
          open_loans, observed_bin, tier, segment, status, employed, frozen, defaulted,
          bad_since_observed, months_jobless, age, points, region, declines, needs, app_spending,
          inflow_mean, inflow_variance, next_score, next_tier_review, next_limit_review,
          tier_valid_until, employer);
  for (std::uint32_t slot = first_loan; slot != models::no_slot;
       slot = shard.loans[slot].next_of_borrower) {
    add(state, shard.loans[slot]);
  }
  return state;
}

models::Scenario uncoupled() {
  models::Scenario scenario = small_scenario(2000, 2);
  scenario.network.influence.value = 0;
  scenario.collections.agents_per_100k = 100'000;
  scenario.funding.own_limit_per_borrower = sim::Money{};  // no limit; nor have the partners one
  scenario.limits.portfolio_cap = sim::Money{};
  return scenario;
}

constexpr sim::Day meddling{300};
constexpr std::uint32_t shard_size = 500;
constexpr std::size_t shard_meddled_with = 1;

// Of those with one loan that is not late and has most of its life ahead, who needs credit most
// often: whatever is done to them, their next loans come at other times or not at all.
std::uint32_t somebody(const Shard& shard) {
  std::uint32_t found = models::no_slot;
  for (std::uint32_t place = 0; place < shard.borrowers.size(); ++place) {
    const Borrower& b = shard.borrowers[place];
    if (b.status != models::SeatStatus::member || b.open_loans != 1 || b.late_history != 0)
      continue;
    if (shard.loans[b.first_loan].billed > 2) continue;
    if (found == models::no_slot || b.needs > shard.borrowers[found].needs) found = place;
  }
  CHECK(found != models::no_slot, "nobody has a loan");
  return found;
}

// The same two years, with and without an intervention that changes one borrower or loan.
class Pair {
 public:
  using Intervention = std::function<void(Shard&, std::uint32_t)>;

  Pair(const models::Scenario& scenario, const Intervention& intervention)
      : as_it_was_(scenario, shard_size), changed_(scenario, shard_size) {
    run_to(meddling);
    EXPECT_TRUE(touched().empty()) << "the same scenario gives the same results";
    Shard& shard = changed_.run().shard(shard_meddled_with);
    place_ = somebody(shard);
    seat_ = shard.borrowers[place_].seat;
    intervention(shard, place_);
  }

  void run_to(sim::Day day) {
    as_it_was_.run_to(day);
    changed_.run_to(day);
  }
  std::uint32_t seat() const { return seat_; }
  const models::World& world() const { return changed_.world(); }
  sim::Day last_day() const { return sim::Day(world().timeline.days()); }

  // Seats of those whose states differ today.
  std::set<std::uint32_t> touched() {
    std::set<std::uint32_t> seats;
    for_each([&](const Shard& a, const Borrower& one, const Shard& b, const Borrower& other) {
      if (state_of(a, one) != state_of(b, other)) seats.insert(one.seat);
    });
    return seats;
  }
  // Borrowers other than the one meddled with whose first loan lies in another slot.
  int moved() {
    int count = 0;
    for_each([&](const Shard&, const Borrower& one, const Shard&, const Borrower& other) {
      count += one.seat != seat_ && one.first_loan != other.first_loan;
    });
    return count;
  }

 private:
  template <class Use>
  void for_each(Use use) {
    for (std::size_t i = 0; i < as_it_was_.run().shards(); ++i) {
      const Shard& a = as_it_was_.run().shard(i);
      const Shard& b = changed_.run().shard(i);
      for (std::size_t place = 0; place < a.borrowers.size(); ++place)
        use(a, a.borrowers[place], b, b.borrowers[place]);
    }
  }

  Stepper as_it_was_;
  Stepper changed_;
  std::uint32_t place_ = 0;
  std::uint32_t seat_ = 0;
};

// Compares on every tenth day until the end: nobody but the one differs, who does, and others'
// loans have moved in memory, so that a draw keyed by a slot would have been seen.
void expect_one_alone_is_touched(const Pair::Intervention& intervention) {
  Pair pair(uncoupled(), intervention);
  bool differed = false;
  int moved = 0;
  for (sim::Day day = meddling + 10; day <= pair.last_day(); day = day + 10) {
    pair.run_to(day);
    for (const std::uint32_t seat : pair.touched()) {
      ASSERT_EQ(seat, pair.seat()) << "on day " << day.value();
      differed = true;
    }
    moved = std::max(moved, pair.moved());
  }
  EXPECT_TRUE(differed);
  EXPECT_GT(moved, 0);
}

TEST(IsolationProperty, AHigherLimitThatOneBorrowerUsesIsNobodyElsesLuck) {
  expect_one_alone_is_touched([](Shard& shard, std::uint32_t place) {
    shard.borrowers[place].limit += sim::Money::of_minor(50'000'00);
    shard.borrowers[place].needs += 24;
  });
}

TEST(IsolationProperty, ABorrowerWhoIsNotLentToAnyMoreIsNobodyElsesLuck) {
  expect_one_alone_is_touched([](Shard& shard, std::uint32_t place) {
    shard.borrowers[place].status = models::SeatStatus::barred;
  });
}

// Between two days the shard's sums hold all nights up to now, so the loan's must before its rate
// is another; the books are checked every day.
TEST(IsolationProperty, ALoanAtAnotherPriceIsNobodyElsesLuck) {
  const models::Scenario scenario = uncoupled();
  expect_one_alone_is_touched([&](Shard& shard, std::uint32_t place) {
    Loan& loan = shard.loans[shard.borrowers[place].first_loan];
    const models::ProductParameters& product = scenario.products[loan.product];
    ASSERT_FALSE(loan.late_bearing);
    const auto velocity = [&] { return models::accrual_velocity(loan, 0, product.day_count); };
    models::accrue(loan, velocity(), meddling);
    shard.velocity -= velocity();
    loan.rate_ppm += 200'000;
    shard.velocity += velocity();
    loan.instalment = sim::scale(loan.instalment, 3, 1);
  });
}

TEST(IsolationProperty, OneWhoStopsPayingIsNobodyElsesLuck) {
  expect_one_alone_is_touched(
      [](Shard& shard, std::uint32_t place) { shard.borrowers[place].willingness = -20; });
}

// With influence switched on the comparison sees whom a default reaches first: friends, and no
// others.
TEST(IsolationProperty, ADefaultReachesFriendsFirst) {
  models::Scenario scenario = uncoupled();
  scenario.network.influence.value = 1;
  Pair pair(scenario,
            [](Shard& shard, std::uint32_t place) { shard.borrowers[place].willingness = -20; });
  const auto friends = pair.world().network.friends(pair.seat());
  std::set<std::uint32_t> reached;
  for (sim::Day day = meddling + 1; reached.empty() && day <= pair.last_day(); ++day) {
    pair.run_to(day);
    reached = pair.touched();
    reached.erase(pair.seat());
  }
  EXPECT_EQ(reached, std::set<std::uint32_t>(friends.begin(), friends.end()));
}

}  // namespace
