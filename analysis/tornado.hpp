// A tornado: what a measure does when one parameter goes to either end of its range and the others
// stay, the widest first. Cheap and easily read; what parameters do together it does not see.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace analysis {

// The measure by replication with one parameter at each end; index i of both and of the base saw
// the same random numbers. Replications that failed are NaN.
struct Ends {
  std::span<const double> low;
  std::span<const double> high;
};

struct Swing {
  std::size_t parameter = 0;  // its index in what was given
  Estimate low;               // low end − base, replication by replication
  Estimate high;              // high end − base
  // From the lowest to the highest of base and both ends: the bar's length. NaN if an end has no
  // value.
  double width() const;
};

// The widest first; equally wide ones as they were given, those without a width last.
std::vector<Swing> tornado(std::span<const double> base, std::span<const Ends> parameters,
                           double confidence = confidence_usual);

}  // namespace analysis
