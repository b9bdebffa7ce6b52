// The parameter schema for people: every key with its type, unit, bounds, default, meaning and
// source.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/shape.hpp"

namespace scenarios {

struct Description {
  std::string key;      // "membership.review_every", "products[].price"
  std::string only_if;  // "kind = \"path\"" for a key that only one alternative has
  std::string type;     // "count", "share", "one of", "table"
  std::string unit;     // "days", "% a year", "borrowers"; empty where there is none
  std::string bounds;   // "1 to 50", "at least 0 %"; the names of a choice
  std::string preset;   // the default as it would be written; empty for tables
  std::string meaning;
  std::string source;
};

// All keys below `prefix` ("" for all; "products", "products[].price" and "products.price" are
// alike), in the order of declaration, tables before what they hold. Throws BadScenario with the
// nearest key where the prefix is none.
std::vector<Description> describe(const Shape& shape, std::string_view prefix = "");

// As lines for a terminal: for one key all that is known, for several a line each and its meaning
// below.
std::string to_text(const std::vector<Description>& descriptions);

}  // namespace scenarios
