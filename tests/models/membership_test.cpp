#include "models/membership.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <map>
#include <random>

#include "declared.hpp"

namespace {

using models::MembershipParameters;
using models::PointsWindow;
using models::Standing;
using models::TierLadder;
using models_test::complaints;
using sim::Day;
using sim::Money;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Membership, DefaultsKeepTheirOwnBounds) {
  const MembershipParameters parameters;
  models_test::expect_sound_declaration(parameters);
  for (const models::Tier& tier : parameters.tiers) models_test::expect_sound_declaration(tier);
  EXPECT_THAT(complaints(parameters), IsEmpty());
}

TEST(Membership, ComplainsOfTiersThatCannotBeToldApart) {
  MembershipParameters parameters;
  parameters.tiers[2].points_from = 2'000;
  EXPECT_THAT(complaints(parameters), ElementsAre("tiers[2].points_from"));
  parameters = {};
  parameters.tiers[3].id = "gold";
  EXPECT_THAT(complaints(parameters), ElementsAre("tiers[3].id"));
}

TEST(Membership, ComplainsWhenNobodyHasATier) {
  MembershipParameters parameters;
  parameters.tiers[0].points_from = 1;
  EXPECT_THAT(complaints(parameters), ElementsAre("tiers"));
  parameters.tiers.clear();
  EXPECT_THAT(complaints(parameters), ElementsAre("tiers"));
}

TEST(PointsWindow, ForgetsAMonthAfterTwelve) {
  PointsWindow window;
  window.earn(0, 100);
  window.earn(3, 10);
  window.expire(11);
  EXPECT_EQ(window.total(), 110u);
  window.expire(12);
  EXPECT_EQ(window.total(), 10u);
  window.expire(15);
  EXPECT_EQ(window.total(), 0u);
}

TEST(PointsWindow, HoldsNoMoreThanAMonthCan) {
  PointsWindow window;
  window.earn(5, 65'000);
  window.earn(5, 4'000'000'000);
  EXPECT_EQ(window.total(), 65'535u);
}

TEST(PointsWindowProperty, IsTheSumOfTheLastTwelveMonths) {
  std::mt19937 random(1);
  for (int run = 0; run < 200; ++run) {
    PointsWindow window;
    std::map<int, std::uint32_t> earned;
    int month = 0;
    for (int step = 0; step < 100; ++step) {
      month += static_cast<int>(random() % 4 == 0 ? random() % 15 : random() % 2);
      const auto points = static_cast<std::uint32_t>(random() % 3000);
      if (random() % 4 == 0) {
        window.expire(month);
      } else {
        window.earn(month, points);
        earned[month] += points;
      }
      std::uint32_t expected = 0;
      for (const auto& [when, what] : earned) expected += when > month - 12 ? what : 0;
      ASSERT_EQ(window.total(), expected);
    }
  }
}

TEST(Membership, EarnsForSpendingSavingsTenureAndPunctuality) {
  const MembershipParameters parameters;
  const auto points = [&](std::int64_t spent, std::int64_t savings, int repayments) {
    return models::points_earned(parameters, {.spent = Money::of_minor(100 * spent),
                                              .savings = Money::of_minor(100 * savings),
                                              .repayments_on_time = repayments});
  };
  EXPECT_EQ(points(0, 0, 0), 10u);
  EXPECT_EQ(points(3'000, 0, 0), 160u);
  EXPECT_EQ(points(0, 20'000, 0), 30u);
  EXPECT_EQ(points(0, 0, 2), 50u);
  EXPECT_EQ(points(19, 0, 0), 10u);  // rounded down
  EXPECT_EQ(points(-500, -500, 0), 10u);
}

TEST(TierLadder, StartsEachTierAtItsPoints) {
  const TierLadder ladder{MembershipParameters{}};
  ASSERT_EQ(ladder.size(), 4u);
  const std::vector<std::pair<std::uint32_t, int>> expected = {
      {0, 0},     {1'999, 0},  {2'000, 1},  {5'999, 1},
      {6'000, 2}, {17'999, 2}, {18'000, 3}, {700'000, 3}};
  for (const auto& [points, tier] : expected) EXPECT_EQ(ladder.tier_for(points), tier) << points;
}

TEST(TierLadder, DoesNotDependOnTheOrderInTheScenario) {
  MembershipParameters parameters;
  std::reverse(parameters.tiers.begin(), parameters.tiers.end());
  EXPECT_THAT(complaints(parameters), IsEmpty());
  const TierLadder ladder(parameters);
  EXPECT_EQ(ladder.tier(0).id, "primary");
  EXPECT_EQ(ladder.tier(3).id, "diamond");
  EXPECT_EQ(ladder.tier_for(6'000), 2);
}

TEST(TierLadder, PromotesAtOnceAndForAYear) {
  const TierLadder ladder{MembershipParameters{}};
  const Standing start = ladder.joined(0, Day{0});
  EXPECT_EQ(start, (Standing{0, Day{365}}));
  EXPECT_EQ(ladder.review(start, 6'500, Day{100}), (Standing{2, Day{465}}));
}

TEST(TierLadder, DemotesOnlyWhenTheYearIsOver) {
  const TierLadder ladder{MembershipParameters{}};
  const Standing platinum{2, Day{465}};
  EXPECT_EQ(ladder.review(platinum, 100, Day{464}), platinum);
  EXPECT_EQ(ladder.review(platinum, 2'100, Day{465}), (Standing{1, Day{830}}));
  EXPECT_EQ(ladder.review(platinum, 6'000, Day{480}), (Standing{2, Day{845}}));
}

}  // namespace
