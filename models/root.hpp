// Where a function crosses zero.
#pragma once

#include <functional>
#include <optional>

namespace models {

// The range to search, zero within it, and how far from zero the first look goes.
struct RootRange {
  double lowest = -1;
  double highest = 1;
  double first_step = 1e-3;
};

// A root of a continuous function, from zero outwards to both sides in steps that grow by a half,
// and then to the last digits by the method of Alefeld, Potra and Shi (TOMS 748). Of several roots
// one of those nearest to zero, as far as the steps tell them apart; nothing where the signs never
// change. Values that are not finite end the search on their side.
std::optional<double> root_from_zero(const std::function<double(double)>& of,
                                     const RootRange& range);

}  // namespace models
