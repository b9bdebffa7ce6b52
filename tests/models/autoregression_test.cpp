// Vector autoregressions against statsmodels, scipy, a textbook, and the joint normal distribution:
// tests/data/autoregression says where its values come from.
#include "models/autoregression.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

#include "tests/models/reference_values.hpp"

namespace {

using models::Autoregression;
using models::GivenValue;
using models::Matrix;

// Growth rates of investment, income and consumption in 1960 Q2 to 1978 Q4.
Matrix west_germany() {
  const Matrix levels =
      reference_values::series(std::string(TEST_DATA_DIR) + "/autoregression/west_germany.csv", 0);
  Matrix growth(75, 3);
  for (std::size_t t = 0; t < 75; ++t) {
    for (std::size_t i = 0; i < 3; ++i) {
      growth(t, i) = std::log(levels(t + 1, i)) - std::log(levels(t, i));
    }
  }
  return growth;
}

Matrix united_states() {
  Matrix history =
      reference_values::series(std::string(SOURCE_DIR) + "/scenarios/paths/us-1985-2019.csv", 1);
  for (double& value : history.values()) value /= 100;
  return history;
}

std::vector<double> flat(const std::vector<Matrix>& matrices) {
  std::vector<double> result;
  for (const Matrix& matrix : matrices) {
    result.insert(result.end(), matrix.values().begin(), matrix.values().end());
  }
  return result;
}

std::vector<double> flat(const Matrix& matrix) {
  return {matrix.values().begin(), matrix.values().end()};
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected,
                 double tolerance, const std::string& what) {
  ASSERT_EQ(found.size(), expected.size()) << what;
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], tolerance) << what << " " << i;
  }
}

std::vector<GivenValue> given_of(const std::vector<double>& triples) {
  std::vector<GivenValue> given;
  for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
    given.push_back({static_cast<std::size_t>(triples[i]), static_cast<std::size_t>(triples[i + 1]),
                     triples[i + 2]});
  }
  return given;
}

struct Case {
  std::string name;
  Matrix history;
  std::size_t lags_max;
};

std::vector<Case> cases() {
  return {{"west_germany", west_germany(), 4}, {"us", united_states(), 8}};
}

TEST(AutoregressionReference, EstimatesAndTheirErrorsAreThoseOfStatsmodels) {
  for (const auto& [name, history, lags_max] : cases()) {
    SCOPED_TRACE(name);
    auto expected = reference_values::values(name);
    const Autoregression model = models::estimate(history, 2);
    expect_near(model.intercept, expected["intercept"], 1e-12, "intercept");
    expect_near(flat(model.lags), expected["lag"], 1e-11, "lag");
    expect_near(model.intercept_errors, expected["intercept_error"], 1e-12, "intercept error");
    expect_near(flat(model.lag_errors), expected["lag_error"], 1e-11, "lag error");
    expect_near(flat(model.covariance), expected["covariance"], 1e-16, "covariance");
    EXPECT_NEAR(models::largest_root(model), expected["largest_root"].at(0), 1e-10);
    EXPECT_EQ(model.observations, history.rows() - 2);
  }
}

TEST(AutoregressionReference, CriteriaAreThoseOfStatsmodelsOverTheSamePeriods) {
  for (const auto& [name, history, lags_max] : cases()) {
    SCOPED_TRACE(name);
    auto expected = reference_values::values(name);
    const auto found = models::lag_criteria(history, lags_max);
    ASSERT_EQ(found.size(), lags_max);
    for (const models::LagCriteria& of : found) {
      const std::string what = "criteria " + std::to_string(of.lags);
      expect_near({of.aic, of.hq, of.bic}, expected[what], 1e-9, what);
    }
  }
}

TEST(AutoregressionReference, ForecastsResponsesAndTheLongRunMeanAreThoseOfStatsmodels) {
  for (const auto& [name, history, lags_max] : cases()) {
    SCOPED_TRACE(name);
    auto expected = reference_values::values(name);
    const Autoregression model = models::estimate(history, 2);
    const Matrix quiet(12, history.columns());
    expect_near(flat(models::path_after(model, history, quiet)), expected["forecast"], 1e-12,
                "forecast");
    expect_near(flat(models::impulse_responses(model, 8)), expected["response"], 1e-13, "response");
    expect_near(models::long_run_mean(model), expected["long_run_mean"], 1e-11, "mean");
  }
}

// Lütkepohl (2005), equation (3.2.22) and the covariance below it, in thousandths and ten
// thousandths as printed.
TEST(AutoregressionReference, TheTextbooksExampleComesOutAsPrinted) {
  const Autoregression model = models::estimate(west_germany(), 2);
  expect_near(model.intercept, {-0.017, 0.016, 0.013}, 5.1e-4, "intercept");
  expect_near(flat(model.lags),
              {-0.320, 0.146, 0.961, 0.044, -0.153, 0.289, -0.002, 0.225, -0.264, -0.161, 0.115,
               0.934, 0.050, 0.019, -0.010, 0.034, 0.355, -0.022},
              5.1e-4, "lag");
  expect_near(flat(model.covariance),
              {21.30e-4, 0.72e-4, 1.23e-4, 0.72e-4, 1.37e-4, 0.61e-4, 1.23e-4, 0.61e-4, 0.89e-4},
              5.1e-7, "covariance");
}

// A path is linear in its normals, so its mean and the products of its responses are its
// distribution, which is compared without drawing anything.
TEST(AutoregressionReference, PathsGivenValuesHaveTheJointNormalDistributionGivenThem) {
  for (const auto& [name, history, lags_max] : cases()) {
    SCOPED_TRACE(name);
    auto expected = reference_values::values(name);
    const auto given = given_of(expected["given"]);
    const Autoregression model = models::estimate(history, 2);
    const std::size_t size = 8 * history.columns();
    const auto path = [&](const Matrix& normals) {
      return flat(models::path_after(model, history,
                                     models::given_normals(model, history, normals, given)));
    };
    const std::vector<double> mean = path(Matrix(8, history.columns()));
    expect_near(mean, expected["given_mean"], 1e-11, "mean");
    std::vector<std::vector<double>> responses;
    for (std::size_t k = 0; k < size; ++k) {
      Matrix unit(8, history.columns());
      unit.values()[k] = 1;
      responses.push_back(path(unit));
      for (std::size_t i = 0; i < size; ++i) responses[k][i] -= mean[i];
      for (const GivenValue& value : given) {
        EXPECT_NEAR(responses[k][value.period * history.columns() + value.variable], 0, 1e-14);
      }
    }
    std::vector<double> covariance;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        covariance.push_back(0);
        for (const auto& response : responses) covariance.back() += response[i] * response[j];
      }
    }
    expect_near(covariance, expected["given_covariance"], 1e-13, "covariance");
  }
}

// A path of a process that has its long-run distribution: an early part is thrown away.
Matrix long_path(const Autoregression& model, std::size_t periods) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  Matrix normals(periods, model.variables());
  for (double& z : normals.values()) z = normal(random);
  const std::vector<double> mean = models::long_run_mean(model);
  Matrix past(model.lags.size(), model.variables());
  for (std::size_t t = 0; t < past.rows(); ++t) {
    for (std::size_t i = 0; i < mean.size(); ++i) past(t, i) = mean[i];
  }
  return models::path_after(model, past, normals);
}

TEST(AutoregressionOracle, KnownCoefficientsComeBackFromALongPath) {
  const Autoregression truth = models::estimate(west_germany(), 2);
  const Autoregression found = models::estimate(long_path(truth, 200'000), 2);
  // Each within 4.5 of its own standard errors: of 21 one is beyond once in 7,000 seeds.
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(found.intercept[i], truth.intercept[i], 4.5 * found.intercept_errors[i]);
  }
  const auto errors = flat(found.lag_errors);
  for (std::size_t k = 0; k < errors.size(); ++k) {
    EXPECT_NEAR(flat(found.lags)[k], flat(truth.lags)[k], 4.5 * errors[k]) << k;
    EXPECT_LT(errors[k], 0.02);
  }
  for (std::size_t k = 0; k < 9; ++k) {
    EXPECT_NEAR(found.covariance.values()[k], truth.covariance.values()[k], 3e-5) << k;
  }
}

TEST(AutoregressionOracle, MomentsOfALongPathSolveTheLyapunovEquation) {
  auto expected = reference_values::values("west_germany");
  const Autoregression model = models::estimate(west_germany(), 2);
  const Matrix path = long_path(model, 400'000);
  const std::vector<double> mean = models::long_run_mean(model);
  const auto& covariance = expected["long_run_covariance"];
  for (std::size_t i = 0; i < 3; ++i) {
    double sum = 0;
    for (std::size_t t = 0; t < path.rows(); ++t) sum += path(t, i);
    EXPECT_NEAR(sum / static_cast<double>(path.rows()), mean[i], 3e-4);
    for (std::size_t j = 0; j < 3; ++j) {
      double products = 0;
      for (std::size_t t = 0; t < path.rows(); ++t) {
        products += (path(t, i) - mean[i]) * (path(t, j) - mean[j]);
      }
      const double scale = std::sqrt(covariance[4 * i] * covariance[4 * j]);
      EXPECT_NEAR(products / static_cast<double>(path.rows()), covariance[3 * i + j], 0.01 * scale);
    }
  }
}

// With one variable and one lag everything has a formula that fits a line.
TEST(AutoregressionOracle, OneVariableIsAStraightLine) {
  const std::vector<double> y = {1.0, 2.5, 2.0, 3.5, 1.5, 2.75, 3.0, 0.5};
  Matrix history(y.size(), 1);
  for (std::size_t t = 0; t < y.size(); ++t) history(t, 0) = y[t];
  double x_mean = 0;
  double y_mean = 0;
  for (std::size_t t = 1; t < y.size(); ++t) {
    x_mean += y[t - 1] / 7;
    y_mean += y[t] / 7;
  }
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t t = 1; t < y.size(); ++t) {
    xx += (y[t - 1] - x_mean) * (y[t - 1] - x_mean);
    xy += (y[t - 1] - x_mean) * (y[t] - y_mean);
    yy += (y[t] - y_mean) * (y[t] - y_mean);
  }
  const double slope = xy / xx;
  const double variance = (yy - slope * xy) / 5;
  const Autoregression model = models::estimate(history, 1);
  EXPECT_NEAR(model.lags[0](0, 0), slope, 1e-14);
  EXPECT_NEAR(model.intercept[0], y_mean - slope * x_mean, 1e-14);
  EXPECT_NEAR(model.covariance(0, 0), variance, 1e-14);
  EXPECT_NEAR(model.lag_errors[0](0, 0), std::sqrt(variance / xx), 1e-14);
  EXPECT_NEAR(models::largest_root(model), std::abs(slope), 1e-14);
  EXPECT_NEAR(models::long_run_mean(model)[0], (y_mean - slope * x_mean) / (1 - slope), 1e-13);
  EXPECT_NEAR(models::impulse_responses(model, 3)[3](0, 0),
              std::sqrt(variance) * slope * slope * slope, 1e-14);
}

TEST(AutoregressionProperty, NormalsThatMeetTheValuesAlreadyAreLeftAsTheyAre) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  const Matrix history = united_states();
  const Autoregression model = models::estimate(history, 1);
  Matrix normals(10, 5);
  for (double& z : normals.values()) z = normal(random);
  const Matrix path = models::path_after(model, history, normals);
  std::vector<GivenValue> given;
  for (std::size_t t = 0; t < 10; t += 3) given.push_back({t, t % 5, path(t, t % 5)});
  const Matrix again = models::given_normals(model, history, normals, given);
  expect_near(flat(again), flat(normals), 1e-12, "normals");
  EXPECT_EQ(models::given_normals(model, history, normals, {}), normals);

  // All values given: nothing is left to chance.
  given.clear();
  for (std::size_t t = 0; t < 10; ++t) {
    for (std::size_t i = 0; i < 5; ++i) given.push_back({t, i, path(t, i)});
  }
  expect_near(flat(models::given_normals(model, history, Matrix(10, 5), given)), flat(normals),
              1e-8, "all given");
}

std::string complaint(const Matrix& history, std::size_t lags) {
  try {
    models::estimate(history, lags);
  } catch (const models::BadHistory& error) {
    return error.what();
  }
  return "";
}

TEST(Autoregression, AHistoryThatIsTooShortOrDoesNotMoveIsRefused) {
  Matrix history(12, 2);
  for (std::size_t t = 0; t < 12; ++t) history(t, 0) = static_cast<double>(t * t % 7);
  for (std::size_t t = 0; t < 12; ++t) history(t, 1) = static_cast<double>(t * t * t % 11);
  EXPECT_EQ(complaint(history, 3), "");
  EXPECT_EQ(complaint(history, 4),
            "has 12 periods; 15 at least are expected for 4 lags of 2 variables");
  EXPECT_EQ(models::lags_possible(history, 8), 3u);
  EXPECT_EQ(models::lags_possible(Matrix(3, 2), 8), 0u);
  for (std::size_t t = 0; t < 12; ++t) history(t, 1) = 0.25;
  EXPECT_THAT(complaint(history, 1), testing::HasSubstr("2 of 3 regressors are independent"));
  for (std::size_t t = 0; t < 12; ++t) history(t, 1) = 3 * history(t, 0) - 1;
  EXPECT_THAT(complaint(history, 1), testing::HasSubstr("2 of 3 regressors are independent"));
}

}  // namespace
