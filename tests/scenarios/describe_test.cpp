#include "scenarios/describe.hpp"

#include <gtest/gtest.h>
#include <set>

#include "scenarios/load.hpp"
#include "tests/scenarios/toy.hpp"

namespace {

const scenarios::Description& one(const std::vector<scenarios::Description>& all,
                                  std::string_view key) {
  for (const auto& description : all) {
    if (description.key == key) return description;
  }
  throw std::out_of_range(std::string(key));
}

TEST(Describe, TellsTypeUnitBoundsDefaultMeaningAndSource) {
  const auto all = scenarios::describe(toy::shape());
  const auto& years = one(all, "settings.years");
  EXPECT_EQ(years.type, "count");
  EXPECT_EQ(years.unit, "years");
  EXPECT_EQ(years.bounds, "1 to 50 years");
  EXPECT_EQ(years.preset, "10");
  EXPECT_EQ(years.meaning, "years");
  EXPECT_EQ(years.source, "[J]");
  EXPECT_EQ(one(all, "settings.period").preset, "\"30 days\"");
  EXPECT_EQ(one(all, "settings.period").bounds, "1 day to 366 days");
  EXPECT_EQ(one(all, "settings.share").bounds, "0 % to 100 %");
  EXPECT_EQ(one(all, "settings.weights").preset, "[\"25 %\", \"75 %\"]");
  EXPECT_EQ(one(all, "settings.colour").bounds, "one of \"red\", \"green\", \"dark-blue\"");
  EXPECT_EQ(one(all, "parts").preset, "one, two");
  EXPECT_EQ(one(all, "parts[].count").preset, "1");
  EXPECT_EQ(one(all, "water.kind").preset, "\"still\"");
  EXPECT_EQ(one(all, "water.delay").only_if, "kind = \"flowing\"");
  EXPECT_EQ(one(all, "water.force").only_if, "");
  EXPECT_EQ(one(all, "pond.depth").only_if, "kind = \"still\"");
}

TEST(Describe, ListsWhatLiesBelowAKey) {
  EXPECT_EQ(scenarios::describe(toy::shape(), "parts").size(), 5u);
  EXPECT_EQ(scenarios::describe(toy::shape(), "parts[].count").size(), 1u);
  EXPECT_EQ(scenarios::describe(toy::shape(), "parts.count").size(), 1u);
}

TEST(Describe, ProposesTheNearestKey) {
  try {
    scenarios::describe(toy::shape(), "settings.yeers");
    FAIL();
  } catch (const scenarios::BadScenario& bad) {
    EXPECT_STREQ(bad.what(),
                 "describe: settings.yeers: unknown key; did you mean \"settings.years\"?");
  }
}

TEST(Describe, EveryParameterOfTheModelHasAMeaningAndADefault) {
  const auto all = scenarios::describe(scenarios::scenario_shape());
  EXPECT_GT(all.size(), 200u);
  for (const auto& description : all) {
    EXPECT_NE(description.meaning, "") << description.key;
    const bool holds_keys = description.type.find("table") != std::string::npos;
    EXPECT_TRUE(holds_keys || !description.preset.empty()) << description.key;
  }
}

// Whoever changes a number is told between what, in what, and why it is what it is. Names, files,
// dates and switches measure nothing, and a pure number has no unit.
TEST(Describe, EveryNumberSaysItsBoundsItsUnitAndItsSource) {
  const std::set<std::string> measures = {"count", "number", "share", "rate", "amount", "period"};
  // It names the luck and counts nothing.
  const std::set<std::string> without_unit = {"run.seed"};
  std::size_t numbers = 0;
  for (const auto& description : scenarios::describe(scenarios::scenario_shape())) {
    const std::string array = "array of ";
    const bool is_array = description.type.starts_with(array);
    const std::string type = is_array ? description.type.substr(array.size()) : description.type;
    if (!measures.contains(type)) continue;
    ++numbers;
    EXPECT_NE(description.bounds.find(" to "), std::string::npos) << description.key;
    EXPECT_TRUE(type == "number" || !description.unit.empty() ||
                without_unit.contains(description.key))
        << description.key;
    const std::string tag = description.source.substr(0, 3);
    EXPECT_TRUE(tag == "[P]" || tag == "[D]" || tag == "[J]")
        << description.key << ": " << description.source;
  }
  EXPECT_GT(numbers, 150U);
}

TEST(Describe, PrintsOneKeyInFull) {
  EXPECT_EQ(scenarios::to_text(scenarios::describe(toy::shape(), "settings.years")),
            "settings.years\n"
            "  meaning   years\n"
            "  type      count\n"
            "  unit      years\n"
            "  bounds    1 to 50 years\n"
            "  default   10\n"
            "  source    [J]\n");
}

}  // namespace
