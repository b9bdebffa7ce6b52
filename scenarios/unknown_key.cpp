#include "scenarios/unknown_key.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace scenarios {

namespace {

// More names than these are not listed: `describe` does that better.
constexpr std::size_t most_names = 8;

void add_keys(const Shape* shape, std::vector<std::string>& names) {
  if (shape == nullptr) return;
  for (const Field& field : shape->fields) {
    if (!field.key.empty()) names.push_back(field.key);
  }
}

// Which other kind of this table has the key, in quotes; "" where none has.
std::string kind_with(std::string_view name, const Shape* alternatives) {
  if (alternatives == nullptr) return "";
  for (const Alternative& option : alternatives->options) {
    if (option.shape->find(name) != nullptr) return in_quotes(option.name);
  }
  return "";
}

// All dotted keys that a file can hold outside arrays of tables.
void add_dotted(const Shape& shape, const std::string& key, std::vector<std::string>& dotted) {
  for (const Field& field : shape.fields) {
    const std::string name =
        field.key.empty() || key.empty() ? key + field.key : key + "." + field.key;
    if (!field.key.empty()) dotted.push_back(name);
    add_dotted(*field.shape, name, dotted);
  }
  for (const Alternative& option : shape.options) add_dotted(*option.shape, key, dotted);
}

// The dotted key whose last part is the name, or nearest to it.
std::string nearest_anywhere(std::string_view name, const Shape& root) {
  std::vector<std::string> dotted;
  add_dotted(root, "", dotted);
  std::vector<std::string> last_parts;
  for (const std::string& key : dotted) last_parts.push_back(key.substr(key.rfind('.') + 1));
  auto it = std::find(last_parts.begin(), last_parts.end(), name);
  if (it == last_parts.end()) {
    const std::string nearest = nearest_name(name, last_parts);
    if (nearest.empty()) return "";
    it = std::find(last_parts.begin(), last_parts.end(), nearest);
  }
  return dotted[static_cast<std::size_t>(it - last_parts.begin())];
}

}  // namespace

Problem unknown_key(const Origin& origin, const std::string& table_key, std::string_view name,
                    const TableShapes& shapes, const Shape& root) {
  const std::string key =
      table_key.empty() ? std::string(name) : fmt::format("{}.{}", table_key, name);
  Problem problem{origin, key, "unknown key", "", "", ""};
  if (const std::string kind = kind_with(name, shapes.alternatives); !kind.empty()) {
    problem.what = "key of another kind";
    problem.expected = fmt::format("kind = {} beside it", kind);
    return problem;
  }
  std::vector<std::string> known;
  add_keys(shapes.table, known);
  add_keys(shapes.option, known);
  if (shapes.alternatives != nullptr) known.emplace_back("kind");
  if (known.size() <= most_names) {
    const std::string where = table_key.empty() ? "" : fmt::format("in [{}] ", table_key);
    problem.expected = where + one_of(known);
  }
  problem.nearest = nearest_name(name, known);
  if (problem.nearest.empty()) problem.nearest = nearest_anywhere(name, root);
  return problem;
}

}  // namespace scenarios
