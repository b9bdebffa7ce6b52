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

// A naive reader counts each source by itself, in whole hundredths of a point.
TEST(MembershipProperty, NoSourceGivesMoreThanItsCapInAMonth) {
  std::mt19937 random(7);
  const auto up_to = [&](int most) { return static_cast<std::int64_t>(random() % (most + 1U)); };
  std::array<int, 5> capped{};
  for (int run = 0; run < 5'000; ++run) {
    MembershipParameters parameters;
    const std::int64_t per_spent = up_to(9), per_saved = up_to(9), a_month = up_to(200),
                       per_repayment = up_to(50), per_bill = up_to(50);
    parameters.points_per_100_spent = static_cast<double>(per_spent);
    parameters.points_per_1000_saved = static_cast<double>(per_saved);
    parameters.points_per_month = static_cast<double>(a_month);
    parameters.points_per_repayment = static_cast<double>(per_repayment);
    parameters.points_per_bill = static_cast<double>(per_bill);
    const std::array<std::int64_t*, 5> caps = {&parameters.spending_cap, &parameters.savings_cap,
                                               &parameters.tenure_cap, &parameters.repayment_cap,
                                               &parameters.bill_cap};
    for (std::int64_t* cap : caps) {
      if (random() % 2 == 0) *cap = up_to(150);
    }
    const std::int64_t spent = up_to(10'000), saved = up_to(100'000), repayments = up_to(4),
                       bills = up_to(4);
    const std::array<std::int64_t, 5> thousandths = {
        per_spent * spent * 10, per_saved * saved, a_month * 1'000,
        per_repayment * repayments * 1'000, per_bill * bills * 1'000};
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < caps.size(); ++i) {
      expected += std::min(thousandths[i], *caps[i] * 1'000);
      capped[i] += thousandths[i] > *caps[i] * 1'000;
    }
    const std::uint32_t points =
        models::points_earned(parameters, {.spent = Money::of_minor(100 * spent),
                                           .savings = Money::of_minor(100 * saved),
                                           .repayments_on_time = static_cast<int>(repayments),
                                           .bills_paid = static_cast<double>(bills)});
    // Halves and tenths are not exact in binary: a whole sum may lie a little below itself.
    const bool whole = expected % 1'000 == 0;
    ASSERT_TRUE(points == expected / 1'000 || (whole && points + 1 == expected / 1'000));
  }
  for (const int times : capped) EXPECT_GT(times, 100);
}

// A cap that nobody reaches and none at all are the same, since a month holds no more.
TEST(Membership, TheDefaultCapIsWhatAMonthHolds) {
  const MembershipParameters parameters;
  PointsWindow window;
  window.earn(0, models::points_earned(parameters, {.spent = Money::of_minor(10'000'000'00)}));
  EXPECT_EQ(window.total(), models::points_a_month_max);
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

TEST(TierLadder, KeepsTheTierThroughTheDaysOfGrace) {
  MembershipParameters parameters;
  parameters.demotion_grace = {60};
  const TierLadder ladder{parameters};
  const Standing platinum{2, Day{465}};
  EXPECT_EQ(ladder.review(platinum, 2'100, Day{465}), platinum);
  EXPECT_EQ(ladder.review(platinum, 2'100, Day{524}), platinum);
  EXPECT_EQ(ladder.review(platinum, 2'100, Day{525}), (Standing{1, Day{890}}));
  EXPECT_EQ(ladder.review(platinum, 6'000, Day{500}), (Standing{2, Day{865}}));
  EXPECT_EQ(ladder.review(platinum, 18'000, Day{500}), (Standing{3, Day{865}}));
}

// A clerk who follows members by a calendar: when a tier ends, a note says until when its points
// may still be found.
class Clerk {
 public:
  Clerk(std::vector<std::uint32_t> points_from, int valid, int grace)
      : points_from_(std::move(points_from)), valid_(valid), grace_(grace), days_left_(valid) {}

  int tier() const { return tier_; }
  bool in_grace() const { return grace_left_ >= 0; }

  void day_passes() {
    if (days_left_ > 0 && --days_left_ == 0)
      grace_left_ = grace_;
    else if (grace_left_ > 0)
      --grace_left_;
  }
  void review(std::uint32_t points) {
    int earned = 0;
    while (earned + 1 < static_cast<int>(points_from_.size()) && points >= points_from_[earned + 1])
      ++earned;
    const bool rises = earned > tier_;
    const bool renewed = in_grace() && earned == tier_;
    const bool falls = grace_left_ == 0 && earned < tier_;
    if (!rises && !renewed && !falls) return;
    tier_ = earned;
    days_left_ = valid_;
    grace_left_ = -1;
  }

 private:
  std::vector<std::uint32_t> points_from_;
  int valid_, grace_;
  int tier_ = 0;
  int days_left_;
  int grace_left_ = -1;  // not begun
};

TEST(TierLadderOracle, DoesWhatAClerkDoesWhoFollowsEachMember) {
  std::mt19937 random(3);
  int rises = 0, falls = 0, renewals = 0;
  for (int member = 0; member < 400; ++member) {
    MembershipParameters parameters;
    parameters.valid = {static_cast<int>(1 + random() % 400)};
    parameters.demotion_grace = {static_cast<int>(member % 3 == 0 ? 0 : random() % 200)};
    const TierLadder ladder(parameters);
    Clerk clerk({0, 2'000, 6'000, 18'000}, parameters.valid.value, parameters.demotion_grace.value);
    Standing standing = ladder.joined(0, Day{0});
    std::uint32_t points = 0;
    for (int day = 0; day < 3'000; ++day) {
      if (day > 0) clerk.day_passes();
      if (random() % 100 == 0) points = static_cast<std::uint32_t>(random() % 20'000);
      if (random() % 25 != 0) continue;
      const bool graced = clerk.in_grace();
      const int before = clerk.tier();
      const Day until = standing.valid_until;
      standing = ladder.review(standing, points, Day{day});
      clerk.review(points);
      ASSERT_EQ(standing.tier, clerk.tier()) << "member " << member << " on day " << day;
      rises += clerk.tier() > before;
      falls += clerk.tier() < before;
      renewals += graced && clerk.tier() == before && standing.valid_until > until;
    }
  }
  EXPECT_GT(rises, 1000);
  EXPECT_GT(falls, 1000);
  EXPECT_GT(renewals, 1000);
}

}  // namespace
