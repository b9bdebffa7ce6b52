// The logistic model: its formula, its scale, and the scorecard that it can be.
#include "models/logistic_score.hpp"

#include <bit>
#include <cmath>
#include <gmock/gmock.h>
#include <limits>
#include <random>

#include "declared.hpp"
#include "models/scoring.hpp"

namespace {

using models::Characteristic;
using models::Feature;
using models::LogisticScore;
using models::LogisticTerm;
using models::PointsScore;
using models::Scorecard;
using models::ScoreView;
using models::ScoringParameters;
using models::Transform;
using models_test::complaints;
using testing::ElementsAre;
using testing::IsEmpty;

ScoringParameters logistic(LogisticScore model) {
  ScoringParameters parameters;
  parameters.model = std::move(model);
  return parameters;
}

TEST(LogisticScore, DefaultsKeepTheirOwnBounds) {
  const LogisticScore model;
  models_test::expect_sound_declaration(model);
  models_test::expect_sound_declaration(model.scale);
  for (const LogisticTerm& one : model.terms) models_test::expect_sound_declaration(one);
  EXPECT_THAT(complaints(model), IsEmpty());
  EXPECT_EQ(model.terms.size(), models::feature_count);
}

TEST(LogisticScore, ComplainsOfTermsThatDoNotFit) {
  LogisticScore model;
  model.terms[1].low = model.terms[1].high + 1;
  EXPECT_THAT(complaints(model), ElementsAre("terms[1].low"));
  model = {};
  model.terms[0].low = -1;  // has a logarithm
  EXPECT_THAT(complaints(model), ElementsAre("terms[0].low"));
  model = {};
  model.terms[3].id = model.terms[0].id;
  EXPECT_THAT(complaints(model), ElementsAre("terms[3].id"));
}

// The scale by hand: 600 at 20 to 1; 40 points more at 40 to 1, and 40 less at 10 to 1.
TEST(LogisticScoreReference, TheScaleDoublesTheOdds) {
  LogisticScore model;
  model.terms.clear();
  model.scale = {.points_to_double_odds = 40, .base_score = 600, .base_odds = 20};
  const std::vector<std::pair<double, int>> expected = {
      {20, 600}, {40, 640}, {10, 560}, {160, 720}};
  for (const auto& [odds, score] : expected) {
    model.intercept = std::log(odds);
    EXPECT_EQ(Scorecard(logistic(model)).score({}), score) << odds;
  }
  model.intercept = 1000;
  EXPECT_EQ(Scorecard(logistic(model)).score({}), models::score_highest);
  model.intercept = -1000;
  EXPECT_EQ(Scorecard(logistic(model)).score({}), models::score_lowest);
}

// The formula of the header, in doubles and with the C library's functions.
TEST(LogisticScoreOracle, AgreesWithTheFormula) {
  std::mt19937 random(8);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int run = 0; run < 200; ++run) {
    LogisticScore model;
    model.intercept = unit(random) * 2;
    model.terms.clear();
    model.scale = {.points_to_double_odds = 20 + 40 * unit(random),
                   .base_score = 500 + 200 * unit(random),
                   .base_odds = 1 + 50 * unit(random)};
    for (std::size_t i = 0; i < random() % 12; ++i) {
      const double low = 3 * unit(random);
      model.terms.push_back({.id = std::to_string(i),
                             .feature = static_cast<Feature>(random() % models::feature_count),
                             .coefficient = unit(random) - 0.5,
                             .transform = random() % 2 == 0 ? Transform::log : Transform::none,
                             .low = low,
                             .high = low + 5 * unit(random),
                             .mean = unit(random),
                             .deviation = 0.2 + unit(random),
                             .missing = 6 * unit(random)});
    }
    ASSERT_THAT(complaints(model), IsEmpty());
    const Scorecard card(logistic(model));
    for (int i = 0; i < 50; ++i) {
      models::FeatureValues values;
      for (float& value : values) {
        value = random() % 10 == 0 ? std::numeric_limits<float>::quiet_NaN()
                                   : static_cast<float>(10 * unit(random) - 1);
      }
      double log_odds = model.intercept;
      for (const LogisticTerm& one : model.terms) {
        const double seen = values[static_cast<std::size_t>(one.feature)];
        const double x = std::clamp(std::isnan(seen) ? one.missing : seen, one.low, one.high);
        const double taken = one.transform == Transform::log ? std::log1p(x) : x;
        ASSERT_NEAR(models::standardised(one, values[static_cast<std::size_t>(one.feature)]),
                    (taken - one.mean) / one.deviation, 1e-12);
        log_odds += one.coefficient * (taken - one.mean) / one.deviation;
      }
      const double score =
          model.scale.base_score + model.scale.points_to_double_odds / std::log(2.0) *
                                       (log_odds - std::log(model.scale.base_odds));
      // To the nearest whole number, from floats.
      EXPECT_NEAR(card.score(std::bit_cast<ScoreView>(values)), std::clamp(score, 350.0, 950.0),
                  0.502);
    }
  }
}

// Held between a cut and the number just below it, a feature is a step.
TEST(LogisticScoreProperty, AModelOfStepsIsAScorecard) {
  std::mt19937 random(9);
  for (int run = 0; run < 100; ++run) {
    PointsScore points{.base = 600, .characteristics = {}};
    LogisticScore model;
    model.terms.clear();
    const double unit = model.scale.points_per_log_odds();
    double base = 600;
    for (std::size_t i = 0; i < models::feature_count; ++i) {
      Characteristic one{
          .id = std::to_string(i), .feature = static_cast<Feature>(i), .cuts = {}, .points = {}};
      for (std::size_t j = 0; j < random() % 5; ++j)
        one.cuts.push_back(static_cast<double>(10 * j + 1 + random() % 10));
      for (std::size_t j = 0; j <= one.cuts.size(); ++j)
        one.points.push_back(static_cast<int>(random() % 61) - 30);
      base += static_cast<double>(one.points[0]);
      for (std::size_t j = 0; j < one.cuts.size(); ++j) {
        const auto cut = static_cast<float>(one.cuts[j]);
        const float below = std::nextafter(cut, 0.0F);
        model.terms.push_back(
            {.id = one.id + "." + std::to_string(j),
             .feature = one.feature,
             .coefficient = static_cast<double>(one.points[j + 1] - one.points[j]) / unit,
             .low = below,
             .high = cut,
             .mean = below,
             .deviation = static_cast<double>(cut) - static_cast<double>(below)});
      }
      points.characteristics.push_back(std::move(one));
    }
    model.intercept = (base - model.scale.score(0)) / unit;
    ScoringParameters steps;
    steps.model = points;
    const Scorecard card(steps), same(logistic(model));
    for (int i = 0; i < 100; ++i) {
      models::FeatureValues values;
      for (float& value : values) value = static_cast<float>(random() % 50);
      const auto view = std::bit_cast<ScoreView>(values);
      ASSERT_EQ(same.score(view), card.score(view));
    }
  }
}

TEST(LogisticScore, PutsTypicalPeopleWhereTheScorecardPutsThem) {
  const Scorecard card(logistic({})), points{ScoringParameters{}};
  const ScoreView first{.tenure_months = 24, .income_volatility = 0.15F};
  EXPECT_NEAR(card.score(first), points.score(first), 40);
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
  EXPECT_LT(card.score(late), 500);
}

}  // namespace
