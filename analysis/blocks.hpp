// Means of replications that depend on one another in blocks.
//
// Antithetic economies come in pairs that are drawn against each other, stratified ones in blocks
// with one replication of each stratum. Within a block replications depend on one another, and that
// is what narrows the interval; blocks are independent. So a block's mean is one observation, and
// Student's interval is that of the block means (Law, Simulation Modeling and Analysis, 5th ed.,
// section 11.3). An interval over single replications would be too wide for them, by as much as the
// method is worth.
//
// Blocks are few and Student's interval is for block means that are nearly normal: of a measure as
// skewed as exp(Z) 200 pairs cover in about 92 % and 40 blocks of ten strata in about 88 %.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/interval.hpp"

namespace analysis {

struct BlockedMean {
  Estimate mean;  // n blocks
  // How many times as many plain replications the same standard error would take, by the scatter
  // of these; NaN where it is not defined, infinity where block means do not scatter.
  double variance_reduction = 0;
};

// Replications [0, size), [size, 2 size) … are the blocks; a block that is not whole, or in which a
// value is not finite, is left out. `size` is 1 at least; with 1 this is `estimate`.
BlockedMean blocked_mean(std::span<const double> values, std::size_t size,
                         double confidence = confidence_usual);

}  // namespace analysis
