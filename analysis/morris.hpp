// Screening by elementary effects: which parameters matter at all, from few evaluations.
//
// M. D. Morris, Technometrics 33 (1991) 161–174: a trajectory moves each parameter once, in an
// order of its own, so each of its steps shows what one parameter does where the others then stand.
// An effect is the change of the measure over the change of the parameter, in units of its whole
// range. The mean of the effects is the slope on average, that of their magnitudes ranks the
// parameters and is not deceived by a slope that changes sign (F. Campolongo, J. Cariboni and A.
// Saltelli, Environ. Model. Softw. 22 (2007) 1509–1518), and their deviation tells bends and
// interactions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/interval.hpp"
#include "analysis/space_filling.hpp"

namespace analysis {

// `levels` is even and at least 2, the others are positive. Of the same seed the first trajectories
// are the same however many there are.
struct MorrisDesign {
  std::size_t parameters = 1;
  std::size_t trajectories = 10;
  std::size_t levels = 4;  // of each parameter, evenly from 0 to 1
  std::uint64_t seed = 1;
};

// What to evaluate: trajectory after trajectory, parameters + 1 points each.
std::vector<UnitPoint> morris_points(const MorrisDesign& design);

struct ElementaryEffects {
  Estimate mean;       // mu, with the t interval over trajectories
  Estimate magnitude;  // mu*, likewise
  // sigma and its interval: t on the jackknife of the logarithm of the variance (R. G. Miller, Ann.
  // Math. Stat. 39 (1968) 567–582), as effects are not normal. NaN with fewer than three effects,
  // or where all but one are equal.
  double deviation_low = 0;
  double deviation_high = 0;
  double deviation() const { return mean.deviation; }
};

// By parameter, from one value for each of morris_points(design). Both steps at a value that is not
// finite (an evaluation that failed) are left out.
std::vector<ElementaryEffects> elementary_effects(const MorrisDesign& design,
                                                  std::span<const double> values,
                                                  double confidence = confidence_usual);

}  // namespace analysis
