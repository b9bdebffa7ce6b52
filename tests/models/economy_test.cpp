#include "models/economy.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace models {
namespace {

const sim::StreamKey key(1, 0);

// A path whose unemployment is as given, the other variables in proportion.
std::vector<EconomyMonth> path_of(const std::vector<double>& unemployment) {
  std::vector<EconomyMonth> path;
  for (double u : unemployment) path.push_back({u, 0.05 - u, 0.02 + u / 10, 0.5 * u, 0.04 - u / 2});
  return path;
}

PathFile file_of(const std::vector<double>& unemployment) {
  return {.name = "test.csv", .first = {}, .months = path_of(unemployment)};
}

std::vector<double> unemployment_of(std::span<const EconomyMonth> path) {
  std::vector<double> result;
  for (const EconomyMonth& month : path) result.push_back(month.unemployment);
  return result;
}

// Sixty quarters in which no variable follows from the others.
PathFile history_that_moves() {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  std::vector<EconomyMonth> quarters(60);
  for (EconomyMonth& quarter : quarters) {
    for (auto member : economy_members) quarter.*member = 0.05 + 0.005 * normal(random);
  }
  return {.name = "history.csv", .first = {}, .months = monthly_from_quarterly(quarters)};
}

EconomyParameters recession() {
  EconomyParameters parameters;
  parameters.model = PathEconomy{file_of({0.05, 0.06, 0.08, 0.10, 0.09})};
  parameters.baseline = file_of({0.045, 0.044, 0.043});
  return parameters;
}

TEST(EconomyPath, SeverityZeroIsTheBaselineBitForBit) {
  EconomyParameters calm = recession();
  calm.model = PathEconomy{calm.baseline};
  const auto baseline = economy_path(calm, key, 60);

  EconomyParameters harsh = recession();
  harsh.shocks = {{.id = "oil", .variable = EconomyVariable::inflation, .size = {0.1}}};
  harsh.severity = 0;
  EXPECT_EQ(economy_path(harsh, key, 60), baseline);
  harsh.model = CycleEconomy{};
  EXPECT_EQ(economy_path(harsh, key, 60), baseline);
  harsh.severity = 0.01;
  EXPECT_NE(economy_path(harsh, key, 60), baseline);
}

TEST(EconomyPath, SeverityScalesTheDistanceFromTheBaseline) {
  EconomyParameters parameters = recession();
  const auto path = economy_path(parameters, key, 5);
  parameters.severity = 2.5;
  const auto severe = economy_path(parameters, key, 5);
  const std::vector<double> base = {0.045, 0.044, 0.043, 0.043, 0.043};
  const std::vector<double> given = {0.05, 0.06, 0.08, 0.10, 0.09};
  for (std::size_t t = 0; t < 5; ++t) {
    EXPECT_NEAR(path[t].unemployment, given[t], 1e-16);
    EXPECT_NEAR(severe[t].unemployment, base[t] + 2.5 * (given[t] - base[t]), 1e-15);
  }
}

TEST(EconomyPath, AfterTheEndOfTheFileTheDistanceHalvesAndTheBaselineStays) {
  EconomyParameters parameters = recession();
  parameters.return_half_life = Days{730};
  const auto path = economy_path(parameters, key, 125);
  EXPECT_NEAR(path[4].unemployment - 0.043, 0.047, 1e-15);
  EXPECT_NEAR(path[28].unemployment - 0.043, 0.047 / 2, 3e-5);
  EXPECT_NEAR(path[52].unemployment - 0.043, 0.047 / 4, 3e-5);
  EXPECT_NEAR(path[124].unemployment - 0.043, 0.047 / 32, 1e-5);
}

TEST(EconomyPath, WithoutAnyFileTheEconomyIsSteady) {
  const auto path = economy_path({}, key, 24);
  EXPECT_EQ(path, std::vector<EconomyMonth>(24, steady_economy));
}

TEST(EconomyPath, AShockRampsUpToItsSizeAndThenHalves) {
  EconomyParameters parameters;
  parameters.shocks = {{.id = "oil",
                        .variable = EconomyVariable::inflation,
                        .size = {0.04},
                        .start = {365},
                        .ramp = {180},
                        .half_life = {365}},
                       {.id = "cut",
                        .variable = EconomyVariable::policy_rate,
                        .size = {-0.01},
                        .start = {0},
                        .ramp = {0},
                        .half_life = {36'500}}};
  const auto path = economy_path(parameters, key, 60);
  EXPECT_EQ(path[11].inflation, steady_economy.inflation);
  EXPECT_NEAR(path[14].inflation,
              steady_economy.inflation + 0.04 * (14.5 * 365.25 / 12 - 365) / 180, 1e-12);
  const auto top = std::max_element(path.begin(), path.end(), [](const auto& a, const auto& b) {
    return a.inflation < b.inflation;
  });
  EXPECT_EQ(top - path.begin(), 18);
  EXPECT_NEAR(top->inflation - steady_economy.inflation, 0.04, 0.002);
  EXPECT_NEAR((path[30].inflation - 0.02) / (path[18].inflation - 0.02), 0.5, 0.001);
  EXPECT_NEAR(path[0].policy_rate, steady_economy.policy_rate - 0.01, 1e-5);
  EXPECT_EQ(path[30].unemployment, steady_economy.unemployment);
}

// What the shocks add is their size times a straight line and then a power of a half, times the
// severity, on an economy of any kind.
TEST(EconomyPathOracle, ShocksAddTheirClosedFormToAnyEconomy) {
  EconomyParameters plain = recession();
  plain.severity = 1.5;
  AutoregressionEconomy drawn;
  drawn.history = history_that_moves();
  drawn.lags = 1;
  const EconomyShock slump{.id = "slump",
                           .variable = EconomyVariable::output_growth,
                           .size = {-0.04},
                           .start = {100},
                           .ramp = {400},
                           .half_life = {300}};
  const EconomyShock jump{.id = "jump",
                          .variable = EconomyVariable::output_growth,
                          .size = {0.01},
                          .start = {0},
                          .ramp = {0},
                          .half_life = {90}};
  const EconomyShock rise{.id = "rise",
                          .variable = EconomyVariable::policy_rate,
                          .size = {0.02},
                          .start = {730},
                          .ramp = {30},
                          .half_life = {365'000}};
  const auto height = [](const EconomyShock& shock, double day) {
    const double since = day - shock.start.value;
    if (since < 0) return 0.0;
    if (since < shock.ramp.value) return shock.size.value * since / shock.ramp.value;
    return shock.size.value * std::pow(0.5, (since - shock.ramp.value) / shock.half_life.value);
  };
  for (int kind = 0; kind < 3; ++kind) {
    if (kind == 1) plain.model = CycleEconomy{};
    if (kind == 2) plain.model = drawn;
    EconomyParameters shocked = plain;
    shocked.shocks = {slump, jump, rise};
    const auto before = economy_path(plain, key, 120);
    const auto after = economy_path(shocked, key, 120);
    for (std::size_t t = 0; t < 120; ++t) {
      const double day = (static_cast<double>(t) + 0.5) * 365.25 / 12;  // the middle of the month
      EXPECT_NEAR(after[t].output_growth - before[t].output_growth,
                  1.5 * (height(slump, day) + height(jump, day)), 1e-15);
      EXPECT_NEAR(after[t].policy_rate - before[t].policy_rate, 1.5 * height(rise, day), 1e-15);
      EXPECT_EQ(after[t].unemployment, before[t].unemployment);
      EXPECT_EQ(after[t].inflation, before[t].inflation);
      EXPECT_EQ(after[t].wage_growth, before[t].wage_growth);
    }
  }
}

TEST(EconomyPath, UnemploymentStaysWithinItsBoundsAtAnySeverity) {
  EconomyParameters parameters = recession();
  parameters.severity = 10;
  parameters.shocks = {{.id = "boom", .size = {-0.5}, .start = {0}, .ramp = {30}}};
  for (double u : unemployment_of(economy_path(parameters, key, 40)))
    EXPECT_GE(u, unemployment_min);
  parameters.shocks[0].size = {0.5};
  for (double u : unemployment_of(economy_path(parameters, key, 40)))
    EXPECT_LE(u, unemployment_max);
}

TEST(EconomyPath, ThePolicyRateFallsToItsFloorAtAnySeverityAndNoOtherVariableHasOne) {
  EconomyParameters parameters;
  parameters.severity = 10;
  parameters.policy_rate_floor = sim::Rate::of_ppm(-5'000);
  for (const auto variable :
       {models::EconomyVariable::policy_rate, models::EconomyVariable::inflation}) {
    parameters.shocks.push_back({.variable = variable, .size = {-0.02}});
  }
  double lowest_rate = 1;
  double lowest_inflation = 1;
  for (const EconomyMonth& month : economy_path(parameters, sim::StreamKey(5, 0), 24)) {
    lowest_rate = std::min(lowest_rate, month.policy_rate);
    lowest_inflation = std::min(lowest_inflation, month.inflation);
  }
  EXPECT_DOUBLE_EQ(lowest_rate, -0.005);
  EXPECT_LT(lowest_inflation, -0.05);
}

TEST(EconomyPath, AWarmUpRestsAtTheBaselineAndMovesNothingElse) {
  EconomyParameters parameters = recession();
  parameters.model = CycleEconomy{};
  const auto path = economy_path(parameters, key, 100);
  const auto warm = economy_path(parameters, key, 120, 6);
  ASSERT_EQ(warm.size(), 126u);
  for (std::size_t t = 0; t < 6; ++t) EXPECT_EQ(warm[t], parameters.baseline.months[0]);
  EXPECT_TRUE(std::equal(path.begin(), path.end(), warm.begin() + 6));
}

TEST(EconomyParameters, ComplainOfAPathWithImplausibleUnemployment) {
  EconomyParameters parameters = recession();
  std::vector<std::string> said;
  const Complain complain = [&](std::string_view where, std::string_view what) {
    said.push_back(std::string(where) + ": " + std::string(what));
  };
  parameters.validate(complain);
  EXPECT_TRUE(said.empty());
  std::get<PathEconomy>(parameters.model).file.months[2].unemployment =
      8;  // percent taken for a fraction
  parameters.baseline.months[1].unemployment = std::nan("");
  parameters.validate(complain);
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0].rfind("baseline: unemployment in month 2", 0), 0u) << said[0];
  EXPECT_EQ(said[1],
            "file: unemployment in month 3 of the path is 800 %; 0.2 % to 60 % is expected");
}

}  // namespace
}  // namespace models
