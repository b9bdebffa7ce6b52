// The points of a study that are a sample: what its design, its sensitivity or its search asks for.
#pragma once

#include <vector>

#include "analysis/morris.hpp"
#include "analysis/sobol_indices.hpp"
#include "scenarios/study.hpp"

namespace cli {

// Empty where the study's points are all written out.
std::vector<scenarios::UnitPoint> sample_of(const scenarios::Study& study);

// What a sensitivity by Morris or by Sobol asks for.
analysis::MorrisDesign morris_design_of(const scenarios::Study& study);
analysis::SobolDesign sobol_design_of(const scenarios::Study& study);

}  // namespace cli
