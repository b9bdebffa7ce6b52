// Quantiles and tail means over replications, with intervals that assume no distribution.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/interval.hpp"

namespace analysis {

// NaN marks an end that so few values cannot give, and a value of none. Values that are not finite
// are left out and not counted in n.
struct TailEstimate {
  std::size_t n = 0;
  double value = 0;
  double low = 0;
  double high = 0;
};

// The smallest value with a share of at least `p` of the values at or below it, 0 < p < 1 (type 1
// of R. J. Hyndman and Y. Fan, Am. Stat. 50 (1996) 361–365). Its ends are order statistics whose
// ranks the binomial distribution gives, at least `confidence` whatever the distribution (H. A.
// David, Order Statistics, section 7.1). Of net income the quantile of 5 % is what all but the
// worst twentieth of the replications earn: the value at risk is how far it lies below zero or the
// mean.
TailEstimate quantile(std::span<const double> values, double p,
                      double confidence = confidence_usual);

// The mean of the lowest share `p` of the values, the last one in part: the expected shortfall at
// the level 1 − p (C. Acerbi and D. Tasche, J. Bank. Finance 26 (2002) 1487–1503). Its ends are
// those of the bootstrap's percentiles, from resamples that the same values always give; with fewer
// than five values in the tail there are none.
TailEstimate lower_tail_mean(std::span<const double> values, double p,
                             double confidence = confidence_usual);

}  // namespace analysis
