#include "models/limits.hpp"

#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

using models::LimitAction;
using models::LimitClimate;
using models::LimitDecision;
using models::LimitParameters;
using models::LimitView;
using models_test::complaints;
using sim::Money;
using testing::ElementsAre;
using testing::IsEmpty;

Money major(std::int64_t amount) {
  return Money::of_minor(100 * amount);
}

// A customer whom a review leaves alone: half-way up, using little.
LimitView steady() {
  return {.score = 660,
          .tier_multiplier = 1,
          .monthly_income = major(8'000),
          .score_before = 660,
          .worst_dpd = 0,
          .limit = major(24'000),
          .balance = major(2'000),
          .frozen = false};
}

TEST(Limits, DefaultsKeepTheirOwnBounds) {
  const LimitParameters parameters;
  models_test::expect_sound_declaration(parameters);
  for (const models::LimitBand& band : parameters.bands) {
    models_test::expect_sound_declaration(band);
  }
  EXPECT_THAT(complaints(parameters), IsEmpty());
}

TEST(Limits, ComplainsOfBoundsAndBandsThatDoNotFit) {
  LimitParameters parameters;
  parameters.minimum = major(300'050);
  EXPECT_THAT(complaints(parameters), ElementsAre("minimum", "minimum"));
  parameters = {};
  parameters.bands.erase(parameters.bands.begin());
  EXPECT_THAT(complaints(parameters), ElementsAre("bands"));
  parameters = {};
  parameters.bands[4].score_from = 650;
  EXPECT_THAT(complaints(parameters), ElementsAre("bands[4].score_from"));
}

TEST(Limits, StartAtAMultipleOfIncomeByScoreAndTier) {
  LimitView view = steady();
  EXPECT_EQ(models::initial_limit({}, {}, view), major(24'000));
  view.tier_multiplier = 1.5;
  EXPECT_EQ(models::initial_limit({}, {}, view), major(36'000));
  view.score = 649;
  EXPECT_EQ(models::initial_limit({}, {}, view), major(21'600));
}

TEST(Limits, AreRoundedDownToHundredsBetweenTheLeastAndTheMost) {
  LimitView view = steady();
  view.monthly_income = Money::of_minor(8'033'33);
  EXPECT_EQ(models::initial_limit({}, {}, view), major(24'000));
  view.monthly_income = major(1);
  EXPECT_EQ(models::initial_limit({}, {}, view), major(1'000));
  view.monthly_income = major(1'000'000);
  EXPECT_EQ(models::initial_limit({}, {}, view), major(300'000));
}

TEST(Limits, AreNoneWhereTheBandGivesNone) {
  LimitParameters parameters;
  parameters.bands[0].multiple = 0;
  LimitView view = steady();
  view.score = 400;
  EXPECT_EQ(models::initial_limit(parameters, {}, view), Money{});
  view.limit = Money{};
  EXPECT_EQ(models::review_limit(parameters, {}, view).action, LimitAction::unchanged);
}

TEST(Limits, RiseWhenUsedAndEarned) {
  LimitView view = steady();
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
  view.balance = major(9'600);  // exactly 40 %
  const LimitDecision raised = models::review_limit({}, {}, view);
  EXPECT_EQ(raised.action, LimitAction::raised);
  EXPECT_EQ(raised.limit, major(28'800));
  view.score = view.score_before = 619;
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
}

TEST(Limits, RiseNoFurtherThanTheCeiling) {
  LimitView view = steady();
  view.limit = view.balance = major(47'000);
  EXPECT_EQ(models::review_limit({}, {}, view).limit, major(48'000));  // twice the first limit
  view.limit = view.balance = major(48'000);
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
}

TEST(Limits, FallWhenThePaymentWasLateOrTheScoreFell) {
  LimitView view = steady();
  view.worst_dpd = 8;
  const LimitDecision cut = models::review_limit({}, {}, view);
  EXPECT_EQ(cut.action, LimitAction::cut);
  EXPECT_EQ(cut.limit, major(19'200));
  view = steady();
  view.score_before = view.score + 40;
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::cut);
  view.score_before = view.score + 39;
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
  view = steady();
  view.worst_dpd = 10;
  view.limit = major(1'000);
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
}

TEST(Limits, AreNotRaisedByACutWhereTheLeastHasRisenSince) {
  LimitView view = steady();
  view.worst_dpd = 10;
  view.limit = major(500);
  EXPECT_EQ(models::review_limit({}, {}, view).limit, major(500));
}

TEST(Limits, FreezeAtThirtyDaysAndThawAfterAQuietPeriod) {
  LimitView view = steady();
  view.worst_dpd = 30;
  LimitDecision decision = models::review_limit({}, {}, view);
  EXPECT_EQ(decision.action, LimitAction::frozen);
  EXPECT_EQ(decision.limit, view.limit);
  view.frozen = true;
  EXPECT_EQ(models::review_limit({}, {}, view).action, LimitAction::unchanged);
  view.worst_dpd = 29;
  decision = models::review_limit({}, {}, view);
  EXPECT_EQ(decision.action, LimitAction::freed);
  EXPECT_EQ(decision.limit, view.limit);
}

TEST(Limits, TheOverlayShrinksFirstLimitsAndCutsWeakScoresOnly) {
  const LimitParameters parameters;
  const LimitClimate bad = models::limit_climate(parameters, 0.015, Money{});
  EXPECT_TRUE(bad.overlay);
  LimitView view = steady();
  view.balance = view.limit;
  EXPECT_EQ(models::initial_limit(parameters, bad, view), major(20'400));
  EXPECT_EQ(models::review_limit(parameters, bad, view).action, LimitAction::unchanged);
  view.score = view.score_before = 649;
  const LimitDecision cut = models::review_limit(parameters, bad, view);
  EXPECT_EQ(cut.action, LimitAction::cut);
  EXPECT_EQ(cut.limit, major(20'400));
}

// However long it lasts: review after review, a weak score ends at what a new customer is given,
// and a limit that is below it already stays. Lateness cuts on.
TEST(LimitsProperty, AnOverlayThatLastsEndsAtTheLimitOfANewCustomer) {
  const LimitParameters parameters;
  const LimitClimate bad = models::limit_climate(parameters, 0.10, Money{});
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    LimitView view = steady();
    view.score = view.score_before = 350 + static_cast<int>(random() % 300);
    view.monthly_income = major(1'000 + static_cast<std::int64_t>(random() % 30'000));
    view.limit = major(100 * static_cast<std::int64_t>(10 + random() % 2'000));
    const Money before = view.limit;
    const Money first = models::initial_limit(parameters, bad, view);
    for (int review = 0; review < 60; ++review) {
      view.limit = models::review_limit(parameters, bad, view).limit;
    }
    EXPECT_EQ(view.limit, std::min(before, first)) << before.minor() << " " << first.minor();
    view.worst_dpd = static_cast<int>(parameters.cut_dpd.value);
    EXPECT_LE(models::review_limit(parameters, bad, view).limit, view.limit);
    view.limit = major(100'000);
    EXPECT_EQ(models::review_limit(parameters, bad, view).limit, major(80'000));
  }
}

TEST(Limits, TheOverlayCanBeSwitchedOff) {
  LimitParameters parameters;
  EXPECT_FALSE(models::limit_climate(parameters, 0.0149, Money{}).overlay);
  parameters.overlay_unemployment = {1};
  EXPECT_FALSE(models::limit_climate(parameters, 1, Money{}).overlay);
}

TEST(Limits, NothingRisesInAFullPortfolio) {
  LimitParameters parameters;
  EXPECT_FALSE(models::limit_climate(parameters, 0, major(1'000'000'000)).portfolio_full);
  parameters.portfolio_cap = major(1'000'000);
  EXPECT_FALSE(models::limit_climate(parameters, 0, major(999'999)).portfolio_full);
  const LimitClimate full = models::limit_climate(parameters, 0, major(1'000'000));
  EXPECT_TRUE(full.portfolio_full);
  LimitView view = steady();
  view.balance = view.limit;
  EXPECT_EQ(models::review_limit(parameters, full, view).action, LimitAction::unchanged);
}

TEST(LimitsProperty, AnyReviewKeepsToTheBoundsAndItsActionSaysWhichWayItWent) {
  std::mt19937 random(8);
  const LimitParameters parameters;
  const auto below = [&](int bound) {
    return static_cast<int>(random() % static_cast<unsigned>(bound));
  };
  for (int i = 0; i < 50'000; ++i) {
    LimitView view;
    view.score = 350 + below(601);
    view.score_before = 350 + below(601);
    view.tier_multiplier = 0.5 + below(4) * 0.5;
    view.monthly_income = Money::of_minor(below(5'000'000));
    view.worst_dpd = random() % 2 == 0 ? 0 : below(60);
    view.limit = major(1'000 + 100 * below(2'991));
    view.balance = Money::of_minor(below(40'000'000));
    view.frozen = random() % 4 == 0;
    const LimitClimate climate{random() % 4 == 0, random() % 4 == 0};
    const LimitDecision decision = models::review_limit(parameters, climate, view);
    ASSERT_GE(decision.limit, parameters.minimum);
    ASSERT_LE(decision.limit, parameters.maximum);
    ASSERT_EQ(decision.limit.minor() % 100'00, 0);
    ASSERT_EQ(decision.action == LimitAction::raised, decision.limit > view.limit);
    ASSERT_EQ(decision.action == LimitAction::cut, decision.limit < view.limit);
    const Money first = models::initial_limit(parameters, climate, view);
    ASSERT_GE(first, parameters.minimum);
    ASSERT_LE(first, parameters.maximum);
    ASSERT_EQ(first.minor() % 100'00, 0);
  }
}

}  // namespace
