// A value of a scenario file with the place it came from: what the TOML reader makes, merging
// joins, the reader reads and the writer writes. Small, so trees are copied freely.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/problem.hpp"

namespace scenarios {

struct Member;

struct Node {
  using Array = std::vector<Node>;
  using Table = std::vector<Member>;  // in the order of the file
  // A time of day, or a date with one: valid TOML that no parameter holds, kept as text for the
  // message.
  struct Time {
    std::string text;
    bool operator==(const Time&) const = default;
  };
  using Value = std::variant<bool, std::int64_t, double, std::string, std::chrono::year_month_day,
                             Time, Array, Table>;

  Value value;
  Origin origin;

  const Table* table() const { return std::get_if<Table>(&value); }
  Table* table() { return std::get_if<Table>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  Array* array() { return std::get_if<Array>(&value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }

  // The member of a table, or null (also where this is no table).
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  void set(std::string_view key, Node node);  // adds or replaces; this must be a table
  bool erase(std::string_view key);           // whether it was there
};

struct Member {
  std::string key;
  Node value;
  Origin key_origin = {};  // of the key itself, for a complaint about the name
};

Node empty_table(Origin origin = {});

// The text of an item's `id`, or null where this is no table with one.
const std::string* id_of(const Node& item);

// The item of an array of tables with this id, or null.
const Node* find_item(const Node::Array& items, std::string_view id);

// As shown after "found": 5, "text", 2025-01-01, a table, an array of 3.
std::string describe(const Node& node);

// Whether two trees hold the same values, wherever they were written.
bool same_values(const Node& left, const Node& right);

}  // namespace scenarios
