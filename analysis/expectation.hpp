// What is expected where several scenarios are possible, each with its probability.
//
//   value of a replication = Σ weight(s) × value of scenario s in that replication
//
// The scenarios of a study share their luck, so a replication that is lucky in one is lucky in the
// others, and their intervals cannot be put together as if they were independent: the interval is
// that of these sums. The mean is that of the scenarios' means. A rate is weighed as it stands, it
// is not the rate of weighed sums: what is expected is each scenario's own figure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/sampling.hpp"

namespace analysis {

struct WeightedArm {
  std::size_t arm = 0;
  double weight = 1;  // not negative
};

// By replication; `values` are by arm and replication. A scenario without weight does not count.
// NaN where one that does has none.
std::vector<double> expectation(const std::vector<std::vector<double>>& values,
                                std::span<const WeightedArm> arms);

// How sums over arms that were sampled like this are sampled: what was drawn together in any of
// them stays together, and the control is taken where all that have one have the same.
Sampling sampling_together(std::span<const Sampling> samplings);

}  // namespace analysis
