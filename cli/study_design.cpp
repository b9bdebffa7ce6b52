#include "cli/study_design.hpp"

#include <algorithm>

#include "analysis/space_filling.hpp"

namespace cli {

namespace {

std::size_t axes_of(const scenarios::Study& study) {
  return scenarios::axes_of(study.parameters, study.combine).size();
}

std::uint64_t seed_of(const scenarios::Study& study) {
  return static_cast<std::uint64_t>(study.seed);
}

}  // namespace

analysis::MorrisDesign morris_design_of(const scenarios::Study& study) {
  analysis::MorrisDesign design;
  design.parameters = axes_of(study);
  design.trajectories = static_cast<std::size_t>(study.sensitivity.rows);
  design.seed = seed_of(study);
  return design;
}

analysis::SobolDesign sobol_design_of(const scenarios::Study& study) {
  return {axes_of(study), static_cast<std::size_t>(study.sensitivity.rows), seed_of(study)};
}

std::vector<scenarios::UnitPoint> sample_of(const scenarios::Study& study) {
  using scenarios::Combination;
  using scenarios::SensitivityMethod;
  if (study.sensitivity.method == SensitivityMethod::morris) {
    return analysis::morris_points(morris_design_of(study));
  }
  if (study.sensitivity.method == SensitivityMethod::sobol) {
    return analysis::sobol_points(sobol_design_of(study));
  }
  const analysis::SampleDesign design{axes_of(study), static_cast<std::size_t>(study.points),
                                      seed_of(study)};
  if (study.combine == Combination::lhs) return analysis::latin_hypercube(design);
  if (study.combine == Combination::sobol) return analysis::sobol_sequence(design);
  return {};
}

}  // namespace cli
