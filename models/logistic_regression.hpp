// Logistic regression on classes, by iteratively reweighted least squares.
//
//   P(good) = 1 / (1 + e^−η),   η = intercept + Σ over characteristics of coefficient(class)
//
// The coefficients maximise the weighted log-likelihood less ½ ridge Σ (coefficient − prior)², so
// classes that nobody is in stay at their prior, and a class without a bad account does not go to
// infinity. At the maximum
//
//   Σ weight (good − P) = 0 over all rows,   = ridge (coefficient − prior) over the rows of a
//   class.
//
// Each step solves the weighted least squares of Newton's method (McCullagh and Nelder, Generalized
// Linear Models, 2nd ed. 1989, section 2.5). A door to Eigen, as models/autoregression.hpp is, and
// of the same kind: no bit depends on the sizes of caches or the width of vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace models {

// Rows in a fixed order: sums are taken in it.
struct ClassedRows {
  std::size_t characteristics = 0;
  std::vector<std::uint16_t>
      classes;                 // a row after the other; numbers run over all characteristics
  std::vector<double> good;    // 1 or 0
  std::vector<double> weight;  // positive

  std::size_t rows() const { return good.size(); }
  std::span<const std::uint16_t> classes_of(std::size_t row) const {
    return std::span(classes).subspan(row * characteristics, characteristics);
  }
};

struct LogisticFit {
  double intercept = 0;
  std::vector<double> coefficients;  // by class, equally many as in the prior
  int iterations = 0;

  double log_odds(std::span<const std::uint16_t> classes) const;
  double probability(std::span<const std::uint16_t> classes) const;  // of being good
};

// `prior` has a coefficient for each class and says how many there are; `ridge` is positive.
// Nothing where there is no good or no bad row, or where fifty steps do not settle it.
std::optional<LogisticFit> fit_logistic(const ClassedRows& rows, std::span<const double> prior,
                                        double ridge);

}  // namespace models
