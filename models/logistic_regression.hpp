// Logistic regression, by iteratively reweighted least squares.
//
//   P(good) = 1 / (1 + e^−η),   η = intercept + Σ over the row's entries of coefficient · value
//
// The coefficients maximise the weighted log-likelihood less ½ ridge Σ (coefficient − prior)². So
// a column without entries stays at its prior, and one that parts the good from the bad does not go
// to infinity. At the maximum
//
//   Σ weight (good − P) = 0 over all rows,   Σ weight (good − P) value = ridge (coefficient −
//   prior)
//
// over the entries of each column. Each step solves the weighted least squares of Newton's method
// (McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, section 2.5). A door to Eigen, as
// models/autoregression.hpp is, and of the same kind: no bit depends on the sizes of caches or the
// width of vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace models {

// Rows of a design with equally many entries each; all else in a row is zero. In a fixed order:
// sums are taken in it.
struct DesignRows {
  std::size_t entries = 0;             // of a row
  std::vector<std::uint16_t> columns;  // of each entry, row after row; in a row they differ
  std::vector<double> values;          // of each entry; none where all are one, as of classes
  std::vector<double> good;            // 1 or 0
  std::vector<double> weight;          // positive

  struct Row {
    std::span<const std::uint16_t> columns;
    std::span<const double> values;

    double value(std::size_t entry) const { return values.empty() ? 1.0 : values[entry]; }
  };

  std::size_t rows() const { return good.size(); }
  Row row(std::size_t at) const {
    const auto of = [&](const auto& all) {
      return std::span(all).subspan(all.empty() ? 0 : at * entries, all.empty() ? 0 : entries);
    };
    return {of(columns), of(values)};
  }
};

struct LogisticFit {
  double intercept = 0;
  std::vector<double> coefficients;  // by column, equally many as in the prior
  int iterations = 0;

  double log_odds(const DesignRows::Row& row) const;
  double probability(const DesignRows::Row& row) const;  // of being good
};

// `prior` has a coefficient for each column and says how many there are; `ridge` is positive.
// `held` says by column what a coefficient is held at, NaN where it is fitted; without it all are.
// Nothing where there is no good or no bad row, or where fifty steps do not settle it.
std::optional<LogisticFit> fit_logistic(const DesignRows& rows, std::span<const double> prior,
                                        double ridge, std::span<const double> held = {});

}  // namespace models
