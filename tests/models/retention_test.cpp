#include "models/retention.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "declared.hpp"
#include "models/life.hpp"
#include "models/payday.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"
#include "small_scenario.hpp"

namespace {

using models::Borrower;
using models::PortfolioMeasure;
using models::Retention;
using models::RetentionParameters;
using models::SeatStatus;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;

TEST(Retention, DefaultsKeepTheirOwnBounds) {
  models_test::expect_sound_declaration(RetentionParameters{});
}

TEST(RetentionOracle, AMonthIsATwelfthOfAYearInTheLogarithm) {
  const Retention retention({.attrition = {0.30}, .dormancy = {0.20}, .waking = {0.50}});
  EXPECT_NEAR(1 - std::pow(1 - retention.attrition(1, 0), 12), 0.30, 1e-12);
  EXPECT_NEAR(1 - std::pow(1 - retention.falling_dormant(), 12), 0.20, 1e-12);
  EXPECT_NEAR(1 - std::pow(1 - retention.waking(), 12), 0.50, 1e-12);
}

TEST(RetentionOracle, PriceTierDeclinesAndDormancyMoveAttritionByTheirOwnFactors) {
  RetentionParameters parameters;
  parameters.price_effect = 2;
  parameters.tier_effect = 0.5;
  parameters.decline_effect = 0.25;
  parameters.dormant_effect = 3;
  const Retention retention(parameters);
  const double base = retention.attrition(1, 0);
  EXPECT_NEAR(retention.attrition(1.5, 0), 2.25 * base, 1e-9 * base);
  EXPECT_NEAR(retention.attrition(1, 0.5), 0.75 * base, 1e-12);
  EXPECT_EQ(retention.attrition(0, 0), 0);
  EXPECT_DOUBLE_EQ(retention.leaving(base, 2, false), 1.5 * base);
  EXPECT_DOUBLE_EQ(retention.leaving(base, 2, true), 4.5 * base);
  parameters.price_effect = 0;
  EXPECT_DOUBLE_EQ(Retention(parameters).attrition(0, 0), base);
}

TEST(Retention, DeclinesAreThoseOfTheLastSixMonths) {
  std::uint8_t declines = models::with_decline(models::with_decline(0));
  EXPECT_EQ(models::recent_declines(declines), 1) << "one month, however often";
  for (int month = 0; month < 6; ++month) {
    EXPECT_EQ(models::recent_declines(declines), 1) << month;
    declines = static_cast<std::uint8_t>(declines << 1U);
  }
  EXPECT_EQ(models::recent_declines(declines), 0);
}

// Nobody leaves, nobody borrows: a chain of two states.
TEST(RetentionOracle, TheDormantAreTheShareOfTheTwoStateChain) {
  models::Scenario scenario = small_scenario(20'000, 3);
  scenario.retention.attrition.value = 0;
  scenario.retention.dormancy.value = 0.40;
  scenario.retention.waking.value = 0.60;
  for (models::Segment& segment : scenario.population.segments) segment.needs = 0;
  Stepper stepper(scenario, 16'384);
  stepper.run_to(Day(stepper.world().timeline.days()));
  const sim::Panel panel = stepper.run().panels()[0];
  const double falling = 1 - std::pow(0.60, 1.0 / 12);
  const double waking = 1 - std::pow(0.40, 1.0 / 12);
  double share = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    share = share * (1 - waking) + (1 - share) * falling;
    const auto people = static_cast<double>(scenario.portfolio.borrowers);
    const auto dormant =
        static_cast<double>(panel.at(month, static_cast<std::size_t>(PortfolioMeasure::dormant)));
    EXPECT_NEAR(dormant / people, share, 4.5 * std::sqrt(share * (1 - share) / people)) << month;
  }
  EXPECT_NEAR(share, falling / (falling + waking), 0.01) << "three years are not enough";
}

// Somebody who knows each member's luck says in the evening who will leave, fall dormant or wake up
// on the next day's payday.
TEST(RetentionOracle, ASecondReaderForetellsWhoLeavesAndWhoFallsDormant) {
  models::Scenario scenario = small_scenario(3000, 2);
  scenario.retention = {.attrition = {0.3},
                        .price_effect = 1.5,
                        .tier_effect = 0.8,
                        .decline_effect = 0.9,
                        .dormancy = {0.4},
                        .waking = {0.6},
                        .dormant_effect = 2};
  scenario.scoring.cut_off = 620;  // many are declined
  for (models::ProductParameters& product : scenario.products) product.rate_add = {};
  scenario.network.influence.value = 0;
  Stepper stepper(scenario, 3000);
  const models::World& world = stepper.world();
  const double attrition = 1 - std::pow(0.7, 1.0 / 12);
  int left = 0, fell = 0, woke = 0, declined = 0;
  for (Day today(0); today.value() < world.timeline.days(); ++today) {
    stepper.run_to(today);
    models::Shard& shard = stepper.run().shard(0);
    const std::vector<Borrower> before = shard.borrowers;
    const int month = world.timeline.month_of(today);
    const Day began = world.timeline.first_day(month);
    const models::Shard::Cohort cohort = shard.cohort(static_cast<unsigned>(today - began + 1));
    stepper.run_to(today + 1);
    for (std::uint32_t place = cohort.first; place < cohort.last; ++place) {
      const Borrower& was = before[place];
      const Borrower& is = shard.borrowers[place];
      if (was.status != SeatStatus::member || !models::has_payday(was, began.value())) continue;
      if (was.first_loan != models::no_slot) {
        ASSERT_EQ(is.generation, was.generation) << "who owes stays";
        continue;
      }
      const models::PriceView price{
          .score = was.score,
          .tier_discount = world.tiers.tier(was.tier).rate_discount,
          .policy_rate_change = sim::Rate::of_ppm(
              std::llround(world.economy[static_cast<std::size_t>(month)].policy_rate * 1e6) -
              std::llround(world.economy.front().policy_rate * 1e6)),
          .policy_rate = sim::Rate::of_ppm(
              std::llround(world.economy[static_cast<std::size_t>(month)].policy_rate * 1e6)),
          .term_years = world.products.front().years};
      const double ratio = static_cast<double>(world.prices.price(price).paid.ppm()) /
                           static_cast<double>(scenario.need.reference_price.ppm());
      const double months_declined = std::popcount(static_cast<unsigned>(was.declines & 0x3FU));
      const double leaving = attrition * std::pow(ratio, 1.5) * (1 - 0.8 * was.tier / 3.0) *
                             (1 + 0.9 * months_declined) * (was.dormant ? 2 : 1);
      sim::Stream luck(world.key, models::purpose::month_of_life, models::person(was), today);
      const double u = sim::uniform(luck);
      const double turns = 1 - std::pow(was.dormant ? 0.4 : 0.6, 1.0 / 12);
      if (u < leaving) {
        ASSERT_EQ(is.generation, was.generation + 1);
        ++left;
        declined += months_declined > 0;
      } else {
        ASSERT_EQ(is.generation, was.generation);
        ASSERT_EQ(is.dormant, (u < leaving + turns) != was.dormant);
        fell += is.dormant && !was.dormant;
        woke += !is.dormant && was.dormant;
      }
    }
  }
  EXPECT_GT(left, 300);
  EXPECT_GT(declined, 50);
  EXPECT_GT(fell, 300);
  EXPECT_GT(woke, 100);
}

TEST(RetentionProperty, TheDormantDoNotApplyAndSpendNothing) {
  models::Scenario scenario = small_scenario(2000, 1);
  scenario.retention.dormancy.value = 1;
  scenario.retention.waking.value = 0;
  Stepper stepper(scenario);
  stepper.run_to(Day(stepper.world().timeline.days()));
  const sim::Panel panel = stepper.run().panels()[0];
  // After everybody's second payday nobody without a loan is awake.
  EXPECT_GT(panel.at(11, static_cast<std::size_t>(PortfolioMeasure::dormant)), 1000);
  int dormant = 0;
  for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
    for (const Borrower& b : stepper.run().shard(i).borrowers) {
      if (b.status != SeatStatus::member || !b.dormant) continue;
      ++dormant;
      EXPECT_EQ(b.open_loans, 0);
      EXPECT_EQ(models::spending_share(b), 0);
    }
  }
  EXPECT_GT(dormant, 1000);
}

}  // namespace
