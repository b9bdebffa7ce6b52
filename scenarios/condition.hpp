// A condition between the parameters of a study, a formula over their short names:
// "raise > cut && price <= 24%".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/expression.hpp"

namespace scenarios {

class Condition {
 public:
  // Throws std::invalid_argument that says what is wrong and where.
  Condition(const std::string& text, const std::vector<std::string>& names);

  // One value for each name. A condition without a value (0/0) does not hold.
  bool holds(const std::vector<double>& values) const;
  // Whether the name at this place is asked for.
  bool uses(std::size_t name) const { return formula_.uses(name); }

 private:
  Expression formula_;
};

}  // namespace scenarios
