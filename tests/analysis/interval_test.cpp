// Intervals against published quantiles and against numbers worked out by hand.
#include "analysis/interval.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

#include "sim/check.hpp"

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Two-sided 95 % and 99 % quantiles as every table of Student's t prints them (NIST/SEMATECH
// e-Handbook, section 1.3.6.7.2).
TEST(IntervalReference, HasTheQuantilesOfThePublishedTable) {
  EXPECT_NEAR(analysis::student_t(1), 12.706, 0.0005);
  EXPECT_NEAR(analysis::student_t(2), 4.303, 0.0005);
  EXPECT_NEAR(analysis::student_t(4), 2.776, 0.0005);
  EXPECT_NEAR(analysis::student_t(9), 2.262, 0.0005);
  EXPECT_NEAR(analysis::student_t(19), 2.093, 0.0005);
  EXPECT_NEAR(analysis::student_t(30), 2.042, 0.0005);
  EXPECT_NEAR(analysis::student_t(100), 1.984, 0.0005);
  EXPECT_NEAR(analysis::student_t(10, 0.99), 3.169, 0.0005);
  EXPECT_NEAR(analysis::student_t(1e7), 1.95996, 0.00001);
}

TEST(IntervalReference, OfFiveNumbersIsAsWorkedOutByHand) {
  // Mean 6, squares 16+4+0+4+16 = 40, variance 10, standard error √2, t(4) = 2.776445.
  const std::vector<double> values = {2, 4, 6, 8, 10};
  const analysis::Estimate estimate = analysis::estimate(values);
  EXPECT_EQ(estimate.n, 5u);
  EXPECT_DOUBLE_EQ(estimate.mean, 6);
  EXPECT_DOUBLE_EQ(estimate.deviation, std::sqrt(10.0));
  EXPECT_NEAR(estimate.half_width, 2.776445 * std::sqrt(2.0), 1e-5);
  EXPECT_DOUBLE_EQ(estimate.low(), 6 - estimate.half_width);
  EXPECT_DOUBLE_EQ(estimate.high(), 6 + estimate.half_width);
}

TEST(IntervalReference, OfADifferenceIsAsWorkedOutByHand) {
  const std::vector<double> base = {1, 2, 3, 4}, other = {3, 3, 6, 6};
  // Differences 2, 1, 3, 2: mean 2, variance 2/3, standard error √(1/6), t(3) = 3.182446.
  const analysis::Estimate paired = analysis::paired_difference(base, other);
  EXPECT_DOUBLE_EQ(paired.mean, 2);
  EXPECT_NEAR(paired.half_width, 3.182446 * std::sqrt(1.0 / 6), 1e-5);
  // Variances 5/3 and 3, each over 4: 5/12 + 3/4 = 7/6 with 49/36 · 3 / (25/144 + 9/16) = 5.547170
  // degrees of freedom, between t(5) = 2.570582 and t(6) = 2.446912.
  const analysis::Estimate independent = analysis::independent_difference(base, other);
  EXPECT_DOUBLE_EQ(independent.mean, 2);
  EXPECT_DOUBLE_EQ(
      independent.half_width,
      analysis::student_t(49.0 / 36 * 3 / (25.0 / 144 + 9.0 / 16)) * std::sqrt(7.0 / 6));
  EXPECT_LT(independent.half_width, 2.570582 * std::sqrt(7.0 / 6));
  EXPECT_GT(independent.half_width, 2.446912 * std::sqrt(7.0 / 6));
}

// Half-width 4.303 · 0.5774 of the deviation: wider than the mean is from the end.
TEST(IntervalReference, OfAShareEndsWhereTheWholeDoes) {
  const analysis::Estimate low =
      analysis::of_whole(analysis::estimate(std::vector<double>{0, 0, 0.3}));
  EXPECT_DOUBLE_EQ(low.mean, 0.1);
  EXPECT_EQ(low.low(), 0);
  EXPECT_NEAR(low.high(), 0.1 + 4.303 * 0.1, 1e-4);
  const analysis::Estimate high =
      analysis::of_whole(analysis::estimate(std::vector<double>{1, 1, 0.7}));
  EXPECT_NEAR(high.low(), 0.9 - 4.303 * 0.1, 1e-4);
  EXPECT_EQ(high.high(), 1);
  const analysis::Estimate inside =
      analysis::of_whole(analysis::estimate(std::vector<double>{0.49, 0.5}));
  EXPECT_EQ(inside.low(), inside.mean - inside.half_width);
  EXPECT_EQ(inside.high(), inside.mean + inside.half_width);
  EXPECT_TRUE(std::isnan(analysis::of_whole(analysis::estimate(std::vector<double>{0.4})).low()));
  // What is no share after all is left as it is.
  const analysis::Estimate more =
      analysis::of_whole(analysis::estimate(std::vector<double>{1.1, 1.3}));
  EXPECT_EQ(more.high(), more.mean + more.half_width);
}

TEST(Interval, LeavesOutWhatIsNotDefined) {
  const analysis::Estimate estimate = analysis::estimate(std::vector<double>{1, nan, 3});
  EXPECT_EQ(estimate.n, 2u);
  EXPECT_DOUBLE_EQ(estimate.mean, 2);
  const std::vector<double> base = {1, nan, 3, 5}, other = {2, 4, nan, 8};
  EXPECT_EQ(analysis::paired_difference(base, other).n, 2u);
  EXPECT_DOUBLE_EQ(analysis::paired_difference(base, other).mean, 2);
  EXPECT_EQ(analysis::independent_difference(base, other).n, 2u);
  EXPECT_DOUBLE_EQ(analysis::independent_difference(base, other).mean, 2);
}

TEST(Interval, OfOneValueHasNoWidthAndOfNoneNoMean) {
  const analysis::Estimate one = analysis::estimate(std::vector<double>{7});
  EXPECT_EQ(one.n, 1u);
  EXPECT_EQ(one.mean, 7);
  EXPECT_TRUE(std::isnan(one.half_width));
  const analysis::Estimate none = analysis::estimate({});
  EXPECT_EQ(none.n, 0u);
  EXPECT_TRUE(std::isnan(none.mean));
  EXPECT_THROW(analysis::paired_difference(std::vector<double>{1}, {}), sim::CheckFailure);
}

TEST(Interval, KeepsItsDigitsFarFromZero) {
  const std::vector<double> values = {1e12 + 1, 1e12 + 2, 1e12 + 3};
  EXPECT_DOUBLE_EQ(analysis::estimate(values).deviation, 1);
}

// Of 20,000 intervals from normal samples of four, 95 % must hold the true mean: the standard error
// of that share is 0.15 %, the bound four of them; the seed is fixed.
TEST(IntervalProperty, HoldsTheMeanAsOftenAsItPromises) {
  std::mt19937_64 random(1);
  const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
  int held = 0;
  constexpr int trials = 20000;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> sample;
    for (int i = 0; i < 4; ++i) {  // Box and Muller
      sample.push_back(3 + std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307 * uniform()));
    }
    const analysis::Estimate estimate = analysis::estimate(sample);
    held += estimate.low() <= 3 && 3 <= estimate.high();
  }
  EXPECT_NEAR(held / static_cast<double>(trials), 0.95, 0.0062);
}

}  // namespace
