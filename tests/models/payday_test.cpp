#include "models/payday.hpp"

#include <gtest/gtest.h>

#include "models/life.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"
#include "small_scenario.hpp"

namespace models {
namespace {

using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;

// The day's borrowers with payday, by the definition: the first holder's traits say the day.
TEST(PaydayOracle, CohortsArePaydaysOfTheSeatsFirstHolders) {
  const Scenario scenario = small_scenario(3000, 1);
  Stepper stepper(scenario, 700);
  for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
    const Shard& shard = stepper.run().shard(s);
    std::uint32_t counted = 0;
    for (unsigned day = 1; day <= 31; ++day) {
      const Shard::Cohort cohort = shard.cohort(day);
      for (std::uint32_t place = cohort.first; place < cohort.last; ++place) {
        const std::uint32_t seat = shard.borrowers[place].seat;
        EXPECT_EQ(first_holder(stepper.world(), seat).payday, day);
        EXPECT_EQ(shard.place_of(seat), place);
        EXPECT_EQ(seat / 700, s);
        ++counted;
      }
    }
    EXPECT_EQ(counted, shard.borrowers.size());
  }
}

// Draws and factors of a block are those that each borrower has alone.
TEST(PaydayOracle, ABlocksIncomesAreEachBorrowersOwn) {
  const Scenario scenario = small_scenario(6000, 1);
  Stepper stepper(scenario, 6000);
  int compared = 0;
  for (Day today(0); today < Day(59); ++today) {
    stepper.run_to(today);
    Shard& shard = stepper.run().shard(0);
    const int month = stepper.world().timeline.month_of(today);
    const auto day = static_cast<unsigned>(today - stepper.world().timeline.first_day(month) + 1);
    const Shard::Cohort cohort = shard.cohort(day);
    const std::vector<Borrower> before = shard.borrowers;
    stepper.run_to(today + 1);
    const IncomeFactors factors(
        scenario.population, stepper.world().economy[static_cast<std::size_t>(month)].wage_growth);
    for (std::uint32_t place = 0; place < before.size(); ++place) {
      const Borrower& was = before[place];
      const Borrower& is = shard.borrowers[place];
      if (was.status != SeatStatus::member || is.status != SeatStatus::member) continue;
      const bool came_this_month =
          was.joined > 0 && was.joined >= stepper.world().timeline.first_day(month).value();
      if (place < cohort.first || place >= cohort.last || came_this_month) {
        ASSERT_EQ(is.income, was.income) << "a month on another day than payday";
        continue;
      }
      if (!was.employed || !is.employed) continue;
      const std::uint64_t who = std::uint64_t{was.generation} << 48 | was.seat;
      sim::Stream luck(stepper.world().key, purpose::month_of_life, who, today);
      (void)sim::uniform(luck);
      (void)sim::uniform(luck);
      const double lasting = factors.lasting(sim::standard_normal(luck));
      const double passing = factors.passing(sim::standard_normal(luck));
      ASSERT_EQ(is.income_permanent, was.income_permanent * static_cast<float>(lasting));
      ASSERT_EQ(is.income, static_cast<float>(is.income_permanent * 1.0 * passing));
      ++compared;
    }
  }
  EXPECT_GT(compared, 5000);
}

// Bills are unpaid in the months in which a household has nothing left on its payday.
TEST(PaydayOracle, BillsAreUnpaidWhereNothingIsLeft) {
  Scenario scenario = small_scenario(3000, 1);
  scenario.population.benefit.value = 0;
  scenario.population.segments[2].bills = 0;
  scenario.need.shortage_effect = 1;
  for (Segment& segment : scenario.population.segments) segment.needs = 0;
  Stepper stepper(scenario, 3000);
  std::vector<unsigned> unpaid(3000);
  int found = 0;
  for (Day today(0); today < Day(365); ++today) {
    stepper.run_to(today + 1);
    const models::World& world = stepper.world();
    const Shard& shard = stepper.run().shard(0);
    const Day began = world.timeline.first_day(world.timeline.month_of(today));
    const Shard::Cohort cohort = shard.cohort(static_cast<unsigned>(today - began + 1));
    for (std::uint32_t place = cohort.first; place < cohort.last; ++place) {
      const Borrower& b = shard.borrowers[place];
      if (b.status != SeatStatus::member || b.generation > 0) continue;
      const bool nothing = b.buffer == sim::Money{} && b.segment != 2 && !b.dormant;
      unpaid[place] = unpaid[place] << 1U | (nothing ? 1U : 0U);
      ASSERT_EQ(b.unpaid_bills, unpaid[place] & 0xFFU);
      found += nothing;
    }
  }
  EXPECT_GT(found, 100);
}

TEST(PaydayProperty, WhoComesHasTheFirstPaydayNextMonth) {
  Scenario scenario = small_scenario(2000, 1);
  scenario.retention.attrition = {0.9};
  scenario.population.vacancy = {5};
  Stepper stepper(scenario);
  int newcomers = 0;
  for (Day today(0); today < Day(365); ++today) {
    stepper.run_to(today + 1);
    const int month = stepper.world().timeline.month_of(today);
    for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
      for (const Borrower& b : stepper.run().shard(s).borrowers) {
        if (b.joined <= 0 || b.status != SeatStatus::member) continue;
        if (stepper.world().timeline.month_of(Day(b.joined)) != month) continue;
        ASSERT_EQ(b.next_score, 0) << "scored in the month of joining";
        ++newcomers;
      }
    }
  }
  EXPECT_GT(newcomers, 1000);
}

}  // namespace
}  // namespace models
