// The Pareto front: a naive oracle, and shares that are known.
#include "analysis/pareto.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace {

using analysis::pareto_front;
using analysis::pareto_points;

TEST(Pareto, KeepsWhatNoOtherBeats) {
  EXPECT_EQ(pareto_front({{1, 5}, {2, 4}, {2, 3}, {3, 1}, {0, 5}}),
            (std::vector<bool>{true, true, false, true, false}));
  EXPECT_EQ(pareto_front({{1, 1}, {1, 1}}), (std::vector<bool>{true, true}));  // equals do not beat
  EXPECT_EQ(pareto_front({{std::nan(""), 9}, {1, 1}}), (std::vector<bool>{false, true}));
}

// In two dimensions, sorted by the first objective, the front is where the second one rises to a
// new maximum: another way to it.
TEST(ParetoOracle, AgreesWithASweep) {
  std::mt19937 random(5);
  std::uniform_int_distribution<int> grid(0, 30);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<double>> worth;
    for (int i = 0; i < 25; ++i) worth.push_back({double(grid(random)), double(grid(random))});
    const auto front = pareto_front(worth);
    std::vector<std::size_t> order(worth.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return worth[a][0] != worth[b][0] ? worth[a][0] > worth[b][0] : worth[a][1] > worth[b][1];
    });
    double highest = -1;
    std::vector<double> corner;
    for (const std::size_t i : order) {
      const bool rises = worth[i][1] > highest;
      EXPECT_EQ(front[i], rises || worth[i] == corner);
      if (rises) {
        highest = worth[i][1];
        corner = worth[i];
      }
    }
  }
}

// Two points of one objective whose difference is normal with mean zero: which one is ahead in a
// resample is a matter of luck, and their shares add up to one.
TEST(ParetoOracle, SharesOfTwoAddUpToOne) {
  std::mt19937 random(2);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> points(2);
  for (int r = 0; r < 50; ++r) {
    for (auto& point : points) point.push_back(normal(random));
  }
  const auto found = pareto_points({points});
  EXPECT_NEAR(found[0].share + found[1].share, 1, 1e-12);
  EXPECT_NE(found[0].on_front, found[1].on_front);
  // What leads by a standard error and more leads in the share of resamples that its t value says.
  double mean = 0, squares = 0;
  for (int r = 0; r < 50; ++r) mean += (points[0][r] - points[1][r]) / 50;
  for (int r = 0; r < 50; ++r) squares += std::pow(points[0][r] - points[1][r] - mean, 2);
  const double z = mean / std::sqrt(squares / 50 / 50);
  EXPECT_NEAR(found[0].share, 0.5 * std::erfc(-z / std::sqrt(2.0)), 0.04);
}

TEST(Pareto, LeavesOutWhatFailed) {
  const double none = std::nan("");
  const auto found = pareto_points({{{1, none, 3}, {2, 2, 2}, {none, none, none}}});
  EXPECT_EQ(found[0].worth.front(), 2);
  EXPECT_EQ(found[1].worth.front(), 2);
  EXPECT_FALSE(found[2].on_front);
  EXPECT_EQ(found[2].share, 0);
  EXPECT_TRUE(std::isnan(pareto_points({{{1}, {2}}})[0].share));
}

}  // namespace
