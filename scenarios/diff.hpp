// What differs between two composed scenarios.
#pragma once

#include <string>
#include <vector>

#include "scenarios/node.hpp"

namespace scenarios {

struct Difference {
  std::string key;   // "economy.severity", "products.instalment-12.price"
  std::string left;  // as written in a file; empty where it is not there
  std::string right;
  Origin left_origin;
  Origin right_origin;
};

// Key by key, in the order of the left tree; items with an `id` are compared by it, an item that
// only one side has is one difference, plain arrays are compared as a whole.
std::vector<Difference> diff(const Node& left, const Node& right);

// "key: left -> right" a line, with origins; empty where nothing differs.
std::string to_text(const std::vector<Difference>& differences);

}  // namespace scenarios
