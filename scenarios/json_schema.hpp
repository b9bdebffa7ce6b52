// The JSON Schema (draft 2020-12) of scenario and study files, with which editors complete and
// check them.
#pragma once

#include <string>

#include "scenarios/shape.hpp"

namespace scenarios {

// A file may hold any part of what it describes, so nothing is required but the `id` of an item.
// `title` says what is described.
std::string json_schema(const Shape& shape,
                        const std::string& title = "A creditcycle scenario or policy file");

}  // namespace scenarios
