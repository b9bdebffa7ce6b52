#include "scenarios/node.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
#include <type_traits>

namespace scenarios {

const Node* Node::find(std::string_view key) const {
  const Table* members = table();
  if (members == nullptr) return nullptr;
  const auto it =
      std::find_if(members->begin(), members->end(), [&](auto& m) { return m.key == key; });
  return it == members->end() ? nullptr : &it->value;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(static_cast<const Node&>(*this).find(key));
}

void Node::set(std::string_view key, Node node) {
  if (Node* present = find(key)) {
    *present = std::move(node);
    return;
  }
  Table* members = table();
  if (members == nullptr) throw std::logic_error("a member was given to a node that is no table");
  const Origin place = node.origin;
  members->push_back({std::string(key), std::move(node), place});
}

bool Node::erase(std::string_view key) {
  Table* members = table();
  return members != nullptr && std::erase_if(*members, [&](auto& m) { return m.key == key; }) > 0;
}

Node empty_table(Origin origin) {
  return {Node::Table{}, std::move(origin)};
}

const std::string* id_of(const Node& item) {
  const Node* id = item.find("id");
  return id == nullptr ? nullptr : id->text();
}

const Node* find_item(const Node::Array& items, std::string_view id) {
  for (const Node& item : items) {
    const std::string* own = id_of(item);
    if (own != nullptr && *own == id) return &item;
  }
  return nullptr;
}

std::string describe(const Node& node) {
  return std::visit(
      [](const auto& value) -> std::string {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, bool>) {
          return value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return fmt::format("{}", value);
        } else if constexpr (std::is_same_v<T, double>) {
          return fmt::format("{}", value);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return in_quotes(value);
        } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>) {
          return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(value.year()),
                             static_cast<unsigned>(value.month()),
                             static_cast<unsigned>(value.day()));
        } else if constexpr (std::is_same_v<T, Node::Time>) {
          return value.text;
        } else if constexpr (std::is_same_v<T, Node::Array>) {
          if (value.empty()) return "an empty array";
          return value.size() == 1 ? "an array of one"
                                   : fmt::format("an array of {}", value.size());
        } else {
          return "a table";
        }
      },
      node.value);
}

bool same_values(const Node& left, const Node& right) {
  if (left.value.index() != right.value.index()) return false;
  if (const Node::Table* members = left.table()) {
    if (members->size() != right.table()->size()) return false;
    return std::all_of(members->begin(), members->end(), [&](const Member& member) {
      const Node* other = right.find(member.key);
      return other != nullptr && same_values(member.value, *other);
    });
  }
  if (const Node::Array* items = left.array()) {
    return std::equal(items->begin(), items->end(), right.array()->begin(), right.array()->end(),
                      same_values);
  }
  return std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Node::Array> || std::is_same_v<T, Node::Table>) {
          return true;  // compared above
        } else {
          return value == std::get<T>(right.value);
        }
      },
      left.value);
}

}  // namespace scenarios
