#include "models/need.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "declared.hpp"

namespace {

using models::NeedParameters;
using models::NeedView;
using models_test::complaints;
using sim::Money;
using sim::Rate;
using testing::ElementsAre;
using testing::IsEmpty;

Money yuan(std::int64_t major) {
  return Money::of_minor(major * 100);
}

NeedView plain() {
  return {.base_rate = 0.5,
          .month_of_year = 5,
          .price = NeedParameters{}.reference_price,
          .limit = yuan(10'000),
          .headroom = yuan(10'000)};
}

TEST(Need, DefaultsAreValidAndTheSeasonAveragesOne) {
  const NeedParameters parameters;
  EXPECT_THAT(complaints(parameters), IsEmpty());
  double sum = 0;
  for (const double factor : parameters.season) sum += factor;
  EXPECT_NEAR(sum, 12, 1e-12);
}

TEST(Need, ComplainsOfAYearWithoutTwelveMonthsAndOfALoanBelowAStep) {
  NeedParameters parameters;
  parameters.season.pop_back();
  parameters.loan_min = yuan(10);
  EXPECT_THAT(complaints(parameters), ElementsAre("season", "loan_min"));
}

TEST(Need, ThePersonsOwnRateHoldsInAnAverageMonthAtTheReferencePrice) {
  EXPECT_DOUBLE_EQ(models::need_rate(NeedParameters{}, plain()), 0.5);
}

TEST(Need, APriceOnePercentHigherMeansOnePointThreePercentFewerNeeds) {
  NeedView view = plain();
  const double before = models::need_rate(NeedParameters{}, view);
  view.price = Rate::of_ppm(view.price.ppm() * 101 / 100);
  EXPECT_NEAR(models::need_rate(NeedParameters{}, view) / before, 1 - 0.013, 2e-4);
}

TEST(Need, AnInterestFreeLoanIsNotNeededWithoutBound) {
  NeedView view = plain();
  view.price = Rate{};
  EXPECT_LT(models::need_rate(NeedParameters{}, view), 20);
}

TEST(Need, NobodyNeedsALoanThatDoesNotFit) {
  NeedView view = plain();
  view.headroom = yuan(499);
  EXPECT_EQ(models::need_rate(NeedParameters{}, view), 0);
  EXPECT_EQ(models::need_amount(NeedParameters{}, yuan(6'000), view.headroom, 0.9), Money{});
}

// Who means to pay turns away from a high price, who does not or has no other way comes all the
// same; at the reference price they are alike.
TEST(NeedOracle, TheAnswerToThePriceIsThePersonsOwn) {
  const NeedParameters parameters;
  const auto at = [&](double price_ratio, double willingness, bool short_of_cash) {
    NeedView view = plain();
    view.price = Rate::of_ppm(std::llround(static_cast<double>(view.price.ppm()) * price_ratio));
    view.willingness = willingness;
    view.short_of_cash = short_of_cash;
    return models::need_rate(parameters, view);
  };
  for (const double willingness : {-3.0, 0.0, 1.0, 4.0})
    EXPECT_DOUBLE_EQ(at(1, willingness, false), at(1, 0, false));
  const double half_more = 1.5;
  const auto elasticity = [&](double willingness, bool short_of_cash) {
    return std::log(at(half_more, willingness, short_of_cash) / at(1, willingness, short_of_cash)) /
           std::log(half_more);
  };
  EXPECT_NEAR(elasticity(0, false), -1.3, 1e-6);
  EXPECT_NEAR(elasticity(1, false), -1.3 * 1.15, 1e-6);
  EXPECT_NEAR(elasticity(9, false), -1.3 * 1.3, 1e-6);
  EXPECT_NEAR(elasticity(-9, false), -1.3 * 0.7, 1e-6);
  EXPECT_NEAR(elasticity(1, true), -1.3 * 0.7, 1e-6);
}

TEST(NeedOracle, OffersStandWhereOnePays) {
  const NeedParameters parameters;
  const auto at = [&](double level) {
    NeedView view = plain();
    view.spending_level = level;
    return models::need_rate(parameters, view);
  };
  EXPECT_NEAR(at(0), 0.5 / 1.3, 1e-12);
  EXPECT_NEAR(at(2), 0.5 * 1.6 / 1.3, 1e-12);
  EXPECT_EQ(at(4), at(40));
}

TEST(NeedProperty, TierShortageAndSqueezeRaiseNeeds) {
  const NeedParameters parameters;
  const double before = models::need_rate(parameters, plain());
  NeedView view = plain();
  view.tier_benefit = 1;
  EXPECT_GT(models::need_rate(parameters, view), before);
  view = plain();
  view.short_of_cash = true;
  EXPECT_GT(models::need_rate(parameters, view), before);
  double last = before;
  for (int used = 1'000; used <= 9'000; used += 1'000) {
    view = plain();
    view.headroom = yuan(10'000 - used);
    EXPECT_GT(models::need_rate(parameters, view), last);
    last = models::need_rate(parameters, view);
  }
}

TEST(NeedProperty, AmountsAreWholeStepsWithinTheHeadroomAndRiseWithTheDraw) {
  const NeedParameters parameters;
  Money last;
  for (int i = 0; i < 10'000; ++i) {
    const double u = (i + 0.5) / 10'000;
    const Money amount = models::need_amount(parameters, yuan(6'000), yuan(8'765), u);
    EXPECT_GE(amount, parameters.loan_min);
    EXPECT_LE(amount, yuan(8'765));
    EXPECT_EQ(amount.minor() % parameters.loan_step.minor(), 0);
    EXPECT_GE(amount, last);
    last = amount;
  }
  EXPECT_EQ(last, yuan(8'700));
}

TEST(NeedOracle, TheAverageAmountIsThatOfTheExponentialDistribution) {
  const NeedParameters parameters;
  double sum = 0;
  constexpr int cells = 100'000;
  for (int i = 0; i < cells; ++i) {
    const Money amount =
        models::need_amount(parameters, yuan(100'000), yuan(10'000'000), (i + 0.5) / cells);
    sum += static_cast<double>(amount.minor());
  }
  const double mean = 100 * (0.5 * 100'000 + 0.1 * 10'000'000);
  EXPECT_NEAR(sum / cells / mean, 1, 1e-3);
}

}  // namespace
