#include "models/need.hpp"

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
