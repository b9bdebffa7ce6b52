// Iteratively reweighted least squares against what it must satisfy, and against another way there.
#include "models/logistic_regression.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace {

using models::ClassedRows;
using models::fit_logistic;
using models::LogisticFit;

// Two characteristics of three and two classes, and a truth.
const std::vector<double> truth = {-0.8, 0.1, 0.9, 0.6, -0.4};
constexpr double truth_intercept = 1.2;

ClassedRows sample(std::size_t rows, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  ClassedRows made;
  made.characteristics = 2;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto a = static_cast<std::uint16_t>(random() % 3);
    const auto b = static_cast<std::uint16_t>(3 + random() % 2);
    const double p = 1 / (1 + std::exp(-(truth_intercept + truth[a] + truth[b])));
    made.classes.insert(made.classes.end(), {a, b});
    made.good.push_back(unit(random) < p ? 1 : 0);
    made.weight.push_back(1 + static_cast<double>(random() % 3));
  }
  return made;
}

// The same maximum by climbing along one coordinate after the other, each by Newton's method on
// that one alone: slow, and nothing of it is the same.
LogisticFit by_coordinates(const ClassedRows& rows, const std::vector<double>& prior,
                           double ridge) {
  LogisticFit fit{0, std::vector<double>(prior.size()), 0};
  for (int sweep = 0; sweep < 20'000; ++sweep) {
    double moved = 0;
    for (std::size_t at = 0; at <= prior.size(); ++at) {
      const bool is_intercept = at == prior.size();
      double gradient = is_intercept ? 0 : -ridge * (fit.coefficients[at] - prior[at]);
      double curvature = is_intercept ? 0 : ridge;
      for (std::size_t row = 0; row < rows.rows(); ++row) {
        const std::uint16_t a = rows.classes[2 * row], b = rows.classes[2 * row + 1];
        if (!is_intercept && a != at && b != at) continue;
        const double eta = fit.intercept + fit.coefficients[a] + fit.coefficients[b];
        const double p = 1 / (1 + std::exp(-eta));
        gradient += rows.weight[row] * (rows.good[row] - p);
        curvature += rows.weight[row] * p * (1 - p);
      }
      (is_intercept ? fit.intercept : fit.coefficients[at]) += gradient / curvature;
      moved = std::max(moved, std::abs(gradient / curvature));
    }
    if (moved < 1e-11) break;
  }
  return fit;
}

TEST(LogisticRegressionOracle, AgreesWithClimbingByCoordinates) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const ClassedRows rows = sample(200, seed);
    const std::vector<double> prior = {0.3, 0, -0.2, 0.5, 0};
    const auto fit = fit_logistic(rows, prior, 1.0);
    ASSERT_TRUE(fit);
    const LogisticFit other = by_coordinates(rows, prior, 1.0);
    EXPECT_NEAR(fit->intercept, other.intercept, 1e-7);
    for (std::size_t i = 0; i < prior.size(); ++i)
      EXPECT_NEAR(fit->coefficients[i], other.coefficients[i], 1e-7) << i;
    EXPECT_LT(fit->iterations, 12);
  }
}

TEST(LogisticRegressionOracle, FindsTheCoefficientsThatMadeTheData) {
  const ClassedRows rows = sample(60'000, 7);
  const auto fit = fit_logistic(rows, std::vector<double>(5), 1e-3);
  ASSERT_TRUE(fit);
  const auto& c = fit->coefficients;
  // Differences within a characteristic are what the data know.
  EXPECT_NEAR(c[1] - c[0], truth[1] - truth[0], 0.1);
  EXPECT_NEAR(c[2] - c[0], truth[2] - truth[0], 0.1);
  EXPECT_NEAR(c[3] - c[4], truth[3] - truth[4], 0.1);
  EXPECT_NEAR(fit->intercept + c[0] + c[3], truth_intercept + truth[0] + truth[3], 0.1);
}

TEST(LogisticRegressionProperty, AtTheMaximumTheResidualsOfEachClassAreThePriorsPull) {
  const ClassedRows rows = sample(5000, 3);
  const std::vector<double> prior = {0.5, 0, -0.5, 1, 0};
  const double ridge = 2;
  const auto fit = fit_logistic(rows, prior, ridge);
  ASSERT_TRUE(fit);
  std::vector<double> residuals(prior.size());
  double all = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto classes = rows.classes_of(row);
    const double residual = rows.weight[row] * (rows.good[row] - fit->probability(classes));
    all += residual;
    for (const auto one : classes) residuals[one] += residual;
  }
  EXPECT_NEAR(all, 0, 1e-6);
  for (std::size_t i = 0; i < prior.size(); ++i)
    EXPECT_NEAR(residuals[i], ridge * (fit->coefficients[i] - prior[i]), 1e-6) << i;
}

TEST(LogisticRegressionProperty, AWeightOfTwoIsTheSameRowTwice) {
  ClassedRows weighted = sample(300, 5), twice = weighted;
  weighted.weight.assign(weighted.rows(), 2.0);
  twice.weight.assign(twice.rows(), 1.0);
  ClassedRows again = twice;
  twice.classes.insert(twice.classes.end(), again.classes.begin(), again.classes.end());
  twice.good.insert(twice.good.end(), again.good.begin(), again.good.end());
  twice.weight.insert(twice.weight.end(), again.weight.begin(), again.weight.end());
  const std::vector<double> prior(5);
  const auto a = fit_logistic(weighted, prior, 1), b = fit_logistic(twice, prior, 1);
  ASSERT_TRUE(a && b);
  for (std::size_t i = 0; i < prior.size(); ++i)
    EXPECT_NEAR(a->coefficients[i], b->coefficients[i], 1e-8);
}

// A class of good accounts alone would be infinitely good; one that nobody is in says nothing.
TEST(LogisticRegression, ClassesWithoutBadOrWithoutAnybodyStayFinite) {
  ClassedRows rows;
  rows.characteristics = 1;
  for (int i = 0; i < 1000; ++i) {
    rows.classes.push_back(static_cast<std::uint16_t>(i % 2));
    rows.good.push_back(i % 2 == 0 || i % 10 != 1 ? 1 : 0);
    rows.weight.push_back(1);
  }
  const auto fit = fit_logistic(rows, std::vector<double>{0, 0, 0.75}, 1);
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->coefficients[0] - fit->coefficients[1], 3);
  EXPECT_LT(fit->coefficients[0] - fit->coefficients[1], 10);
  EXPECT_NEAR(fit->coefficients[2], 0.75, 1e-9);
}

TEST(LogisticRegression, WithoutGoodOrWithoutBadThereIsNoFit) {
  ClassedRows rows;
  rows.characteristics = 1;
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
  rows.classes = {0, 0};
  rows.good = {1, 1};
  rows.weight = {1, 1};
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
  rows.good = {0, 0};
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
}

}  // namespace
