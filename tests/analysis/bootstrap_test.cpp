#include "analysis/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::bootstrap;
using analysis::BootstrapKind;

const std::vector<double> y = {3.1, -2,  7.5,  0.4, 11, 5.2, -8.3, 2.2,
                               9.9, 4.6, -1.1, 6.3, 30, 14,  1};

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
double deviation(std::span<const double> values) {
  return analysis::estimate(values).deviation;
}

// R 4.2, package boot: set.seed(1); b <- boot(y, function(d, i) mean(d[i]), R = 400000);
// boot.ci(b, type = c("perc", "bca")), and the same with sd. Our 2,000 resamples leave an error of
// the ends of a few tenths; percentile and BCa differ by more.
TEST(BootstrapReference, AgreesWithR) {
  const auto plain = bootstrap(y, mean, BootstrapKind::percentile);
  EXPECT_NEAR(plain.low, 1.653, 0.3);
  EXPECT_NEAR(plain.high, 10.227, 0.4);
  const auto moved = bootstrap(y, mean, BootstrapKind::bca);
  EXPECT_NEAR(moved.low, 2.167, 0.3);
  EXPECT_NEAR(moved.high, 11.200, 0.5);
  const auto scatter = bootstrap(y, deviation, BootstrapKind::percentile);
  EXPECT_NEAR(scatter.low, 4.029, 0.3);
  EXPECT_NEAR(scatter.high, 12.495, 0.3);
  const auto scatter_moved = bootstrap(y, deviation, BootstrapKind::bca);
  EXPECT_NEAR(scatter_moved.low, 4.993, 0.3);
  EXPECT_NEAR(scatter_moved.high, 14.497, 0.5);
}

// Forty exponential values: Student's interval and the percentiles miss on one side.
TEST(BootstrapOracle, BcaCoversASkewedMeanOnBothSides) {
  constexpr int studies = 400;
  int covered = 0, above = 0, above_percentile = 0;
  for (std::uint32_t study = 0; study < studies; ++study) {
    std::vector<double> values;
    for (int i = 0; i < 40; ++i) {
      sim::Stream draws(sim::StreamKey(23, study), sim::Purpose{999}, 0, sim::Day{i});
      values.push_back(sim::exponential(draws, 1));
    }
    const auto found = bootstrap(values, mean, BootstrapKind::bca);
    covered += found.low <= 1 && 1 <= found.high;
    above += found.high < 1;
    above_percentile += bootstrap(values, mean, BootstrapKind::percentile).high < 1;
  }
  EXPECT_GE(covered, 364);  // 91 %
  EXPECT_LE(covered, 388);
  EXPECT_LT(above, above_percentile);
}

TEST(BootstrapProperty, FollowsAChangeOfUnitAndOfOrder) {
  std::vector<double> scaled = y;
  for (double& value : scaled) value = 1000 + 4 * value;
  std::reverse(scaled.begin(), scaled.end());
  for (const auto kind : {BootstrapKind::percentile, BootstrapKind::bca}) {
    const auto a = bootstrap(y, mean, kind), b = bootstrap(scaled, mean, kind);
    EXPECT_NEAR(b.low, 1000 + 4 * a.low, 1e-9);
    EXPECT_NEAR(b.high, 1000 + 4 * a.high, 1e-9);
  }
}

TEST(Bootstrap, SaysWhatItCannotTell) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(bootstrap({}, mean, BootstrapKind::bca).value));
  const std::vector<double> one = {3, failed};
  EXPECT_EQ(bootstrap(one, mean, BootstrapKind::bca).n, 1u);
  EXPECT_EQ(bootstrap(one, mean, BootstrapKind::bca).value, 3);
  EXPECT_TRUE(std::isnan(bootstrap(one, mean, BootstrapKind::percentile).low));
  // Hardly any resample has as many different values as the sample: the bias cannot be told.
  const auto different = [](std::span<const double> values) {
    return static_cast<double>(std::set<double>(values.begin(), values.end()).size());
  };
  EXPECT_FALSE(std::isnan(bootstrap(y, different, BootstrapKind::percentile).low));
  EXPECT_TRUE(std::isnan(bootstrap(y, different, BootstrapKind::bca).low));
}

}  // namespace
