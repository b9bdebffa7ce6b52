#include "models/scoring.hpp"

#include <algorithm>
#include <bit>
#include <gmock/gmock.h>
#include <limits>
#include <random>

#include "declared.hpp"

namespace {

using models::Characteristic;
using models::Feature;
using models::PointsScore;
using models::Scorecard;
using models::ScoreView;
using models::ScoringParameters;
using models_test::complaints;
using testing::ElementsAre;
using testing::IsEmpty;

// A scorecard of these characteristics.
ScoringParameters card_of(std::int64_t base, std::vector<Characteristic> characteristics) {
  ScoringParameters parameters;
  parameters.model = PointsScore{.base = base, .characteristics = std::move(characteristics)};
  return parameters;
}

TEST(Scoring, DefaultsKeepTheirOwnBounds) {
  models_test::expect_sound_declaration(ScoringParameters{});
  const PointsScore points;
  models_test::expect_sound_declaration(points);
  for (const Characteristic& one : points.characteristics) {
    models_test::expect_sound_declaration(one);
    for (const std::int64_t each : one.points) EXPECT_LE(std::abs(each), 1000);
  }
  EXPECT_THAT(complaints(points), IsEmpty());
  EXPECT_THAT(complaints(ScoringParameters{}), IsEmpty());
  EXPECT_EQ(points.characteristics.size(), models::feature_count);
}

TEST(Scoring, ComplainsOfATableThatDoesNotFit) {
  PointsScore points;
  points.characteristics[1].points.pop_back();
  EXPECT_THAT(complaints(points), ElementsAre("characteristics[1].points"));
  points = {};
  points.characteristics[2].cuts[1] = points.characteristics[2].cuts[0];
  EXPECT_THAT(complaints(points), ElementsAre("characteristics[2].cuts"));
  points = {};
  points.characteristics[3].id = points.characteristics[0].id;
  EXPECT_THAT(complaints(points), ElementsAre("characteristics[3].id"));
}

TEST(Scorecard, LooksAtTheMemberThatTheFeatureNames) {
  // One characteristic alone moves with its own member, in the order of the enum, and no other.
  for (std::size_t i = 0; i < models::feature_count; ++i) {
    const Scorecard card(card_of(
        500, {{.id = "x", .feature = static_cast<Feature>(i), .cuts = {5000}, .points = {0, 7}}}));
    for (std::size_t j = 0; j < models::feature_count; ++j) {
      std::array<float, models::feature_count> values{};
      values[j] = 5000;
      const auto view = std::bit_cast<ScoreView>(values);
      EXPECT_EQ(card.score(view), i == j ? 507 : 500) << i << " " << j;
    }
  }
}

TEST(Scorecard, StartsTheNextClassOnTheCut) {
  const Scorecard card(card_of(
      500,
      {{.id = "x", .feature = Feature::utilisation, .cuts = {0.3, 0.6}, .points = {1, 2, 3}}}));
  const auto score = [&](float utilisation) {
    ScoreView view;
    view.utilisation = utilisation;
    return card.score(view);
  };
  EXPECT_EQ(score(-1.0F), 501);
  EXPECT_EQ(score(0.3F), 502);
  EXPECT_EQ(score(0.6F), 503);
  EXPECT_EQ(score(std::numeric_limits<float>::infinity()), 503);
  EXPECT_EQ(score(std::numeric_limits<float>::quiet_NaN()), 501);
}

TEST(Scorecard, StaysOnTheScale) {
  EXPECT_EQ(Scorecard(card_of(-1000, {})).score({}), 350);
  EXPECT_EQ(Scorecard(card_of(2000, {})).score({}), 950);
}

TEST(Scorecard, AcceptsFromTheCutOffOn) {
  const Scorecard card{ScoringParameters{}};
  EXPECT_FALSE(card.accepts(549));
  EXPECT_TRUE(card.accepts(550));
}

TEST(ScorecardProperty, AgreesWithReadingTheTablesOneByOne) {
  std::mt19937 random(5);
  for (int run = 0; run < 200; ++run) {
    PointsScore points;
    points.characteristics.clear();
    const std::size_t count = random() % 12;
    for (std::size_t i = 0; i < count; ++i) {
      Characteristic one{.id = std::to_string(i),
                         .feature = static_cast<Feature>(random() % models::feature_count),
                         .cuts = {},
                         .points = {}};
      const std::size_t cuts = random() % 6;
      for (std::size_t j = 0; j < cuts; ++j) {
        one.cuts.push_back(static_cast<double>(100 * j + random() % 100));
      }
      for (std::size_t j = 0; j <= cuts; ++j) {
        one.points.push_back(static_cast<int>(random() % 101) - 50);
      }
      points.characteristics.push_back(one);
    }
    ASSERT_THAT(complaints(points), IsEmpty());
    const Scorecard card(card_of(points.base, points.characteristics));
    for (int i = 0; i < 100; ++i) {
      std::array<float, models::feature_count> values;
      for (float& value : values) value = static_cast<float>(random() % 700) - 50;
      const auto view = std::bit_cast<ScoreView>(values);
      std::int64_t expected = points.base;
      for (const Characteristic& one : points.characteristics) {
        const float value = values[static_cast<std::size_t>(one.feature)];
        const auto above = std::upper_bound(one.cuts.begin(), one.cuts.end(), value);
        const auto at = static_cast<std::size_t>(above - one.cuts.begin());
        ASSERT_EQ(models::class_of(one, value), at);
        expected += one.points[at];
      }
      ASSERT_EQ(card.score(view), std::clamp<std::int64_t>(expected, 350, 950));
    }
  }
}

// Where it may happen; a feature that is known of everybody costs nothing.
TEST(Scorecard, GivesTheMissingTheirOwnPoints) {
  ScoringParameters parameters = card_of(500, {{.id = "x",
                                                .feature = Feature::savings_level,
                                                .cuts = {1},
                                                .points = {-20, 30},
                                                .missing_points = 7}});
  ScoreView view;
  view.savings_level = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(Scorecard(parameters).score(view), 480);
  parameters.observation = {{.id = "s", .feature = Feature::savings_level, .missing = {0.1}}};
  const Scorecard card(parameters);
  EXPECT_EQ(card.score(view), 507);
  view.savings_level = 2;
  EXPECT_EQ(card.score(view), 530);
  EXPECT_EQ(models::class_of(std::get<PointsScore>(parameters.model).characteristics[0],
                             std::numeric_limits<float>::quiet_NaN()),
            2u);
}

TEST(Scorecard, PutsTypicalPeopleWhereTheBandsExpectThem) {
  const Scorecard card{ScoringParameters{}};
  const ScoreView first{.tenure_months = 24, .income_volatility = 0.15F};
  EXPECT_NEAR(card.score(first), 630, 15);
  const ScoreView good{.tenure_months = 60,
                       .on_time_payments = 30,
                       .utilisation = 0.2F,
                       .spending_level = 3,
                       .savings_level = 4,
                       .income_volatility = 0.05F,
                       .open_loans = 1,
                       .recent_applications = 1,
                       .age = 40};
  EXPECT_NEAR(card.score(good), 720, 15);
  const ScoreView late{.tenure_months = 10,
                       .on_time_payments = 6,
                       .months_since_late = 1,
                       .worst_dpd = 65,
                       .utilisation = 0.8F,
                       .spending_level = 0.8F,
                       .savings_level = 0.5F,
                       .income_volatility = 0.3F,
                       .open_loans = 1,
                       .recent_applications = 1};
  EXPECT_NEAR(card.score(late), 400, 20);
}

}  // namespace
