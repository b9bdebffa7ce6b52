#include "analysis/control_variate.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::controlled_mean;

const std::vector<double> y = {3.1, -2, 7.5, 0.4, 11, 5.2, -8.3, 2.2, 9.9, 4.6, -1.1, 6.3};
const std::vector<double> x = {0.2, -0.9, 1.1, -0.3, 1.6, 0.5, -2.1, 0.1, 1.2, 0.6, -0.4, 0.3};

std::vector<double> squares(const std::vector<double>& of) {
  std::vector<double> found;
  for (const double one : of) found.push_back(one * one);
  return found;
}

// R 4.2: predict(lm(y ~ x), data.frame(x = 0), interval = "confidence")
//        predict(lm(y ~ x + x2), data.frame(x = 0, x2 = 1), interval = "confidence"), x2 <- x^2
//        sigma(lm(y ~ x + x2))
TEST(ControlVariateReference, AgreesWithR) {
  const auto one = controlled_mean(y, {{x, 0}}).mean;
  EXPECT_NEAR(one.mean, 2.39072257581, 1e-10);
  EXPECT_NEAR(one.low(), 1.70035198819, 1e-10);
  EXPECT_NEAR(one.high(), 3.08109316344, 1e-10);
  const auto x2 = squares(x);
  const auto two = controlled_mean(y, {{x, 0}, {x2, 1}}).mean;
  EXPECT_NEAR(two.mean, 2.38825245236, 1e-10);
  EXPECT_NEAR(two.low(), 1.66659889934, 1e-10);
  EXPECT_NEAR(two.high(), 3.10990600537, 1e-10);
  EXPECT_NEAR(two.deviation, 1.09037242356, 1e-10);
}

// y = 10 + 2 Z + 0.5 e, ten replications: the plain mean has a variance 17 times that of the
// residual.
TEST(ControlVariateOracle, CoversAndReportsTheReduction) {
  constexpr int studies = 1000;
  int covered = 0;
  std::vector<double> means, plain;
  for (std::uint32_t study = 0; study < studies; ++study) {
    std::vector<double> values, factor;
    for (int i = 0; i < 20; ++i) {
      sim::Stream draws(sim::StreamKey(19, study), sim::Purpose{999}, 0, sim::Day{i});
      factor.push_back(sim::standard_normal(draws));
      values.push_back(10 + 2 * factor.back() + 0.5 * sim::standard_normal(draws));
    }
    const auto found = controlled_mean(values, {{factor, 0}}).mean;
    covered += found.low() <= 10 && 10 <= found.high();
    means.push_back(found.mean);
    plain.push_back(analysis::estimate(values).mean);
  }
  EXPECT_GE(covered, 930);
  EXPECT_LE(covered, 970);
  // 17 less what estimating the slope costs, (n − 3)/(n − 2).
  const double reduction =
      std::pow(analysis::estimate(plain).deviation / analysis::estimate(means).deviation, 2);
  EXPECT_NEAR(reduction, 17.0 * 17 / 18, 2.2);
}

TEST(ControlVariate, ReportsTheReductionOfItsOwnReplications) {
  const auto found = controlled_mean(y, {{x, 0}});
  const auto plain = analysis::estimate(y);
  const double wider = (plain.half_width / analysis::student_t(11)) /
                       (found.mean.half_width / analysis::student_t(10));
  EXPECT_NEAR(found.variance_reduction, wider * wider, 1e-9);
  EXPECT_GT(found.variance_reduction, 20);
}

TEST(ControlVariate, AConstantControlOrOneTwiceIsNotUsed) {
  const std::vector<double> same(y.size(), 3);
  std::vector<double> twice;
  for (const double one : x) twice.push_back(2 * one);
  const auto once = controlled_mean(y, {{x, 0}}).mean;
  const auto more = controlled_mean(y, {{same, 0}, {x, 0}, {twice, 0}}).mean;
  EXPECT_NEAR(more.mean, once.mean, 1e-12);
  EXPECT_NEAR(more.half_width, once.half_width, 1e-12);
  const auto none = controlled_mean(y, {{same, 0}}).mean;
  EXPECT_NEAR(none.mean, analysis::estimate(y).mean, 1e-12);
  EXPECT_NEAR(none.half_width, analysis::estimate(y).half_width, 1e-12);
}

TEST(ControlVariate, OfFewOrFailedReplications) {
  const double failed = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values = {1, 2, failed, 3}, control = {1, failed, 1, 2};
  const auto few = controlled_mean(values, {{control, 0}}).mean;
  EXPECT_EQ(few.n, 2u);
  EXPECT_DOUBLE_EQ(few.mean, 2);
  EXPECT_TRUE(std::isnan(few.half_width));
  EXPECT_TRUE(std::isnan(controlled_mean({}, {}).mean.mean));
}

}  // namespace
