#include "sim/draws.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace {

using sim::CheckFailure;
using sim::Day;
using sim::Purpose;
using sim::Stream;
using sim::StreamKey;

constexpr Purpose luck{9};

// A fresh stream a subject: what is tested is how the models draw, one or two words of each stream.
Stream stream_of(std::uint64_t subject) {
  return {StreamKey(2025, 0), luck, subject, Day(1)};
}

// The chance of a chi-square as large as this one when the expectation is right. Seeds are fixed,
// so a test either always passes or never does.
double p_value(const std::vector<double>& seen, const std::vector<double>& expected) {
  double chi_square = 0.0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    chi_square += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
  }
  const boost::math::chi_squared distribution(static_cast<double>(seen.size() - 1));
  return boost::math::cdf(boost::math::complement(distribution, chi_square));
}

TEST(Draws, UniformNeverTouchesItsEnds) {
  EXPECT_GT(sim::uniform_of(0), 0.0);
  EXPECT_LT(sim::uniform_of(0xffffffff), 1.0);
  EXPECT_EQ(sim::uniform_of(0) + sim::uniform_of(0xffffffff), 1.0);
}

TEST(Draws, TakeOneWordEach) {
  const std::vector<double> weights{1.0, 2.0};
  Stream stream = stream_of(1);
  Stream words = stream_of(1);
  sim::uniform(stream), words();
  sim::chance(stream, 0.5), words();
  sim::standard_normal(stream), words();
  sim::exponential(stream, 3.0), words();
  sim::poisson(stream, 0.0), words();
  sim::poisson(stream, 3.0), words();
  sim::poisson(stream, 3000.0), words();
  sim::pick(stream, weights), words();
  EXPECT_EQ(stream(), words());
}

TEST(Draws, ChanceIsCertainAtItsEnds) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    Stream stream = stream_of(i);
    EXPECT_FALSE(sim::chance(stream, 0.0));
    EXPECT_TRUE(sim::chance(stream, 1.0));
  }
}

TEST(Draws, RefuseParametersThatMakeNoSense) {
  Stream stream = stream_of(1);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(sim::chance(stream, nan), CheckFailure);
  EXPECT_THROW(sim::normal_quantile(0.0), CheckFailure);
  EXPECT_THROW(sim::normal_quantile(1.0), CheckFailure);
  EXPECT_THROW(sim::normal_quantile(nan), CheckFailure);
  EXPECT_THROW(sim::exponential(stream, -1.0), CheckFailure);
  EXPECT_THROW(sim::exponential(stream, infinity), CheckFailure);
  EXPECT_THROW(sim::poisson(stream, -1.0), CheckFailure);
  EXPECT_THROW(sim::poisson(stream, 2e6), CheckFailure);
  EXPECT_THROW(sim::pick(stream, std::vector<double>{}), CheckFailure);
  EXPECT_THROW(sim::pick(stream, std::vector{0.0, 0.0}), CheckFailure);
  EXPECT_THROW(sim::pick(stream, std::vector{1.0, -0.5}), CheckFailure);
  EXPECT_THROW(sim::pick(stream, std::vector{1.0, nan}), CheckFailure);
}

TEST(Draws, PickNeverTakesAWeightOfZero) {
  const std::vector<double> weights{0.0, 1.0, 0.0, 1e-300, 0.0};
  for (std::uint64_t i = 0; i < 1000; ++i) {
    Stream stream = stream_of(i);
    EXPECT_EQ(sim::pick(stream, weights), 1u);
  }
}

TEST(NormalOracle, QuantileAgreesWithBoostMath) {
  const boost::math::normal normal;
  for (int i = 1; i < 100'000; ++i) {
    const double p = i / 100'000.0;
    const double expected = boost::math::quantile(normal, p);
    ASSERT_NEAR(sim::normal_quantile(p), expected, 4e-15 * (1.0 + std::abs(expected))) << p;
  }
  for (double p = 1e-5; p > 1e-320; p *= 0.37) {  // the last are subnormal
    const double expected = boost::math::quantile(normal, p);
    ASSERT_NEAR(sim::normal_quantile(p) / expected, 1.0, 4e-15) << p;
  }
}

TEST(NormalOracle, DistributionFunctionAgreesWithBoostMath) {
  const boost::math::normal normal;
  for (double x = -30.0; x < 9.0; x += 0.01) {
    ASSERT_NEAR(sim::normal_cdf(x) / boost::math::cdf(normal, x), 1.0, 1e-12) << x;
  }
}

TEST(NormalProperty, QuantileIsIncreasingWhereItsPiecesMeet) {
  for (const double seam : {0.075, 0.925, std::exp(-25.0)}) {
    double below = sim::normal_quantile(seam * (1.0 - 1e-9));
    for (double step = -1e-9; step < 1e-9; step += 1e-11) {
      const double value = sim::normal_quantile(seam * (1.0 + step));
      ASSERT_GE(value, below);
      below = value;
    }
  }
}

TEST(NormalProperty, DrawsHaveTheMomentsOfTheStandardNormal) {
  constexpr int n = 200'000;
  double sum = 0.0, square = 0.0, cube = 0.0, fourth = 0.0;
  for (std::uint64_t i = 0; i < n; ++i) {
    Stream stream = stream_of(i);
    const double z = sim::standard_normal(stream);
    sum += z, square += z * z, cube += z * z * z, fourth += z * z * z * z;
  }
  EXPECT_NEAR(sum / n, 0.0, 4.0 * std::sqrt(1.0 / n));
  EXPECT_NEAR(square / n, 1.0, 4.0 * std::sqrt(2.0 / n));
  EXPECT_NEAR(cube / n, 0.0, 4.0 * std::sqrt(15.0 / n));
  EXPECT_NEAR(fourth / n, 3.0, 4.0 * std::sqrt(96.0 / n));
}

TEST(ExponentialOracle, IsTheInverseTransformOfItsWord) {
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    Stream stream = stream_of(i);
    Stream same = stream_of(i);
    const double expected =
        boost::math::quantile(boost::math::exponential(1.0 / 30.0), sim::uniform(same));
    ASSERT_NEAR(sim::exponential(stream, 30.0), expected, 1e-12 * (1.0 + expected));
  }
}

TEST(ExponentialProperty, DrawsFillCellsOfEqualProbabilityEqually) {
  constexpr int n = 200'000;
  std::vector<double> seen(50, 0.0);
  double sum = 0.0;
  for (std::uint64_t i = 0; i < n; ++i) {
    Stream stream = stream_of(i);
    const double x = sim::exponential(stream, 12.0);
    sum += x;
    ++seen[static_cast<std::size_t>(50.0 * -std::expm1(-x / 12.0))];
  }
  EXPECT_GT(p_value(seen, std::vector<double>(50, n / 50.0)), 1e-3);
  EXPECT_NEAR(sum / n, 12.0, 4.0 * 12.0 / std::sqrt(n));
}

class PoissonOracle : public testing::TestWithParam<double> {};

// One word decides, so each draw can be compared with the quantile of its word.
TEST_P(PoissonOracle, IsTheSmallestNumberWhoseProbabilityReachesItsWord) {
  const boost::math::poisson poisson(GetParam());
  for (std::uint64_t i = 0; i < 5000; ++i) {
    Stream stream = stream_of(i);
    Stream same = stream_of(i);
    const int k = sim::poisson(stream, GetParam());
    const double u = sim::uniform(same);
    ASSERT_GE(boost::math::cdf(poisson, k), u * (1.0 - 1e-12));
    if (k > 0) {
      ASSERT_LT(boost::math::cdf(poisson, k - 1), u * (1.0 + 1e-12));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Means, PoissonOracle,
                         testing::Values(1e-3, 0.1, 1.0, 7.5, 49.9, 50.1, 400.0, 1e5));

TEST(PoissonProperty, DrawsHaveThePoissonProbabilities) {
  constexpr int n = 200'000;
  const boost::math::poisson poisson(2.5);
  std::vector<double> seen(10, 0.0), expected(10, 0.0);
  for (std::uint64_t i = 0; i < n; ++i) {
    Stream stream = stream_of(i);
    ++seen[std::min<std::size_t>(9, static_cast<std::size_t>(sim::poisson(stream, 2.5)))];
  }
  for (int k = 0; k < 9; ++k)
    expected[static_cast<std::size_t>(k)] = n * boost::math::pdf(poisson, k);
  expected[9] = n * boost::math::cdf(boost::math::complement(poisson, 8));
  EXPECT_GT(p_value(seen, expected), 1e-3);
}

TEST(PickProperty, TakesEachIndexAsOftenAsItsWeightSays) {
  constexpr int n = 100'000;
  const std::vector<double> weights{1.0, 0.0, 5.0, 2.5, 1.5};
  std::vector<double> seen(5, 0.0);
  for (std::uint64_t i = 0; i < n; ++i) {
    Stream stream = stream_of(i);
    ++seen[sim::pick(stream, weights)];
  }
  EXPECT_EQ(seen[1], 0.0);
  EXPECT_GT(p_value({seen[0], seen[2], seen[3], seen[4]}, {0.1 * n, 0.5 * n, 0.25 * n, 0.15 * n}),
            1e-3);
}

}  // namespace
