// Samples of the unit cube: what makes them even.
#include "analysis/space_filling.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace {

using analysis::SampleDesign;
using analysis::UnitPoint;

TEST(LatinHypercubeProperty, EachPartOfEachAxisHasOnePoint) {
  for (const std::size_t n : {1u, 2u, 7u, 50u}) {
    const auto points = analysis::latin_hypercube({4, n, 9});
    ASSERT_EQ(points.size(), n);
    for (std::size_t axis = 0; axis < 4; ++axis) {
      std::set<std::size_t> parts;
      for (const UnitPoint& point : points) {
        parts.insert(static_cast<std::size_t>(point[axis] * static_cast<double>(n)));
      }
      EXPECT_EQ(parts.size(), n);
      EXPECT_LT(*parts.rbegin(), n);
    }
  }
}

// Its mean of a sum of functions of one axis each varies far less than that of independent points:
// for linear functions by about n² (Stein, Technometrics 29 (1987) 143–151).
TEST(LatinHypercubeOracle, MeansOfSumsHardlyVary) {
  constexpr std::size_t n = 20;
  constexpr int seeds = 200;
  double squares = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    double sum = 0;
    for (const UnitPoint& point :
         analysis::latin_hypercube({3, n, static_cast<std::uint64_t>(seed)})) {
      sum += point[0] + point[1] + point[2];
    }
    squares += std::pow(sum / n - 1.5, 2);
  }
  const double independent = 3.0 / 12 / n;
  const double expected = 3.0 / 12 / (n * n * n);  // one even draw in each of n parts
  EXPECT_NEAR(squares / seeds, expected, 0.35 * expected);
  EXPECT_LT(squares / seeds, independent / 100);
}

// Axes are paired at random: no correlation on average.
TEST(LatinHypercubeOracle, AxesAreUnrelated) {
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    double products = 0;
    for (const UnitPoint& point : analysis::latin_hypercube({2, 10, seed})) {
      products += (point[0] - 0.5) * (point[1] - 0.5);
    }
    sum += products / 10;
  }
  // Each product's mean has a deviation of about 1/12/sqrt(10), the mean over seeds a 20th of it.
  EXPECT_NEAR(sum / 400, 0, 4 * (1.0 / 12 / std::sqrt(10.0)) / 20);
}

TEST(SobolSequenceProperty, EveryHalfAndQuarterHasItsShare) {
  const auto points = analysis::sobol_sequence({3, 64, 5});
  for (std::size_t axis = 0; axis < 3; ++axis) {
    // Shifted around, the points still have even distances along each axis.
    std::vector<double> values;
    for (const UnitPoint& point : points) values.push_back(point[axis]);
    std::sort(values.begin(), values.end());
    for (std::size_t i = 1; i < values.size(); ++i) {
      EXPECT_NEAR(values[i] - values[i - 1], 1.0 / 64, 1e-9);
    }
  }
}

TEST(SobolSequence, GrowsWithoutMovingItsPoints) {
  const auto few = analysis::sobol_sequence({5, 10, 3});
  const auto many = analysis::sobol_sequence({5, 40, 3});
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i], many[i]);
  EXPECT_NE(analysis::sobol_sequence({5, 10, 4}), few);
}

}  // namespace
