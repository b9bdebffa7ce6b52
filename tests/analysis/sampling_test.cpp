// Means and differences by the way replications were drawn.
#include "analysis/sampling.hpp"

#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <random>

#include "analysis/blocks.hpp"
#include "analysis/comparison.hpp"
#include "analysis/control_variate.hpp"
#include "output/result_writer.hpp"
#include "tests/output/sample.hpp"

namespace {

using analysis::Estimate;
using analysis::Sampling;

void expect_same(const Estimate& one, const Estimate& other) {
  EXPECT_EQ(one.n, other.n);
  EXPECT_DOUBLE_EQ(one.mean, other.mean);
  EXPECT_DOUBLE_EQ(one.half_width, other.half_width);
}

TEST(SamplingOracle, IsOneOfTheThreeEstimators) {
  const std::vector<double> values = {1, 4, 2, 8, 5, 7, std::nan(""), 3};
  const std::vector<double> z = {-1, 0.5, -0.3, 2, 0.1, 1, 0.2, -0.4};
  expect_same(analysis::estimate(values, Sampling{}), analysis::estimate(values));
  expect_same(analysis::estimate(values, Sampling{2, {}}), analysis::blocked_mean(values, 2).mean);
  expect_same(analysis::estimate(values, Sampling{1, z}),
              analysis::controlled_mean(values, {{z, 0}}).mean);
}

// What a stopping rule sees has the mean and, but for the degrees of freedom, the scatter of the
// estimate.
TEST(SamplingOracle, ObservationsHaveTheMeanOfTheEstimate) {
  const std::vector<double> values = {1, 4, 2, 8, 5, 7, 2, 3};
  const std::vector<double> z = {-1, 0.5, -0.3, 2, 0.1, 1, 0.2, -0.4};
  for (const Sampling& sampling : {Sampling{}, Sampling{2, {}}, Sampling{4, {}}, Sampling{1, z}}) {
    const auto seen = analysis::estimate(analysis::observations(values, sampling));
    const auto found = analysis::estimate(values, sampling);
    EXPECT_NEAR(seen.mean, found.mean, 1e-12);
    EXPECT_EQ(seen.n, found.n);
  }
  EXPECT_NEAR(analysis::estimate(analysis::observations(values, {2, {}})).half_width,
              analysis::estimate(values, Sampling{2, {}}).half_width, 1e-12);
}

// A difference that hangs on the economy: with Z taken off, the interval is as narrow as what is
// left scatters, and covers the truth in 93 to 97 % of 2,000 studies.
TEST(SamplingProperty, AControlledDifferenceCovers) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  int covered = 0;
  double gain = 0;
  constexpr int studies = 2000, n = 20;
  for (int study = 0; study < studies; ++study) {
    Sampling sampling;
    std::vector<double> base, other;
    for (int i = 0; i < n; ++i) {
      const double z = normal(random);
      sampling.z.push_back(z);
      base.push_back(10 - 2 * z + normal(random));
      other.push_back(base.back() + 1 + 3 * z + normal(random));
    }
    const auto difference = analysis::paired_difference(base, other, sampling);
    covered += difference.low() <= 1 && 1 <= difference.high();
    const auto plain = analysis::paired_difference(base, other);
    gain += std::pow(plain.half_width / difference.half_width, 2) / studies;
  }
  EXPECT_NEAR(covered / double{studies}, 0.95, 0.02);
  EXPECT_NEAR(gain, 10, 2);  // (9 + 1) / 1
}

TEST(Sampling, AComparisonSaysWhatItWasWorth) {
  analysis::HeadlineTable table{&analysis::headlines().front(), {{}, {}}};
  const std::vector<double> z = {-1.2, 0.5, -0.3, 2, 0.1, 1, 0.2, -0.4};
  for (std::size_t i = 0; i < z.size(); ++i) {
    table.values[0].push_back(1);
    table.values[1].push_back(5 * z[i] + (i % 2 == 0 ? 0.1 : -0.1));
  }
  const auto plain = analysis::compare(table);
  EXPECT_EQ(plain.arms[1].sampling_gain, 1);
  const auto controlled = analysis::compare(table, {Sampling{1, z}, Sampling{1, z}});
  EXPECT_NEAR(
      controlled.arms[1].sampling_gain,
      std::pow(plain.arms[1].difference.half_width / controlled.arms[1].difference.half_width, 2),
      1e-9);
  EXPECT_GT(controlled.arms[1].sampling_gain, 100);
}

struct Drawn {
  std::vector<std::int64_t> z_ppm;
  std::int64_t block = 1;
  std::int64_t weight = 0;  // of odd replications
};

void write(const std::filesystem::path& path, const std::vector<Drawn>& arms) {
  output::Skeleton skeleton;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    output::ArmInfo& arm = skeleton.run.arms.emplace_back();
    arm.name = arm.title = arm.scenario_text = arm.scenario_hash = std::to_string(i);
  }
  skeleton.run.replications = static_cast<std::uint32_t>(arms.front().z_ppm.size());
  skeleton.run.start = std::chrono::year(2025) / 1 / 1;
  skeleton.run.program_version = "0";
  sim::PanelShape shape{"luck", {{"factor", "factor", {"severity"}}}, {}};
  shape.measures = {{"z_ppm", "1e-6", "factor"},
                    {"log_weight_ppb", "1e-9", "log weight"},
                    {"block", "replications", "block"}};
  skeleton.panels = {std::make_shared<const sim::PanelShape>(shape)};
  output::ResultWriter writer(path, skeleton, output::IfExists::fail);
  for (const auto unit : writer.to_do()) {
    sim::Panel panel(skeleton.panels[0]);
    const Drawn& drawn = arms[unit.arm];
    panel.add(0, 0, drawn.z_ppm[unit.replication]);
    panel.add(0, 1, unit.replication % 2 * drawn.weight);
    panel.add(0, 2, drawn.block);
    writer.commit(unit, {panel});
  }
}

TEST(Sampling, OfTwoArmsIsWhatTheyShare) {
  const sample::Folder folder;
  const std::vector<std::int64_t> z = {-500'000, 500'000, 1'000'000, -1'000'000};
  const std::vector<std::int64_t> other = {0, 500'000, 1'000'000, -1'000'000};
  const std::vector<std::int64_t> certain = {0, 0, 0, 0};
  write(folder / "arms.h5", {{z, 1, 0},
                             {z, 1, 0},
                             {other, 1, 0},
                             {z, 2, 0},
                             {z, 2, 0},
                             {certain, 1, 0},
                             {z, 1, 100'000'000}});
  const output::ResultReader file(folder / "arms.h5");
  const auto of = [&](std::size_t base, std::size_t arm, bool control) {
    return analysis::sampling_of(file, base, arm, control);
  };
  EXPECT_TRUE(of(0, 1, false).is_plain());
  EXPECT_EQ(of(0, 1, true).z, (std::vector<double>{-0.5, 0.5, 1, -1}));
  EXPECT_TRUE(of(0, 2, true).is_plain());   // other economies
  EXPECT_TRUE(of(0, 3, false).is_plain());  // drawn in another way
  EXPECT_EQ(of(3, 4, false).block, 2u);
  EXPECT_TRUE(of(3, 4, true).z.empty());  // pairs have taken Z off already
  EXPECT_TRUE(of(5, 5, true).is_plain());
  EXPECT_TRUE(of(6, 6, true).is_plain());  // weighted
}

}  // namespace
