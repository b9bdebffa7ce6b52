// Vectorised sums would add in another order on another processor.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_DONT_PARALLELIZE

#include "models/autoregression.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

using Dense = Eigen::MatrixXd;
using Column = Eigen::VectorXd;
using Index = Eigen::Index;

Index at(std::size_t place) {
  return static_cast<Index>(place);
}

Dense dense(const Matrix& matrix) {
  Dense result(at(matrix.rows()), at(matrix.columns()));
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    for (std::size_t j = 0; j < matrix.columns(); ++j) result(at(i), at(j)) = matrix(i, j);
  }
  return result;
}

Matrix plain(const Dense& matrix) {
  Matrix result(static_cast<std::size_t>(matrix.rows()), static_cast<std::size_t>(matrix.cols()));
  for (std::size_t i = 0; i < result.rows(); ++i) {
    for (std::size_t j = 0; j < result.columns(); ++j) result(i, j) = matrix(at(i), at(j));
  }
  return result;
}

// Of the periods from `first` on: what is explained, and by what (1, y(t−1), …, y(t−p)).
struct Regression {
  Dense left;
  Dense right;
};

Regression regression(const Matrix& history, std::size_t lags, std::size_t first) {
  const std::size_t n = history.columns();
  const std::size_t periods = history.rows() - first;
  Regression result{Dense(at(periods), at(n)), Dense(at(periods), at(1 + n * lags))};
  for (std::size_t t = 0; t < periods; ++t) {
    result.right(at(t), 0) = 1;
    for (std::size_t j = 0; j < n; ++j) {
      result.left(at(t), at(j)) = history(first + t, j);
      for (std::size_t lag = 1; lag <= lags; ++lag) {
        result.right(at(t), at(1 + (lag - 1) * n + j)) = history(first + t - lag, j);
      }
    }
  }
  return result;
}

bool suffices(const Matrix& history, std::size_t lags, std::size_t first) {
  const std::size_t n = history.columns();
  return history.rows() >= first + n * lags + 1 + n;
}

struct LeastSquares {
  Dense coefficients;      // a column for each equation
  Dense products;          // of the residuals, n × n
  Column inverse_squares;  // the diagonal of (X′X)⁻¹
};

LeastSquares least_squares(const Matrix& history, std::size_t lags, std::size_t first) {
  CHECK(lags >= 1);
  CHECK(first >= lags);
  const std::size_t n = history.columns();
  if (!suffices(history, lags, first)) {
    throw BadHistory(
        fmt::format("has {} periods; {} at least are expected for {} lags of {} "
                    "variables",
                    history.rows(), first + n * lags + 1 + n, lags, n));
  }
  const Regression data = regression(history, lags, first);
  const Eigen::ColPivHouseholderQR<Dense> qr(data.right);
  if (qr.rank() < data.right.cols()) {
    throw BadHistory(
        fmt::format("has variables that follow from one another, or do not move: with "
                    "{} lags {} of {} regressors are independent",
                    lags, qr.rank(), data.right.cols()));
  }
  LeastSquares result{Dense(data.right.cols(), at(n)), {}, Column(data.right.cols())};
  for (Index j = 0; j < at(n); ++j) {
    const Column explained = data.left.col(j);
    result.coefficients.col(j) = qr.solve(explained);
  }
  const Dense residuals = data.left - data.right.lazyProduct(result.coefficients);
  result.products = residuals.transpose().lazyProduct(residuals);
  // X′X = Π R′R Π′, so row i of Π R⁻¹ has the square of the error's factor as its squared length.
  const auto upper = qr.matrixR().topRows(data.right.cols()).triangularView<Eigen::Upper>();
  Column squares = Column::Zero(data.right.cols());
  for (Index k = 0; k < data.right.cols(); ++k) {
    Column unit = Column::Zero(data.right.cols());
    unit(k) = 1;
    upper.solveInPlace(unit);
    squares += unit.cwiseAbs2();
  }
  result.inverse_squares = qr.colsPermutation() * squares;
  return result;
}

Dense cholesky(const Dense& covariance) {
  const Eigen::LLT<Dense> factor(covariance);
  if (factor.info() != Eigen::Success) {
    throw BadHistory("has variables that follow from one another exactly");
  }
  return factor.matrixL();
}

double log_determinant(const Dense& covariance) {
  const Dense factor = cholesky(covariance);
  double sum = 0;
  for (Index i = 0; i < factor.rows(); ++i) sum += 2 * sim::log_of(factor(i, i));
  return sum;
}

// y(t) − P z(t) for row t of `path`, of which the rows before it are known.
double expected(const Autoregression& model, const Matrix& path, std::size_t t, std::size_t i) {
  double value = model.intercept[i];
  for (std::size_t lag = 1; lag <= model.lags.size(); ++lag) {
    for (std::size_t j = 0; j < model.variables(); ++j) {
      value += model.lags[lag - 1](i, j) * path(t - lag, j);
    }
  }
  return value;
}

}  // namespace

Autoregression estimate(const Matrix& history, std::size_t lags) {
  const std::size_t n = history.columns();
  const LeastSquares fit = least_squares(history, lags, lags);
  Autoregression model;
  model.observations = history.rows() - lags;
  const auto freedom = static_cast<double>(model.observations - (n * lags + 1));
  const Dense covariance = fit.products / freedom;
  const auto error = [&](std::size_t regressor, std::size_t equation) {
    return std::sqrt(fit.inverse_squares(at(regressor)) * covariance(at(equation), at(equation)));
  };
  model.lags.assign(lags, Matrix(n, n));
  model.lag_errors.assign(lags, Matrix(n, n));
  for (std::size_t i = 0; i < n; ++i) {
    model.intercept.push_back(fit.coefficients(0, at(i)));
    model.intercept_errors.push_back(error(0, i));
    for (std::size_t k = 0; k < n * lags; ++k) {
      model.lags[k / n](i, k % n) = fit.coefficients(at(1 + k), at(i));
      model.lag_errors[k / n](i, k % n) = error(1 + k, i);
    }
  }
  model.covariance = plain(covariance);
  model.factor = plain(cholesky(covariance));
  return model;
}

std::vector<LagCriteria> lag_criteria(const Matrix& history, std::size_t lags_max) {
  const auto n = static_cast<double>(history.columns());
  std::vector<LagCriteria> result;
  for (std::size_t lags = 1; lags <= lags_max; ++lags) {
    const LeastSquares fit = least_squares(history, lags, lags_max);
    const auto periods = static_cast<double>(history.rows() - lags_max);
    const double fits = log_determinant(fit.products / periods);
    const double each = n * (n * static_cast<double>(lags) + 1) / periods;
    const double log_periods = sim::log_of(periods);
    result.push_back({lags, fits + 2 * each, fits + 2 * sim::log_of(log_periods) * each,
                      fits + log_periods * each});
  }
  return result;
}

std::size_t lags_possible(const Matrix& history, std::size_t wanted) {
  std::size_t lags = wanted;
  while (lags > 0 && !suffices(history, lags, lags)) --lags;
  return lags;
}

double largest_root(const Autoregression& model) {
  const Index n = at(model.variables());
  const Index size = n * at(model.lags.size());
  Dense companion = Dense::Zero(size, size);
  for (std::size_t lag = 0; lag < model.lags.size(); ++lag) {
    companion.block(0, at(lag) * n, n, n) = dense(model.lags[lag]);
  }
  for (Index i = n; i < size; ++i) companion(i, i - n) = 1;
  const Eigen::EigenSolver<Dense> solver(companion, false);
  CHECK(solver.info() == Eigen::Success, "no eigenvalues were found");
  double largest = 0;
  for (Index i = 0; i < size; ++i) largest = std::max(largest, std::abs(solver.eigenvalues()(i)));
  return largest;
}

std::vector<double> long_run_mean(const Autoregression& model) {
  const Index n = at(model.variables());
  Dense left = Dense::Identity(n, n);
  for (const Matrix& lag : model.lags) left -= dense(lag);
  Column right(n);
  for (Index i = 0; i < n; ++i) right(i) = model.intercept[static_cast<std::size_t>(i)];
  const Column mean = left.colPivHouseholderQr().solve(right);
  return {mean.data(), mean.data() + mean.size()};
}

std::vector<Matrix> impulse_responses(const Autoregression& model, std::size_t horizon) {
  std::vector<Dense> lags;
  for (const Matrix& lag : model.lags) lags.push_back(dense(lag));
  std::vector<Dense> responses = {dense(model.factor)};
  for (std::size_t h = 1; h <= horizon; ++h) {
    Dense next = Dense::Zero(at(model.variables()), at(model.variables()));
    for (std::size_t lag = 1; lag <= std::min(h, lags.size()); ++lag) {
      next += lags[lag - 1].lazyProduct(responses[h - lag]);
    }
    responses.push_back(next);
  }
  std::vector<Matrix> result;
  for (const Dense& response : responses) result.push_back(plain(response));
  return result;
}

Matrix path_after(const Autoregression& model, const Matrix& past, const Matrix& normals) {
  const std::size_t n = model.variables();
  const std::size_t lags = model.lags.size();
  CHECK(past.columns() == n);
  CHECK(past.rows() >= lags);
  CHECK(normals.columns() == n);
  Matrix all(lags + normals.rows(), n);
  for (std::size_t t = 0; t < lags; ++t) {
    for (std::size_t i = 0; i < n; ++i) all(t, i) = past(past.rows() - lags + t, i);
  }
  Matrix path(normals.rows(), n);
  for (std::size_t t = 0; t < normals.rows(); ++t) {
    for (std::size_t i = 0; i < n; ++i) {
      double value = expected(model, all, lags + t, i);
      for (std::size_t j = 0; j <= i; ++j) value += model.factor(i, j) * normals(t, j);
      all(lags + t, i) = value;
      path(t, i) = value;
    }
  }
  return path;
}

Matrix given_normals(const Autoregression& model, const Matrix& past, const Matrix& normals,
                     std::span<const GivenValue> given) {
  if (given.empty()) return normals;
  const std::size_t n = model.variables();
  const Matrix free = path_after(model, past, normals);
  std::size_t last = 0;
  for (const GivenValue& value : given) last = std::max(last, value.period);
  CHECK(last < normals.rows(), "a given value lies beyond the path");
  const std::vector<Matrix> responses = impulse_responses(model, last);

  Dense reach = Dense::Zero(at(given.size()), at(n * (last + 1)));
  Column missed(at(given.size()));
  for (std::size_t k = 0; k < given.size(); ++k) {
    const auto [period, variable, value] = given[k];
    missed(at(k)) = value - free(period, variable);
    for (std::size_t t = 0; t <= period; ++t) {
      for (std::size_t j = 0; j < n; ++j) {
        reach(at(k), at(t * n + j)) = responses[period - t](variable, j);
      }
    }
  }
  const Eigen::LDLT<Dense> squares(reach.lazyProduct(reach.transpose()));
  CHECK(squares.isPositive(), "given values that no path can have");
  const Column weights = squares.solve(missed);
  const Column correction = reach.transpose().lazyProduct(weights);
  Matrix result = normals;
  for (std::size_t t = 0; t <= last; ++t) {
    for (std::size_t j = 0; j < n; ++j) result(t, j) += correction(at(t * n + j));
  }
  return result;
}

}  // namespace models
