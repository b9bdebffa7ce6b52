// What common random numbers gain, where the gain is known.
#include "analysis/comparison.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace {

const analysis::Headline any{"any", "Any", "", analysis::Format::number};

TEST(Comparison, HasNoGainForTheFirstArmOrWithoutSpread) {
  const auto comparison = analysis::compare({&any, {{1, 1, 1}, {2, 2, 2}}});
  EXPECT_TRUE(std::isnan(comparison.arms[0].pairing_gain));
  EXPECT_TRUE(std::isnan(comparison.arms[1].pairing_gain));
  EXPECT_EQ(comparison.arms[1].difference.mean, 1);
}

TEST(Comparison, GivesTheRatioOfTheTwoIntervals) {
  const auto arm = analysis::compare({&any, {{1, 2, 3, 4}, {3, 3, 6, 6}}}).arms[1];
  EXPECT_DOUBLE_EQ(arm.pairing_gain, arm.independent.half_width / arm.difference.half_width);
  EXPECT_EQ(arm.difference.mean, arm.independent.mean);
}

// Two arms with variance 1 and correlation r: the difference has variance 2 − 2r when paired and 2
// when not, so the gain tends to 1/√(1−r). With 4,000 replications the ratio is good to a few per
// cent.
TEST(ComparisonProperty, GainsWhatTheCorrelationAllows) {
  std::mt19937_64 random(3);
  const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
  const auto normal = [&] {  // Box and Muller
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  };
  for (const double correlation : {0.0, 0.5, 0.9, 0.99}) {
    analysis::HeadlineTable table{&any, {{}, {}}};
    for (int i = 0; i < 4000; ++i) {
      const double shared = normal();
      for (auto& arm : table.values) {
        arm.push_back(std::sqrt(correlation) * shared + std::sqrt(1 - correlation) * normal());
      }
    }
    const double expected = 1 / std::sqrt(1 - correlation);
    EXPECT_NEAR(analysis::compare(table).arms[1].pairing_gain, expected, 0.06 * expected);
  }
}

}  // namespace
