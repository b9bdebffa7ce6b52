// Iteratively reweighted least squares against what it must satisfy, and against another way there.
#include "models/logistic_regression.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace {

using models::DesignRows;
using models::fit_logistic;
using models::LogisticFit;

// Two characteristics of three and two classes, and a truth.
const std::vector<double> truth = {-0.8, 0.1, 0.9, 0.6, -0.4};
constexpr double truth_intercept = 1.2;

DesignRows sample(std::size_t rows, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  DesignRows made;
  made.entries = 2;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto a = static_cast<std::uint16_t>(random() % 3);
    const auto b = static_cast<std::uint16_t>(3 + random() % 2);
    const double p = 1 / (1 + std::exp(-(truth_intercept + truth[a] + truth[b])));
    made.columns.insert(made.columns.end(), {a, b});
    made.good.push_back(unit(random) < p ? 1 : 0);
    made.weight.push_back(1 + static_cast<double>(random() % 3));
  }
  return made;
}

// Two columns of numbers that go together.
DesignRows numbers(std::size_t rows, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  DesignRows made = sample(rows, seed);
  for (std::size_t i = 0; i < rows; ++i) {
    const double a = normal(random), b = 0.6 * a + 0.8 * normal(random);
    const double p = 1 / (1 + std::exp(-(0.7 + 1.1 * a - 0.5 * b)));
    made.columns[2 * i] = 0;
    made.columns[2 * i + 1] = 1;
    made.values.insert(made.values.end(), {a, b});
    made.good[i] = normal(random) < normal(random) + 3 * (2 * p - 1) ? 1 : 0;
  }
  return made;
}

// The same maximum by climbing along one coordinate after the other, each by Newton's method on
// that one alone: slow, and nothing of it is the same.
LogisticFit by_coordinates(const DesignRows& rows, const std::vector<double>& prior, double ridge) {
  LogisticFit fit{0, std::vector<double>(prior.size()), 0};
  for (int sweep = 0; sweep < 20'000; ++sweep) {
    double moved = 0;
    for (std::size_t at = 0; at <= prior.size(); ++at) {
      const bool is_intercept = at == prior.size();
      double gradient = is_intercept ? 0 : -ridge * (fit.coefficients[at] - prior[at]);
      double curvature = is_intercept ? 0 : ridge;
      for (std::size_t row = 0; row < rows.rows(); ++row) {
        const std::uint16_t a = rows.columns[2 * row], b = rows.columns[2 * row + 1];
        if (!is_intercept && a != at && b != at) continue;
        const double of_a = rows.values.empty() ? 1 : rows.values[2 * row];
        const double of_b = rows.values.empty() ? 1 : rows.values[2 * row + 1];
        const double eta = fit.intercept + fit.coefficients[a] * of_a + fit.coefficients[b] * of_b;
        const double p = 1 / (1 + std::exp(-eta));
        const double x = is_intercept ? 1 : a == at ? of_a : of_b;
        gradient += rows.weight[row] * (rows.good[row] - p) * x;
        curvature += rows.weight[row] * p * (1 - p) * x * x;
      }
      (is_intercept ? fit.intercept : fit.coefficients[at]) += gradient / curvature;
      moved = std::max(moved, std::abs(gradient / curvature));
    }
    if (moved < 1e-11) break;
  }
  return fit;
}

TEST(LogisticRegressionOracle, AgreesWithClimbingByCoordinates) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const bool of_classes = seed <= 3;
    const DesignRows rows = of_classes ? sample(200, seed) : numbers(200, seed);
    const std::vector<double> prior =
        of_classes ? std::vector{0.3, 0.0, -0.2, 0.5, 0.0} : std::vector{0.3, -0.2};
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
  const DesignRows rows = sample(60'000, 7);
  const auto fit = fit_logistic(rows, std::vector<double>(5), 1e-3);
  ASSERT_TRUE(fit);
  const auto& c = fit->coefficients;
  // Differences within a characteristic are what the data know.
  EXPECT_NEAR(c[1] - c[0], truth[1] - truth[0], 0.1);
  EXPECT_NEAR(c[2] - c[0], truth[2] - truth[0], 0.1);
  EXPECT_NEAR(c[3] - c[4], truth[3] - truth[4], 0.1);
  EXPECT_NEAR(fit->intercept + c[0] + c[3], truth_intercept + truth[0] + truth[3], 0.1);
}

void expect_the_residuals_to_be_the_priors_pull(const DesignRows& rows,
                                                const std::vector<double>& prior) {
  const double ridge = 2;
  const auto fit = fit_logistic(rows, prior, ridge);
  ASSERT_TRUE(fit);
  std::vector<double> residuals(prior.size());
  double all = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto entries = rows.row(row);
    const double residual = rows.weight[row] * (rows.good[row] - fit->probability(entries));
    all += residual;
    for (std::size_t i = 0; i < rows.entries; ++i)
      residuals[entries.columns[i]] += residual * entries.value(i);
  }
  EXPECT_NEAR(all, 0, 1e-6);
  for (std::size_t i = 0; i < prior.size(); ++i)
    EXPECT_NEAR(residuals[i], ridge * (fit->coefficients[i] - prior[i]), 1e-6) << i;
}

TEST(LogisticRegressionProperty, AtTheMaximumTheResidualsOfEachColumnAreThePriorsPull) {
  expect_the_residuals_to_be_the_priors_pull(sample(5000, 3), {0.5, 0, -0.5, 1, 0});
  expect_the_residuals_to_be_the_priors_pull(numbers(5000, 3), {0.5, -0.5});
}

TEST(LogisticRegressionProperty, AWeightOfTwoIsTheSameRowTwice) {
  DesignRows weighted = sample(300, 5), twice = weighted;
  weighted.weight.assign(weighted.rows(), 2.0);
  twice.weight.assign(twice.rows(), 1.0);
  DesignRows again = twice;
  twice.columns.insert(twice.columns.end(), again.columns.begin(), again.columns.end());
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
  DesignRows rows;
  rows.entries = 1;
  for (int i = 0; i < 1000; ++i) {
    rows.columns.push_back(static_cast<std::uint16_t>(i % 2));
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
  DesignRows rows;
  rows.entries = 1;
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
  rows.columns = {0, 0};
  rows.good = {1, 1};
  rows.weight = {1, 1};
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
  rows.good = {0, 0};
  EXPECT_FALSE(fit_logistic(rows, std::vector<double>{0}, 1));
}

}  // namespace
