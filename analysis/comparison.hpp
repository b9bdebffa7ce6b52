// Arms against the first arm, headline by headline.
#pragma once

#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"

namespace analysis {

struct ArmComparison {
  Estimate level;        // of the arm itself
  Estimate difference;   // arm − first arm, paired by replication; n = 0 for the first arm itself
  Estimate independent;  // the same difference, had the arms had independent seeds
  // independent.half_width / difference.half_width: how many times narrower common random numbers
  // make the interval. NaN when undefined, infinity when the arms differ by the same amount
  // everywhere.
  double pairing_gain = 0;
};

struct Comparison {
  const Headline* headline;
  std::vector<ArmComparison> arms;  // as in the file, the first arm first
};

Comparison compare(const HeadlineTable& table, double confidence = confidence_usual);
std::vector<Comparison> compare(const std::vector<HeadlineTable>& tables,
                                double confidence = confidence_usual);

}  // namespace analysis
