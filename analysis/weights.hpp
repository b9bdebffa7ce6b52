// What the models say of a replication's own luck: its factor of the economy, and its weight.
//
// Where an economy is uncertain, each replication has a factor Z, standard normal in the world that
// is asked about, and, drawn by importance sampling, a weight. Both stand in the panel `luck`, Z in
// millionths and the natural logarithm of the weight in thousand-millionths, with the number of
// replications that are drawn together (antithetic pairs, blocks of strata). A file without that
// panel has replications that weigh the same.
#pragma once

#include <vector>

#include "output/result_reader.hpp"

namespace analysis {

// By replication of one arm.
struct ArmLuck {
  std::vector<double> z;            // NaN where the file does not say or the unit is not done
  std::vector<double> log_weights;  // 0 where the file does not say; NaN where the unit is not done
  std::size_t block = 1;            // how many replications in a row are drawn together
  bool is_weighted() const;         // whether two replications weigh differently
};

ArmLuck luck_of(const output::ResultReader& file, std::size_t arm);

}  // namespace analysis
