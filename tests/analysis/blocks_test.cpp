#include "analysis/blocks.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::blocked_mean;

double uniform_of(std::uint32_t study, int i) {
  sim::Stream draws(sim::StreamKey(17, study), sim::Purpose{999}, 0, sim::Day{i});
  return sim::uniform(draws);
}

// The square of a uniform, mean 1/3, by pairs u and 1 − u or by ten strata.
std::vector<double> antithetic(std::uint32_t study, int pairs) {
  std::vector<double> values;
  for (int i = 0; i < pairs; ++i) {
    const double u = uniform_of(study, i);
    values.insert(values.end(), {u * u, (1 - u) * (1 - u)});
  }
  return values;
}

std::vector<double> stratified(std::uint32_t study, int blocks) {
  std::vector<double> values;
  for (int i = 0; i < 10 * blocks; ++i) {
    const double u = (i % 10 + uniform_of(study, i)) / 10;
    values.push_back(u * u);
  }
  return values;
}

TEST(BlocksOracle, IntervalsCover) {
  constexpr int studies = 1000;
  constexpr double truth = 1.0 / 3;
  int pairs = 0, strata = 0, singly = 0;
  for (std::uint32_t study = 0; study < studies; ++study) {
    const auto pair = blocked_mean(antithetic(study, 30), 2).mean;
    const auto block = blocked_mean(stratified(study, 10), 10).mean;
    const auto single = analysis::estimate(stratified(study, 10));
    pairs += pair.low() <= truth && truth <= pair.high();
    strata += block.low() <= truth && truth <= block.high();
    singly += single.low() <= truth && truth <= single.high();
  }
  EXPECT_GE(pairs, 930);
  EXPECT_LE(pairs, 970);
  EXPECT_GE(strata, 930);
  EXPECT_LE(strata, 970);
  // Over single replications the interval is nine times too wide.
  EXPECT_EQ(singly, studies);
}

// var u² = 4/45. Of a pair the covariance is E u²(1−u)² − 1/9 = −7/90, so the correlation is −7/8
// and a pair worth 8 plain ones. In stratum j the variance is (j²/3 + j/3 + 4/45) / 10⁴, on average
// 11.0889 / 10⁴, so strata are worth 80.16 times their number.
TEST(BlocksOracle, TheReductionIsTheClosedForm) {
  EXPECT_NEAR(blocked_mean(antithetic(1, 50'000), 2).variance_reduction, 8, 0.2);
  EXPECT_NEAR(blocked_mean(stratified(1, 10'000), 10).variance_reduction, 80.16, 4);
}

TEST(Blocks, AreMeansOfWholeBlocks) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values = {1, 3, 5, failed, 6, 8, 100};
  const auto found = blocked_mean(values, 2).mean;
  EXPECT_EQ(found.n, 2u);
  EXPECT_DOUBLE_EQ(found.mean, 4.5);
  EXPECT_DOUBLE_EQ(found.deviation, 5 / std::sqrt(2.0));
}

TEST(Blocks, OfOneAreReplications) {
  const std::vector<double> values = {1, 3, 5, 4};
  EXPECT_EQ(blocked_mean(values, 1).mean.half_width, analysis::estimate(values).half_width);
  EXPECT_DOUBLE_EQ(blocked_mean(values, 1).variance_reduction, 1);
  EXPECT_TRUE(std::isnan(blocked_mean({}, 2).variance_reduction));
  const std::vector<double> opposite = {1, 3, 3, 1, 0, 4};
  EXPECT_TRUE(std::isinf(blocked_mean(opposite, 2).variance_reduction));
}

}  // namespace
