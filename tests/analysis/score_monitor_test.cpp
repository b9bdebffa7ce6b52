// Stability, calibration and classes of a score.
#include "analysis/score_monitor.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace {

using analysis::ScoreCounts;
using Counts = std::vector<std::int64_t>;

// (0.5 − 0.25) ln 2 + (0.5 − 0.75) ln(2/3), by hand.
TEST(ScoreMonitorReference, StabilityIsAsWorkedOutByHand) {
  EXPECT_NEAR(analysis::population_stability(Counts{25, 75}, Counts{50, 50}),
              0.25 * std::log(2.0) - 0.25 * std::log(2.0 / 3), 1e-12);
  EXPECT_EQ(analysis::population_stability(Counts{10, 20, 0}, Counts{100, 200, 0}), 0);
  // An empty class counts as half an account.
  EXPECT_NEAR(analysis::population_stability(Counts{50, 50}, Counts{0, 100}),
              (0.005 - 0.5) * std::log(0.01) + 0.5 * std::log(2.0), 1e-12);
  EXPECT_TRUE(std::isnan(analysis::population_stability(Counts{0, 0}, Counts{1, 1})));
}

TEST(ScoreMonitorReference, CalibrationIsObservedOverExpected) {
  const ScoreCounts before{{100, 200}, {10, 4}};
  // Expected 0.1 · 50 + 0.02 · 50 = 6.
  EXPECT_DOUBLE_EQ(analysis::calibration(before, {{50, 50}, {7, 2}}), 1.5);
  EXPECT_DOUBLE_EQ(analysis::calibration(before, before), 1);
  EXPECT_TRUE(std::isnan(analysis::calibration({{5}, {0}}, {{5}, {1}})));
  // Scores that the reference never saw are left out on both sides.
  EXPECT_DOUBLE_EQ(analysis::calibration({{100, 0}, {10, 0}}, {{50, 50}, {5, 40}}), 1);
}

TEST(ScoreMonitorProperty, ClassesAreAsEvenAsBinsAllow) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    Counts counts(40);
    for (auto& count : counts) count = std::uniform_int_distribution(0, 100)(random);
    const auto starts = analysis::class_starts(counts, 10);
    EXPECT_EQ(starts.front(), 0u);
    EXPECT_TRUE(std::is_sorted(starts.begin(), starts.end()));
    EXPECT_LE(starts.size(), 10u);
    ScoreCounts all{counts, Counts(40)};
    const auto classes = analysis::in_classes(all, starts);
    std::int64_t sum = 0, largest = 0, whole = 0;
    for (const auto count : counts) whole += count;
    for (const auto count : classes.accounts) {
      sum += count;
      largest = std::max(largest, count);
    }
    EXPECT_EQ(sum, whole);
    EXPECT_LE(largest, whole / 10 + 101);  // a tenth, and the bin that fills it
  }
}

TEST(ScoreMonitor, PeriodsAreOverReplications) {
  // Two replications of two periods and two bins; the second has nobody in the second period.
  const std::vector<std::vector<ScoreCounts>> counts = {
      {{{10, 10}, {4, 0}}, {{10, 10}, {8, 0}}},
      {{{10, 10}, {2, 0}}, {{0, 0}, {0, 0}}},
  };
  const std::vector<std::size_t> starts = {0, 1};
  const auto periods = analysis::score_periods(counts, starts);
  ASSERT_EQ(periods.size(), 2u);
  EXPECT_EQ(periods[0].accounts.n, 2u);
  EXPECT_DOUBLE_EQ(periods[0].bad_rate.mean, 0.15);
  EXPECT_DOUBLE_EQ(periods[0].calibration.mean, 1);
  EXPECT_EQ(periods[0].stability.mean, 0);
  EXPECT_EQ(periods[1].accounts.n, 1u);
  EXPECT_DOUBLE_EQ(periods[1].calibration.mean, 2);
  EXPECT_DOUBLE_EQ(periods[1].auc.mean, (2.0 * 8 * 0.5 + 10 * 8) / (12 * 8));
  EXPECT_DOUBLE_EQ(periods[1].class_bad_rates[0].mean, 0.8);
}

}  // namespace
