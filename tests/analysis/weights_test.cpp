#include "analysis/weights.hpp"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>

#include "output/result_writer.hpp"
#include "tests/output/sample.hpp"

namespace {

// Two arms of three replications, the last of which is never done.
void write(const std::filesystem::path& path, bool with_luck) {
  output::Skeleton skeleton;
  for (const char* name : {"a", "b"}) {
    output::ArmInfo& arm = skeleton.run.arms.emplace_back();
    arm.name = arm.title = arm.scenario_text = arm.scenario_hash = name;
  }
  skeleton.run.replications = 3;
  skeleton.run.start = std::chrono::year(2025) / 1 / 1;
  skeleton.run.program_version = "0";
  sim::PanelShape shape{"luck", {{"factor", "factor", {"severity"}}}, {}};
  if (!with_luck) shape.name = "other";
  shape.measures = {{"z_ppm", "1e-6", "factor"}, {"log_weight_ppb", "1e-9", "log weight"}};
  skeleton.panels = {std::make_shared<const sim::PanelShape>(shape)};
  output::ResultWriter writer(path, skeleton, output::IfExists::fail);
  for (const auto unit : writer.to_do()) {
    if (unit.replication == 2) continue;
    sim::Panel panel(skeleton.panels[0]);
    const auto replication = static_cast<std::int64_t>(unit.replication);
    panel.add(0, 0, -1'500'000 + 1'000'000 * replication);
    panel.add(0, 1, unit.arm == 0 ? 250'000'000 * (1 + replication) : 0);
    writer.commit(unit, {panel});
  }
}

TEST(Weights, AreReadByArmAndReplication) {
  const sample::Folder folder;
  write(folder / "luck.h5", true);
  const output::ResultReader file(folder / "luck.h5");
  const auto drawn = analysis::luck_of(file, 0), plain = analysis::luck_of(file, 1);
  ASSERT_EQ(drawn.z.size(), 3u);
  EXPECT_DOUBLE_EQ(drawn.z[0], -1.5);
  EXPECT_DOUBLE_EQ(drawn.z[1], -0.5);
  EXPECT_TRUE(std::isnan(drawn.z[2]));
  EXPECT_DOUBLE_EQ(drawn.log_weights[0], 0.25);
  EXPECT_DOUBLE_EQ(drawn.log_weights[1], 0.5);
  EXPECT_TRUE(std::isnan(drawn.log_weights[2]));
  EXPECT_TRUE(drawn.is_weighted());
  EXPECT_FALSE(plain.is_weighted());
}

TEST(Weights, AreOneInAFileThatDoesNotSay) {
  const sample::Folder folder;
  write(folder / "plain.h5", false);
  const output::ResultReader file(folder / "plain.h5");
  const auto found = analysis::luck_of(file, 0);
  EXPECT_EQ(found.log_weights[0], 0);
  EXPECT_EQ(found.log_weights[1], 0);
  EXPECT_TRUE(std::isnan(found.log_weights[2]));
  EXPECT_TRUE(std::isnan(found.z[0]));
  EXPECT_FALSE(found.is_weighted());
}

}  // namespace
