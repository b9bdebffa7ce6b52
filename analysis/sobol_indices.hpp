// Sobol' indices: which share of a measure's variance a parameter explains, when all of them vary
// evenly and independently over their ranges.
//
// The first-order index is the share that goes with one parameter alone, the total index that of
// all terms it has a part in; where they differ it interacts. First-order by A. Saltelli, P.
// Annoni, I. Azzini, F. Campolongo, M. Ratto and S. Tarantola, Comput. Phys. Commun. 181 (2010)
// 259–270, table 2 (b); total by M. J. W. Jansen, Comput. Phys. Commun. 117 (1999) 35–43, table 2
// (f) there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/interval.hpp"
#include "analysis/morris.hpp"

namespace analysis {

// Costs rows x (parameters + 2) evaluations. At least one parameter and two rows, at most 262,144
// rows. Of the same seed the first rows are the same however many there are; powers of two are
// spread most evenly.
struct SobolDesign {
  std::size_t parameters = 1;
  std::size_t rows = 64;
  std::uint64_t seed = 1;
};

// What to evaluate, row after row: a point, an unrelated point, and then for each parameter the
// first point with that one value from the second. Rows are points of Sobol's sequence, shifted
// around the unit cube by draws of the seed (R. Cranley and T. N. L. Patterson, SIAM J. Numer.
// Anal. 13 (1976) 904–914), which makes the seeds' estimates independent of each other.
std::vector<UnitPoint> sobol_points(const SobolDesign& design);

// NaN where the measure does not vary or fewer than two rows are whole. The interval is that of the
// percentiles of a bootstrap over rows; rows that fill the cube evenly vary less than it supposes,
// so it is rather too wide. Estimates and ends may lie a little outside of 0 to 1: small indices
// are uncertain, not wrong.
struct ShareEstimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct SobolIndices {
  std::size_t rows = 0;  // that were whole
  ShareEstimate first;
  ShareEstimate total;
};

// By parameter, from one value for each of sobol_points(design). A row with a value that is not
// finite is left out as a whole.
std::vector<SobolIndices> sobol_indices(const SobolDesign& design, std::span<const double> values,
                                        double confidence = confidence_usual);

}  // namespace analysis
