// One `--set key=value` of the command line, as a tree that holds just that value.
#pragma once

#include <optional>
#include <string_view>

#include "scenarios/node.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

// The value is TOML; a bare word is text where the key is text or a quantity (title=Mild,
// membership.review_every=30 days). `products.<id>.price` addresses an item of an array by its id,
// which `current` must hold. Nothing and a problem where the key is none or the setting has no "=".
std::optional<Node> parse_setting(std::string_view setting, const Shape& shape, const Node& current,
                                  Problems& problems);

}  // namespace scenarios
