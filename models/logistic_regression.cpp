// Vectorised sums would add in another order on another processor.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_DONT_PARALLELIZE

#include "models/logistic_regression.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

constexpr int steps_max = 50;
constexpr double settled = 1e-9;
constexpr double slack = 1e-12;  // of the objective, which is a sum of many roundings

double logistic(double log_odds) {
  return 1.0 / (1.0 + sim::exp_of(-log_odds));
}

// ln(1 + e^x), whatever x.
double softplus(double x) {
  return std::max(x, 0.0) + sim::log_of(1.0 + sim::exp_of(-std::abs(x)));
}

double objective(const DesignRows& rows, const LogisticFit& fit, std::span<const double> prior,
                 double ridge) {
  double sum = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const double log_odds = fit.log_odds(rows.row(row));
    sum += rows.weight[row] * (rows.good[row] * log_odds - softplus(log_odds));
  }
  for (std::size_t i = 0; i < prior.size(); ++i) {
    const double off = fit.coefficients[i] - prior[i];
    sum -= 0.5 * ridge * off * off;
  }
  return sum;
}

// The gradient of the penalised log-likelihood, and its curvature with the sign turned.
struct Slope {
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;
};

// Place 0 is the intercept's. A row of classes touches a few places only, so the products are added
// up by hand. A coefficient that is held has no slope, and bends by itself alone.
Slope slope(const DesignRows& rows, const LogisticFit& fit, std::span<const double> prior,
            double ridge, std::span<const double> held) {
  const auto size = static_cast<Eigen::Index>(prior.size() + 1);
  Slope at{Eigen::VectorXd::Zero(size), Eigen::MatrixXd::Zero(size, size)};
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const DesignRows::Row entries = rows.row(row);
    const double p = fit.probability(entries);
    const double residual = rows.weight[row] * (rows.good[row] - p);
    const double weight = rows.weight[row] * p * (1 - p);
    at.gradient(0) += residual;
    at.curvature(0, 0) += weight;
    for (std::size_t i = 0; i < rows.entries; ++i) {
      const Eigen::Index a = entries.columns[i] + 1;
      const double value = entries.value(i);
      at.gradient(a) += residual * value;
      at.curvature(a, 0) += weight * value;
      for (std::size_t j = 0; j <= i; ++j) {
        const Eigen::Index b = entries.columns[j] + 1;
        at.curvature(std::max(a, b), std::min(a, b)) += weight * value * entries.value(j);
      }
    }
  }
  for (std::size_t i = 0; i < prior.size(); ++i) {
    const auto a = static_cast<Eigen::Index>(i + 1);
    at.gradient(a) -= ridge * (fit.coefficients[i] - prior[i]);
    at.curvature(a, a) += ridge;
    if (held.empty() || std::isnan(held[i])) continue;
    at.gradient(a) = 0;
    at.curvature.row(a).setZero();
    at.curvature.col(a).setZero();
    at.curvature(a, a) = 1;
  }
  return at;
}

LogisticFit moved(LogisticFit fit, const Eigen::VectorXd& by) {
  fit.intercept += by(0);
  for (std::size_t i = 0; i < fit.coefficients.size(); ++i)
    fit.coefficients[i] += by(static_cast<Eigen::Index>(i + 1));
  return fit;
}

}  // namespace

double LogisticFit::log_odds(const DesignRows::Row& row) const {
  double sum = intercept;
  for (std::size_t i = 0; i < row.columns.size(); ++i)
    sum += coefficients[row.columns[i]] * row.value(i);
  return sum;
}

double LogisticFit::probability(const DesignRows::Row& row) const {
  return logistic(log_odds(row));
}

std::optional<LogisticFit> fit_logistic(const DesignRows& rows, std::span<const double> prior,
                                        double ridge, std::span<const double> held) {
  CHECK(ridge > 0);
  CHECK(held.empty() || held.size() == prior.size());
  CHECK(rows.columns.size() == rows.rows() * rows.entries);
  CHECK(rows.values.empty() || rows.values.size() == rows.columns.size());
  CHECK(rows.weight.size() == rows.rows());
  for (const std::uint16_t one : rows.columns) CHECK(one < prior.size());
  double good = 0, all = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    good += rows.weight[row] * rows.good[row];
    all += rows.weight[row];
  }
  if (good <= 0 || good >= all) return std::nullopt;
  // From all alike, so that no weight vanishes at first.
  LogisticFit fit{sim::log_of(good / (all - good)), std::vector<double>(prior.size()), 0};
  for (std::size_t i = 0; i < held.size(); ++i)
    if (!std::isnan(held[i])) fit.coefficients[i] = held[i];
  double reached = objective(rows, fit, prior, ridge);
  while (fit.iterations < steps_max) {
    ++fit.iterations;
    const Slope here = slope(rows, fit, prior, ridge, held);
    const Eigen::LDLT<Eigen::MatrixXd, Eigen::Lower> curvature(here.curvature);
    Eigen::VectorXd step = curvature.solve(here.gradient);
    // Where the objective bends away the step may be too long: it is halved until it is not. What
    // is left when it is next to nothing is rounding.
    for (;;) {
      const double largest = step.cwiseAbs().maxCoeff();
      if (!std::isfinite(largest)) return std::nullopt;
      const LogisticFit next = moved(fit, step);
      const double there = objective(rows, next, prior, ridge);
      if (largest < settled) return next;
      if (there >= reached - slack * std::abs(reached)) {
        fit = next;
        reached = there;
        break;
      }
      step *= 0.5;
    }
  }
  return std::nullopt;
}

}  // namespace models
