// AUC and KS against hand-worked cases and against counting every pair of accounts.
#include "analysis/score_power.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

#include "sim/check.hpp"

namespace {

using Counts = std::vector<std::int64_t>;

TEST(ScorePowerReference, IsAsWorkedOutByHand) {
  // Good accounts 1, 2, 3 and bad ones 3, 1, 0 by ascending bin: of 24 pairs the good one is higher
  // in 2·3 + 3·4 = 18 and level in 1·3 + 2·1 = 5, so AUC = 20.5/24; the distribution functions are
  // 3/4, 1, 1 and 1/6, 1/2, 1.
  const auto power = analysis::score_power(Counts{1, 2, 3}, Counts{3, 1, 0});
  ASSERT_TRUE(power.has_value());
  EXPECT_DOUBLE_EQ(power->auc, 20.5 / 24);
  EXPECT_DOUBLE_EQ(power->ks, 3.0 / 4 - 1.0 / 6);
  EXPECT_DOUBLE_EQ(power->gini, 2 * 20.5 / 24 - 1);
}

TEST(ScorePower, KnowsTheExtremes) {
  EXPECT_DOUBLE_EQ(analysis::score_power(Counts{0, 5}, Counts{5, 0})->auc, 1);
  EXPECT_DOUBLE_EQ(analysis::score_power(Counts{0, 5}, Counts{5, 0})->ks, 1);
  EXPECT_DOUBLE_EQ(analysis::score_power(Counts{5, 0}, Counts{0, 5})->auc, 0);
  EXPECT_DOUBLE_EQ(analysis::score_power(Counts{4, 8}, Counts{1, 2})->auc, 0.5);
  EXPECT_DOUBLE_EQ(analysis::score_power(Counts{4, 8}, Counts{1, 2})->ks, 0);
}

TEST(ScorePower, IsNotDefinedWithoutGoodOrWithoutBad) {
  EXPECT_FALSE(analysis::score_power(Counts{1, 2}, Counts{0, 0}).has_value());
  EXPECT_FALSE(analysis::score_power(Counts{0, 0}, Counts{1, 2}).has_value());
  EXPECT_FALSE(analysis::score_power({}, {}).has_value());
  EXPECT_THROW(analysis::score_power(Counts{1}, Counts{1, 2}), sim::CheckFailure);
  EXPECT_THROW(analysis::score_power(Counts{-1, 2}, Counts{1, 2}), sim::CheckFailure);
}

// The naive way: every good account against every bad one, and every threshold for the distance.
TEST(ScorePowerOracle, AgreesWithCountingEveryPair) {
  std::mt19937 random(7);
  for (int trial = 0; trial < 200; ++trial) {
    const std::size_t bins = 1 + random() % 8;
    Counts good(bins), bad(bins);
    std::vector<std::size_t> good_accounts, bad_accounts;
    for (std::size_t i = 0; i < bins; ++i) {
      good[i] = random() % 6;
      bad[i] = random() % 4;
      good_accounts.insert(good_accounts.end(), static_cast<std::size_t>(good[i]), i);
      bad_accounts.insert(bad_accounts.end(), static_cast<std::size_t>(bad[i]), i);
    }
    const auto power = analysis::score_power(good, bad);
    ASSERT_EQ(power.has_value(), !good_accounts.empty() && !bad_accounts.empty());
    if (!power) continue;
    double wins = 0, distance = 0;
    for (const std::size_t g : good_accounts) {
      for (const std::size_t b : bad_accounts) wins += g > b ? 1 : g == b ? 0.5 : 0;
    }
    const auto share_up_to = [](const std::vector<std::size_t>& accounts, std::size_t bin) {
      const auto below = std::count_if(accounts.begin(), accounts.end(),
                                       [&](std::size_t account) { return account <= bin; });
      return static_cast<double>(below) / static_cast<double>(accounts.size());
    };
    for (std::size_t bin = 0; bin < bins; ++bin) {
      distance = std::max(
          distance, std::fabs(share_up_to(bad_accounts, bin) - share_up_to(good_accounts, bin)));
    }
    const double pairs = static_cast<double>(good_accounts.size() * bad_accounts.size());
    EXPECT_NEAR(power->auc, wins / pairs, 1e-12);
    EXPECT_NEAR(power->ks, distance, 1e-12);
    EXPECT_NEAR(power->gini, 2 * power->auc - 1, 1e-12);
  }
}

}  // namespace
