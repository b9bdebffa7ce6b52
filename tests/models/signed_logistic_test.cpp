// Regressions that keep signs, against every set of terms there is, and against what a maximum
// within bounds must satisfy.
#include "models/signed_logistic.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace {

using models::DesignRows;
using models::fit_logistic;
using models::fit_with_signs;
using models::LogisticFit;

constexpr std::size_t columns = 5;
constexpr double ridge = 4;

struct Sample {
  DesignRows rows;
  std::vector<double> prior;
};

// Columns that have much in common, a truth that has nothing to do with the prior, and now and then
// a prior of none.
Sample drawn(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> unit(0, 1);
  Sample made;
  made.rows.entries = columns;
  std::vector<double> truth;
  for (std::size_t i = 0; i < columns; ++i) {
    truth.push_back(0.5 * normal(random));
    made.prior.push_back(random() % 6 == 0 ? 0 : 0.5 * normal(random));
  }
  for (int row = 0; row < 300; ++row) {
    const double common = normal(random);
    double log_odds = 1;
    for (std::size_t i = 0; i < columns; ++i) {
      const double value = 0.8 * common + 0.6 * normal(random);
      made.rows.columns.push_back(static_cast<std::uint16_t>(i));
      made.rows.values.push_back(value);
      log_odds += truth[i] * value;
    }
    made.rows.good.push_back(unit(random) < 1 / (1 + std::exp(-log_odds)) ? 1 : 0);
    made.rows.weight.push_back(0.5 + unit(random));
  }
  return made;
}

double log_odds(const Sample& sample, const LogisticFit& fit, std::size_t row) {
  double sum = fit.intercept;
  for (std::size_t i = 0; i < columns; ++i)
    sum += fit.coefficients[i] * sample.rows.values[row * columns + i];
  return sum;
}

double worth(const Sample& sample, const LogisticFit& fit) {
  double sum = 0;
  for (std::size_t row = 0; row < sample.rows.rows(); ++row) {
    const double eta = log_odds(sample, fit, row);
    sum += sample.rows.weight[row] * (sample.rows.good[row] * eta - std::log1p(std::exp(eta)));
  }
  for (std::size_t i = 0; i < columns; ++i)
    sum -= 0.5 * ridge * std::pow(fit.coefficients[i] - sample.prior[i], 2);
  return sum;
}

bool turns(const Sample& sample, const LogisticFit& fit) {
  for (std::size_t i = 0; i < columns; ++i) {
    if (fit.coefficients[i] * sample.prior[i] < 0) return true;
    if (sample.prior[i] == 0 && fit.coefficients[i] != 0) return true;
  }
  return false;
}

// The best of all fits to some of the columns that turn no sign.
LogisticFit best_of_all(const Sample& sample) {
  std::optional<LogisticFit> best;
  for (unsigned set = 0; set < 1U << columns; ++set) {
    std::vector<double> held(columns, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < columns; ++i)
      if ((set >> i & 1U) != 0) held[i] = 0;
    const auto fit = fit_logistic(sample.rows, sample.prior, ridge, held);
    if (!fit || turns(sample, *fit)) continue;
    if (!best || worth(sample, *fit) > worth(sample, *best)) best = fit;
  }
  EXPECT_TRUE(best);
  return *best;
}

TEST(SignedLogisticOracle, IsTheBestOfAllSetsOfTermsThatTurnNoSign) {
  int with_terms_out = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    const Sample sample = drawn(seed);
    const auto found = fit_with_signs(sample.rows, sample.prior, ridge);
    ASSERT_TRUE(found) << seed;
    const LogisticFit best = best_of_all(sample);
    EXPECT_NEAR(found->intercept, best.intercept, 1e-6) << seed;
    bool out = false;
    for (std::size_t i = 0; i < columns; ++i) {
      EXPECT_NEAR(found->coefficients[i], best.coefficients[i], 1e-6) << seed << ", " << i;
      out = out || (found->coefficients[i] == 0 && sample.prior[i] != 0);
    }
    with_terms_out += out;
  }
  EXPECT_GT(with_terms_out, 50);
}

// Karush, Kuhn and Tucker: what is in has no slope, what is out has none towards its own sign.
TEST(SignedLogisticOracle, NoStepThatIsAllowedGoesUp) {
  int out = 0;
  for (unsigned seed = 100; seed < 300; ++seed) {
    const Sample sample = drawn(seed);
    const auto found = fit_with_signs(sample.rows, sample.prior, ridge);
    ASSERT_TRUE(found) << seed;
    EXPECT_FALSE(turns(sample, *found)) << seed;
    double of_intercept = 0;
    std::vector<double> slope(columns);
    for (std::size_t i = 0; i < columns; ++i)
      slope[i] = ridge * (sample.prior[i] - found->coefficients[i]);
    for (std::size_t row = 0; row < sample.rows.rows(); ++row) {
      const double p = 1 / (1 + std::exp(-log_odds(sample, *found, row)));
      const double residual = sample.rows.weight[row] * (sample.rows.good[row] - p);
      of_intercept += residual;
      for (std::size_t i = 0; i < columns; ++i)
        slope[i] += residual * sample.rows.values[row * columns + i];
    }
    EXPECT_NEAR(of_intercept, 0, 1e-4) << seed;
    for (std::size_t i = 0; i < columns; ++i) {
      if (sample.prior[i] == 0) {
        EXPECT_EQ(found->coefficients[i], 0) << seed << ", " << i;
      } else if (found->coefficients[i] == 0) {
        EXPECT_LT(std::copysign(1.0, sample.prior[i]) * slope[i], 2e-4) << seed << ", " << i;
        ++out;
      } else {
        EXPECT_NEAR(slope[i], 0, 1e-4) << seed << ", " << i;
      }
    }
  }
  EXPECT_GT(out, 100);
}

TEST(SignedLogisticProperty, WhereNoSignTurnsItIsTheFitWithoutBounds) {
  int alike = 0;
  for (unsigned seed = 300; seed < 400; ++seed) {
    const Sample sample = drawn(seed);
    const auto free = fit_logistic(sample.rows, sample.prior, ridge);
    const auto found = fit_with_signs(sample.rows, sample.prior, ridge);
    ASSERT_TRUE(free && found) << seed;
    EXPECT_EQ(turns(sample, *free), free->coefficients != found->coefficients) << seed;
    alike += free->coefficients == found->coefficients;
  }
  EXPECT_GT(alike, 5);
  EXPECT_LT(alike, 95);
}

// A card that is fitted becomes the prior of the next fit, to other people: no sign turns by way of
// a term that was out.
TEST(SignedLogisticProperty, FitAfterFitKeepsTheFirstSigns) {
  int out = 0;
  for (unsigned seed = 400; seed < 420; ++seed) {
    const Sample first = drawn(seed);
    std::vector<double> prior = first.prior;
    for (unsigned year = 0; year < 5; ++year) {
      const Sample people = drawn(1000 + 10 * seed + year);
      const auto fit = fit_with_signs(people.rows, prior, ridge);
      ASSERT_TRUE(fit) << seed;
      EXPECT_FALSE(turns(first, *fit)) << seed << ", year " << year;
      for (std::size_t i = 0; i < columns; ++i) out += fit->coefficients[i] == 0;
      prior = fit->coefficients;
    }
  }
  EXPECT_GT(out, 50);
}

TEST(SignedLogistic, FitsNothingToTheGoodAlone) {
  Sample sample = drawn(1);
  for (double& one : sample.rows.good) one = 1;
  EXPECT_FALSE(fit_with_signs(sample.rows, sample.prior, ridge));
}

}  // namespace
