// Many contrasts at once: how sure one may be of all of them together.
//
// Of twenty contrasts without any effect one seems to have one at 95 %. Holm's adjusted p values
// keep the probability of a single false alarm among all below the level (S. Holm, Scand. J. Stat.
// 6 (1979) 65–70), and Bonferroni's intervals hold all true values at once with the stated
// confidence. Neither minds how the contrasts depend on one another, and under common random
// numbers they do.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace analysis {

// Of a mean that is not zero: P(|T| >= |mean| / standard error), two-sided. NaN when n < 2. Where
// nothing scatters, 0, or 1 for a mean of zero.
double p_value(const Estimate& effect);

// Holm's adjusted p values, in the order given. NaN stays NaN and is not counted as a contrast.
std::vector<double> holm(std::span<const double> p_values);

// The confidence that each of so many intervals needs to hold together: 1 − (1 − c)/contrasts. One
// contrast at least.
double simultaneous_confidence(std::size_t contrasts, double confidence = confidence_usual);

}  // namespace analysis
