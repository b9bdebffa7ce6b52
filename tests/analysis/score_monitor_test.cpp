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

using Scores = std::vector<Counts>;

// Fourteen months of two bins, worked out by hand.
TEST(ScoreMonitorReference, PeriodsAddUpMonthsAndTheFirstYearIsTheReference) {
  std::vector<ScoreCounts> counts;
  Scores scores;
  for (std::int64_t month = 0; month < 14; ++month) {
    counts.push_back({{10, month}, {1, 0}});
    scores.push_back({100, 10 * month});
  }
  const auto quarters = analysis::score_history(counts, scores, 3);
  ASSERT_EQ(quarters.counts.size(), 5u);
  EXPECT_EQ(quarters.counts[1].accounts, (Counts{30, 3 + 4 + 5}));
  EXPECT_EQ(quarters.counts[1].bad, (Counts{3, 0}));
  EXPECT_EQ(quarters.scores[4], (Counts{200, 250}));  // two months are left for the fifth
  EXPECT_EQ(quarters.reference.accounts, (Counts{120, 66}));
  EXPECT_EQ(quarters.reference.bad, (Counts{12, 0}));
  EXPECT_EQ(quarters.reference_scores, (Counts{1200, 660}));
  const auto months = analysis::score_history(counts, scores, 1);
  EXPECT_EQ(months.counts.size(), 14u);
  EXPECT_EQ(months.reference.accounts, quarters.reference.accounts);
  EXPECT_EQ(analysis::score_history(counts, scores, 12).counts[0].accounts, (Counts{120, 66}));
}

TEST(ScoreMonitor, PeriodsAreOverReplications) {
  // Two replications of two periods and two bins; of the second, the outcome of the second period
  // is not known yet.
  const std::vector<analysis::ScoreHistory> histories = {
      {{{{10, 10}, {4, 0}}, {{10, 10}, {8, 0}}},
       {{25, 75}, {50, 50}},
       {{10, 10}, {4, 0}},
       {25, 75}},
      {{{{10, 10}, {2, 0}}, {{0, 0}, {0, 0}}}, {{50, 50}, {50, 50}}, {{10, 10}, {2, 0}}, {50, 50}},
  };
  const auto periods = analysis::score_periods(histories, {{0, 1}, {0, 1}});
  ASSERT_EQ(periods.size(), 2u);
  EXPECT_EQ(periods[0].accounts.n, 2u);
  EXPECT_DOUBLE_EQ(periods[0].bad_rate.mean, 0.15);
  // Of two replications Student's intervals are wide, but no wider than what is told.
  EXPECT_EQ(periods[0].bad_rate.low(), 0);
  EXPECT_LT(periods[0].bad_rate.high(), 1);
  EXPECT_EQ(periods[0].class_bad_rates[0].low(), 0);
  EXPECT_EQ(periods[0].class_bad_rates[0].high(), 1);
  for (const analysis::Estimate* one : {&periods[0].auc, &periods[0].ks}) {
    EXPECT_GE(one->low(), 0);
    EXPECT_LE(one->high(), 1);
  }
  EXPECT_EQ(periods[0].gini.least, -1);
  EXPECT_EQ(periods[0].gini.most, 1);
  EXPECT_DOUBLE_EQ(periods[0].calibration.mean, 1);
  EXPECT_EQ(periods[0].stability.mean, 0);
  EXPECT_EQ(periods[1].accounts.n, 1u);
  EXPECT_DOUBLE_EQ(periods[1].calibration.mean, 2);
  EXPECT_DOUBLE_EQ(periods[1].auc.mean, (2.0 * 8 * 0.5 + 10 * 8) / (12 * 8));
  EXPECT_DOUBLE_EQ(periods[1].class_bad_rates[0].mean, 0.8);
  // Half of (0.5 − 0.25) ln 2 + (0.5 − 0.75) ln(2/3); the other half has not moved.
  EXPECT_EQ(periods[1].stability.n, 2u);
  EXPECT_NEAR(periods[1].stability.mean, (0.25 * std::log(2.0) - 0.25 * std::log(2.0 / 3)) / 2,
              1e-12);
}

}  // namespace
