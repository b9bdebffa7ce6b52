// Intervals for any statistic of replications, by drawing replications again from those there are.
//
// A resample has as many values as the sample, drawn with replacement. The percentile interval lies
// between quantiles of the statistic over resamples. BCa moves those quantiles for the bias of the
// statistic and for a standard error that changes with its value, the latter from the statistic
// without each value in turn (B. Efron, J. Am. Stat. Assoc. 82 (1987) 171–185). Neither assumes a
// distribution, and both need more than a handful of values.
//
// Resamples are keyed draws: the same number of values is always resampled in the same way.
#pragma once

#include <functional>
#include <span>

#include "analysis/quantile.hpp"

namespace analysis {

// Of at least one value, in no particular order.
using Statistic = std::function<double(std::span<const double>)>;

enum class BootstrapKind { percentile, bca };

// Values that are not finite are left out; at most 262,144 are left (CheckFailure). The ends are
// NaN with fewer than two values, where a resample has no finite statistic, and for BCa where all
// resamples lie on one side of the statistic, so that its bias cannot be told.
TailEstimate bootstrap(std::span<const double> values, const Statistic& statistic,
                       BootstrapKind kind, double confidence = confidence_usual);

}  // namespace analysis
