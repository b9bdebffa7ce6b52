// What replications say whose luck was drawn from another distribution than the one asked about.
//
// Importance sampling draws the economy where it hurts and gives each replication the weight
// w = (density asked about) / (density drawn from). The mean of w y is then without bias for the
// mean of y, and a rare loss is seen many times instead of hardly ever (P. Glasserman, Monte Carlo
// Methods in Financial Engineering, Springer 2003, sections 4.6 and 9.2). With all weights 1 these
// are the plain estimators.
//
// Intervals are of large samples: they take the weighted values for independent draws with a
// variance that can be estimated. Few effective replications say that they cannot.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/interval.hpp"
#include "analysis/quantile.hpp"

namespace analysis {

// By replication, equally long. Replications with a value or a weight that is not finite are left
// out and not counted.
struct WeightedValues {
  std::span<const double> values;
  std::span<const double> log_weights;  // natural logarithm of w; 0 for a plain replication
};

// (Σw)² / Σw²: how many replications of equal weight would say as much about a mean that does not
// depend on the weights (A. Kong, Technical Report 348, University of Chicago, 1992). 0 of none.
double effective_replications(const WeightedValues& sample);

enum class Normalisation {
  none,  // Σ w y / n: without bias
  self,  // Σ w y / Σ w: bias of order 1/n, exact for a constant; its variance by the delta method
};

// `deviation` is that of one term, so that deviation / √n is the standard error.
Estimate weighted_mean(const WeightedValues& sample, Normalisation normalisation,
                       double confidence = confidence_usual);

enum class Tail { lower, upper };

// Values beyond a bound: below it in the lower tail, above it in the upper.
struct TailBound {
  Tail tail;
  double bound;
};

// The probability of a value beyond the bound, without bias. Where none lies beyond, half_width is
// NaN: nothing is known about so rare a thing. (Without weights see proportion in
// analysis/breach.hpp, which is exact.)
Estimate tail_probability(const WeightedValues& sample, const TailBound& beyond,
                          double confidence = confidence_usual);

// A share of the distribution at one end: the worst 0.1 % of losses is {Tail::upper, 0.001}.
struct TailShare {
  Tail tail;
  double share;  // above 0, below 1
};

// The smallest value x with P(Y <= x) >= share, or P(Y > x) <= share in the upper tail: the value
// at risk. The probability is estimated without bias from the tail's own weights, so a weight that
// is large at the other end does not matter (P. W. Glynn, Importance sampling for Monte Carlo
// estimation of quantiles, Proc. 2nd St. Petersburg Workshop on Simulation, 1996, 180–185). The
// interval holds the quantiles of share ± its standard error times t (R. S. Woodruff, J. Am. Stat.
// Assoc. 47 (1952) 635–646), which needs no density. An end for which the sample does not reach is
// NaN.
TailEstimate weighted_quantile(const WeightedValues& sample, const TailShare& of,
                               double confidence = confidence_usual);

// The mean of that share of the distribution, the expected shortfall: v ± mean(w (Y−v)±) / share at
// the quantile v. At first order the error of v does not matter, since v is where this expression
// is stationary (R. T. Rockafellar and S. Uryasev, J. Risk 2(3) (2000) 21–41); so the interval is
// that of the mean. With fewer than five values in the tail it has no ends.
TailEstimate weighted_tail_mean(const WeightedValues& sample, const TailShare& of,
                                double confidence = confidence_usual);

}  // namespace analysis
