// The JSON Schema (draft 2020-12) of scenario files, with which editors complete and check them.
#pragma once

#include <string>

#include "scenarios/shape.hpp"

namespace scenarios {

// A file may hold any part of a scenario, so nothing is required but the `id` of an item.
std::string json_schema(const Shape& shape);

}  // namespace scenarios
