#include "analysis/breach.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::BreachSearch;
using analysis::proportion;

// R 4.2: binom.test(k, n)$conf.int
TEST(ProportionReference, AgreesWithR) {
  struct Case {
    std::size_t k, n;
    double low, high;
  };
  for (const Case& c :
       {Case{0, 20, 0.000000000, 0.168433471}, Case{1, 20, 0.001265089, 0.248732763},
        Case{10, 20, 0.271957850, 0.728042150}, Case{20, 20, 0.831566529, 1.000000000},
        Case{3, 200, 0.003104108, 0.043208282}}) {
    const auto found = proportion(c.k, c.n);
    EXPECT_NEAR(found.low, c.low, 1e-7) << c.k << " of " << c.n;
    EXPECT_NEAR(found.high, c.high, 1e-7) << c.k << " of " << c.n;
    EXPECT_EQ(found.share, static_cast<double>(c.k) / static_cast<double>(c.n));
  }
}

// Each replication breaches from a severity of its own on, uniform over the range: the level's
// quantile is the level itself.
std::vector<double> thresholds(std::uint32_t problem, int n) {
  std::vector<double> own;
  for (int i = 0; i < n; ++i) {
    sim::Stream draws(sim::StreamKey(11, problem), sim::Purpose{999}, 0, sim::Day{i});
    own.push_back(sim::uniform(draws));
  }
  return own;
}

void search(BreachSearch& found, const std::vector<double>& own, double scale = 1) {
  for (auto places = found.wanted(); !places.empty(); places = found.wanted()) {
    for (const std::size_t place : places) {
      const double severity =
          scale * static_cast<double>(place) / static_cast<double>(found.last_place());
      found.know(place,
                 static_cast<std::size_t>(std::count_if(own.begin(), own.end(),
                                                        [&](double at) { return at <= severity; })),
                 own.size());
    }
  }
}

TEST(BreachSearchOracle, FindsTheOrderStatistic) {
  for (std::uint32_t problem = 0; problem < 50; ++problem) {
    auto own = thresholds(problem, 20);
    BreachSearch found(0.5, 10);
    search(found, own);
    std::sort(own.begin(), own.end());
    ASSERT_TRUE(found.mildest().has_value());
    // The tenth of twenty is the first with half of them; place p has severity p / 1024.
    EXPECT_EQ(*found.mildest(), static_cast<std::size_t>(std::ceil(own[9] * 1024)));
    // 6 and 14 of 20 are the last that agree with one half: binom.test(5, 20) excludes it.
    EXPECT_EQ(*found.surely_below(), static_cast<std::size_t>(std::ceil(own[5] * 1024)) - 1);
    EXPECT_EQ(*found.surely_above(), static_cast<std::size_t>(std::ceil(own[14] * 1024)));
    EXPECT_TRUE(found.is_monotone());
    EXPECT_LE(found.known().size(), 2u + 3u * 10u);
  }
}

TEST(BreachSearchOracle, ItsIntervalCoversTheTruth) {
  constexpr int problems = 1000;
  for (const double level : {0.25, 0.5}) {
    int covered = 0;
    for (std::uint32_t problem = 0; problem < problems; ++problem) {
      BreachSearch found(level, 10);
      search(found, thresholds(problem, 40));
      const auto severity = [&](std::size_t place) { return static_cast<double>(place) / 1024; };
      const bool above = !found.surely_below() || severity(*found.surely_below()) < level;
      const bool below = !found.surely_above() || level < severity(*found.surely_above());
      covered += above && below;
    }
    // Clopper and Pearson promise 95 of 100 at least; whole numbers make it more.
    EXPECT_GE(covered, 940) << level;
    EXPECT_LE(covered, 990) << level;
  }
}

TEST(BreachSearch, SaysWhereNothingOrEverythingBreaches) {
  const auto own = thresholds(1, 20);
  BreachSearch never(0.5, 6);
  search(never, own, 0);
  EXPECT_FALSE(never.mildest().has_value());
  EXPECT_FALSE(never.surely_above().has_value());
  EXPECT_EQ(never.known().size(), 2u);

  BreachSearch always(0.5, 6);
  search(always, std::vector<double>(20, 0.0));
  EXPECT_EQ(always.mildest(), 0u);
  EXPECT_FALSE(always.surely_below().has_value());
}

TEST(BreachSearch, KnowsThatMoreMayBeBetter) {
  BreachSearch found(0.5, 2);
  found.know(0, 0, 10);
  found.know(4, 9, 10);
  EXPECT_TRUE(found.is_monotone());
  found.know(2, 10, 10);
  EXPECT_FALSE(found.is_monotone());
}

}  // namespace
