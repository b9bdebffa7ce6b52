#include "models/pricing.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

models::Price price(const models::PricingParameters& parameters, const models::PriceView& view) {
  return models::PriceList(parameters).price(view);
}

using models::CostPlusPricing;
using models::GridPricing;
using models::Price;
using models::PriceView;
using models::PricingParameters;
using models_test::complaints;
using sim::Rate;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Pricing, DefaultsKeepTheirOwnBounds) {
  const PricingParameters parameters;
  models_test::expect_sound_declaration(parameters);
  models_test::expect_sound_declaration(GridPricing{});
  for (const models::PriceBand& band : GridPricing{}.bands) {
    models_test::expect_sound_declaration(band);
  }
  models_test::expect_sound_declaration(CostPlusPricing{});
  for (const models::RiskBand& band : CostPlusPricing{}.risk) {
    models_test::expect_sound_declaration(band);
  }
  EXPECT_THAT(complaints(GridPricing{}), IsEmpty());
  EXPECT_THAT(complaints(CostPlusPricing{}), IsEmpty());
  EXPECT_THAT(complaints(parameters), IsEmpty());
}

TEST(Pricing, ComplainsOfBandsWithAGapOrAnOverlapAndOfAFloorAboveTheCap) {
  PricingParameters parameters;
  parameters.floor = Rate::of_ppm(250'000);
  EXPECT_THAT(complaints(parameters), ElementsAre("floor"));
  GridPricing grid;
  grid.bands[0].score_from = 360;
  EXPECT_THAT(complaints(grid), ElementsAre("bands"));
  grid = {};
  grid.bands[2].score_from = 550;
  grid.bands[2].id = "fair";
  EXPECT_THAT(complaints(grid), ElementsAre("bands[2].id", "bands[2].score_from"));
  CostPlusPricing parts;
  parts.risk[0].score_from = 360;
  EXPECT_THAT(complaints(parts), ElementsAre("risk"));
}

TEST(Pricing, AddsUpBaseScoreProductAndTier) {
  const Price asked = price(
      PricingParameters{},
      {.score = 620, .tier_discount = Rate::of_ppm(10'000), .product_add = Rate::of_ppm(5'000)});
  EXPECT_EQ(asked.list, Rate::of_ppm(145'000 + 20'000 + 5'000));
  EXPECT_EQ(asked.paid, Rate::of_ppm(160'000));
}

TEST(Pricing, StartsTheNextBandAtItsScoreWhateverTheOrder) {
  PricingParameters parameters;
  auto& bands = std::get<GridPricing>(parameters.policy).bands;
  std::reverse(bands.begin(), bands.end());
  EXPECT_THAT(complaints(parameters), IsEmpty());
  EXPECT_EQ(price(parameters, {.score = 549}).list, Rate::of_ppm(225'000));
  EXPECT_EQ(price(parameters, {.score = 550}).list, Rate::of_ppm(190'000));
  EXPECT_EQ(price(parameters, {.score = 950}).list, Rate::of_ppm(105'000));
}

TEST(Pricing, PassesOnAPartOfTheChangeOfThePolicyRate) {
  EXPECT_EQ(price({}, {.score = 660, .policy_rate_change = Rate::of_ppm(20'000)}).list,
            Rate::of_ppm(155'000));
  EXPECT_EQ(price({}, {.score = 660, .policy_rate_change = Rate::of_ppm(-20'000)}).list,
            Rate::of_ppm(135'000));
}

TEST(Pricing, GivesTheDiscountUnderTheCapToo) {
  const PriceView view{
      .score = 400, .tier_discount = Rate::of_ppm(20'000), .product_add = Rate::of_ppm(100'000)};
  const Price asked = price({}, view);
  EXPECT_EQ(asked.list, Rate::of_ppm(240'000));
  EXPECT_EQ(asked.paid, Rate::of_ppm(220'000));
}

TEST(Pricing, CostPlusAddsUpWhatTheLoanCostsAndIsToEarn) {
  PricingParameters parameters;
  parameters.policy = CostPlusPricing{};
  // Funds 3 + 2.5, losses 3 % × 0.9, operations 3, margin 3; over half a year and over three.
  PriceView view{.score = 620,
                 .tier_discount = Rate::of_ppm(10'000),
                 .product_add = Rate::of_ppm(5'000),
                 .policy_rate = Rate::of_ppm(30'000)};
  EXPECT_EQ(price(parameters, view).list, Rate::of_ppm(30'000 + 25'000 + 27'000 + 60'000 + 5'000));
  EXPECT_EQ(price(parameters, view).paid, Rate::of_ppm(137'000));
  view.term_years = 3;  // 1 - 0.97^3 = 0.087327
  EXPECT_EQ(price(parameters, view).list, Rate::of_ppm(120'000 + 26'198));
  view.score = 400;  // 1 - 0.8^3 = 0.488, times 0.3
  EXPECT_EQ(price(parameters, view).list, parameters.cap);
  parameters.cap = Rate::of_ppm(400'000);
  EXPECT_EQ(price(parameters, view).list, Rate::of_ppm(120'000 + 146'400));
}

// In continuous time a loan that shrinks evenly loses hazard × loss on what is owed, whatever its
// term; the rule charges no more than that, and nearly that of what is rare.
TEST(PricingProperty, ExpectedLossIsBelowTheHazardAndNearItWhereDefaultsAreRare) {
  for (const double probability : {0.001, 0.01, 0.1, 0.5}) {
    const double hazard = -std::log1p(-probability) * 0.9;
    double before = 1;
    for (const double years : {7 / 365.0, 0.25, 1.0, 2.0, 3.0}) {
      const double loss =
          static_cast<double>(models::expected_loss({probability}, {0.9}, years).ppm()) * 1e-6;
      EXPECT_LE(loss, hazard + 1e-6);
      EXPECT_LE(loss, before + 1e-6);
      EXPECT_GE(loss, hazard * (1 + std::log1p(-probability) * years / 2) - 1e-6);
      before = loss;
    }
  }
  EXPECT_EQ(models::expected_loss({0.08}, {0.5}, 1.0), Rate::of_ppm(40'000));
}

TEST(PricingProperty, KeepsToTheFloorAndTheCapAndNeverChargesABetterScoreMore) {
  std::mt19937 random(6);
  const PricingParameters parameters;
  const auto rate = [&](int below, int from) {
    return Rate::of_ppm(static_cast<int>(random() % static_cast<unsigned>(below)) + from);
  };
  for (int i = 0; i < 20'000; ++i) {
    PriceView view{.score = 350 + static_cast<int>(random() % 600),
                   .tier_discount = rate(360'000, 0),
                   .product_add = rate(400'000, -200'000),
                   .policy_rate_change = rate(400'000, -200'000)};
    const Price asked = price(parameters, view);
    ASSERT_GE(asked.paid, parameters.floor);
    ASSERT_LE(asked.paid, asked.list);
    ASSERT_LE(asked.list, parameters.cap);
    view.score += 1;
    ASSERT_LE(price(parameters, view).paid, asked.paid);
  }
}

}  // namespace
