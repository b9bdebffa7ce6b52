// The economy of expansions and contractions: how long they last, how often they come, how fast the
// variables follow them.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "models/economy.hpp"

namespace models {
namespace {

std::vector<double> unemployment_of(std::span<const EconomyMonth> path) {
  std::vector<double> result;
  for (const EconomyMonth& month : path) result.push_back(month.unemployment);
  return result;
}

// With full adjustment the path tells the regime, so that the chain can be watched.
TEST(CycleEconomyOracle, RegimesLastAsLongAndAreAsFrequentAsTheMarkovChainSays) {
  CycleEconomy cycle;
  cycle.expansion.adjustment = {1.0};
  cycle.contraction.adjustment = {1.0};
  cycle.expansion.mean_months = 40;
  cycle.contraction.mean_months = 10;
  EconomyParameters parameters;
  parameters.model = cycle;
  int months = 0;
  int bad = 0;
  int begun = 0;
  for (std::uint32_t replication = 0; replication < 400; ++replication) {
    const auto path = economy_path(parameters, sim::StreamKey(3, replication), 600);
    for (std::size_t t = 100; t < path.size(); ++t) {
      const bool now = path[t].unemployment > 0.1;
      const bool before = path[t - 1].unemployment > 0.1;
      ++months;
      bad += now ? 1 : 0;
      begun += now && !before ? 1 : 0;
    }
  }
  // 400 × 500 months with about 4,000 contractions: two percent is more than three standard errors.
  EXPECT_NEAR(static_cast<double>(bad) / months, 0.2, 0.2 * 0.05);
  EXPECT_NEAR(static_cast<double>(bad) / begun, 10, 10 * 0.05);
}

TEST(CycleEconomy, IsAnotherInEachReplicationAndTheSameInTheSame) {
  EconomyParameters parameters;
  parameters.model = CycleEconomy{};
  const auto one = economy_path(parameters, sim::StreamKey(1, 1), 240);
  EXPECT_EQ(one, economy_path(parameters, sim::StreamKey(1, 1), 240));
  EXPECT_NE(one, economy_path(parameters, sim::StreamKey(1, 2), 240));
  for (double u : unemployment_of(one)) {
    EXPECT_GE(u, 0.045 - 1e-12);
    EXPECT_LE(u, 0.11 + 1e-12);
  }
}

// How often regimes lasted so many months, those that were cut off left out.
struct Durations {
  std::map<int, int> expansions;
  std::map<int, int> contractions;
};

// The regimes that begin in the first half of a path, whatever their length: the second half is so
// long that none of them outlasts it.
Durations durations_of(const CycleEconomy& cycle, std::uint32_t paths) {
  EconomyParameters parameters;
  parameters.model = cycle;
  Durations result;
  for (std::uint32_t r = 0; r < paths; ++r) {
    const auto path = economy_path(parameters, sim::StreamKey(17, r), 1200);
    int since = -1;
    for (std::size_t t = 1; t < path.size(); ++t) {
      const bool now = path[t].unemployment > 0.1;
      if (now == (path[t - 1].unemployment > 0.1)) continue;
      if (since >= 0)
        ++(now ? result.expansions : result.contractions)[static_cast<int>(t) - since];
      since = t < 600 ? static_cast<int>(t) : -1;
    }
    EXPECT_EQ(since, -1);
  }
  return result;
}

// Pearson's statistic of durations against P(d) = (1 − 1/m)^(d−1) / m, in cells with twenty
// expected at least, and its degrees of freedom.
struct Fit {
  double chi_square = 0;
  int cells = 0;
};

Fit geometric_fit(const std::map<int, int>& durations, double mean) {
  double total = 0;
  for (const auto& [months, count] : durations) total += count;
  const auto surviving = [&](int months) { return std::pow(1 - 1 / mean, months); };
  Fit fit;
  int from = 0;
  for (int to = 1; total * surviving(from) > 0; ++to) {
    const bool last = total * surviving(to) < 20;
    const double expected = total * (surviving(from) - (last ? 0 : surviving(to)));
    if (expected < 20 && !last) continue;
    double found = 0;
    for (const auto& [months, count] : durations) {
      if (months > from && (last || months <= to)) found += count;
    }
    fit.chi_square += (found - expected) * (found - expected) / expected;
    ++fit.cells;
    if (last) break;
    from = to;
  }
  return fit;
}

TEST(CycleEconomyOracle, DurationsFollowTheGeometricLaw) {
  CycleEconomy cycle;
  cycle.expansion.adjustment = {1.0};
  cycle.contraction.adjustment = {1.0};
  cycle.expansion.mean_months = 40;
  const Durations found = durations_of(cycle, 400);
  for (const auto& [durations, mean] :
       {std::pair{found.expansions, 40.0}, std::pair{found.contractions, 11.0}}) {
    const Fit fit = geometric_fit(durations, mean);
    EXPECT_GT(fit.cells, 30);
    // A chi-square of so many degrees of freedom has that mean and twice that variance.
    const double freedom = fit.cells - 1;
    EXPECT_LT(fit.chi_square, freedom + 4 * std::sqrt(2 * freedom));
    EXPECT_EQ(durations.begin()->first, 1);
  }
}

TEST(CycleEconomyOracle, VariablesCloseTheRegimesShareOfTheDistance) {
  CycleEconomy cycle;
  cycle.first = RegimeName::contraction;
  cycle.contraction.mean_months = 1;  // it ends with its first month
  cycle.contraction.adjustment = {0.4};
  cycle.expansion.mean_months = 1200;
  cycle.expansion.adjustment = {0.05};
  EconomyParameters parameters;
  parameters.model = cycle;
  for (std::uint32_t r = 0; r < 20; ++r) {
    const auto path = economy_path(parameters, sim::StreamKey(1, r), 40);
    bool second_contraction = false;
    for (std::size_t t = 0; t < 40 && !second_contraction; ++t) {
      second_contraction = t > 0 && path[t].unemployment > path[t - 1].unemployment;
      if (second_contraction) {
        EXPECT_NEAR(path[t].unemployment,
                    path[t - 1].unemployment + 0.4 * (0.11 - path[t - 1].unemployment), 1e-15);
      } else {
        EXPECT_NEAR(path[t].unemployment, 0.045 + 0.065 * std::pow(0.95, t), 1e-15);
      }
    }
  }
}

TEST(CycleEconomyProperty, SeverityScalesContractionsAndLeavesTheirDates) {
  EconomyParameters parameters;
  parameters.model = CycleEconomy{};
  for (std::uint32_t r = 0; r < 20; ++r) {
    parameters.severity = 1;
    const auto one = economy_path(parameters, sim::StreamKey(5, r), 360);
    for (double severity : {0.0, 0.5, 2.0}) {
      parameters.severity = severity;
      const auto path = economy_path(parameters, sim::StreamKey(5, r), 360);
      for (std::size_t t = 0; t < path.size(); ++t) {
        for (auto member : economy_members) {
          const double base = steady_economy.*member;
          double expected = severity * (one[t].*member - base);
          // Only the policy rate has a floor here, at zero.
          if (member == &EconomyMonth::policy_rate) expected = std::max(expected, -base);
          EXPECT_NEAR(path[t].*member - base, expected, 1e-15);
        }
      }
    }
  }
}

}  // namespace
}  // namespace models
