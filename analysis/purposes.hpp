// What the draws of this layer are for, each with its number, for ever.
#pragma once

#include "sim/stream.hpp"

namespace analysis {

inline constexpr sim::Purpose resampled_value{1};
inline constexpr sim::Purpose morris_trajectory{2};
inline constexpr sim::Purpose sobol_shift{3};
inline constexpr sim::Purpose resampled_row{4};
inline constexpr sim::Purpose latin_hypercube_cell{5};
inline constexpr sim::Purpose resampled_replication{6};

}  // namespace analysis
