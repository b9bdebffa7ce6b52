// Scores fitted anew: what is written down, what is made of the declined, and what it does.
#include "models/refit.hpp"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

#include "models/measures.hpp"
#include "models/scoring.hpp"
#include "small_scenario.hpp"

namespace {

using models::Feature;
using models::PointsScore;
using models::RefitParameters;
using models::RejectInference;
using models::ScoreModel;
using models::SeenApplication;
using models_test::digest;
using models_test::small_scenario;
using models_test::Stepper;

PointsScore one_characteristic() {
  return {.base = 600,
          .characteristics = {
              {.id = "x", .feature = Feature::utilisation, .cuts = {0.5}, .points = {10, -10}}}};
}

// The same as a logistic model: a line through two points is as free as two classes, where it may
// rise as well as fall.
models::LogisticScore one_term() {
  return {.intercept = 3,
          .terms = {{.id = "x", .feature = Feature::utilisation, .coefficient = -1}},
          .scale = {}};
}

const std::vector<ScoreModel> both_models = {one_characteristic(), one_term()};

// `count` applications in a class (a utilisation of 0.4, 0.6), of which every `nth` is bad.
void add(std::vector<SeenApplication>& known, int count, int nth, int at, int score,
         bool accepted) {
  for (int i = 0; i < count; ++i) {
    SeenApplication one{.day = i, .accepted = accepted, .bad = accepted && i % nth == 0};
    one.score = static_cast<std::uint16_t>(score);
    one.features[static_cast<std::size_t>(Feature::utilisation)] = at == 0 ? 0.4F : 0.6F;
    known.push_back(one);
  }
}

const PointsScore& card_of(const models::Refit& made) {
  return std::get<PointsScore>(made.model);
}

double log_odds_bad(const models::Refit& made, const RefitParameters& parameters, std::size_t at) {
  if (const auto* model = std::get_if<models::LogisticScore>(&made.model)) {
    const double utilisation = at == 0 ? 0.4 : 0.6;
    return -(model->intercept + model->terms[0].coefficient * utilisation);
  }
  const auto& card = card_of(made);
  const double score = static_cast<double>(card.base + card.characteristics[0].points[at]);
  return -((score - parameters.scale.base_score) / parameters.scale.points_per_log_odds() +
           std::log(parameters.scale.base_odds));
}

// With one characteristic the fit is the odds of each class; of a card the scale makes them points.
TEST(RefitReference, OneCharacteristicHasTheOddsOfItsClasses) {
  std::vector<SeenApplication> known;
  add(known, 20'000, 50, 0, 600, true);
  add(known, 10'000, 10, 1, 600, true);
  const RefitParameters parameters;
  for (const ScoreModel& model : both_models) {
    const auto made = models::refit(model, parameters, known);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->model.index(), model.index());
    EXPECT_EQ(made->accepted, 30'000);
    EXPECT_EQ(made->bad, 1400);
    EXPECT_EQ(made->rejected, 0);
    // Points are whole numbers: one of them is 0.023 in log-odds.
    EXPECT_NEAR(log_odds_bad(*made, parameters, 0), std::log(0.02 / 0.98), 0.03);
    EXPECT_NEAR(log_odds_bad(*made, parameters, 1), std::log(0.1 / 0.9), 0.03);
    if (model.index() != 0) continue;
    EXPECT_EQ(card_of(*made).characteristics[0].cuts, one_characteristic().characteristics[0].cuts);
  }
}

TEST(Refit, AClassThatNobodyIsInKeepsItsDistance) {
  PointsScore card = one_characteristic();
  card.characteristics[0].cuts = {0.5, 0.9};
  card.characteristics[0].points = {10, -10, -70};
  std::vector<SeenApplication> known;
  add(known, 20'000, 40, 0, 600, true);
  add(known, 20'000, 40, 1, 600, true);
  const auto made = models::refit(card, {}, known);
  ASSERT_TRUE(made);
  const auto& points = card_of(*made).characteristics[0].points;
  EXPECT_NEAR(static_cast<double>(points[0]), static_cast<double>(points[1]), 1);
  // The two that are known lie at the middle of their points before, at 0.
  EXPECT_EQ(points[2], -70);
}

TEST(Refit, WithFewBadNothingIsFitted) {
  std::vector<SeenApplication> known;
  add(known, 490, 10, 0, 600, true);
  EXPECT_FALSE(models::refit(one_characteristic(), {}, known));
  add(known, 10, 10, 1, 600, true);
  EXPECT_TRUE(models::refit(one_characteristic(), {}, known));
}

// Of those with a low score a tenth is accepted. In the class the low are many, so the accepted of
// the class are better than all who applied; their weights put it right.
TEST(RefitReference, AugmentationCountsTheAcceptedForAllOfTheirScore) {
  std::vector<SeenApplication> known;
  add(known, 1000, 4, 0, 500, true);  // 25 % bad, for all 10,000
  add(known, 9000, 1, 0, 500, false);
  add(known, 10'000, 50, 0, 700, true);  // 2 % bad
  add(known, 10'000, 20, 1, 700, true);
  for (const ScoreModel& model : both_models) {
    RefitParameters parameters;
    parameters.signs = models::FittedSigns::free;
    const auto naive = models::refit(model, parameters, known);
    parameters.reject_inference = RejectInference::augmentation;
    const auto made = models::refit(model, parameters, known);
    ASSERT_TRUE(naive && made);
    EXPECT_EQ(made->rejected, 9000);
    EXPECT_NEAR(log_odds_bad(*naive, parameters, 0), std::log(450.0 / 10'550), 0.04);
    EXPECT_NEAR(log_odds_bad(*made, parameters, 0), std::log(2700.0 / 17'300), 0.04);
    EXPECT_NEAR(made->rejected_bad, 0.135, 0.005);
  }
}

TEST(RefitReference, ParcellingTakesTheDeclinedAsTheOddsSay) {
  std::vector<SeenApplication> known;
  add(known, 10'000, 10, 0, 600, true);
  add(known, 10'000, 20, 1, 600, true);
  add(known, 10'000, 1, 0, 500, false);
  add(known, 5000, 1, 1, 500, false);
  for (const ScoreModel& model : both_models) {
    RefitParameters parameters;
    parameters.signs = models::FittedSigns::free;
    parameters.reject_inference = RejectInference::parcelling;
    const auto same = models::refit(model, parameters, known);
    parameters.rejected_odds = 3;
    const auto worse = models::refit(model, parameters, known);
    ASSERT_TRUE(same && worse);
    // As the accepted: the declined add nothing.
    EXPECT_NEAR(log_odds_bad(*same, parameters, 0), std::log(0.1 / 0.9), 0.04);
    EXPECT_NEAR(log_odds_bad(*same, parameters, 1), std::log(0.05 / 0.95), 0.04);
    // Three times the odds 1/9 is 1/3, a quarter bad; three times 1/19 is 3/19, 3 of 22.
    EXPECT_NEAR(log_odds_bad(*worse, parameters, 0), std::log(0.175 / 0.825), 0.04);
    const double bad = (500 + 5000 * 3 / 22.0) / 15'000;
    EXPECT_NEAR(log_odds_bad(*worse, parameters, 1), std::log(bad / (1 - bad)), 0.04);
  }
}

models::Scenario refitting(RejectInference inference = RejectInference::none) {
  models::Scenario scenario = small_scenario(4000, 3, 12);
  scenario.economy.shocks = {{.id = "slump", .size = {0.06}}};
  scenario.scoring.refit.every = 12;
  scenario.scoring.refit.reject_inference = inference;
  return scenario;
}

models::Scenario refitting_terms(RejectInference inference = RejectInference::none) {
  models::Scenario scenario = refitting(inference);
  scenario.scoring.model = models::LogisticScore{};
  return scenario;
}

TEST(RefitProperty, ItIsTheSameInAnyShardsAndThreads) {
  for (const auto inference : {RejectInference::none, RejectInference::parcelling}) {
    const std::string once = digest(refitting(inference), 1, 5000);
    EXPECT_EQ(digest(refitting(inference), 2, 70), once);
  }
  const auto augmented = refitting_terms(RejectInference::augmentation);
  EXPECT_EQ(digest(augmented, 2, 70), digest(augmented, 1, 4000));
}

// Not even in the last bit, which whole points would hide.
TEST(RefitProperty, TheFitDoesNotDependOnTheOrderOfShards) {
  for (const models::Scenario& scenario : {refitting(), refitting_terms()}) {
    const auto fits = [&](std::uint32_t shard_size) {
      std::vector<double> found;
      models::Settings settings;
      settings.shard_size = shard_size;
      settings.on_refit = [&](const models::Refit& one) {
        found.push_back(one.rejected_bad);
        const auto* model = std::get_if<models::LogisticScore>(&one.model);
        if (model == nullptr) return;
        found.push_back(model->intercept);
        for (const auto& term : model->terms) found.push_back(term.coefficient);
      };
      sim::Workers workers(1);
      models::simulate(scenario, 0, settings, workers);
      return found;
    };
    const auto once = fits(4000);
    EXPECT_EQ(once.size() % 3, 0u);
    EXPECT_GT(once.size(), 0u);
    EXPECT_GT(once[0], 0);
    EXPECT_EQ(fits(70), once);
    EXPECT_EQ(fits(333), once);
  }
}

// The mean score of all members by month, from the middles of its bins.
std::vector<double> mean_scores(const models::Scenario& scenario) {
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const sim::Panel& panel = panels[static_cast<std::size_t>(models::PanelId::score)];
  std::vector<double> means;
  for (std::size_t month = 0; month < static_cast<std::size_t>(scenario.months()); ++month) {
    double sum = 0, members = 0;
    for (std::size_t bin = 0; bin < models::score_bins; ++bin) {
      const auto count = static_cast<double>(panel.at(month * models::score_bins + bin, 0));
      sum += count * (355.0 + 10.0 * static_cast<double>(bin));
      members += count;
    }
    means.push_back(sum / members);
  }
  return means;
}

TEST(Refit, TheNewCardScoresFromTheNextMonthOnOnItsScale) {
  models::Scenario low = refitting(), high = refitting();
  low.run.years = high.run.years = 2;
  low.scoring.refit.scale.base_score = 550;
  high.scoring.refit.scale.base_score = 650;
  const auto below = mean_scores(low), above = mean_scores(high);
  for (std::size_t month = 0; month < 12; ++month) EXPECT_EQ(below[month], above[month]) << month;
  EXPECT_NEAR(above[12] - below[12], 100, 10);
}

std::vector<std::int64_t> refits_by_month(const models::Scenario& scenario) {
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const sim::Panel& panel = panels[static_cast<std::size_t>(models::PanelId::portfolio)];
  std::vector<std::int64_t> refits;
  for (std::size_t month = 0; month < panel.cells(); ++month)
    refits.push_back(panel.at(month, static_cast<std::size_t>(models::PortfolioMeasure::refits)));
  return refits;
}

TEST(Refit, ComesAtTheEndOfEverySoManyMonths) {
  models::Scenario scenario = refitting();
  scenario.scoring.refit.every = 9;
  const auto refits = refits_by_month(scenario);
  for (std::size_t month = 0; month < refits.size(); ++month)
    EXPECT_EQ(refits[month], month % 9 == 8) << month;
}

// What a refit changes, it changes from the next morning on: the months before are the same.
void expect_change_from_the_next_morning_on(models::Scenario with) {
  models::Scenario without = with;
  without.scoring.refit.every = 0;
  with.run.years = without.run.years = 1;
  sim::Workers workers(1);
  const auto a = models::simulate(with, 0, {}, workers);
  const auto b = models::simulate(without, 0, {}, workers);
  const auto refits = static_cast<std::size_t>(models::PortfolioMeasure::refits);
  for (std::size_t p = 0; p < a.size(); ++p) {
    for (std::size_t cell = 0; cell < a[p].cells(); ++cell) {
      for (std::size_t m = 0; m < a[p].shape().measures.size(); ++m) {
        if (p == static_cast<std::size_t>(models::PanelId::portfolio) && m == refits) continue;
        ASSERT_EQ(a[p].at(cell, m), b[p].at(cell, m)) << a[p].shape().name << " " << cell;
      }
    }
  }
  with.run.years = without.run.years = 2;
  const auto new_means = mean_scores(with), old_means = mean_scores(without);
  EXPECT_EQ(new_means[11], old_means[11]);
  EXPECT_GT(std::abs(new_means[12] - old_means[12]), 1);
}

TEST(RefitProperty, NothingChangesBeforeIt) {
  expect_change_from_the_next_morning_on(refitting());
  expect_change_from_the_next_morning_on(refitting_terms());
}

// Somebody who looks at every borrower at each month's end, and asks at the end what was known.
TEST(RefitOracle, OutcomesAreThoseThatASecondReaderSees) {
  models::Scenario scenario = refitting();
  scenario.scoring.accept_rejected = {0.3};
  scenario.retention.attrition.value = 0.5;
  scenario.population.vacancy = {10};
  scenario.scoring.refit.sample = 1000;
  Stepper stepper(scenario, 500);
  const sim::Timeline& timeline = stepper.world().timeline;
  std::map<std::pair<std::uint32_t, std::uint16_t>, int> defaulted;  // person, month
  std::int64_t known = 0, bad = 0, accepted = 0, passed_over = 0, first_ones = 0;
  std::int64_t of_first_card = 0, as_scored = 0;
  const models::Scorecard first_card(scenario.scoring);
  std::set<std::uint32_t> people;
  for (int month = 0; timeline.first_day(month).value() < timeline.days(); ++month) {
    stepper.run_to(timeline.first_day(month + 1));
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      for (const models::Borrower& b : stepper.run().shard(i).borrowers) {
        if (b.defaulted || b.status == models::SeatStatus::barred)
          defaulted.emplace(std::pair(b.seat, b.generation), month);
      }
    }
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      stepper.run().shard(i).applications.for_each_known(month, [&](const SeenApplication& one) {
        ++known;
        bad += one.bad;
        accepted += one.accepted;
        people.insert(one.seat);
        ASSERT_EQ(timeline.month_of(sim::Day(one.day)), one.month);
        ASSERT_GE(month, one.month + 12);
        ASSERT_LT(month, one.month + 24);
        // Who applies for the first time in months has no application before this one.
        first_ones += one.features[static_cast<std::size_t>(Feature::recent_applications)] == 0;
        // The score was updated up to a month before, when it may have seen other features.
        if (one.month < 24) {
          const int again = first_card.score(std::bit_cast<models::ScoreView>(one.features));
          ++of_first_card;
          as_scored += std::abs(again - one.score) < 10;
        }
        const auto found = defaulted.find({one.seat, one.generation});
        const bool within = found != defaulted.end() && found->second <= one.month + 12;
        ASSERT_EQ(one.bad, within) << one.seat << " in " << month;
        // Nobody who had defaulted before is among them.
        ASSERT_TRUE(found == defaulted.end() || found->second >= one.month);
        ASSERT_EQ(one.below, one.score < scenario.scoring.cut_off);
        passed_over += one.below && one.accepted;
        ASSERT_TRUE(one.accepted || one.below);
      });
    }
  }
  EXPECT_GT(known, 10'000);
  EXPECT_GT(bad, 300);
  EXPECT_GT(accepted, known / 2);
  EXPECT_GT(passed_over, 0);
  EXPECT_GT(first_ones, 0);
  EXPECT_GT(as_scored, of_first_card * 3 / 4) << of_first_card;
  // A third of the seats, and of those who follow in them.
  EXPECT_GT(people.size(), 800u);
  EXPECT_LT(people.size(), 2200u);
}

TEST(Refit, WithoutItNothingIsWrittenDown) {
  Stepper stepper(small_scenario(500, 1));
  stepper.run_to(sim::Day(300));
  EXPECT_EQ(stepper.run().shard(0).applications.bytes(), 0u);
}

}  // namespace
