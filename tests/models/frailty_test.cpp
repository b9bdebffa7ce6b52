// The hidden common factor: its law, and what it does to losses.
#include "models/frailty.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

#include "models/measures.hpp"
#include "small_scenario.hpp"

namespace {

using models::FrailtyParameters;
using models_test::small_scenario;

sim::StreamKey key(std::uint32_t replication) {
  return sim::StreamKey(3, replication);
}

// Stationary from the first month on, and with half of it gone after the half-life.
TEST(FrailtyOracle, IsAStationaryAutoregression) {
  constexpr int paths = 20'000;
  const FrailtyParameters parameters{.deviation = 0.8, .half_life = {365}};
  double first = 0, last = 0, year = 0, mean = 0;
  for (std::uint32_t i = 0; i < paths; ++i) {
    const auto path = models::frailty_path(parameters, key(i), 61);
    first += path[0] * path[0] / paths;
    last += path[60] * path[60] / paths;
    year += path[36] * path[48] / paths;  // a year apart: 365.25 days
    mean += path[60] / paths;
  }
  // Standard errors: √(2/n) of a variance, about √(1.25/n) of the covariance.
  EXPECT_NEAR(first, 0.64, 4 * 0.64 * std::sqrt(2.0 / paths));
  EXPECT_NEAR(last, 0.64, 4 * 0.64 * std::sqrt(2.0 / paths));
  EXPECT_NEAR(year, 0.32, 4 * 0.64 * std::sqrt(1.25 / paths));
  EXPECT_NEAR(mean, 0, 4 * 0.8 / std::sqrt(double{paths}));
}

TEST(Frailty, IsNothingWithoutDeviation) {
  for (const double value :
       models::frailty_path({.deviation = 0, .half_life = {365}}, key(1), 24)) {
    EXPECT_EQ(value, 0);
  }
}

// Longer runs and other deviations have the same luck.
TEST(Frailty, IsKeyedByTheMonth) {
  const auto few = models::frailty_path({.deviation = 0.5, .half_life = {100}}, key(7), 12);
  const auto many = models::frailty_path({.deviation = 0.5, .half_life = {100}}, key(7), 60);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  const auto twice = models::frailty_path({.deviation = 1.0, .half_life = {100}}, key(7), 12);
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_DOUBLE_EQ(twice[i], 2 * few[i]);
  EXPECT_NE(models::frailty_path({.deviation = 0.5, .half_life = {100}}, key(8), 12), few);
}

double defaults(const models::Scenario& scenario, std::uint32_t replication) {
  sim::Workers workers(2);
  const auto panels = models::simulate(scenario, replication, {}, workers);
  for (const auto& panel : panels) {
    if (panel.shape().name != "portfolio") continue;
    const auto& measures = panel.shape().measures;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      if (measures[m].name != "default_amount") continue;
      double sum = 0;
      for (std::size_t cell = 0; cell < panel.cells(); ++cell) {
        sum += static_cast<double>(panel.at(cell, m));
      }
      return sum;
    }
  }
  return 0;
}

// The place of each value among all.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> places;
  for (const double value : values) {
    places.push_back(static_cast<double>(
        std::ranges::count_if(values, [&](double other) { return other < value; })));
  }
  return places;
}

// Under the same luck of each borrower, whole years are worse where the factor is high: defaults
// against those without it go with its mean over the report. By rank, as a will that is there
// already can hardly grow and one that fails has no end.
TEST(FrailtyProperty, DefaultsFollowTheFactor) {
  auto plain = small_scenario(4000, 2, 6);
  auto frail = plain;
  frail.frailty = {.deviation = 3, .half_life = {1460}};
  constexpr std::uint32_t replications = 12;
  std::vector<double> factor, ratio;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const auto path = models::frailty_path(
        frail.frailty, sim::StreamKey(static_cast<std::uint64_t>(frail.run.seed), r), 30);
    factor.push_back(std::accumulate(path.begin(), path.end(), 0.0) / 30);
    ratio.push_back(std::log(defaults(frail, r) / defaults(plain, r)));
  }
  for (std::size_t i = 0; i < factor.size(); ++i) {
    if (std::fabs(factor[i]) > 1) {
      EXPECT_GT(factor[i] * ratio[i], 0) << i;
    }
  }
  const std::vector<double> of_factor = ranks(factor), of_ratio = ranks(ratio);
  double apart = 0;
  for (std::size_t i = 0; i < of_factor.size(); ++i)
    apart += (of_factor[i] - of_ratio[i]) * (of_factor[i] - of_ratio[i]);
  constexpr double n = replications;
  EXPECT_GT(1 - 6 * apart / (n * (n * n - 1)), 0.85) << "Spearman's rank correlation";
}

// Where everybody always wants to pay, the factor is felt through what households cannot do
// without, and through nothing else.
TEST(FrailtyProperty, CostsMakeTheWillingDefault) {
  auto plain = small_scenario(4000, 2, 6);
  auto& payment = std::get<models::BehaviourPayment>(plain.payment.policy);
  payment.base_log_odds = 20;
  payment.late_drop = 0;
  auto frail = plain;
  frail.frailty = {.deviation = 1, .half_life = {36'500}};
  auto free = frail;
  free.frailty.cost_effect = 0;
  int apart = 0;
  for (std::uint32_t r = 0; r < 6; ++r) {
    const auto path = models::frailty_path(
        frail.frailty, sim::StreamKey(static_cast<std::uint64_t>(frail.run.seed), r), 30);
    const double factor = std::accumulate(path.begin(), path.end(), 0.0) / 30;
    EXPECT_EQ(defaults(free, r), defaults(plain, r)) << r;
    if (std::fabs(factor) < 0.3) continue;
    ++apart;
    EXPECT_GT(factor * std::log(defaults(frail, r) / defaults(plain, r)), 0) << r;
  }
  EXPECT_GE(apart, 3);
}

TEST(FrailtyProperty, IsTheSameForAnyShards) {
  auto scenario = small_scenario(600, 1, 3);
  scenario.frailty.deviation = 1;
  EXPECT_EQ(models_test::digest(scenario, 1, 64), models_test::digest(scenario, 2, 1000));
  auto plain = scenario;
  plain.frailty.deviation = 0;
  EXPECT_NE(models_test::digest(plain, 1, 64), models_test::digest(scenario, 1, 64));
}

}  // namespace
