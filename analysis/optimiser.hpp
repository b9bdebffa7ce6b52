// Looks for the point of the unit cube at which a measure is highest, within constraints, from few
// evaluations.
//
// First a sample that fills the space evenly (half of the budget), then a local search from the
// best of it: COBYLA, which needs no derivatives and models objective and constraints as linear
// functions of the point, on a region that shrinks (M. J. D. Powell, in Advances in Optimization
// and Numerical Analysis, Kluwer 1994, 51–67; by NLopt). Under common random numbers the measure is
// a function of the point alone, so the search is the same whenever it is asked, and can be taken
// up again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/space_filling.hpp"

namespace analysis {

struct Evaluated {
  double worth = 0;            // what is to be highest; NaN where it is not known
  std::vector<double> excess;  // by constraint: above zero it is broken, by so much; NaN likewise
  bool feasible() const;
};

struct SearchDesign {
  std::size_t axes = 1;
  std::size_t constraints = 0;
  std::size_t evaluations = 40;  // at most, three at least
  std::uint64_t seed = 1;
  UnitPoint start;  // a point to look at first, such as what is done today; may be empty
};

// Values of all points that are asked at once; nothing ends the search.
using Evaluate =
    std::function<std::optional<std::vector<Evaluated>>(const std::vector<UnitPoint>&)>;

struct Search {
  std::vector<UnitPoint> points;  // in the order in which they were asked
  std::vector<Evaluated> values;  // of these
  // Of `points`; the least infeasible one where none holds all constraints; nothing without values.
  std::optional<std::size_t> best;
  bool ended = false;  // whether an evaluation ended it before its budget
};

Search search_highest(const SearchDesign& design, const Evaluate& evaluate);

}  // namespace analysis
