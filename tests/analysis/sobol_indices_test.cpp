#include "analysis/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "sim/check.hpp"

namespace {

using analysis::sobol_indices;
using analysis::sobol_points;
using analysis::SobolDesign;
using analysis::UnitPoint;

template <class Function>
std::vector<double> evaluate(const SobolDesign& design, Function function) {
  std::vector<double> values;
  for (const UnitPoint& point : sobol_points(design)) values.push_back(function(point));
  return values;
}

constexpr double a = 7;
constexpr double b = 0.1;

// T. Ishigami and T. Homma (ISUMA 1990): sin x + a sin² y + b z⁴ sin x over −π to π.
double ishigami(const UnitPoint& unit) {
  const double x = M_PI * (2 * unit[0] - 1);
  const double y = M_PI * (2 * unit[1] - 1);
  const double z = M_PI * (2 * unit[2] - 1);
  return std::sin(x) + a * std::sin(y) * std::sin(y) + b * z * z * z * z * std::sin(x);
}

struct Truth {
  std::vector<double> first;
  std::vector<double> total;
};

// Its variance is a sum of three terms, integrated by hand: x alone, y alone, and x with z.
Truth ishigami_truth() {
  const double of_x = std::pow(1 + b * std::pow(M_PI, 4) / 5, 2) / 2;
  const double of_y = a * a / 8;
  const double of_both = b * b * std::pow(M_PI, 8) * (1.0 / 18 - 1.0 / 50);
  const double all = of_x + of_y + of_both;
  return {{of_x / all, of_y / all, 0}, {(of_x + of_both) / all, of_y / all, of_both / all}};
}

TEST(SobolIndicesOracle, OfIshigamiAreTheClosedForm) {
  const Truth truth = ishigami_truth();
  const SobolDesign design{3, 16'384, 1};
  const auto found = sobol_indices(design, evaluate(design, ishigami));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(found[i].first.value, truth.first[i], 0.01) << i;
    EXPECT_NEAR(found[i].total.value, truth.total[i], 0.01) << i;
    EXPECT_LE(found[i].first.low, found[i].first.value);
    EXPECT_LE(found[i].first.value, found[i].first.high);
  }
}

TEST(SobolIndicesOracle, TheirIntervalsCoverTheTruthAtLeastAsOftenAsSaid) {
  const Truth truth = ishigami_truth();
  std::vector<int> first(3, 0), total(3, 0);
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const SobolDesign design{3, 256, seed};
    const auto found = sobol_indices(design, evaluate(design, ishigami));
    for (std::size_t i = 0; i < 3; ++i) {
      first[i] += found[i].first.low <= truth.first[i] && truth.first[i] <= found[i].first.high;
      total[i] += found[i].total.low <= truth.total[i] && truth.total[i] <= found[i].total.high;
    }
  }
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_GE(first[i], 92) << i;
    EXPECT_GE(total[i], 92) << i;
  }
}

// A linear function has no interactions: both indices are c² over the sum of the squares.
TEST(SobolIndicesOracle, OfALinearFunctionAreTheSharesOfSquares) {
  const SobolDesign design{3, 4096, 5};
  const auto found = sobol_indices(design, evaluate(design, [](const UnitPoint& x) {
                                     return 1e6 + x[0] - 2 * x[1] + 3 * x[2];
                                   }));
  for (std::size_t i = 0; i < 3; ++i) {
    const auto c = static_cast<double>(i + 1);
    EXPECT_NEAR(found[i].first.value, c * c / 14, 0.005) << i;
    EXPECT_NEAR(found[i].total.value, c * c / 14, 0.005) << i;
  }
}

// However few the rows: a parameter that does nothing has exactly none, and scale and origin of the
// measure do not matter.
TEST(SobolIndicesProperty, IgnoreWhatDoesNothingAndTheUnit) {
  const SobolDesign design{3, 32, 8};
  const auto function = [](const UnitPoint& x) { return x[0] * x[1] + x[0]; };
  const auto found = sobol_indices(design, evaluate(design, function));
  EXPECT_EQ(found[2].first.value, 0);
  EXPECT_EQ(found[2].total.value, 0);
  EXPECT_EQ(found[2].total.high, 0);
  const auto scaled = sobol_indices(
      design, evaluate(design, [&](const UnitPoint& x) { return 100 - 8 * function(x); }));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(scaled[i].first.value, found[i].first.value, 1e-9);
    EXPECT_NEAR(scaled[i].total.low, found[i].total.low, 1e-9);
  }
}

TEST(SobolIndicesProperty, PointsFillTheCubeAndMixOneParameter) {
  const SobolDesign design{2, 256, 4};
  const auto points = sobol_points(design);
  ASSERT_EQ(points.size(), 1024u);
  std::vector<int> cells(16, 0);
  for (std::size_t at = 0; at < points.size(); at += 4) {
    EXPECT_EQ(points[at + 2], (UnitPoint{points[at + 1][0], points[at][1]}));
    EXPECT_EQ(points[at + 3], (UnitPoint{points[at][0], points[at + 1][1]}));
    for (const double x : points[at]) {
      ASSERT_GE(x, 0);
      ASSERT_LT(x, 1);
    }
    ++cells[static_cast<std::size_t>(points[at][0] * 4) * 4 +
            static_cast<std::size_t>(points[at][1] * 4)];
  }
  // 16 a cell; draws would leave a cell with fewer than 9 or more than 24 now and then.
  EXPECT_GE(*std::min_element(cells.begin(), cells.end()), 12);
  EXPECT_LE(*std::max_element(cells.begin(), cells.end()), 20);
  const auto few = sobol_points({2, 16, 4});
  EXPECT_TRUE(std::equal(few.begin(), few.end(), points.begin()));
  EXPECT_NE(few, sobol_points({2, 16, 5}));
}

TEST(SobolIndices, LeaveOutARowWithAFailedEvaluation) {
  const SobolDesign design{3, 64, 1};
  auto values = evaluate(design, ishigami);
  std::vector<double> without(values.begin() + 5, values.end());
  values[3] = std::numeric_limits<double>::quiet_NaN();
  const auto found = sobol_indices(design, values);
  EXPECT_EQ(found[0].rows, 63u);
  const auto expected = sobol_indices({3, 63, 1}, without);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found[i].first.value, expected[i].first.value);
    EXPECT_EQ(found[i].total.high, expected[i].total.high);
  }
}

TEST(SobolIndices, OfWhatDoesNotVaryAreUndefined) {
  const SobolDesign design{1, 8, 1};
  EXPECT_TRUE(std::isnan(sobol_indices(design, std::vector<double>(24, 2.5))[0].first.value));
  const std::vector<double> failed(24, std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(std::isnan(sobol_indices(design, failed)[0].total.low));
  EXPECT_THROW(sobol_indices(design, std::vector<double>(23)), sim::CheckFailure);
  EXPECT_THROW(sobol_points({1, 1, 1}), sim::CheckFailure);
}

}  // namespace
