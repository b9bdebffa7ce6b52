// Laying one tree over another. Five rules, and no more:
//
//   1. Tables merge deeply: a key of the upper tree replaces that of the lower, others stay; where
//   the
//      upper one names another `kind`, the keys of the former kind go.
//   2. Plain arrays replace, the empty one too.
//   3. Arrays of tables whose items have an `id` merge by `id`: an item with a known id merges into
//   that
//      item, a new one is added at the end, `remove = true` takes one away; taking away what is not
//      there is an error.
//   4. A file that extends itself, through whatever others, is an error (see resolve.hpp).
//   5. Each value keeps its origin; a table has the origin of the last file that wrote to it.
#pragma once

#include "scenarios/node.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

// Lays `upper` over `lower`, both tables of this shape. What cannot be merged (removing what is not
// there, two items of one id in the same array, `remove` that is neither true nor false) goes to
// `problems`; all else that is wrong is for the reader to find.
void merge(Node& lower, const Node& upper, const Shape& shape, Problems& problems);

}  // namespace scenarios
