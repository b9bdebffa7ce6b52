// A vector autoregression: what several variables do next, as a linear function of what they did.
//
//   y(t) = c + A₁ y(t−1) + … + A_p y(t−p) + P z(t),    P P′ = Σ,    z(t) independent standard
//   normals
//
// It is estimated by least squares, equation by equation, which is the conditional maximum
// likelihood (Lütkepohl, New Introduction to Multiple Time Series Analysis, 2005, section 3.2). P
// is the lower Cholesky factor of Σ, so the first variable's shock moves all, the last one's only
// itself at once.
//
// A door to Eigen, beside models/logistic_regression.hpp. Its products are taken coefficient by
// coefficient and its decompositions are those without blocks, so that no bit depends on the sizes
// of caches or the width of vectors.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include "models/matrix.hpp"

namespace models {

// A history from which nothing can be estimated: too short, or variables that follow from others.
class BadHistory : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Autoregression {
  std::vector<double> intercept;  // c
  std::vector<Matrix> lags;       // A₁ … A_p: row = equation, column = variable that acts
  std::vector<double> intercept_errors;  // standard errors, in the same places
  std::vector<Matrix> lag_errors;
  Matrix covariance;             // Σ, residual products over T − (n p + 1) degrees of freedom
  Matrix factor;                 // P
  std::size_t observations = 0;  // T: the periods explained, without the first p

  std::size_t variables() const { return intercept.size(); }
};

// Least squares with `lags` lags, 1 or more. A row of `history` is a period, the oldest first; a
// column is a variable. T − (n p + 1) must be n at least, or Σ could not be inverted. Throws
// BadHistory.
Autoregression estimate(const Matrix& history, std::size_t lags);

// How well a number of lags explains the history, less what it costs: smaller is better. All have
// log |Σ̃| first, Σ̃ being the residual products over T, and then for each of the n (n p + 1)
// coefficients 2 / T (Akaike), 2 log log T / T (Hannan and Quinn), log T / T (Schwarz).
struct LagCriteria {
  std::size_t lags = 0;
  double aic = 0;
  double hq = 0;
  double bic = 0;
};

// For 1 … lags_max lags, each over the same periods: those that follow the first lags_max
// (Lütkepohl 2005, section 4.3). Throws BadHistory where the longest cannot be estimated.
std::vector<LagCriteria> lag_criteria(const Matrix& history, std::size_t lags_max);

// The number of lags, at most `wanted`, for which so many periods suffice; 0 where they suffice for
// none. Those that compare the criteria need the periods of the longest.
std::size_t lags_possible(const Matrix& history, std::size_t wanted);

// The largest modulus of the companion matrix's eigenvalues: below 1 the process is stable, has a
// long-run mean, and forgets where it came from.
double largest_root(const Autoregression& model);

// The mean to which forecasts tend; of a stable process only.
std::vector<double> long_run_mean(const Autoregression& model);

// Φ(h) P for h = 0 … horizon: row = variable, column = the shock of one standard deviation that
// struck h periods ago.
std::vector<Matrix> impulse_responses(const Autoregression& model, std::size_t horizon);

// What follows upon `past` (of which the last p rows count) when the normals of each period are
// those of the same row of `normals`; with zeros it is the forecast.
Matrix path_after(const Autoregression& model, const Matrix& past, const Matrix& normals);

// The value of a variable that is given beforehand, `period` 0 being the first after the past.
struct GivenValue {
  std::size_t period = 0;
  std::size_t variable = 0;
  double value = 0;
};

// The normals nearest to `normals` with which the path has the given values. If `normals` are drawn
// freely, the path is drawn from its distribution given the values; if they are zero, it is the
// mean of that distribution (Waggoner and Zha, Conditional forecasts in dynamic multivariate
// models. Review of Economics and Statistics 81, 1999, with known coefficients; the mean is that of
// Doan, Litterman and Sims, Econometric Reviews 3, 1984). With M the response of the given values
// to all normals and r what they miss of their values, the correction is M′ (M M′)⁻¹ r: its part
// without M is the null space's draw. Each period and variable at most once.
Matrix given_normals(const Autoregression& model, const Matrix& past, const Matrix& normals,
                     std::span<const GivenValue> given);

}  // namespace models
