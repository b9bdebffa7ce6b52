// The one door to toml++: TOML text into nodes that know where they were written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/node.hpp"
#include "scenarios/problem.hpp"

namespace scenarios {

// Tables, arrays and dotted keys deeper than this are refused: no scenario needs them, and a parser
// that recurses must not be led to the end of its stack.
inline constexpr int deepest_nesting = 64;

// The text as a table, or nothing and a problem (text that is not UTF-8, too deep, a syntax error;
// the parser stops at its first). `name` becomes the file of every origin.
std::optional<Node> parse_toml(std::string_view text, const std::string& name, Problems& problems);

// One TOML value ("30", "[1, 2]", "'text'"), or nothing where the text is none; no problem is
// raised.
std::optional<Node> parse_value(std::string_view text, const Origin& origin);

}  // namespace scenarios
