// A mean made sharper by something whose mean is known.
//
// Where a measure moves with a factor of the economy, and the factor happened to be unkind in these
// replications, part of the measure's error is known: it is taken off by least squares. The
// estimate is the intercept of the measure's regression on the controls less their known means, and
// its interval Student's with as many degrees of freedom less as there are controls (S. S.
// Lavenberg and P. D. Welch, Manage. Sci. 27 (1981) 322–335). It is exact for values that are
// jointly normal with the controls; otherwise the bias is of order 1/n.
#pragma once

#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace analysis {

// By replication, with its mean over all that could have been drawn.
struct Control {
  std::span<const double> values;
  double mean;
};

struct ControlledMean {
  Estimate mean;  // its deviation is that of the residuals
  // (variance of the plain mean) / (variance of this one), both as estimated: how many times as
  // many replications the plain mean would take. NaN where it is not defined.
  double variance_reduction = 0;
};

// Replications in which a value or a control is not finite are left out. A control that is constant
// here, or a combination of those before it, says nothing and is not used. Without enough
// replications (controls + 2) the interval is NaN and the mean the plain one.
ControlledMean controlled_mean(std::span<const double> values, const std::vector<Control>& controls,
                               double confidence = confidence_usual);

}  // namespace analysis
