#include "analysis/expectation.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <random>

#include "analysis/decision.hpp"
#include "output/result_writer.hpp"
#include "tests/output/sample.hpp"

namespace {

using analysis::ArmPair;
using analysis::Decision;
using analysis::Estimate;
using analysis::expectation;
using analysis::Sampling;
using analysis::WeightedArm;
using Values = std::vector<std::vector<double>>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// One month of six arms, base and other of three scenarios, with all that drivers are made of.
void write(const std::filesystem::path& path, std::uint32_t replications) {
  output::Skeleton skeleton;
  for (const char* name : {"a:x", "a:y", "b:x", "b:y", "c:x", "c:y"}) {
    output::ArmInfo& arm = skeleton.run.arms.emplace_back();
    arm.name = arm.title = arm.scenario_text = arm.scenario_hash = name;
  }
  skeleton.run.replications = replications;
  skeleton.run.start = std::chrono::year(2025) / 1 / 1;
  skeleton.run.program_version = "0";
  sim::PanelShape shape{"portfolio", {{"month", "month", {"2025-01"}}}, {}};
  for (const char* name :
       {"net_income", "balance", "interest_income", "benefit_cost", "funding_cost", "impairment",
        "recovered", "collection_cost", "operating_cost", "charge_off"}) {
    shape.measures.push_back({name, "minor", name});
  }
  sim::PanelShape roll{
      "roll",
      {{"month", "month", {"2025-01"}},
       {"from_bucket", "from", {"current", "1-29", "30-59", "60-89", "90+"}},
       {"to_bucket", "to", {"current", "1-29", "30-59", "60-89", "90+", "paid", "charged_off"}}},
      {{"loans", "1", "loans"}, {"balance", "minor", "balance"}}};
  skeleton.panels = {std::make_shared<const sim::PanelShape>(shape),
                     std::make_shared<const sim::PanelShape>(roll)};
  output::ResultWriter writer(path, skeleton, output::IfExists::fail);
  std::mt19937 random(5);
  for (const auto unit : writer.to_do()) {
    sim::Panels panels{sim::Panel(skeleton.panels[0]), sim::Panel(skeleton.panels[1])};
    for (std::size_t i = 0; i < shape.measures.size(); ++i) {
      panels[0].add(0, i, 10'000 + static_cast<std::int64_t>(random() % 90'000));
    }
    writer.commit(unit, panels);
  }
}

void expect_same(const Estimate& one, const Estimate& other) {
  EXPECT_EQ(one.n, other.n);
  if (other.n == 0) return;
  EXPECT_DOUBLE_EQ(one.mean, other.mean);
  EXPECT_DOUBLE_EQ(one.half_width, other.half_width);
}

TEST(Expectation, IsTheWeightedSumWithinAReplication) {
  const Values values = {{1, 2, nothing}, {10, 20, 30}, {nothing, 5, 6}};
  const std::array arms = {WeightedArm{0, 0.75}, WeightedArm{1, 0.25}};
  const auto found = expectation(values, arms);
  EXPECT_DOUBLE_EQ(found[0], 3.25);
  EXPECT_DOUBLE_EQ(found[1], 6.5);
  EXPECT_TRUE(std::isnan(found[2])) << "a scenario that has none";
}

TEST(Expectation, WhatCannotHappenNeedsNoValue) {
  const Values values = {{1, 2}, {nothing, nothing}};
  const std::array arms = {WeightedArm{0, 1}, WeightedArm{1, 0}};
  EXPECT_EQ(expectation(values, arms), values[0]);
}

// What one scenario has by good luck and the other by bad is certain together; what both have by
// good luck is as uncertain together as alone.
TEST(ExpectationOracle, TheIntervalKnowsWhatLuckIsShared) {
  const Values values = {{1, 2, 3, 4}, {8, 6, 4, 2}};
  const std::array arms = {WeightedArm{0, 2.0 / 3}, WeightedArm{1, 1.0 / 3}};
  const Estimate found = analysis::estimate(expectation(values, arms));
  EXPECT_NEAR(found.mean, 10.0 / 3, 1e-12);
  EXPECT_NEAR(found.half_width, 0, 1e-12);
  const Values alike = {{1, 2, 3, 4}, {11, 12, 13, 14}};
  EXPECT_NEAR(analysis::estimate(expectation(alike, arms)).half_width,
              analysis::estimate(alike[0]).half_width, 1e-12);
}

TEST(Expectation, WhatWasDrawnTogetherStaysTogether) {
  const std::array blocks = {Sampling{2, {}}, Sampling{1, {}}, Sampling{3, {}}};
  EXPECT_EQ(analysis::sampling_together(blocks).block, 6U);
  const std::array controlled = {Sampling{1, {1, -1}}, Sampling{1, {}}, Sampling{1, {1, -1}}};
  EXPECT_EQ(analysis::sampling_together(controlled).z, (std::vector<double>{1, -1}));
  const std::array two = {Sampling{1, {1, -1}}, Sampling{1, {2, -2}}};
  EXPECT_TRUE(analysis::sampling_together(two).is_plain());
}

TEST(ExpectationOracle, WithAllWeightOnOneScenarioADecisionIsItsOwn) {
  const sample::Folder folder;
  write(folder / "six.h5", 6);
  const output::ResultReader file(folder / "six.h5");
  const auto tables = analysis::headline_tables(file);
  const Decision alone = analysis::decide(file, tables, 2, 3);
  const Decision weighted =
      analysis::decide(file, tables, {{0, 1, 0}, {2, 3, 1}, {4, 5, 0}}, Sampling{});
  ASSERT_EQ(alone.effects.size(), weighted.effects.size());
  for (std::size_t i = 0; i < alone.effects.size(); ++i) {
    expect_same(weighted.effects[i].arms[0].level, alone.effects[i].arms[0].level);
    expect_same(weighted.effects[i].arms[1].difference, alone.effects[i].arms[1].difference);
  }
  ASSERT_GT(alone.drivers[0].n, 0U);
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    expect_same(weighted.drivers[i], alone.drivers[i]);
  }
  EXPECT_EQ(weighted.material, alone.material);
  EXPECT_EQ(weighted.judgement.verdict, alone.judgement.verdict);
}

// Net income a year of one month is twelve times it, in hundredths: written down here from the
// panels alone.
TEST(ExpectationOracle, IsWhatTheFileSaysAddedUpByHand) {
  const sample::Folder folder;
  write(folder / "six.h5", 7);
  const output::ResultReader file(folder / "six.h5");
  const std::array weights = {0.5, 0.3, 0.2};
  std::vector<ArmPair> pairs;
  for (std::size_t s = 0; s < 3; ++s) pairs.push_back({2 * s, 2 * s + 1, weights[s]});
  std::vector<double> differences(7), levels(7);
  for (std::uint32_t r = 0; r < 7; ++r) {
    for (std::size_t s = 0; s < 3; ++s) {
      const auto income = [&](std::size_t arm) {
        return static_cast<double>(file.read(arm, r)[0].at(0, 0)) * 12 / 100;
      };
      levels[r] += weights[s] * income(2 * s);
      differences[r] += weights[s] * (income(2 * s + 1) - income(2 * s));
    }
  }
  const Decision found = analysis::decide(file, analysis::headline_tables(file), pairs, Sampling{});
  const Estimate level = analysis::estimate(levels);
  const Estimate difference = analysis::estimate(differences);
  EXPECT_NEAR(found.income.arms[0].level.mean, level.mean, 1e-9 * std::fabs(level.mean));
  EXPECT_NEAR(found.income.arms[1].difference.mean, difference.mean, 1e-6);
  EXPECT_NEAR(found.income.arms[1].difference.half_width, difference.half_width, 1e-6);
  EXPECT_NEAR(found.material, 0.01 * level.mean, 1e-6);
  double together = 0;
  for (const Estimate& part : found.drivers) together += part.mean;
  double apart = 0;
  for (const ArmPair& pair : pairs) {
    const auto alone = analysis::decide(file, analysis::headline_tables(file), pair.base, pair.arm);
    for (const Estimate& part : alone.drivers) apart += pair.weight * part.mean;
  }
  EXPECT_NEAR(together, apart, 1e-6);
}

}  // namespace
