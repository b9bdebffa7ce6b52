// What measures say they are over several months.
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "models/measures.hpp"
#include "models/scenario.hpp"

namespace {

using sim::OverTime;

// A name promises what the measure is; refits happen on the month's last evening and are counted.
TEST(OverTime, WhatIsTakenAtTheEndOfTheMonthIsAStock) {
  std::size_t stocks = 0;
  for (const auto& shape : models::panel_shapes(models::Scenario{})) {
    for (const sim::Measure& measure : shape->measures) {
      if (measure.long_name.find("at the end of the month") == std::string::npos) continue;
      if (measure.name == "refits") continue;
      EXPECT_EQ(measure.over_time, OverTime::stock) << shape->name << "/" << measure.name;
      ++stocks;
    }
  }
  EXPECT_GE(stocks, 25U);
}

// So are the parts into which stocks are divided, by days past due, stage and class.
TEST(OverTime, PartsOfAStockAreStocks) {
  std::size_t parts = 0;
  for (const auto& shape : models::panel_shapes(models::Scenario{})) {
    for (const sim::Measure& measure : shape->measures) {
      for (const char* begins : {"of it on loans", "principal in stage", "principal classified"}) {
        if (!measure.long_name.starts_with(begins)) continue;
        EXPECT_EQ(measure.over_time, OverTime::stock) << shape->name << "/" << measure.name;
        ++parts;
      }
    }
  }
  EXPECT_GT(parts, 10U);
}

// Panels that divide the portfolio have its measures, which are of one kind in all of them.
TEST(OverTime, AMeasureIsTheSameInEveryPanelThatDividesThePortfolio) {
  const std::set<std::string> divide = {"portfolio", "tier", "segment",    "industry",
                                        "cut_off",   "term", "score_band", "bucket"};
  std::map<std::string, OverTime> kinds;
  std::size_t seen_again = 0;
  for (const auto& shape : models::panel_shapes(models::Scenario{})) {
    if (!divide.contains(shape->name)) continue;
    for (const sim::Measure& measure : shape->measures) {
      const auto [known, is_new] = kinds.emplace(measure.name, measure.over_time);
      if (is_new) continue;
      ++seen_again;
      EXPECT_EQ(known->second, measure.over_time) << shape->name << "/" << measure.name;
    }
  }
  EXPECT_GT(seen_again, 20U);
}

}  // namespace
