// The search for the highest value: optima that are known in closed form, its budget, its end.
#include "analysis/optimiser.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace {

using analysis::Evaluated;
using analysis::Search;
using analysis::SearchDesign;
using analysis::UnitPoint;

Search search_of(const SearchDesign& design,
                 const std::function<Evaluated(const UnitPoint&)>& one) {
  return analysis::search_highest(design, [&](const std::vector<UnitPoint>& points) {
    std::vector<Evaluated> values;
    for (const UnitPoint& point : points) values.push_back(one(point));
    return std::optional(values);
  });
}

double square(double x) {
  return x * x;
}

TEST(OptimiserOracle, FindsTheTopOfAParaboloid) {
  const SearchDesign design{3, 0, 80, 1, {}};
  const auto search = search_of(design, [](const UnitPoint& x) {
    return Evaluated{1e6 * (5 - square(x[0] - 0.3) - 2 * square(x[1] - 0.8) - square(x[2] - 0.45)),
                     {}};
  });
  ASSERT_TRUE(search.best);
  const UnitPoint& best = search.points[*search.best];
  EXPECT_NEAR(best[0], 0.3, 0.02);
  EXPECT_NEAR(best[1], 0.8, 0.02);
  EXPECT_NEAR(best[2], 0.45, 0.02);
  EXPECT_LE(search.points.size(), 80u);
}

// Highest x + y within the circle of radius 1/2 around the origin: both at 1/sqrt(8).
TEST(OptimiserOracle, StopsAtAConstraint) {
  const SearchDesign design{2, 1, 80, 1, {}};
  const auto search = search_of(design, [](const UnitPoint& x) {
    return Evaluated{x[0] + x[1], {1000 * (square(x[0]) + square(x[1]) - 0.25)}};
  });
  ASSERT_TRUE(search.best);
  EXPECT_TRUE(search.values[*search.best].feasible());
  EXPECT_NEAR(search.points[*search.best][0], std::sqrt(0.125), 0.02);
  EXPECT_NEAR(search.points[*search.best][1], std::sqrt(0.125), 0.02);
}

// The optimum at a corner, where bounds hold it.
TEST(OptimiserOracle, FindsACorner) {
  const auto search = search_of({2, 0, 40, 3, {}}, [](const UnitPoint& x) {
    return Evaluated{std::exp(x[0]) - 3 * x[1], {}};
  });
  EXPECT_NEAR(search.points[*search.best][0], 1, 0.01);
  EXPECT_NEAR(search.points[*search.best][1], 0, 0.01);
}

TEST(Optimiser, NamesTheLeastInfeasibleWhereNoneHolds) {
  const auto search = search_of({1, 1, 20, 1, {}}, [](const UnitPoint& x) {
    return Evaluated{x[0], {1 + square(x[0] - 0.6)}};
  });
  ASSERT_TRUE(search.best);
  EXPECT_FALSE(search.values[*search.best].feasible());
  EXPECT_NEAR(search.points[*search.best][0], 0.6, 0.05);
}

TEST(Optimiser, PassesOverPointsWithoutAValue) {
  const auto search = search_of({1, 0, 20, 1, {}}, [](const UnitPoint& x) {
    return Evaluated{x[0] > 0.5 ? std::nan("") : x[0], {}};
  });
  EXPECT_NEAR(search.points[*search.best][0], 0.5, 0.1);
}

TEST(OptimiserProperty, KeepsItsBudgetAndItsStart) {
  for (const std::size_t budget : {3u, 4u, 9u, 30u}) {
    const SearchDesign design{2, 0, budget, 5, {0.25, 0.75}};
    std::size_t asked = 0;
    const auto search = search_of(design, [&](const UnitPoint& x) {
      ++asked;
      return Evaluated{std::sin(9 * x[0]) * std::cos(7 * x[1]), {}};
    });
    EXPECT_LE(asked, budget);
    EXPECT_EQ(search.points.size(), asked);
    EXPECT_EQ(search.points.front(), design.start);
    EXPECT_FALSE(search.ended);
    for (const auto& value : search.values) {
      EXPECT_LE(value.worth, search.values[*search.best].worth);
    }
  }
}

// The same is asked again in the same order, so that a search can be taken up from what is known.
TEST(OptimiserProperty, AsksTheSameEachTime) {
  const auto one = [](const UnitPoint& x) {
    return Evaluated{-square(x[0] - 0.2) - x[1], {x[0] - x[1]}};
  };
  const auto first = search_of({2, 1, 30, 7, {}}, one);
  const auto second = search_of({2, 1, 30, 7, {}}, one);
  EXPECT_EQ(first.points, second.points);
}

TEST(Optimiser, EndsWhereAnEvaluationDoes) {
  std::size_t calls = 0;
  const auto search = analysis::search_highest(
      {1, 0, 30, 1, {}},
      [&](const std::vector<UnitPoint>& points) -> std::optional<std::vector<Evaluated>> {
        if (++calls > 3) return std::nullopt;
        return std::vector<Evaluated>(points.size(), Evaluated{points.front()[0], {}});
      });
  EXPECT_TRUE(search.ended);
  EXPECT_EQ(calls, 4u);
  EXPECT_EQ(search.points.size(), 17u);
}

}  // namespace
