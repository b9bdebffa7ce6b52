// How many replications make an interval as narrow as is wanted.
//
// Two stages after Stein, then more where those were not enough. From the first n0 values with
// standard deviation s0 a half width h needs
//
//   N = ceil((t(n0−1) s0 / h)²)
//
// replications, and with N chosen so the mean of normal values lies within h of the truth with at
// least the stated probability, whatever their variance. A rule that looks at the interval after
// each replication does not give that: it stops too early where the first values happen to agree
// (C. Stein, Ann. Math. Stat. 16 (1945) 243–258; Chow and Robbins, ibid. 36 (1965) 457–462). While
// the interval of all values is wider than h, the study goes on.
//
// What is promised is mean ± h. The interval of all values is narrower and covers a little less,
// since the study has ended because of it. Values as skewed as a gamma of shape 4 keep the promise
// from ten replications on; exponential ones come to about 91 % there.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/interval.hpp"

namespace analysis {

struct Stage {
  bool met = false;
  double half_width = 0;  // of all values; NaN with fewer than two
  std::size_t next = 0;   // replications to have before looking again; what there is where met
};

// `values` by replication, the first `first` of them the first stage (two at least); values that
// are not finite are replications that failed, which count for nothing. `wanted` is the half width
// h, above zero.
Stage next_stage(std::span<const double> values, std::size_t first, double wanted,
                 double confidence = confidence_usual);

}  // namespace analysis
