// Reading one number of a scenario, with its unit and within its bounds.
#pragma once

#include <optional>
#include <string>

#include "models/parameter.hpp"
#include "scenarios/node.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

struct Complaint {
  std::string what;
  std::string found;
  std::string expected;
};

// A count, a number, a share, a rate, an amount or a period into the object; a complaint where it
// is none, lacks its unit, is not finite or out of range.
std::optional<Complaint> read_measure(const Node& node, const Shape& shape, void* object,
                                      const models::About& about);

}  // namespace scenarios
