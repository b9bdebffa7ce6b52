#include "models/signed_logistic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace models {
namespace {

constexpr double fitted = std::numeric_limits<double>::quiet_NaN();
// A slope too small to say where a term would go: a fit knows its coefficients to 1e-9.
constexpr double flat = 1e-4;

// Positive where a coefficient has the sign of its prior.
double agreement(double coefficient, double prior) {
  return prior == 0 ? 0 : std::copysign(coefficient, coefficient * prior);
}

// Slopes of the penalised log-likelihood.
std::vector<double> slopes(const DesignRows& rows, const LogisticFit& fit,
                           std::span<const double> prior, double ridge) {
  std::vector<double> found;
  for (std::size_t i = 0; i < prior.size(); ++i)
    found.push_back(ridge * (prior[i] - fit.coefficients[i]));
  for (std::size_t at = 0; at < rows.rows(); ++at) {
    const DesignRows::Row row = rows.row(at);
    const double residual = rows.weight[at] * (rows.good[at] - fit.probability(row));
    for (std::size_t i = 0; i < rows.entries; ++i) found[row.columns[i]] += residual * row.value(i);
  }
  return found;
}

// How far it is from `from` to `to` until the first sign turns, and whose.
struct Turn {
  double share = 1;
  std::optional<std::size_t> column;
};

Turn first_turn(std::span<const double> from, std::span<const double> to,
                std::span<const double> prior) {
  Turn turn;
  for (std::size_t i = 0; i < prior.size(); ++i) {
    if (agreement(to[i], prior[i]) >= 0) continue;
    const double share = from[i] / (from[i] - to[i]);
    if (!turn.column || share < turn.share) turn = {std::max(share, 0.0), i};
  }
  return turn;
}

// The term that is out and would come in with the right sign, the steepest of them.
std::optional<std::size_t> wanted(std::span<const double> held, std::span<const double> slope,
                                  std::span<const double> prior) {
  std::optional<std::size_t> found;
  double steepest = flat;
  for (std::size_t i = 0; i < prior.size(); ++i) {
    if (std::isnan(held[i]) || agreement(slope[i], prior[i]) <= steepest) continue;
    found = i;
    steepest = agreement(slope[i], prior[i]);
  }
  return found;
}

}  // namespace

std::optional<LogisticFit> fit_with_signs(const DesignRows& rows, std::span<const double> prior,
                                          double ridge) {
  std::vector<double> held;
  for (const double one : prior) held.push_back(one == 0 ? 0 : fitted);
  std::vector<double> reached(prior.begin(), prior.end());
  const std::size_t sets_max = 10 * (prior.size() + 1);
  for (std::size_t sets = 0; sets < sets_max; ++sets) {
    auto fit = fit_logistic(rows, prior, ridge, held);
    if (!fit) return std::nullopt;
    const Turn turn = first_turn(reached, fit->coefficients, prior);
    if (turn.column) {
      for (std::size_t i = 0; i < prior.size(); ++i)
        reached[i] += turn.share * (fit->coefficients[i] - reached[i]);
      reached[*turn.column] = held[*turn.column] = 0;
      continue;
    }
    reached = fit->coefficients;
    const auto back = wanted(held, slopes(rows, *fit, prior, ridge), prior);
    if (!back) return fit;
    held[*back] = fitted;
  }
  return std::nullopt;
}

}  // namespace models
