#include "analysis/quantile.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::lower_tail_mean;
using analysis::quantile;

std::vector<double> normals(std::uint32_t sample, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    sim::Stream draws(sim::StreamKey(5, sample), sim::Purpose{999}, 0, sim::Day{i});
    values.push_back(sim::normal_quantile(sim::uniform(draws)));
  }
  return values;
}

// R 4.2: quantile(c(3.1, -2, 7.5, 0.4, 11, 5.2, -8.3, 2.2, 9.9, 4.6, -1.1, 6.3), p, type = 1)
TEST(QuantileReference, AgreesWithR) {
  const std::vector<double> values = {3.1, -2, 7.5, 0.4, 11, 5.2, -8.3, 2.2, 9.9, 4.6, -1.1, 6.3};
  EXPECT_EQ(quantile(values, 0.05).value, -8.3);
  EXPECT_EQ(quantile(values, 0.1).value, -2);
  EXPECT_EQ(quantile(values, 0.25).value, -1.1);
  EXPECT_EQ(quantile(values, 0.5).value, 3.1);
  EXPECT_EQ(quantile(values, 0.9).value, 9.9);
}

// The ranks of the median of 12: pbinom(2, 12, 0.5) = 0.0193 and pbinom(9, 12, 0.5) = 0.9807; of
// the quantile of 5 % of 200: 4 and 17.
TEST(QuantileReference, HasTheBinomialsRanks) {
  std::vector<double> values(12);
  std::iota(values.begin(), values.end(), 1.0);
  EXPECT_EQ(quantile(values, 0.5).low, 3);
  EXPECT_EQ(quantile(values, 0.5).high, 10);
  values.resize(200);
  std::iota(values.begin(), values.end(), 1.0);
  EXPECT_EQ(quantile(values, 0.05).low, 4);
  EXPECT_EQ(quantile(values, 0.05).high, 17);
}

TEST(QuantileOracle, ItsIntervalCoversTheTruth) {
  int covered = 0;
  for (std::uint32_t sample = 0; sample < 1000; ++sample) {
    const auto found = quantile(normals(sample, 100), 0.1);
    covered += found.low <= -1.2815515655 && -1.2815515655 <= found.high;
  }
  EXPECT_GE(covered, 940);
  EXPECT_LE(covered, 985);
}

// Of a standard normal the lowest tenth has the mean −φ(z)/0.1 with z its quantile: −1.75498.
TEST(LowerTailMeanOracle, IsThatOfTheNormal) {
  const double z = -1.2815515655446004;
  const double truth = -std::exp(-z * z / 2) / std::sqrt(2 * M_PI) / 0.1;
  EXPECT_NEAR(lower_tail_mean(normals(1, 20'000), 0.1).value, truth, 0.03);
  int covered = 0;
  for (std::uint32_t sample = 0; sample < 200; ++sample) {
    const auto found = lower_tail_mean(normals(sample, 200), 0.1);
    covered += found.low <= truth && truth <= found.high;
  }
  // Twenty values in the tail: the bootstrap is a little too narrow.
  EXPECT_GE(covered, 172);
}

TEST(LowerTailMean, TakesThePartOfAValueThatTheShareTakes) {
  const std::vector<double> values = {4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(lower_tail_mean(values, 0.25).value, 1);
  EXPECT_DOUBLE_EQ(lower_tail_mean(values, 0.5).value, 1.5);
  EXPECT_DOUBLE_EQ(lower_tail_mean(values, 0.375).value, (1 + 0.5 * 2) / 1.5);
}

TEST(Quantile, OfFewValuesHasNoEnds) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values = {1, 2, failed, 3};
  const auto found = quantile(values, 0.05);
  EXPECT_EQ(found.n, 3u);
  EXPECT_EQ(found.value, 1);
  EXPECT_TRUE(std::isnan(found.low));
  EXPECT_TRUE(std::isnan(lower_tail_mean(normals(1, 99), 0.05).low));
  EXPECT_FALSE(std::isnan(lower_tail_mean(normals(1, 100), 0.05).low));
  EXPECT_TRUE(std::isnan(quantile({}, 0.5).value));
  EXPECT_TRUE(std::isnan(lower_tail_mean({}, 0.5).value));
}

}  // namespace
