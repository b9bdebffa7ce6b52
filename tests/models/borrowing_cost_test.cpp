// What money costs the lender: partners' by what they fund, its own debt by what it has borrowed.
// Equity costs nothing.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "small_scenario.hpp"

namespace {

using models::Account;
using models_test::small_scenario;
using models_test::Stepper;

models::Scenario dear_times(std::int64_t warm_up_months) {
  models::Scenario scenario = small_scenario(1500, 2, warm_up_months);
  scenario.economy.shocks.push_back({.id = "slump",
                                     .variable = models::EconomyVariable::unemployment,
                                     .size = {0.04},
                                     .start = {60},
                                     .ramp = {300},
                                     .half_life = {200}});
  return scenario;
}

std::int64_t ppm(double fraction) {
  return std::llround(fraction * 1e6);
}

// A second set of books: balances of every evening times the rate, in exact fractions.
void expect_cost_of_every_night(const models::Scenario& scenario) {
  Stepper stepper(scenario, 400);
  const models::World& world = stepper.world();
  const auto& partners = scenario.funding.partners;
  std::vector<sim::Int128> owed(partners.size() + 1);  // by partner, and what is borrowed
  const auto booked_if_settled_daily = [&] {
    std::int64_t cost = 0;
    for (const sim::Int128 one : owed)
      cost += static_cast<std::int64_t>(one / (sim::Int128{365} * 1'000'000));
    return cost;
  };
  std::int64_t before_this_month = 0;
  std::int64_t borrowed = 0;
  std::int64_t most_borrowed = 0;
  for (int day = 0; day < world.timeline.days(); ++day) {
    stepper.run_to(sim::Day(day + 1));
    const auto month = static_cast<std::size_t>(world.timeline.month_of(sim::Day(day)));
    const models::EconomyMonth& now = world.economy[month];
    const models::EconomyMonth& then = world.economy[month - std::min<std::size_t>(month, 12)];
    const double risen = std::max(0.0, (now.unemployment - then.unemployment) * 100);
    const std::int64_t base =
        ppm(now.policy_rate) + std::llround(scenario.funding.stress_spread * risen * 10'000);
    for (std::size_t i = 0; i < partners.size(); ++i) {
      std::int64_t funded = 0;
      for (std::size_t s = 0; s < stepper.run().shards(); ++s)
        funded += stepper.run().shard(s).partner_funded[i].minor();
      owed[i] += sim::Int128{funded} * (base + partners[i].spread.ppm());
    }
    owed.back() += sim::Int128{borrowed} * (base + scenario.funding.own_spread.ppm());
    borrowed = -stepper.run().books().balance(Account::borrowings).minor();
    most_borrowed = std::max(most_borrowed, borrowed);
    if (world.timeline.is_last_of_month(sim::Day(day))) {
      before_this_month = booked_if_settled_daily();
    } else {
      ASSERT_EQ(stepper.run().books().balance(Account::funding_cost).minor(),
                booked_if_settled_daily() - before_this_month)
          << "day " << day;
    }
  }
  EXPECT_GT(most_borrowed, 0);
}

TEST(BorrowingCostOracle, IsTheSumOverAllNightsOfWhatIsOwedTimesItsRate) {
  expect_cost_of_every_night(dear_times(0));
  expect_cost_of_every_night(dear_times(5));
}

TEST(BorrowingCostOracle, OfALenderWithoutPartnersToo) {
  models::Scenario alone = dear_times(3);
  alone.funding.partners.clear();
  alone.funding.own_limit_per_borrower = sim::Money{};
  expect_cost_of_every_night(alone);
}

TEST(BorrowingCost, WhoHasCapitalForAllBorrowsNothingAndPaysNothing) {
  models::Scenario rich = small_scenario(500, 1);
  rich.funding.partners.clear();
  rich.funding.own_limit_per_borrower = sim::Money{};
  rich.funding.capital_per_borrower = sim::Money::of_minor(100'000'00);
  rich.funding.own_spread = sim::Rate::of_ppm(500'000);
  sim::Workers workers(1);
  const sim::Panel panel = models::simulate(rich, 0, {}, workers)[0];
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    EXPECT_EQ(panel.at(month, static_cast<std::size_t>(models::PortfolioMeasure::funding_cost)), 0);
    EXPECT_GT(panel.at(month, static_cast<std::size_t>(models::PortfolioMeasure::balance)), 0);
  }
}

}  // namespace
