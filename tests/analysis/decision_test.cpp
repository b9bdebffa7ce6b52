#include "analysis/decision.hpp"

#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>

#include "analysis/bootstrap.hpp"
#include "output/result_writer.hpp"
#include "tests/output/sample.hpp"

namespace {

using analysis::Estimate;
using analysis::judge;
using analysis::Verdict;

Estimate effect(double mean, double half_width, std::size_t n = 10) {
  return {n, mean, 1, half_width};
}

TEST(Judgement, IsTheIntervalAgainstWhatMatters) {
  EXPECT_EQ(judge(effect(5, 1), 2).verdict, Verdict::better);
  EXPECT_EQ(judge(effect(-5, 1), 2).verdict, Verdict::worse);
  EXPECT_EQ(judge(effect(0.5, 1), 2).verdict, Verdict::no_difference);
  EXPECT_EQ(judge(effect(2.5, 1), 2).verdict, Verdict::not_known);
  EXPECT_EQ(judge(effect(-2.5, 1), 2).verdict, Verdict::not_known);
  EXPECT_EQ(judge(effect(0, 3), 2).verdict, Verdict::not_known);
}

// At a quarter of the half width four times four as many replications are needed.
TEST(Judgement, SaysHowManyReplicationsWouldTell) {
  EXPECT_EQ(judge(effect(3, 4), 2).replications_needed, 160u);
  EXPECT_EQ(judge(effect(5, 1), 2).replications_needed, 0u);
  EXPECT_EQ(judge(effect(2, 1), 2).replications_needed, 0u) << "no number tells 2 from 2";
}

TEST(Judgement, KnowsNothingFromOneReplication) {
  const auto judgement = judge(effect(5, std::numeric_limits<double>::quiet_NaN(), 1), 2);
  EXPECT_EQ(judgement.verdict, Verdict::not_known);
  EXPECT_EQ(judgement.replications_needed, 0u);
}

// Two arms of one month; the second earns what the first does and an effect that is skewed.
std::vector<double> write(const std::filesystem::path& path, std::uint32_t replications) {
  output::Skeleton skeleton;
  for (const char* name : {"a", "b"}) {
    output::ArmInfo& arm = skeleton.run.arms.emplace_back();
    arm.name = arm.title = arm.scenario_text = arm.scenario_hash = name;
  }
  skeleton.run.replications = replications;
  skeleton.run.start = std::chrono::year(2025) / 1 / 1;
  skeleton.run.program_version = "0";
  sim::PanelShape shape{"portfolio", {{"month", "month", {"2025-01"}}}, {}};
  shape.measures = {{"net_income", "minor", "net income"}};
  skeleton.panels = {std::make_shared<const sim::PanelShape>(shape)};
  output::ResultWriter writer(path, skeleton, output::IfExists::fail);
  std::vector<double> differences(replications);
  for (const auto unit : writer.to_do()) {
    const std::int64_t r = unit.replication;
    const std::int64_t effect = 1000 + r * r * 100;  // minor units a month
    sim::Panel panel(skeleton.panels[0]);
    panel.add(0, 0, 5000 + 37 * r % 11 + (unit.arm == 1 ? effect : 0));
    writer.commit(unit, {panel});
    differences[unit.replication] = static_cast<double>(effect) * 12 / 100;
  }
  return differences;
}

TEST(DecisionOracle, HasTheBootstrapOfTheDifferences) {
  const sample::Folder folder;
  const auto differences = write(folder / "many.h5", 14);
  const output::ResultReader file(folder / "many.h5");
  const auto decision = analysis::decide(file, analysis::headline_tables(file), 0, 1);
  const auto mean = [](std::span<const double> v) { return analysis::estimate(v).mean; };
  const auto expected = analysis::bootstrap(differences, mean, analysis::BootstrapKind::bca);
  EXPECT_NEAR(decision.income_bootstrap.value, expected.value, 1e-9);
  EXPECT_NEAR(decision.income_bootstrap.low, expected.low, 1e-9);
  EXPECT_NEAR(decision.income_bootstrap.high, expected.high, 1e-9);
  // The effect leans to the right, and so does its interval.
  EXPECT_GT(expected.high - expected.value, expected.value - expected.low);
  write(folder / "few.h5", 9);
  const output::ResultReader few(folder / "few.h5");
  const auto unknown = analysis::decide(few, analysis::headline_tables(few), 0, 1);
  EXPECT_TRUE(std::isnan(unknown.income_bootstrap.low));
}

}  // namespace
