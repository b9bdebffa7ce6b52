// The economy that a vector autoregression draws: its quarters against statsmodels' forecasts and
// against the joint normal distribution (tests/data/autoregression), its floors, what it complains
// of.
#include "models/autoregression_economy.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/economy.hpp"
#include "tests/models/reference_values.hpp"

namespace models {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PathFile file_of(const Matrix& percent) {
  std::vector<EconomyMonth> quarters(percent.rows());
  for (std::size_t t = 0; t < quarters.size(); ++t) {
    for (std::size_t i = 0; i < economy_members.size(); ++i) {
      quarters[t].*economy_members[i] = percent(t, i) / 100;
    }
  }
  return {.name = "test.csv", .first = {}, .months = monthly_from_quarterly(quarters)};
}

AutoregressionEconomy united_states() {
  AutoregressionEconomy economy;
  economy.history = file_of(
      reference_values::series(std::string(SOURCE_DIR) + "/scenarios/paths/us-1985-2019.csv", 1));
  return economy;
}

// Without the floors, as far as the bounds of the parameters allow.
AutoregressionEconomy unbounded() {
  AutoregressionEconomy economy = united_states();
  economy.unemployment_floor = {unemployment_min};
  economy.policy_rate_floor = sim::Rate::of_ppm(-500'000);
  return economy;
}

// Unemployment of the given values in reference.csv: 4.5, 6, 7.5, 8.5, 9, 9 %.
AutoregressionEconomy recession() {
  AutoregressionEconomy economy = unbounded();
  Matrix percent(6, 5);
  const std::vector<double> unemployment = {4.5, 6, 7.5, 8.5, 9, 9};
  for (std::size_t t = 0; t < 6; ++t) percent(t, 0) = unemployment[t];
  economy.given = file_of(percent);
  economy.follows = {EconomyVariable::unemployment};
  return economy;
}

std::vector<std::string> complaints(const AutoregressionEconomy& economy) {
  std::vector<std::string> said;
  economy.validate([&](std::string_view key, std::string_view what) {
    said.push_back(std::string(key) + ": " + std::string(what));
  });
  return said;
}

struct Moments {
  std::vector<double> mean;
  std::vector<double> deviation;
};

constexpr int replications = 4'000;

// Of `quarters` quarters, a variable after another in each (Welford's sums).
Moments moments_of(const AutoregressionEconomy& economy, std::size_t quarters) {
  const std::size_t size = quarters * economy_members.size();
  Moments result{std::vector<double>(size), std::vector<double>(size)};
  for (int r = 0; r < replications; ++r) {
    const auto path = quarterly_from_monthly(autoregression_path(
        economy, sim::StreamKey(4, static_cast<std::uint32_t>(r)), 3 * quarters));
    for (std::size_t k = 0; k < size; ++k) {
      const double away = path[k / 5].*economy_members[k % 5] - result.mean[k];
      result.mean[k] += away / (r + 1);
      result.deviation[k] += away * (path[k / 5].*economy_members[k % 5] - result.mean[k]);
    }
  }
  for (double& deviation : result.deviation) deviation = std::sqrt(deviation / replications);
  return result;
}

TEST(AutoregressionEconomyReference, TheMeanOverReplicationsIsTheForecastOfStatsmodels) {
  auto expected = reference_values::values("us");
  const Moments found = moments_of(unbounded(), 12);
  for (std::size_t k = 0; k < 60; ++k) {
    const double error = found.deviation[k] / std::sqrt(replications);
    EXPECT_NEAR(found.mean[k], expected["forecast"][k], 4 * error) << k / 5 << " " << k % 5;
    EXPECT_LT(error, 0.0007);
  }
}

TEST(AutoregressionEconomyReference, WhatFollowsAGivenPathHasTheJointNormalDistribution) {
  auto expected = reference_values::values("us");
  const Moments found = moments_of(recession(), 8);
  for (std::size_t k = 0; k < 40; ++k) {
    const double variance = expected["given_covariance"][k * (k + 1) / 2 + k];
    const double deviation = std::sqrt(std::max(variance, 0.0));
    const double error = deviation / std::sqrt(replications);
    EXPECT_NEAR(found.mean[k], expected["given_mean"][k], 4 * error + 1e-12) << k;
    EXPECT_NEAR(found.deviation[k], deviation, 4 * error / std::sqrt(2) + 1e-8) << k;
  }
}

TEST(AutoregressionEconomyReference, TheSchwarzCriterionChoosesTwoQuarters) {
  AutoregressionEconomy economy = united_states();
  for (std::int64_t most : {2, 4, 8}) {
    economy.lags_max = most;
    const FittedEconomy fitted = fit(economy);
    EXPECT_EQ(fitted.model.lags.size(), 2u);
    EXPECT_EQ(fitted.criteria.size(), static_cast<std::size_t>(most));
  }
  economy.lags = 3;
  EXPECT_EQ(fit(economy).model.lags.size(), 3u);
  EXPECT_THAT(fit(economy).criteria, IsEmpty());
}

TEST(AutoregressionEconomyProperty, QuartersFollowAGivenPathInEveryReplication) {
  const AutoregressionEconomy economy = recession();
  const auto given = quarterly_from_monthly(economy.given.months);
  for (std::uint32_t r = 0; r < 50; ++r) {
    const auto path =
        quarterly_from_monthly(autoregression_path(economy, sim::StreamKey(1, r), 36));
    for (std::size_t q = 0; q < given.size(); ++q) {
      EXPECT_NEAR(path[q].unemployment, given[q].unemployment, 1e-15);
      EXPECT_NE(path[q].output_growth, given[q].output_growth);
    }
  }
}

TEST(AutoregressionEconomyProperty, ALongerPathBeginsWithTheShorterOne) {
  for (const AutoregressionEconomy& economy : {united_states(), recession()}) {
    const auto path = autoregression_path(economy, sim::StreamKey(9, 7), 132);
    ASSERT_EQ(path.size(), 132u);
    for (std::size_t months : {1u, 2u, 3u, 7u, 12u, 60u}) {
      const auto shorter = autoregression_path(economy, sim::StreamKey(9, 7), months);
      ASSERT_EQ(shorter.size(), months);
      EXPECT_TRUE(std::equal(shorter.begin(), shorter.end(), path.begin())) << months;
    }
    EXPECT_NE(autoregression_path(economy, sim::StreamKey(9, 8), 132), path);
    EXPECT_NE(autoregression_path(economy, sim::StreamKey(8, 7), 132), path);
  }
}

TEST(AutoregressionEconomyProperty, NothingIsShownBelowItsFloorAndTheFloorsAreReached) {
  AutoregressionEconomy economy = united_states();
  economy.unemployment_floor = {0.037};  // above the end of the history
  bool at_floor = false;
  bool at_zero = false;
  for (std::uint32_t r = 0; r < 200; ++r) {
    for (const EconomyMonth& month : autoregression_path(economy, sim::StreamKey(2, r), 120)) {
      EXPECT_GE(month.unemployment, 0.037 - 1e-15);
      EXPECT_GE(month.policy_rate, -1e-15);
      at_floor = at_floor || month.unemployment < 0.037 + 1e-15;
      at_zero = at_zero || month.policy_rate < 1e-15;
    }
  }
  EXPECT_TRUE(at_floor);
  EXPECT_TRUE(at_zero);
}

TEST(AutoregressionEconomyProperty, SeverityScalesTheDistanceFromTheBaseline) {
  EconomyParameters parameters;
  parameters.model = united_states();
  parameters.baseline = file_of(
      reference_values::series(std::string(SOURCE_DIR) + "/scenarios/paths/us-1985-2019.csv", 1));
  const auto drawn = economy_path(parameters, sim::StreamKey(1, 1), 60);
  parameters.severity = 0.5;
  const auto half = economy_path(parameters, sim::StreamKey(1, 1), 60);
  parameters.severity = 0;
  const auto none = economy_path(parameters, sim::StreamKey(1, 1), 60);
  for (std::size_t t = 0; t < 60; ++t) {
    EXPECT_EQ(none[t], parameters.baseline.months[t]);
    for (auto member : economy_members) {
      EXPECT_NEAR(half[t].*member - none[t].*member, (drawn[t].*member - none[t].*member) / 2,
                  1e-15);
    }
  }
}

TEST(AutoregressionEconomy, ComplainsOfAHistoryFromWhichNothingFollows) {
  EXPECT_THAT(complaints(united_states()), IsEmpty());
  EXPECT_THAT(complaints({}),
              ElementsAre("history: a path from which to estimate is expected, such "
                          "as \"paths/us-1985-2019.csv\""));
  AutoregressionEconomy economy = united_states();
  economy.history.months.resize(100);
  EXPECT_THAT(complaints(economy),
              ElementsAre("history: the path has 100 months; whole quarters are expected"));
  economy.history.months.resize(33);
  EXPECT_THAT(complaints(economy), ElementsAre("history: the path has 11 periods; 12 at least are "
                                               "expected for 1 lags of 5 variables"));
  economy = united_states();
  for (EconomyMonth& month : economy.history.months) month.policy_rate = 0.01;
  EXPECT_THAT(complaints(economy), ElementsAre(testing::HasSubstr("do not move")));
  // Unemployment that grows by 3 % a quarter goes on doing so.
  economy = united_states();
  for (std::size_t t = 0; t < 90; ++t) {
    economy.history.months[t].unemployment = 0.02 * std::pow(1.03, static_cast<double>(t / 3));
  }
  economy.history.months.resize(90);
  economy.lags = 1;
  EXPECT_THAT(complaints(economy),
              ElementsAre(testing::StartsWith(
                  "history: with 1 lags the autoregression has a root of modulus 1.0")));
}

TEST(AutoregressionEconomy, ComplainsOfAGivenPathThatCannotBeFollowed) {
  EXPECT_THAT(complaints(recession()), IsEmpty());
  AutoregressionEconomy economy = recession();
  economy.follows.clear();
  EXPECT_THAT(complaints(economy), ElementsAre("follows: a variable that follows the given path is "
                                               "expected, such as unemployment"));
  economy = united_states();
  economy.follows = {EconomyVariable::inflation};
  EXPECT_THAT(complaints(economy), ElementsAre("given: the path that `follows` needs is expected"));
  economy = recession();
  economy.follows.push_back(EconomyVariable::unemployment);
  EXPECT_THAT(complaints(economy),
              ElementsAre("follows[1]: unemployment is named twice; once is expected"));
  economy = recession();
  economy.given.months.pop_back();
  EXPECT_THAT(complaints(economy),
              ElementsAre("given: the path has 17 months; whole quarters are expected"));
  economy = recession();
  economy.unemployment_floor = {0.06};
  EXPECT_THAT(complaints(economy), ElementsAre(testing::HasSubstr("at least its floor of 6 %")));
  economy = recession();
  economy.given.months.resize(363, economy.given.months.back());
  EXPECT_THAT(complaints(economy),
              ElementsAre("given: the path has 121 quarters; at most 120 are expected"));
}

}  // namespace
}  // namespace models
