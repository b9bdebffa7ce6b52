#include "models/quarters.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace models {
namespace {

// A path whose unemployment is as given, the other variables in proportion.
std::vector<EconomyMonth> path_of(const std::vector<double>& unemployment) {
  std::vector<EconomyMonth> path;
  for (double u : unemployment) path.push_back({u, 0.05 - u, 0.02 + u / 10, 0.5 * u, 0.04 - u / 2});
  return path;
}

std::vector<double> unemployment_of(std::span<const EconomyMonth> path) {
  std::vector<double> result;
  for (const EconomyMonth& month : path) result.push_back(month.unemployment);
  return result;
}

// US unemployment by quarter in 2006–2010 and in 2019–2021, and the Federal Reserve's severely
// adverse path of 2025.
const std::vector<std::vector<double>> real_unemployment = {
    {0.04733, 0.04633, 0.04633, 0.04433, 0.04500, 0.04500, 0.04667, 0.04800, 0.05000, 0.05333,
     0.06000, 0.06867, 0.08267, 0.09300, 0.09633, 0.09933, 0.09833, 0.09633, 0.09467, 0.09500},
    {0.03867, 0.03633, 0.03633, 0.03600, 0.03800, 0.13000, 0.08833, 0.06767, 0.06200, 0.05900},
    {0.056, 0.068, 0.081, 0.092, 0.097, 0.099, 0.100, 0.095, 0.090, 0.086, 0.082, 0.078, 0.075}};

void expect_means_kept(std::span<const EconomyMonth> quarters,
                       std::span<const EconomyMonth> months) {
  ASSERT_EQ(months.size(), 3 * quarters.size());
  for (std::size_t i = 0; i < quarters.size(); ++i) {
    for (auto member : economy_members) {
      const double mean =
          (months[3 * i].*member + months[3 * i + 1].*member + months[3 * i + 2].*member) / 3;
      EXPECT_NEAR(mean, quarters[i].*member, 1e-15) << "quarter " << i;
    }
  }
}

TEST(MonthlyFromQuarterlyProperty, QuarterlyMeansAreKeptAndUnemploymentStaysBetweenItsNeighbours) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> anywhere(0.001, 0.3);
  auto series = real_unemployment;
  for (std::size_t n = 1; n < 60; ++n) {
    std::vector<double> wild(n);
    for (double& u : wild) u = anywhere(random);
    series.push_back(wild);
  }
  for (const auto& unemployment : series) {
    const auto quarters = path_of(unemployment);
    const auto months = monthly_from_quarterly(quarters);
    expect_means_kept(quarters, months);
    for (std::size_t t = 0; t < months.size(); ++t) {
      EXPECT_GT(months[t].unemployment, 0);
      const std::size_t i = t / 3;
      const bool inside = i > 0 && i + 1 < quarters.size();
      if (!inside) continue;
      const auto around = {unemployment[i - 1], unemployment[i], unemployment[i + 1]};
      EXPECT_GE(months[t].unemployment, std::min(around) - 1e-15);
      EXPECT_LE(months[t].unemployment, std::max(around) + 1e-15);
    }
  }
}

TEST(MonthlyFromQuarterlyOracle, AStraightLineComesBackAsAStraightLine) {
  std::vector<double> line;
  for (int i = 0; i < 12; ++i) line.push_back(0.04 + 0.003 * i);
  const auto months = monthly_from_quarterly(path_of(line));
  for (std::size_t t = 0; t < months.size(); ++t) {
    EXPECT_NEAR(months[t].unemployment, 0.04 + 0.001 * (static_cast<double>(t) - 1), 1e-15);
  }
}

TEST(MonthlyFromQuarterlyProperty, WhatRisesByQuarterRisesByMonthWithoutSteps) {
  const std::vector<double> rising = {0.040, 0.042, 0.050, 0.065, 0.082, 0.090, 0.093, 0.094};
  const auto months = unemployment_of(monthly_from_quarterly(path_of(rising)));
  EXPECT_TRUE(std::is_sorted(months.begin(), months.end()));
  for (std::size_t t = 1; t < months.size(); ++t) EXPECT_LT(months[t] - months[t - 1], 0.008);
}

TEST(QuarterlyFromMonthlyProperty, BringsTheQuartersBack) {
  for (const auto& unemployment : real_unemployment) {
    const auto quarters = path_of(unemployment);
    const auto again = quarterly_from_monthly(monthly_from_quarterly(quarters));
    ASSERT_EQ(again.size(), quarters.size());
    for (std::size_t i = 0; i < quarters.size(); ++i) {
      for (auto member : economy_members) {
        EXPECT_NEAR(again[i].*member, quarters[i].*member, 1e-16);
      }
    }
  }
}

}  // namespace
}  // namespace models
