#include "analysis/selection.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::select_best;
using analysis::Selection;
using analysis::SelectionRule;

// A synthetic study: arms with these means, luck that all share and luck of their own.
struct Config {
  std::vector<double> means;
  double shared;
  std::vector<double> own;  // deviation by arm
};

double value_of(const Config& config, std::uint32_t study, std::size_t arm, int replication) {
  sim::Stream common(sim::StreamKey(31, study), sim::Purpose{999}, 0, sim::Day{replication});
  sim::Stream alone(sim::StreamKey(31, study), sim::Purpose{999}, 1 + arm, sim::Day{replication});
  return config.means[arm] + config.shared * sim::standard_normal(common) +
         config.own[arm] * sim::standard_normal(alone);
}

struct Finished {
  Selection selection;
  std::size_t simulated = 0;  // values, over all arms
};

// As a study would: only arms that are left get more replications.
Finished finish(const Config& config, std::uint32_t study, const SelectionRule& rule) {
  std::vector<std::vector<double>> values(config.means.size());
  std::vector<std::size_t> left(values.size());
  for (std::size_t arm = 0; arm < values.size(); ++arm) left[arm] = arm;
  std::size_t wanted = rule.first;
  for (;;) {
    for (const std::size_t arm : left) {
      while (values[arm].size() < wanted) {
        values[arm].push_back(value_of(config, study, arm, static_cast<int>(values[arm].size())));
      }
    }
    Finished found{select_best({values.begin(), values.end()}, rule)};
    if (found.selection.selected) {
      for (const auto& arm : values) found.simulated += arm.size();
      return found;
    }
    EXPECT_GT(found.selection.next, wanted);
    wanted = found.selection.next;
    left = found.selection.left;
  }
}

struct Outcome {
  int correct = 0;
  double replications = 0;  // on average, over all arms
};

Outcome over_studies(const Config& config, const SelectionRule& rule, std::size_t best,
                     int studies) {
  Outcome outcome;
  for (int study = 0; study < studies; ++study) {
    const auto found = finish(config, static_cast<std::uint32_t>(study), rule);
    outcome.correct += found.selection.best == best;
    outcome.replications += static_cast<double>(found.simulated) / studies;
  }
  return outcome;
}

// Least favourable: all others lie below the best by just what matters. 95 % of 1,000 less two
// standard errors is 936.
TEST(SelectionOracle, SelectsTheBestAsOftenAsPromised) {
  const SelectionRule rule{10, 1, 0.95};
  const Config two{{0, 1}, 3, {1.5, 1.5}};
  const Config five{{0, 0, 1, 0, 0}, 3, {1.5, 1.5, 1.5, 1.5, 1.5}};
  const Config unequal{{0, 0, 1, 0}, 0, {3, 1, 2, 0.5}};
  EXPECT_GE(over_studies(two, rule, 1, 1000).correct, 936);
  EXPECT_GE(over_studies(five, rule, 2, 1000).correct, 936);
  EXPECT_GE(over_studies(unequal, rule, 2, 1000).correct, 936);
}

// Two arms at half the probability of error: hardly any slack, so a narrower margin would be seen.
TEST(SelectionOracle, IsNotMuchMoreCarefulThanPromised) {
  const Config two{{0, 0.25}, 3, {1.5, 1.5}};
  const int correct = over_studies(two, {10, 0.25, 0.8}, 1, 500).correct;
  EXPECT_GE(correct, 382);  // 80 % less two standard errors
  EXPECT_LE(correct, 460);
}

TEST(SelectionOracle, SharedLuckAndDistantArmsSaveReplications) {
  const SelectionRule rule{10, 1, 0.95};
  const Config shared{{0, 0, 1, 0, 0}, 3, {1.5, 1.5, 1.5, 1.5, 1.5}};
  const double alone = std::sqrt(9 + 2.25);
  const Config independent{{0, 0, 1, 0, 0}, 0, {alone, alone, alone, alone, alone}};
  const Config distant{{0, -3, 3, -2, -4}, 3, {1.5, 1.5, 1.5, 1.5, 1.5}};
  const double with = over_studies(shared, rule, 2, 100).replications;
  // The variance of differences is a fifth.
  EXPECT_GT(over_studies(independent, rule, 2, 100).replications, 3 * with);
  EXPECT_LT(over_studies(distant, rule, 2, 100).replications, with / 2);
}

TEST(SelectionProperty, DoesNotDependOnTheStages) {
  const Config config{{0, 0.2, 1, 0.5}, 2, {1, 2, 1, 1}};
  const SelectionRule rule{10, 0.3, 0.95};
  for (std::uint32_t study = 0; study < 20; ++study) {
    const auto staged = finish(config, study, rule).selection;
    std::vector<std::vector<double>> values(4);
    for (std::size_t arm = 0; arm < 4; ++arm) {
      for (int r = 0; r < 3000; ++r) values[arm].push_back(value_of(config, study, arm, r));
    }
    const auto at_once = select_best({values.begin(), values.end()}, rule);
    EXPECT_TRUE(at_once.selected);
    EXPECT_EQ(at_once.best, staged.best);
    EXPECT_EQ(at_once.used, staged.used);
    EXPECT_EQ(at_once.out_at, staged.out_at);
  }
}

TEST(Selection, AsksForTheFirstStageAndEndsOnEqualArms) {
  const std::vector<double> few = {1, 2, 3};
  const auto begun = select_best({few, few}, {5, 1, 0.95});
  EXPECT_FALSE(begun.selected);
  EXPECT_EQ(begun.next, 5u);
  const std::vector<double> five = {1, 2, 3, 4, 5};
  const auto equal = select_best({five, five}, {5, 1, 0.95});
  EXPECT_TRUE(equal.selected);
  EXPECT_EQ(equal.best, 0u);
  EXPECT_EQ(equal.out_at[1], 5u);
  EXPECT_TRUE(select_best({few}, {5, 1, 0.95}).selected);
}

TEST(Selection, AFailedReplicationIsLeftOutForAll) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> a = {1, 9, 2, 3}, b = {11, failed, 12, 13};
  const auto found = select_best({a, b}, {3, 1, 0.95});
  EXPECT_TRUE(found.selected);
  EXPECT_EQ(found.best, 1u);
  EXPECT_EQ(found.used, 3u);
}

}  // namespace
