#include "models/pricing.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

models::Price price(const models::PricingParameters& parameters, const models::PriceView& view) {
  return models::PriceList(parameters).price(view);
}

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
  for (const models::PriceBand& band : parameters.bands) {
    models_test::expect_sound_declaration(band);
  }
  EXPECT_THAT(complaints(parameters), IsEmpty());
}

TEST(Pricing, ComplainsOfBandsWithAGapOrAnOverlapAndOfAFloorAboveTheCap) {
  PricingParameters parameters;
  parameters.floor = Rate::of_ppm(250'000);
  parameters.bands[0].score_from = 360;
  EXPECT_THAT(complaints(parameters), ElementsAre("floor", "bands"));
  parameters = {};
  parameters.bands[2].score_from = 550;
  parameters.bands[2].id = "fair";
  EXPECT_THAT(complaints(parameters), ElementsAre("bands[2].id", "bands[2].score_from"));
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
  std::reverse(parameters.bands.begin(), parameters.bands.end());
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
