// What the loss of jobs leaves of an income.
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "small_scenario.hpp"

namespace {

using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;

// Nothing moves an income but jobs, and there are many to be lost.
models::Scenario of_jobs_alone() {
  models::Scenario scenario = small_scenario(2000, 6);
  scenario.population.income_permanent_spread = 0;
  scenario.population.income_transitory_spread = 0;
  scenario.population.reemployment_cut.value = 0.12;
  scenario.retention.attrition.value = 0;
  models::EconomyMonth hard = models::steady_economy;
  hard.wage_growth = 0;
  hard.unemployment = 0.2;
  scenario.economy.baseline = {.name = "hard", .first = {}, .months = {hard}};
  return scenario;
}

struct Watched {
  double income = 0;  // with work, on the first day
  bool employed = false;
  std::uint16_t generation = 0;
  int found = 0;  // jobs since
};

// After k new jobs (1 − cut)^k of the income that the first one paid is left, of each and so on
// average, and of the month's own what the benefit says.
TEST(ReemploymentOracle, EachNewJobPaysTheCutLessThanTheOneBefore) {
  const models::Scenario scenario = of_jobs_alone();
  Stepper stepper(scenario, 2000);
  std::vector<Watched> people;
  std::vector<double> left(20), many(20);
  int with_benefit = 0;
  for (Day day(0); day.value() < stepper.world().timeline.days(); ++day) {
    const models::Shard& shard = stepper.run().shard(0);
    for (std::size_t place = 0; place < shard.borrowers.size(); ++place) {
      const models::Borrower& b = shard.borrowers[place];
      if (day == Day(0)) {
        people.push_back({b.income_permanent, b.employed, b.generation, 0});
        continue;
      }
      Watched& one = people[place];
      if (b.generation != one.generation || b.status == models::SeatStatus::vacant) {
        one.income = 0;  // somebody else's now
      }
      if (one.income == 0) continue;
      one.found += !one.employed && b.employed;
      one.employed = b.employed;
      ASSERT_NEAR(b.income_permanent / (one.income * std::pow(1 - 0.12, one.found)), 1, 1e-5)
          << "day " << day.value() << ", jobs " << one.found;
      if (!b.employed && b.months_jobless > 0 && b.months_jobless < 6) {
        ASSERT_NEAR(b.income / (b.income_permanent * scenario.population.benefit.value), 1, 1e-5);
        ++with_benefit;
      }
    }
    stepper.run_to(day + 1);
  }
  const models::Shard& shard = stepper.run().shard(0);
  for (std::size_t place = 0; place < people.size(); ++place) {
    if (people[place].income == 0) continue;
    const auto k = static_cast<std::size_t>(people[place].found);
    left.at(k) += shard.borrowers[place].income_permanent / people[place].income;
    ++many.at(k);
  }
  for (const std::size_t k : {0U, 1U, 2U, 3U, 4U}) {
    EXPECT_GT(many[k], 20) << k;
    EXPECT_NEAR(left[k] / many[k], std::pow(0.88, static_cast<double>(k)), 1e-5) << k;
  }
  EXPECT_GT(with_benefit, 10'000);
}

}  // namespace
