// The severity of a replication: its distribution, what the ways of sampling promise, and weights.
#include "models/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <vector>

#include "declared.hpp"
#include "models/economy.hpp"
#include "sim/draws.hpp"
#include "small_scenario.hpp"

namespace {

using models::Sampling;
using models::SeverityLuck;
using models::UncertaintyParameters;

UncertaintyParameters uncertain(Sampling sampling, double shift = 0, std::int64_t strata = 10) {
  return {.severity_deviation = 1, .sampling = sampling, .strata = strata, .shift = shift};
}

std::vector<SeverityLuck> luck_of(const UncertaintyParameters& parameters, std::uint32_t count,
                                  std::uint64_t seed = 1) {
  std::vector<SeverityLuck> luck;
  for (std::uint32_t i = 0; i < count; ++i)
    luck.push_back(models::severity_luck(parameters, seed, i));
  return luck;
}

// The largest distance between the empirical distribution and Φ(z − shift), times √n.
double kolmogorov(const std::vector<SeverityLuck>& luck, double shift) {
  std::vector<double> z;
  for (const SeverityLuck& one : luck) z.push_back(one.z);
  std::sort(z.begin(), z.end());
  const auto n = static_cast<double>(z.size());
  double distance = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double p = sim::normal_cdf(z[i] - shift);
    distance =
        std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  return distance * std::sqrt(n);
}

TEST(UncertaintyOracle, ZIsStandardNormalAroundItsShift) {
  // The 99.9 % point of Kolmogorov's distribution.
  constexpr double critical = 1.949;
  for (const Sampling sampling : {Sampling::independent, Sampling::antithetic}) {
    for (const double shift : {0.0, 2.0}) {
      EXPECT_LT(kolmogorov(luck_of(uncertain(sampling, shift), 20'000), shift), critical)
          << name_of(sampling) << " around " << shift;
    }
  }
  // Strata make it far more even than luck would.
  EXPECT_LT(kolmogorov(luck_of(uncertain(Sampling::stratified, 0, 1000), 20'000), 0), 0.2);
}

// Each replication by itself, over many seeds: what a stratum takes away from its neighbours it
// must not take away from the distribution of one.
TEST(UncertaintyOracle, TheZOfOneReplicationIsStandardNormalOverSeeds) {
  for (const Sampling sampling :
       {Sampling::independent, Sampling::antithetic, Sampling::stratified}) {
    for (const std::uint32_t replication : {0U, 1U, 13U}) {
      std::vector<SeverityLuck> luck;
      for (std::uint64_t seed = 0; seed < 20'000; ++seed)
        luck.push_back(models::severity_luck(uncertain(sampling), seed, replication));
      EXPECT_LT(kolmogorov(luck, 0), 1.949) << name_of(sampling) << " " << replication;
    }
  }
}

TEST(UncertaintyProperty, AntitheticPairsAddUpToNothing) {
  const auto luck = luck_of(uncertain(Sampling::antithetic), 200);
  for (std::size_t i = 0; i < luck.size(); i += 2) {
    EXPECT_EQ(luck[i].z + luck[i + 1].z, 0);
    EXPECT_NE(luck[i].z, 0);
    if (i == 0) continue;
    EXPECT_NE(std::abs(luck[i].z), std::abs(luck[i - 2].z));
  }
  // Around a shift they add up to twice of it.
  const auto shifted = luck_of(uncertain(Sampling::antithetic, 1.5), 2);
  EXPECT_DOUBLE_EQ(shifted[0].z + shifted[1].z, 3);
}

TEST(UncertaintyProperty, EveryBlockDrawsOnceFromEveryStratumInAnOrderOfItsOwn) {
  constexpr std::uint32_t strata = 12;
  const auto luck = luck_of(uncertain(Sampling::stratified, 0, strata), 50 * strata);
  std::set<std::vector<int>> orders;
  for (std::size_t block = 0; block < 50; ++block) {
    std::vector<int> order;
    for (std::size_t i = 0; i < strata; ++i)
      order.push_back(static_cast<int>(sim::normal_cdf(luck[block * strata + i].z) * strata));
    EXPECT_EQ(std::set<int>(order.begin(), order.end()).size(), strata);
    orders.insert(order);
  }
  EXPECT_EQ(orders.size(), 50U);
}

TEST(UncertaintyOracle, WeightsAverageToOneAndGiveTheTailOfTheNormalDistribution) {
  constexpr double far = 3;
  constexpr std::uint32_t n = 20'000;
  for (const double shift : {-1.0, 0.5, far}) {
    double sum = 0;
    double tail = 0;
    double tail_square = 0;
    for (const SeverityLuck& one : luck_of(uncertain(Sampling::independent, shift), n)) {
      const double density = [](double z) { return std::exp(-z * z / 2); }(one.z);
      const double drawn_from = std::exp(-(one.z - shift) * (one.z - shift) / 2);
      const double weight = std::exp(one.log_weight);
      EXPECT_NEAR(weight / (density / drawn_from), 1, 1e-9);
      sum += weight;
      if (one.z > far) {
        tail += weight;
        tail_square += weight * weight;
      }
    }
    if (shift < 1) {
      // The variance of a weight is exp(shift²) − 1.
      EXPECT_NEAR(sum / n, 1, 4 * std::sqrt((std::exp(shift * shift) - 1) / n)) << shift;
    } else {
      const double p = sim::normal_cdf(-far);
      const double error = std::sqrt((tail_square / n - p * p) / n);
      EXPECT_NEAR(tail / n, p, 4 * error);
      // A hundred times sharper than plain replications, whose variance is p (1 − p).
      EXPECT_LT(error * error, p * (1 - p) / n / 100);
    }
  }
}

TEST(UncertaintyProperty, WithoutDeviationNothingIsDrawnAndThePathIsTheOneOfItsSeverity) {
  models::EconomyParameters parameters;
  parameters.model = models::CycleEconomy{};
  parameters.severity = 1.3;
  parameters.uncertainty = {.sampling = Sampling::antithetic, .shift = 2};
  const sim::StreamKey key(1, 3);
  const SeverityLuck none = models::severity_luck(parameters.uncertainty, 1, 3);
  EXPECT_EQ(none.z, 0);
  EXPECT_EQ(none.log_weight, 0);
  models::EconomyParameters certain = parameters;
  certain.uncertainty = {};
  EXPECT_EQ(models::economy_path(parameters, key, 60, 12, none),
            models::economy_path(certain, key, 60, 12));
}

TEST(UncertaintyProperty, ThePathIsTheOneOfTheSeverityDrawn) {
  models::EconomyParameters parameters;
  parameters.shocks = {{.id = "slump", .size = {0.03}}};
  parameters.uncertainty.severity_deviation = 0.5;
  const sim::StreamKey key(1, 0);
  const auto with = [&](double z) { return models::economy_path(parameters, key, 36, 0, {z, 0}); };
  const auto at = [&](double severity) {
    models::EconomyParameters certain = parameters;
    certain.severity = severity;
    certain.uncertainty = {};
    return models::economy_path(certain, key, 36);
  };
  EXPECT_EQ(with(1.0), at(1.5));
  EXPECT_EQ(with(-1.0), at(0.5));
  EXPECT_EQ(with(-3.0), at(0)) << "held at the baseline";
  EXPECT_EQ(with(40.0), at(models::severity_max));
}

// Nothing of a replication may depend on how many there are, so that a study can be topped up: a
// replication is not told.
TEST(UncertaintyProperty, LuckIsThatOfTheReplicationAndOfNothingElse) {
  for (const Sampling sampling :
       {Sampling::independent, Sampling::antithetic, Sampling::stratified}) {
    const auto ten = luck_of(uncertain(sampling), 10);
    const auto thirty = luck_of(uncertain(sampling), 30);
    for (std::size_t i = 0; i < ten.size(); ++i) EXPECT_EQ(ten[i].z, thirty[i].z);
    EXPECT_NE(luck_of(uncertain(sampling), 1, 2)[0].z, ten[0].z);
  }
}

TEST(Uncertainty, ThePanelOfLuckSaysWhatWasDrawn) {
  models::Scenario scenario = models_test::small_scenario(50, 1);
  scenario.economy.uncertainty = uncertain(Sampling::antithetic, 0.25);
  sim::Workers workers(1);
  for (const std::uint32_t replication : {0U, 1U, 4U}) {
    const sim::Panels panels = models::simulate(scenario, replication, {}, workers);
    const sim::Panel& panel = panels[static_cast<std::size_t>(models::PanelId::luck)];
    const SeverityLuck luck = models::severity_luck(scenario.economy.uncertainty, 1, replication);
    ASSERT_EQ(panel.cells(), 1U);
    EXPECT_EQ(panel.shape().axes[0].labels, std::vector<std::string>{"severity"});
    EXPECT_NEAR(static_cast<double>(panel.at(0, 0)) * 1e-6, luck.z, 1e-6);
    EXPECT_NEAR(static_cast<double>(panel.at(0, 1)) * 1e-9, luck.log_weight, 1e-9);
    EXPECT_NE(panel.at(0, 1), 0);
  }
}

TEST(Uncertainty, IsDeclaredSoundly) {
  models_test::expect_sound_declaration(UncertaintyParameters{});
}

}  // namespace
