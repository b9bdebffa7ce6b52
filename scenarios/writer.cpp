#include "scenarios/writer.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <type_traits>
#include <utility>

#include "scenarios/quantity.hpp"

namespace scenarios {

namespace {

const Origin built_in = {"built-in", 0, 0};

Origin origin_of(const Node* origins) {
  return origins == nullptr ? built_in : origins->origin;
}

template <class T>
const T& as(const void* object) {
  return *static_cast<const T*>(object);
}

void add_fields(Node& table, const Shape& shape, const void* object, const Node* origins);

void add_chosen(Node& table, const Shape& shape, const void* object, const Node* origins) {
  const std::size_t chosen = shape.chosen(object);
  // `choose` leaves an object alone that has this alternative already, so nothing is written to.
  const void* option = shape.choose(const_cast<void*>(object), chosen);
  const Node* kind = origins == nullptr ? nullptr : origins->find("kind");
  table.set("kind", {shape.options[chosen].name, origin_of(kind)});
  add_fields(table, *shape.options[chosen].shape, option, origins);
}

void add_fields(Node& table, const Shape& shape, const void* object, const Node* origins) {
  for (const Field& field : shape.fields) {
    const void* member = static_cast<const char*>(object) + field.offset;
    if (field.key.empty()) {
      add_chosen(table, *field.shape, member, origins);
    } else {
      table.set(field.key, to_node(*field.shape, member,
                                   origins == nullptr ? nullptr : origins->find(field.key)));
    }
  }
}

Node::Value value_of(const Shape& shape, const void* object, const Node* origins) {
  switch (shape.kind) {
    case Kind::boolean:
      return as<bool>(object);
    case Kind::count:
      return shape.integer(object);
    case Kind::number:
      return as<double>(object);
    case Kind::share:
      return to_text(as<models::Share>(object));
    case Kind::rate:
      return to_text(as<sim::Rate>(object));
    case Kind::money:
      return to_text(as<sim::Money>(object), currency);
    case Kind::days:
      return to_text(as<models::Days>(object));
    case Kind::date:
      return as<std::chrono::year_month_day>(object);
    case Kind::text:
      return as<std::string>(object);
    case Kind::literal:
      return as<models::Literal>(object).text;
    case Kind::choice:
      return shape.names.at(static_cast<std::size_t>(shape.integer(object)));
    case Kind::path_file:
      return as<models::PathFile>(object).name;
    case Kind::table: {
      Node table = empty_table();
      add_fields(table, shape, object, origins);
      return std::move(table.value);
    }
    case Kind::alternatives: {
      Node table = empty_table();
      add_chosen(table, shape, object, origins);
      return std::move(table.value);
    }
    case Kind::list:
      break;
  }
  const Node::Array* known = origins == nullptr ? nullptr : origins->array();
  Node::Array items;
  for (std::size_t i = 0; i < shape.size(object); ++i) {
    const void* item = shape.item(const_cast<void*>(object), i);
    const Node* place = known != nullptr && i < known->size() ? &(*known)[i] : nullptr;
    items.push_back(to_node(*shape.element, item, place));
  }
  return items;
}

}  // namespace

Node to_node(const Shape& shape, const void* object, const Node* origins) {
  return {value_of(shape, object, origins), origin_of(origins)};
}

namespace {

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string toml_number(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
  std::string text = to_text(number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string toml_key(const std::string& key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? key : toml_string(key);
}

bool is_array_of_tables(const Node& node) {
  const Node::Array* items = node.array();
  return items != nullptr && !items->empty() &&
         std::all_of(items->begin(), items->end(),
                     [](const Node& item) { return item.table() != nullptr; });
}

class TomlText {
 public:
  explicit TomlText(Comments comments) : comments_(comments) {}

  // Values before tables: what follows a header belongs to it.
  void table(const Node& node, const std::string& path) {
    for (const Member& member : *node.table()) {
      if (member.value.table() == nullptr && !is_array_of_tables(member.value)) value(member);
    }
    for (const Member& member : *node.table()) {
      const std::string name =
          path.empty() ? toml_key(member.key) : path + "." + toml_key(member.key);
      if (member.value.table() != nullptr) {
        header(fmt::format("[{}]", name));
        table(member.value, name);
      } else if (is_array_of_tables(member.value)) {
        for (const Node& item : *member.value.array()) {
          header(fmt::format("[[{}]]", name));
          table(item, name);
        }
      }
    }
  }

  std::string text;

 private:
  void header(const std::string& line) {
    if (!text.empty()) text += '\n';
    text += line + '\n';
  }

  void value(const Member& member) {
    const std::string line =
        fmt::format("{} = {}", toml_key(member.key), to_toml_value(member.value));
    if (comments_ == Comments::origins) {
      text += fmt::format("{:<48}  # {}\n", line, to_text(member.value.origin));
    } else {
      text += line + '\n';
    }
  }

  Comments comments_;
};

}  // namespace

std::string to_toml(const Node& table, Comments comments) {
  TomlText writer(comments);
  writer.table(table, "");
  return writer.text;
}

std::string to_toml_value(const Node& value) {
  return std::visit(
      [&](const auto& held) -> std::string {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string>) {
          return toml_string(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return toml_number(held);
        } else if constexpr (std::is_same_v<T, Node::Array>) {
          std::string items;
          for (const Node& item : held) items += (items.empty() ? "" : ", ") + to_toml_value(item);
          return "[" + items + "]";
        } else if constexpr (std::is_same_v<T, Node::Table>) {
          std::string members;
          for (const Member& member : held) {
            members += fmt::format("{}{} = {}", members.empty() ? "" : ", ", toml_key(member.key),
                                   to_toml_value(member.value));
          }
          return members.empty() ? "{}" : "{ " + members + " }";
        } else {
          return describe(value);
        }
      },
      value.value);
}

}  // namespace scenarios
