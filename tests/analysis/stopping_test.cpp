#include "analysis/stopping.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::next_stage;

// One value of a small study, mean 0 and deviation 1: normal, or as skewed as a gamma of shape 4.
double value_of(std::uint64_t study, int replication, bool skewed) {
  const sim::StreamKey key(7, static_cast<std::uint32_t>(study));
  sim::Stream draws(key, sim::Purpose{999}, 0, sim::Day{replication});
  if (!skewed) return sim::normal_quantile(sim::uniform(draws));
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum -= std::log(sim::uniform(draws));
  return (sum - 4) / 2;
}

struct Sharp {
  std::vector<double> values;
  std::size_t stages = 0;
};

// A study from its first stage until the half width is reached.
Sharp study(std::uint64_t number, std::size_t first, double wanted, bool skewed) {
  Sharp sharp;
  std::size_t replications = first;
  for (;;) {
    while (sharp.values.size() < replications) {
      sharp.values.push_back(value_of(number, static_cast<int>(sharp.values.size()), skewed));
    }
    ++sharp.stages;
    const auto stage = next_stage(sharp.values, first, wanted);
    if (stage.met) return sharp;
    EXPECT_GT(stage.next, replications);
    replications = stage.next;
  }
}

// The mean lies within the half width that was wanted in 95 of 100 studies, and in more only
// because the number of replications is whole and because a study goes on where its interval is too
// wide.
TEST(StoppingOracle, TheMeanLiesWithinTheHalfWidthInNinetyFiveOfAHundredStudies) {
  constexpr int studies = 1000;
  constexpr double wanted = 0.5;
  for (const bool skewed : {false, true}) {
    int within = 0;
    for (std::uint64_t number = 0; number < studies; ++number) {
      const auto found = analysis::estimate(study(number, 10, wanted, skewed).values);
      EXPECT_LE(found.half_width, wanted);
      within += std::fabs(found.mean) <= wanted;
    }
    EXPECT_GE(within, 930) << (skewed ? "skewed" : "normal");
    EXPECT_LE(within, 970) << (skewed ? "skewed" : "normal");
  }
}

// Looking after every replication, as one does without a plan, stops where the first values agree
// by chance: the same test tells it apart.
TEST(StoppingOracle, LookingAtEveryReplicationStopsTooEarly) {
  constexpr int studies = 1000;
  constexpr double wanted = 0.5;
  int within = 0;
  for (std::uint64_t number = 0; number < studies; ++number) {
    std::vector<double> values;
    do {
      values.push_back(value_of(number, static_cast<int>(values.size()), false));
    } while (values.size() < 3 || analysis::estimate(values).half_width > wanted);
    within += std::fabs(analysis::estimate(values).mean) <= wanted;
  }
  EXPECT_LT(within, 930);
}

TEST(Stopping, PlansFromTheFirstStageAsSteinDoes) {
  const std::vector<double> values = {1, 2, 3, 4, 5};  // s² = 2.5, t(4) = 2.7764
  const auto stage = next_stage(values, 5, 0.5);
  EXPECT_FALSE(stage.met);
  EXPECT_EQ(stage.next, 78u);  // ceil(7.7086 · 2.5 / 0.25)
  EXPECT_NEAR(stage.half_width, 1.963, 0.001);
}

// A study that is looked at before it has what the first stage asked for does not end by chance.
TEST(Stopping, HoldsToThePlanOfTheFirstStage) {
  std::vector<double> values = {1, 2, 3, 4, 5};
  values.resize(60, 3);
  ASSERT_LT(analysis::estimate(values).half_width, 0.5);
  const auto early = next_stage(values, 5, 0.5);
  EXPECT_FALSE(early.met);
  EXPECT_EQ(early.next, 78u);
  values.resize(78, 3);
  EXPECT_TRUE(next_stage(values, 5, 0.5).met);
}

TEST(Stopping, IsMetByValuesThatAgree) {
  const std::vector<double> values = {2, 2, 2};
  EXPECT_TRUE(next_stage(values, 3, 0.1).met);
  EXPECT_EQ(next_stage(values, 3, 0.1).next, 3u);
}

TEST(Stopping, FailedReplicationsCountForNothing) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values = {1, failed, failed};
  const auto stage = next_stage(values, 3, 0.1);
  EXPECT_FALSE(stage.met);
  EXPECT_EQ(stage.next, 4u);
}

TEST(Stopping, GoesOnWhereTheLaterValuesScatterMore) {
  std::vector<double> values = {1, 1.1, 0.9, 1, 1};
  for (int i = 0; i < 5; ++i) values.insert(values.end(), {-4, 6});
  const auto stage = next_stage(values, 5, 1);
  EXPECT_FALSE(stage.met);
  EXPECT_GT(stage.next, values.size());
}

}  // namespace
