// Writing a parameter struct as TOML, complete and in one canonical form: keys in the order of
// their declaration, each value in the unit its type is written in. What is written is read as the
// same.
#pragma once

#include <string>

#include "scenarios/node.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

// Every value of the object, with the origin it has in `origins`, else "built-in".
Node to_node(const Shape& shape, const void* object, const Node* origins = nullptr);

enum class Comments { none, origins };

// A tree as the text of a TOML file; Comments::origins adds to each line where its value comes
// from.
std::string to_toml(const Node& table, Comments comments = Comments::none);

// One value as it stands in a file: "30 days" with its quotes, 5, [1, 2], { a = 1 }.
std::string to_toml_value(const Node& value);

}  // namespace scenarios
