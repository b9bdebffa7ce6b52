// What to say of a key that a table does not know.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/problem.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

// The table being read: `table` holds its own keys, `alternatives` (or null) those that depend on
// its kind, of which `option` (or null) is chosen.
struct TableShapes {
  const Shape* table = nullptr;
  const Shape* alternatives = nullptr;
  const Shape* option = nullptr;
};

// The problem of the key `name` in the table with the dotted key `table_key`. The nearest name is
// looked for in this table, then below `root`, the shape of the whole scenario.
Problem unknown_key(const Origin& origin, const std::string& table_key, std::string_view name,
                    const TableShapes& shapes, const Shape& root);

}  // namespace scenarios
