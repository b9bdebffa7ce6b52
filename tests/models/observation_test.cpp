// What the lender does not know, and what it misreads.
#include "models/observation.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "declared.hpp"
#include "models/measures.hpp"
#include "small_scenario.hpp"

namespace {

using models::Feature;
using models::Observation;
using models::ObservedFeature;
using models::ScoreView;
using models_test::digest;
using models_test::small_scenario;
using testing::ElementsAre;

const sim::StreamKey key(1, 0);

ObservedFeature item(Feature feature, double missing, double noise) {
  return {.id = std::string(models::name_of(feature)),
          .feature = feature,
          .missing = {missing},
          .noise = noise};
}

TEST(Observation, ComplainsOfAFeatureThatStandsTwice) {
  models::ScoringParameters parameters;
  parameters.observation = {item(Feature::age, 0.1, 0), item(Feature::age, 0.2, 0)};
  parameters.observation[1].id = "again";
  EXPECT_THAT(models_test::complaints(parameters), ElementsAre("observation[1].feature"));
  models_test::expect_sound_declaration(parameters.observation[0]);
}

TEST(Observation, WhatIsNotKnownOfAPersonIsNeverKnown) {
  const Observation observation({item(Feature::savings_level, 0.3, 0)});
  int missing = 0;
  for (std::uint64_t person = 0; person < 4000; ++person) {
    const ScoreView today = observation.seen(key, person, sim::Day(5), {.age = 41});
    const ScoreView later = observation.seen(key, person, sim::Day(700), {.age = 43});
    EXPECT_EQ(std::isnan(today.savings_level), std::isnan(later.savings_level));
    EXPECT_EQ(today.age, 41);
    EXPECT_EQ(later.age, 43);
    missing += std::isnan(today.savings_level);
  }
  EXPECT_NEAR(missing / 4000.0, 0.3, 5 * std::sqrt(0.3 * 0.7 / 4000));
}

TEST(Observation, TheErrorIsLogNormalAndNewAtEveryUpdate) {
  const Observation observation({item(Feature::savings_level, 0, 0.5)});
  double sum = 0, squares = 0, products = 0;
  constexpr int n = 4000;
  for (int person = 0; person < n; ++person) {
    const auto error = [&](int day) {
      const ScoreView seen = observation.seen(key, static_cast<std::uint64_t>(person),
                                              sim::Day(day), {.savings_level = 2, .age = 41});
      EXPECT_EQ(seen.age, 41);
      return std::log(static_cast<double>(seen.savings_level) / 2);
    };
    const double first = error(5), second = error(35);
    EXPECT_EQ(first, error(5));
    sum += first;
    squares += first * first;
    products += first * second;
  }
  EXPECT_NEAR(sum / n, 0, 5 * 0.5 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 0.25, 5 * 0.25 * std::sqrt(2.0 / n));
  EXPECT_NEAR(products / n, 0, 5 * 0.25 / std::sqrt(n));
}

TEST(ObservationProperty, WhatBefallsOneFeatureDoesNotDependOnTheOthers) {
  const Observation alone({item(Feature::age, 0.2, 0.3)});
  const Observation all({item(Feature::savings_level, 0.5, 1), item(Feature::age, 0.2, 0.3),
                         item(Feature::tenure_months, 0.5, 1)});
  for (std::uint64_t person = 0; person < 300; ++person) {
    const float age = alone.seen(key, person, sim::Day(9), {}).age;
    const float same = all.seen(key, person, sim::Day(9), {}).age;
    EXPECT_TRUE(age == same || (std::isnan(age) && std::isnan(same)));
  }
}

models::Scenario seen_badly(double missing, double noise) {
  models::Scenario scenario = small_scenario(3000, 2);
  for (std::size_t i = 0; i < models::feature_count; ++i)
    scenario.scoring.observation.push_back(item(static_cast<Feature>(i), missing, noise));
  return scenario;
}

TEST(ObservationProperty, PerfectSightIsNoSightAtAll) {
  EXPECT_EQ(digest(seen_badly(0, 0), 1, 1000), digest(small_scenario(3000, 2), 1, 1000));
}

TEST(ObservationProperty, ItIsTheSameInAnyShards) {
  EXPECT_EQ(digest(seen_badly(0.2, 0.3), 2, 70), digest(seen_badly(0.2, 0.3), 1, 4000));
}

// Of whom nothing is known has the base score and the points of the missing, neither more nor less.
TEST(Observation, WhereNothingIsKnownAllHaveOneScore) {
  models::Scenario scenario = seen_badly(1, 0);
  std::get<models::PointsScore>(scenario.scoring.model).characteristics[2].missing_points = 40;
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const sim::Panel& panel = panels[static_cast<std::size_t>(models::PanelId::score)];
  for (std::size_t bin = 0; bin < models::score_bins; ++bin)
    EXPECT_EQ(panel.at(12 * models::score_bins + bin, 0) > 0, bin == models::score_bin_of(600));
}

}  // namespace
