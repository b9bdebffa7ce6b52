// What kind of value a key takes, without a scenario that holds it.
#pragma once

#include <optional>
#include <string_view>

#include "scenarios/shape.hpp"

namespace scenarios {

// `key` as --set takes it: limits.raise, products.instalment.price. Nothing where there is no such
// key; an item's id is taken as it is. Of alternatives the first that has the key counts.
std::optional<Kind> kind_of(const Shape& shape, std::string_view key);

}  // namespace scenarios
