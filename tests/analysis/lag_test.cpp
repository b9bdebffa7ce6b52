// Lags against series whose lag is known: the same series, shifted.
#include "analysis/lag.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::lag_behind;
using analysis::quarters_of;
using analysis::upturn;
using Values = std::vector<double>;

constexpr int length = 40;
constexpr int most = 8;

// A recession: flat, a rise and a slow return.
double hump(double t) {
  return t < 8 ? 4.5 : 4.5 + 5.5 * (t - 8) / 6 * std::exp(1 - (t - 8) / 6);
}

Values shifted(double (*of)(double), int by) {
  Values values;
  for (int t = 0; t < length; ++t) values.push_back(of(t - by));
  return values;
}

TEST(LagOracle, ASeriesThatIsShiftedHasThatLagAndCorrelatesFully) {
  for (int lag = -most; lag <= most; ++lag) {
    const auto found = lag_behind(shifted(hump, 0), shifted(hump, lag), most);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->steps, lag);
    EXPECT_NEAR(found->correlation, 1, 1e-12);
  }
}

TEST(LagOracle, NeitherScaleNorLevelMovesTheLag) {
  Values follower = shifted(hump, 3);
  for (double& value : follower) value = 0.02 + 0.004 * value;
  EXPECT_EQ(lag_behind(shifted(hump, 0), follower, most)->steps, 3);
}

// cos(ωt) against cos(ω(t − k)) over whole periods correlates as cos(ωk): at a quarter of a period
// sine and cosine do not correlate, and the best shift undoes exactly that quarter.
TEST(LagOracle, ASineComesAQuarterOfAPeriodAfterTheCosine) {
  const auto cosine = [](double t) { return std::cos(2 * std::numbers::pi * t / 16); };
  const auto found = lag_behind(shifted(cosine, 0), shifted(cosine, 4), 6);
  EXPECT_EQ(found->steps, 4);
}

TEST(LagProperty, WhoeverFollowsByALagLeadsByItTheOtherWayRound) {
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    sim::Stream draws(sim::StreamKey(11, trial), sim::Purpose{999}, 0, sim::Day{0});
    Values a, b;
    for (int t = 0; t < length; ++t) {
      a.push_back(sim::standard_normal(draws));
      b.push_back(sim::standard_normal(draws));
    }
    const auto one = lag_behind(a, b, most);
    const auto other = lag_behind(b, a, most);
    EXPECT_EQ(one->steps, -other->steps);
    EXPECT_NEAR(one->correlation, other->correlation, 1e-12);
  }
}

TEST(Lag, OfEquallyGoodShiftsTheSmallestIsTaken) {
  const Values wave = {0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1};
  EXPECT_EQ(lag_behind(wave, wave, 8)->steps, 0);
}

TEST(Lag, WhatDoesNotMoveHasNone) {
  const Values still(10, 1.0);
  const Values moving = {1, 2, 3, 4, 5, 4, 3, 2, 1, 0};
  EXPECT_FALSE(lag_behind(still, moving, 4).has_value());
  EXPECT_FALSE(lag_behind(moving, still, 4).has_value());
  EXPECT_FALSE(lag_behind(Values{1, 2}, Values{2, 1}, 4).has_value());
  EXPECT_THROW(lag_behind(Values{1, 2, 3}, Values{1, 2}, 1), sim::CheckFailure);
}

TEST(Lag, AQuarterIsThreeMonthsAndWhatIsLeftIsNone) {
  EXPECT_EQ(quarters_of(Values{1, 2, 3, 4, 5, 6, 7}), (Values{6, 15}));
  EXPECT_TRUE(quarters_of(Values{1, 2}).empty());
}

TEST(UpturnOracle, TheMultipleIsThePeakOverTheYearBeforeTheTurn) {
  //                      turn        top
  const Values leader = {6, 5, 4, 3, 2, 4, 8, 9, 7, 5, 4};
  const Values follower = {9, 9, 1, 2, 2, 3, 4, 5, 9, 10, 6};
  const auto found = upturn(leader, follower, 4);
  ASSERT_TRUE(found.has_value());
  EXPECT_DOUBLE_EQ(found->base, (9 + 1 + 2 + 2) / 4.0);
  EXPECT_DOUBLE_EQ(found->peak, 10);
  EXPECT_DOUBLE_EQ(found->multiple(), 10 / 3.5);
  EXPECT_EQ(found->delay, 2);
}

TEST(UpturnOracle, AShiftedSeriesPeaksThatMuchLater) {
  for (int lag = 0; lag <= most; ++lag) {
    const auto found = upturn(shifted(hump, 0), shifted(hump, lag), 4);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->delay, lag);
    EXPECT_NEAR(found->multiple(), 10 / 4.5, 1e-12);
  }
}

TEST(Upturn, OfAFlatStretchTheLastStepIsTheTurn) {
  EXPECT_DOUBLE_EQ(upturn(Values{1, 1, 1, 4}, Values{9, 2, 4, 6}, 2)->multiple(), 2);
}

TEST(Upturn, ASeriesThatStartsAtItsTurnHasTheStepsThatThereAre) {
  EXPECT_DOUBLE_EQ(upturn(Values{1, 2, 3}, Values{2, 3, 8}, 4)->multiple(), 4);
}

TEST(Upturn, WithoutARiseOrALevelThereIsNone) {
  EXPECT_FALSE(upturn(Values{3, 2, 1}, Values{1, 2, 3}, 4).has_value());
  EXPECT_FALSE(upturn(Values{1, 2, 3}, Values{0, 2, 3}, 4).has_value());
  EXPECT_FALSE(upturn(Values{}, Values{}, 4).has_value());
}

}  // namespace
