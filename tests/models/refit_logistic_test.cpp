// Logistic models fitted anew: to data whose truth is known, and to designs made by hand.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <tuple>

#include "models/logistic_regression.hpp"
#include "models/refit.hpp"

namespace {

using models::Feature;
using models::LogisticScore;
using models::LogisticTerm;
using models::SeenApplication;
using models::Transform;

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

// Terms of each kind: a logarithm with a cap, a standardised one with a floor and missing people,
// and a plain one.
LogisticScore truth() {
  return {.intercept = 1.5,
          .terms = {{.id = "tenure",
                     .feature = Feature::tenure_months,
                     .coefficient = 0.4,
                     .transform = Transform::log,
                     .high = 60},
                    {.id = "dpd",
                     .feature = Feature::worst_dpd,
                     .coefficient = -0.8,
                     .low = 5,
                     .high = 90,
                     .mean = 20,
                     .deviation = 25,
                     .missing = 40},
                    {.id = "volatility",
                     .feature = Feature::income_volatility,
                     .coefficient = -2,
                     .high = 0.8}},
          .scale = {}};
}

// What the coefficient multiplies, by the C library.
double taken(const LogisticTerm& term, const SeenApplication& of) {
  const float value = of.features[static_cast<std::size_t>(term.feature)];
  const double x =
      std::clamp<double>(std::isnan(value) ? term.missing : value, term.low, term.high);
  return ((term.transform == Transform::log ? std::log1p(x) : x) - term.mean) / term.deviation;
}

double probability_good(const LogisticScore& model, const SeenApplication& of) {
  double log_odds = model.intercept;
  for (const LogisticTerm& term : model.terms) log_odds += term.coefficient * taken(term, of);
  return 1 / (1 + std::exp(-log_odds));
}

std::vector<SeenApplication> drawn(std::size_t count, const LogisticScore& from, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> unit(0, 1);
  std::vector<SeenApplication> made(count);
  for (SeenApplication& one : made) {
    const auto set = [&](Feature feature, float value) {
      one.features[static_cast<std::size_t>(feature)] = value;
    };
    set(Feature::tenure_months, std::floor(90 * unit(random)));
    set(Feature::worst_dpd, unit(random) < 0.2F ? unknown : std::floor(120 * unit(random)));
    set(Feature::income_volatility, unit(random));
    one.score = 600;
    one.accepted = true;
    one.bad = unit(random) >= probability_good(from, one);
  }
  return made;
}

LogisticScore fitted(const LogisticScore& model, const std::vector<SeenApplication>& known,
                     models::FittedSigns signs = models::FittedSigns::keep) {
  models::RefitParameters parameters;
  parameters.signs = signs;
  const auto made = models::refit(model, parameters, known);
  EXPECT_TRUE(made);
  return made ? std::get<LogisticScore>(made->model) : model;
}

LogisticScore without_coefficients(LogisticScore model) {
  model.intercept = 0;
  for (LogisticTerm& term : model.terms) term.coefficient = 0;
  return model;
}

// Standard errors at the truth: the roots of the diagonal of the inverse information, by Gauss and
// Jordan.
std::vector<double> standard_errors(const LogisticScore& model,
                                    const std::vector<SeenApplication>& known) {
  const std::size_t size = model.terms.size() + 1;
  std::vector<std::vector<double>> rows(size, std::vector<double>(2 * size));
  for (const SeenApplication& one : known) {
    std::vector<double> x = {1};
    for (const LogisticTerm& term : model.terms) x.push_back(taken(term, one));
    const double p = probability_good(model, one);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) rows[i][j] += p * (1 - p) * x[i] * x[j];
  }
  for (std::size_t i = 0; i < size; ++i) rows[i][size + i] = 1;
  for (std::size_t i = 0; i < size; ++i) {
    const double pivot = rows[i][i];
    for (double& one : rows[i]) one /= pivot;
    for (std::size_t j = 0; j < size; ++j) {
      if (j == i) continue;
      const double times = rows[j][i];
      for (std::size_t k = 0; k < 2 * size; ++k) rows[j][k] -= times * rows[i][k];
    }
  }
  std::vector<double> errors;
  for (std::size_t i = 0; i < size; ++i) errors.push_back(std::sqrt(rows[i][size + i]));
  return errors;
}

// Of forty samples the errors over their standard errors have a mean square of one, with a standard
// error of 0.22, and a mean of zero, with one of 0.16.
TEST(LogisticRefitOracle, FindsTheCoefficientsThatMadeTheDataWithinTheirStandardErrors) {
  constexpr int samples = 40;
  const LogisticScore from = truth(), start = without_coefficients(from);
  std::vector<double> sums(from.terms.size() + 1), squares(sums.size());
  for (unsigned sample = 0; sample < samples; ++sample) {
    const auto known = drawn(8000, from, 100 + sample);
    const LogisticScore found = fitted(start, known, models::FittedSigns::free);
    const std::vector<double> errors = standard_errors(from, known);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double off = i == 0 ? found.intercept - from.intercept
                                : found.terms[i - 1].coefficient - from.terms[i - 1].coefficient;
      sums[i] += off / errors[i] / samples;
      squares[i] += off * off / errors[i] / errors[i] / samples;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_NEAR(sums[i], 0, 0.6) << i;
    EXPECT_NEAR(squares[i], 1, 0.7) << i;
  }
}

// The design, its prior and the way back by hand. The declined count in means and deviations alone.
TEST(LogisticRefitOracle, IsTheRegressionOnStandardisedColumns) {
  auto known = drawn(4000, truth(), 1);
  for (std::size_t i = 0; i < known.size(); ++i)
    known[i].accepted = i % 2 == 0 || known[i].features[0] > 30;
  LogisticScore start = truth();
  start.terms[0].coefficient = -0.3;
  start.terms[2].coefficient = 1;
  models::DesignRows rows;
  rows.entries = 3;
  std::vector<double> means(3), deviations(3), prior;
  const auto count = static_cast<double>(known.size());
  for (std::size_t i = 0; i < 3; ++i) {
    double variance = 0;
    for (const auto& one : known) means[i] += taken(start.terms[i], one) / count;
    for (const auto& one : known)
      variance += std::pow(taken(start.terms[i], one) - means[i], 2) / count;
    deviations[i] = std::sqrt(variance);
    prior.push_back(start.terms[i].coefficient * deviations[i]);
  }
  for (const auto& one : known) {
    if (!one.accepted) continue;
    for (std::size_t i = 0; i < 3; ++i) {
      rows.columns.push_back(static_cast<std::uint16_t>(i));
      rows.values.push_back((taken(start.terms[i], one) - means[i]) / deviations[i]);
    }
    rows.good.push_back(one.bad ? 0 : 1);
    rows.weight.push_back(1);
  }
  const auto by_hand = models::fit_logistic(rows, prior, 4);
  ASSERT_TRUE(by_hand);
  const LogisticScore found = fitted(start, known, models::FittedSigns::free);
  double intercept = by_hand->intercept;
  for (std::size_t i = 0; i < 3; ++i) {
    const double coefficient = by_hand->coefficients[i] / deviations[i];
    EXPECT_NEAR(found.terms[i].coefficient, coefficient, 1e-8) << i;
    intercept -= coefficient * means[i];
  }
  EXPECT_NEAR(found.intercept, intercept, 1e-8);
}

// Whatever unit a term is written in, it is the same model, prior included.
TEST(LogisticRefitProperty, AnotherUnitOfATermIsTheSameModel) {
  const auto known = drawn(2000, truth(), 2);
  const LogisticScore plain = truth();
  LogisticScore other = plain;
  LogisticTerm& term = other.terms[1];
  term.deviation *= 1000;
  term.coefficient *= 1000;
  term.mean = 55;
  const LogisticScore a = fitted(plain, known), b = fitted(other, known);
  EXPECT_NEAR(b.terms[1].coefficient, 1000 * a.terms[1].coefficient, 1e-5);
  for (const SeenApplication& one : known)
    ASSERT_NEAR(probability_good(a, one), probability_good(b, one), 1e-9);
}

// A term that all have alike says nothing, and its part of the log-odds is the intercept's.
TEST(LogisticRefitProperty, ATermThatIsTheSameForAllKeepsItsCoefficient) {
  auto known = drawn(2000, truth(), 3);
  LogisticScore model = truth();
  model.terms.push_back({.id = "age", .feature = Feature::age, .coefficient = 0.1});
  for (auto& one : known) one.features[static_cast<std::size_t>(Feature::age)] = 30.3F;
  const LogisticScore with = fitted(model, known), without = fitted(truth(), known);
  EXPECT_EQ(with.terms[3].coefficient, 0.1);
  double good = 0, expected = 0;
  for (const SeenApplication& one : known) {
    good += one.bad ? 0 : 1;
    expected += probability_good(with, one);
    ASSERT_NEAR(probability_good(with, one), probability_good(without, one), 1e-9);
  }
  EXPECT_NEAR(expected, good, 1e-6);
}

// Only those that were declined differ in it: it stays nearly what it was.
TEST(LogisticRefit, ATermThatTheAcceptedHaveAlikeStaysNearItsPrior) {
  auto known = drawn(4000, truth(), 4);
  LogisticScore model = truth();
  model.terms.push_back({.id = "age", .feature = Feature::age, .coefficient = 0.1});
  for (std::size_t i = 0; i < known.size(); ++i) {
    known[i].accepted = i % 2 == 0;
    known[i].features[static_cast<std::size_t>(Feature::age)] = i % 2 == 0 ? 30 : 50;
  }
  EXPECT_NEAR(fitted(model, known).terms[3].coefficient, 0.1, 1e-9);
}

// Judgement has a sign wrong: its term is out, and the others are as if it had never been there.
TEST(LogisticRefitProperty, ATermWhoseSignWouldTurnIsOut) {
  auto known = drawn(4000, truth(), 6);
  for (std::size_t i = 0; i < known.size(); ++i) known[i].accepted = i % 5 != 0;
  LogisticScore model = truth(), without = truth();
  model.terms[1].coefficient = 0.8;
  without.terms.erase(without.terms.begin() + 1);
  for (const auto inference : {models::RejectInference::none, models::RejectInference::augmentation,
                               models::RejectInference::parcelling}) {
    models::RefitParameters parameters;
    parameters.reject_inference = inference;
    const auto kept = models::refit(model, parameters, known);
    const auto never = models::refit(without, parameters, known);
    parameters.signs = models::FittedSigns::free;
    const auto turned = models::refit(model, parameters, known);
    ASSERT_TRUE(kept && never && turned);
    const auto& in = std::get<LogisticScore>(kept->model);
    const auto& out = std::get<LogisticScore>(never->model);
    EXPECT_LT(std::get<LogisticScore>(turned->model).terms[1].coefficient, -0.5);
    EXPECT_EQ(in.terms[1].coefficient, 0);
    EXPECT_NEAR(in.terms[0].coefficient, out.terms[0].coefficient, 1e-8);
    EXPECT_NEAR(in.terms[2].coefficient, out.terms[1].coefficient, 1e-8);
    EXPECT_NEAR(in.intercept, out.intercept, 1e-8);
    EXPECT_NEAR(kept->rejected_bad, never->rejected_bad, 1e-9);
  }
}

TEST(LogisticRefit, ChangesNothingButInterceptAndCoefficients) {
  const auto known = drawn(2000, truth(), 5);
  LogisticScore before = truth();
  before.scale.base_score = 580;
  const LogisticScore after = fitted(before, known);
  EXPECT_EQ(after.scale.base_score, 580);
  for (std::size_t i = 0; i < before.terms.size(); ++i) {
    const LogisticTerm &a = before.terms[i], &b = after.terms[i];
    EXPECT_NE(a.coefficient, b.coefficient);
    EXPECT_EQ(
        std::tie(a.id, a.feature, a.transform, a.low, a.high, a.mean, a.deviation, a.missing),
        std::tie(b.id, b.feature, b.transform, b.low, b.high, b.mean, b.deviation, b.missing));
  }
}

}  // namespace
