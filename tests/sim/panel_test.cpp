#include "sim/panel.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace {

using sim::CheckFailure;
using sim::Panel;
using sim::PanelShape;

std::shared_ptr<const PanelShape> shape() {
  return std::make_shared<const PanelShape>(
      PanelShape{"yield",
                 {{"field", "Field", {"north", "south"}}, {"crop", "Crop", {"rye", "oats", "hay"}}},
                 {{"sacks", "1", "Sacks"}, {"value", "cent", "Value"}}});
}

Panel random_panel(std::uint64_t seed) {
  Panel panel(shape());
  std::mt19937_64 random(seed);
  for (auto& value : panel.values()) value = static_cast<std::int64_t>(random()) >> 8;
  return panel;
}

bool same(const Panel& a, const Panel& b) {
  return std::ranges::equal(a.values(), b.values());
}

TEST(Panel, StartsAtZeroWithACellForEachCombination) {
  const Panel panel(shape());
  EXPECT_EQ(panel.cells(), 6u);
  EXPECT_EQ(panel.measures(), 2u);
  EXPECT_EQ(panel.values().size(), 12u);
  EXPECT_TRUE(std::ranges::all_of(panel.values(), [](auto value) { return value == 0; }));
}

TEST(Panel, IsRowMajorWithTheMeasureFastest) {
  Panel panel(shape());
  EXPECT_EQ(panel.cell({0, 0}), 0u);
  EXPECT_EQ(panel.cell({0, 2}), 2u);
  EXPECT_EQ(panel.cell({1, 0}), 3u);
  panel.add(panel.cell({1, 2}), 1, 7);
  EXPECT_EQ(panel.values()[11], 7);
  EXPECT_EQ(panel.at(5, 1), 7);
}

TEST(Panel, WithoutAxesHasOneCell) {
  const auto total = std::make_shared<const PanelShape>(PanelShape{"total", {}, {{"n", "1", "N"}}});
  EXPECT_EQ(Panel(total).cells(), 1u);
  EXPECT_EQ(Panel(total).cell({}), 0u);
}

TEST(Panel, RefusesIndicesOutside) {
  Panel panel(shape());
  EXPECT_THROW(panel.cell({0}), CheckFailure);
  EXPECT_THROW(panel.cell({0, 3}), CheckFailure);
  EXPECT_THROW(panel.add(6, 0, 1), CheckFailure);
  EXPECT_THROW(panel.at(0, 2), CheckFailure);
}

TEST(Panel, RefusesToOverflow) {
  Panel panel(shape());
  panel.add(0, 0, std::numeric_limits<std::int64_t>::max());
  EXPECT_THROW(panel.add(0, 0, 1), CheckFailure);
  Panel other(shape());
  other.add(0, 0, std::numeric_limits<std::int64_t>::max());
  EXPECT_THROW(other += other, CheckFailure);
}

TEST(Panel, AddsOnlyPanelsOfItsShape) {
  Panel panel(shape());
  PanelShape other = *shape();
  other.axes[1].labels[0] = "wheat";
  EXPECT_THROW(panel += Panel(std::make_shared<const PanelShape>(other)), CheckFailure);
  EXPECT_NO_THROW(panel += Panel(shape()));
}

TEST(PanelProperty, AddingIsCommutativeAndAssociative) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Panel a = random_panel(3 * seed), b = random_panel(3 * seed + 1),
                c = random_panel(3 * seed + 2);
    Panel left = a;
    left += b;
    left += c;
    Panel right = c;
    right += b;
    right += a;
    ASSERT_TRUE(same(left, right));
    ASSERT_FALSE(same(left, a));
  }
}

}  // namespace
