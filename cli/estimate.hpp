// What a run will cost, measured on a small run of the same scenario.
#pragma once

#include <cstdint>

#include "cli/experiment.hpp"

namespace cli {

struct Estimate {
  double seconds = 0;       // wall time of what is to do
  double memory_bytes = 0;  // at the peak, beyond the program itself
  double working_file_bytes =
      0;  // of the file while it is being written; the finished one is smaller
  double nanoseconds_a_month = 0;  // thread time of a borrower's month
};

// Simulates one replication of the first arm with few borrowers and a short report, on one thread,
// and scales it up. Takes about a second; right within a factor of two, since a larger portfolio
// has more of its memory out of the processor's caches and the economy later in the run may be
// busier.
Estimate estimate_cost(const std::vector<Arm>& arms, const ExperimentSettings& settings);

}  // namespace cli
