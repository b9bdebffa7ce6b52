// What holds for every scenario: the same results however a replication is cut up, and luck that is
// nobody else's.
#include <gtest/gtest.h>
#include <random>
#include <tuple>

#include "small_scenario.hpp"

namespace {

using models_test::digest;
using models_test::small_scenario;
using models_test::Stepper;

TEST(SimulateProperty, ThreadsAndShardSizesLeaveTheDigestAlone) {
  const models::Scenario scenario = small_scenario(3000, 1, 3);
  const std::string expected = digest(scenario, 1, 16'384);
  for (const int threads : {1, 2, 3}) {
    for (const std::uint32_t size : {64U, 1000U, 16'384U}) {
      EXPECT_EQ(digest(scenario, threads, size), expected)
          << threads << " threads, shards of " << size;
    }
  }
}

TEST(SimulateProperty, SeedAndReplicationChangeTheDigest) {
  models::Scenario scenario = small_scenario(500, 1);
  const std::string first = digest(scenario, 1, 1000, 0);
  EXPECT_NE(digest(scenario, 1, 1000, 1), first);
  scenario.run.seed = 2;
  EXPECT_NE(digest(scenario, 1, 1000, 0), first);
}

// Scenarios drawn at random over wide ranges: the books balance daily, or simulate() throws.
TEST(SimulateProperty, RandomScenariosBalanceAndDoNotDependOnShards) {
  std::mt19937 luck(20250101);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(luck);
  };
  const auto whole = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(luck);
  };
  for (int round = 0; round < 12; ++round) {
    models::Scenario s = small_scenario(whole(1, 700), 1, whole(0, 4));
    s.run.seed = whole(0, 1'000'000);
    s.network.influence.value = between(0, 1);
    s.network.degree_mean = between(0, 12);
    s.network.invitations = std::max(0.0, between(-6, 12));
    s.population.members_at_start.value = std::min(1.0, between(0.1, 1.5));
    s.retention.attrition.value = between(0, 0.9);
    s.retention.dormancy.value = between(0, 0.9);
    s.outside_debt.stacking.value = between(0, 1);
    s.population.vacancy.value = whole(1, 100);
    s.population.verification_failures.value = between(0, 1);
    s.scoring.cut_off = whole(350, 700);
    s.limits.review_every.value = whole(1, 100);
    s.household.committed_max.value = between(0.05, 1.5);
    s.collections.charge_off_dpd.value = whole(200, 400);
    s.collections.agents_per_100k = between(0, 20);
    s.collections.recovery.sale_after.value = whole(0, 200);
    std::get<models::BehaviourPayment>(s.payment.policy).base_log_odds = between(0, 7);
    s.funding.own_limit_per_borrower = sim::Money::of_minor(whole(0, 1'000'000));
    const std::string expected = digest(s, 1, 1000);
    EXPECT_EQ(digest(s, 2, static_cast<std::uint32_t>(whole(1, 300))), expected)
        << "round " << round;
  }
}

// What happens to a few borrowers is nobody else's luck: with influence switched off, all others'
// months are bit for bit what they were.
TEST(SimulateProperty, AChangeOfHeartOfAFewLeavesAllOthersAsTheyWere) {
  models::Scenario scenario = small_scenario(2000, 2);
  scenario.network.influence.value = 0;
  scenario.collections.agents_per_100k = 10'000;
  constexpr std::size_t few = 10;
  const auto traces = [&](bool meddle) {
    Stepper stepper(scenario);
    stepper.run_to(sim::Day(300));
    models::Shard& shard = stepper.run().shard(1);
    for (std::size_t i = 0; meddle && i < few; ++i) shard.borrowers[i].willingness = -20;
    stepper.run_to(sim::Day(730));
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, int, int>> seen;
    for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
      for (const models::Borrower& b : stepper.run().shard(s).borrowers) {
        seen.emplace_back(b.buffer.minor(), b.principal.minor(), b.limit.minor(), b.score,
                          b.loans_taken);
      }
    }
    return seen;
  };
  const auto before = traces(false);
  const auto after = traces(true);
  ASSERT_EQ(before.size(), after.size());
  int changed = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool meddled_with = i >= 1000 && i < 1000 + few;
    if (meddled_with) {
      changed += before[i] != after[i];
    } else {
      ASSERT_EQ(before[i], after[i]) << "borrower " << i;
    }
  }
  EXPECT_GT(changed, 0);
}

}  // namespace
