#include "analysis/morris.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <vector>

#include "sim/check.hpp"

namespace {

using analysis::elementary_effects;
using analysis::morris_points;
using analysis::MorrisDesign;
using analysis::UnitPoint;

template <class Function>
std::vector<double> evaluate(const MorrisDesign& design, Function function) {
  std::vector<double> values;
  for (const UnitPoint& point : morris_points(design)) values.push_back(function(point));
  return values;
}

// Of a linear function each effect is its coefficient, wherever it is taken. The coefficients are
// whole and the levels dyadic fractions, so nothing is rounded.
TEST(MorrisOracle, OfALinearFunctionFindsTheCoefficientsExactly) {
  const MorrisDesign design{3, 7, 2, 11};
  const auto found = elementary_effects(
      design, evaluate(design, [](const UnitPoint& x) { return 5 + 3 * x[0] - 2 * x[1]; }));
  const std::vector<double> coefficients = {3, -2, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found[i].mean.n, 7u);
    EXPECT_EQ(found[i].mean.mean, coefficients[i]);
    EXPECT_EQ(found[i].magnitude.mean, std::abs(coefficients[i]));
    EXPECT_EQ(found[i].deviation(), 0);
    EXPECT_EQ(found[i].mean.half_width, 0);
    EXPECT_TRUE(std::isnan(found[i].deviation_low));
  }
}

// Four levels: a step goes between 0 and 2/3 or 1/3 and 1. Of x² its effects are then 2/3 and 4/3,
// equally often: mean 1 and deviation 1/3. Of (x − 1/2)² they are −1/3 and 1/3: mean 0, magnitude
// 1/3. Of x y the effect of x is y, at one of four levels: mean 1/2, deviation √5/6.
TEST(MorrisOracle, HasTheMomentsOfBendsAndInteractions) {
  const MorrisDesign design{4, 4000, 4, 2};
  const auto found =
      elementary_effects(design, evaluate(design, [](const UnitPoint& x) {
                           return x[0] * x[0] + (x[1] - 0.5) * (x[1] - 0.5) + x[2] * x[3];
                         }));
  EXPECT_NEAR(found[0].mean.mean, 1, 0.02);
  EXPECT_NEAR(found[0].deviation(), 1.0 / 3, 0.01);
  EXPECT_NEAR(found[1].mean.mean, 0, 0.02);
  EXPECT_NEAR(found[1].magnitude.mean, 1.0 / 3, 1e-12);
  EXPECT_NEAR(found[2].mean.mean, 0.5, 0.02);
  EXPECT_NEAR(found[2].deviation(), std::sqrt(5.0) / 6, 0.01);
  EXPECT_NEAR(found[3].deviation(), std::sqrt(5.0) / 6, 0.01);
}

// Over a thousand small screenings of x y the intervals of 95 % hold the truths above.
TEST(MorrisOracle, ItsIntervalsCoverTheTruth) {
  int mean_covered = 0, deviation_covered = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const MorrisDesign design{2, 20, 4, seed};
    const auto found = elementary_effects(
        design, evaluate(design, [](const UnitPoint& x) { return x[0] * x[1]; }));
    const double deviation = std::sqrt(5.0) / 6;
    mean_covered += found[0].mean.low() <= 0.5 && 0.5 <= found[0].mean.high();
    deviation_covered +=
        found[0].deviation_low <= deviation && deviation <= found[0].deviation_high;
  }
  EXPECT_GE(mean_covered, 930);
  EXPECT_LE(mean_covered, 970);
  EXPECT_GE(deviation_covered, 930);
  EXPECT_LE(deviation_covered, 980);
}

TEST(MorrisProperty, EachStepMovesOneParameterAndEachOnce) {
  for (const std::size_t levels : {2, 4, 8}) {
    const MorrisDesign design{5, 200, levels, 3};
    const auto points = morris_points(design);
    ASSERT_EQ(points.size(), 1200u);
    std::map<double, int> met;
    for (std::size_t start = 0; start < points.size(); start += 6) {
      std::vector<int> moves(5, 0);
      for (std::size_t at = start + 1; at < start + 6; ++at) {
        int moved = 0;
        for (std::size_t i = 0; i < 5; ++i) {
          if (points[at][i] == points[at - 1][i]) continue;
          ++moved;
          ++moves[i];
          EXPECT_NEAR(std::abs(points[at][i] - points[at - 1][i]),
                      static_cast<double>(levels) / 2 / static_cast<double>(levels - 1), 1e-12);
        }
        EXPECT_EQ(moved, 1);
      }
      EXPECT_EQ(moves, std::vector<int>(5, 1));
      for (const double x : points[start]) ++met[x];
    }
    EXPECT_EQ(met.size(), levels);
    EXPECT_EQ(met.begin()->first, 0);
    EXPECT_EQ(met.rbegin()->first, 1);
    for (const auto& [x, times] : met) {
      EXPECT_NEAR(times, 1000.0 / static_cast<double>(levels), 120) << x;
    }
  }
}

// A parameter that always moved first would be seen at the starting levels of the others only.
TEST(MorrisProperty, EachParameterMovesFirstEquallyOften) {
  const auto points = morris_points({4, 1000, 4, 6});
  std::vector<int> first(4, 0);
  for (std::size_t start = 0; start < points.size(); start += 5) {
    for (std::size_t i = 0; i < 4; ++i) first[i] += points[start][i] != points[start + 1][i];
  }
  for (const int times : first) EXPECT_NEAR(times, 250, 55);  // four deviations
}

TEST(MorrisProperty, MoreTrajectoriesKeepTheFirstOnes) {
  const auto few = morris_points({3, 4, 4, 9});
  const auto many = morris_points({3, 9, 4, 9});
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  EXPECT_NE(few, morris_points({3, 4, 4, 10}));
}

TEST(Morris, LeavesOutTheStepsAtAFailedEvaluation) {
  const MorrisDesign design{2, 3, 4, 1};
  auto values = evaluate(design, [](const UnitPoint& x) { return x[0] + 4 * x[1]; });
  values[4] = std::numeric_limits<double>::quiet_NaN();  // in the middle of the second trajectory
  const auto found = elementary_effects(design, values);
  EXPECT_EQ(found[0].mean.n, 2u);
  EXPECT_EQ(found[1].mean.n, 2u);
  EXPECT_NEAR(found[1].mean.mean, 4, 1e-12);
  EXPECT_TRUE(std::isnan(found[1].deviation_low));
}

TEST(Morris, RefusesOddLevelsAndValuesOfAnotherDesign) {
  EXPECT_THROW(morris_points({2, 3, 3, 1}), sim::CheckFailure);
  EXPECT_THROW(morris_points({0, 3, 4, 1}), sim::CheckFailure);
  EXPECT_THROW(elementary_effects({2, 3, 4, 1}, std::vector<double>(8)), sim::CheckFailure);
}

}  // namespace
