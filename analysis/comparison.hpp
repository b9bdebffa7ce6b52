// Arms against the first arm, headline by headline.
#pragma once

#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "analysis/sampling.hpp"

namespace analysis {

struct ArmComparison {
  Estimate level;        // of the arm itself
  Estimate difference;   // arm − first arm, paired by replication; n = 0 for the first arm itself
  Estimate independent;  // the same difference, had the arms had independent seeds
  // independent.half_width / difference.half_width: how many times narrower common random numbers
  // make the interval. NaN when undefined, infinity when the arms differ by the same amount
  // everywhere.
  double pairing_gain = 0;
  // How many times as many plain pairs the same standard error would take; 1 where the sampling is
  // plain, NaN when undefined.
  double sampling_gain = 1;
};

struct Comparison {
  const Headline* headline;
  std::vector<ArmComparison> arms;  // as in the file, the first arm first
};

// `samplings` are those of each arm with the first one, by arm; none: all plain.
Comparison compare(const HeadlineTable& table, const std::vector<Sampling>& samplings = {},
                   double confidence = confidence_usual);
std::vector<Comparison> compare(const std::vector<HeadlineTable>& tables,
                                const std::vector<Sampling>& samplings = {},
                                double confidence = confidence_usual);

}  // namespace analysis
