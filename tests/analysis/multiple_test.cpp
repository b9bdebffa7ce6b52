#include "analysis/multiple.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

// R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2, 0.012), "holm")
TEST(MultipleReference, HolmAgreesWithR) {
  const std::vector<double> p = {0.01, 0.04, 0.03, 0.005, 0.2, 0.012};
  const std::vector<double> expected = {0.05, 0.09, 0.09, 0.03, 0.20, 0.05};
  const auto found = analysis::holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-12) << i;
}

// R 4.2: t.test(c(3.1, -2, 7.5, 0.4, 11, 5.2, -8.3, 2.2, 9.9, 4.6, -1.1, 6.3, 30, 14, 1))$p.value
TEST(MultipleReference, PValueAgreesWithR) {
  const std::vector<double> y = {3.1, -2,  7.5,  0.4, 11, 5.2, -8.3, 2.2,
                                 9.9, 4.6, -1.1, 6.3, 30, 14,  1};
  EXPECT_NEAR(analysis::p_value(analysis::estimate(y)), 0.0273668986217, 1e-12);
}

// Eight contrasts without an effect, all against one base, so that they depend on one another:
// Holm and the simultaneous intervals raise a false alarm in at most one study of twenty, single
// intervals in three times as many at least.
TEST(MultipleOracle, RaisesFewFalseAlarms) {
  constexpr int studies = 1000, arms = 8, replications = 12;
  int by_holm = 0, by_intervals = 0, by_single = 0;
  const double together = analysis::simultaneous_confidence(arms);
  for (std::uint32_t study = 0; study < studies; ++study) {
    std::vector<std::vector<double>> differences(arms);
    for (int r = 0; r < replications; ++r) {
      sim::Stream draws(sim::StreamKey(29, study), sim::Purpose{999}, 0, sim::Day{r});
      const double base = sim::standard_normal(draws);
      for (auto& arm : differences) arm.push_back(sim::standard_normal(draws) - base);
    }
    std::vector<double> p;
    bool outside = false;
    for (const auto& arm : differences) {
      p.push_back(analysis::p_value(analysis::estimate(arm)));
      const auto interval = analysis::estimate(arm, together);
      outside = outside || interval.low() > 0 || interval.high() < 0;
    }
    const auto alarm = [](const std::vector<double>& values) {
      for (const double value : values) {
        if (value < 0.05) return true;
      }
      return false;
    };
    by_holm += alarm(analysis::holm(p));
    by_intervals += outside;
    by_single += alarm(p);
  }
  EXPECT_LE(by_holm, 60);
  EXPECT_GE(by_holm, 15);
  EXPECT_EQ(by_intervals, by_holm);  // Holm's first step is Bonferroni's
  EXPECT_GT(by_single, 150);
}

TEST(Multiple, FailedContrastsAreNotCounted) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> p = {0.02, failed, 0.03};
  const auto found = analysis::holm(p);
  EXPECT_DOUBLE_EQ(found[0], 0.04);
  EXPECT_TRUE(std::isnan(found[1]));
  EXPECT_DOUBLE_EQ(found[2], 0.04);
  EXPECT_TRUE(analysis::holm({}).empty());
}

TEST(Multiple, WhereNothingScatters) {
  EXPECT_EQ(analysis::p_value(analysis::estimate(std::vector<double>{2, 2, 2})), 0);
  EXPECT_EQ(analysis::p_value(analysis::estimate(std::vector<double>{0, 0})), 1);
  EXPECT_TRUE(std::isnan(analysis::p_value(analysis::estimate(std::vector<double>{2}))));
  EXPECT_DOUBLE_EQ(analysis::simultaneous_confidence(10), 0.995);
}

}  // namespace
