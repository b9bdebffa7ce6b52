// Points that fill a space evenly, to try parameters over their whole ranges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace analysis {

// One value for each axis, from 0 (the low end of its range) to 1.
using UnitPoint = std::vector<double>;

// A sample of the unit cube: `axes` and `points` at least 1.
struct SampleDesign {
  std::size_t axes = 1;
  std::size_t points = 20;
  std::uint64_t seed = 1;
};

// Along each axis one point in each of as many equal parts as there are points, at random in it,
// and the axes paired at random (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21
// (1979) 239–245). Another number of points is another sample.
std::vector<UnitPoint> latin_hypercube(const SampleDesign& design);

// The first points of Sobol's sequence, shifted around the unit cube by draws of the seed (R.
// Cranley and T. N. L. Patterson, SIAM J. Numer. Anal. 13 (1976) 904–914), which makes the seeds'
// samples independent of each other. Of the same seed the first points are the same however many
// there are; powers of two are spread most evenly.
std::vector<UnitPoint> sobol_sequence(const SampleDesign& design);

}  // namespace analysis
