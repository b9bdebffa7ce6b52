#include "scenarios/json_schema.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/range.hpp"
#include "scenarios/writer.hpp"

namespace scenarios {

namespace {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

// The members of a JSON object as they are added.
class Object {
 public:
  Object& raw(std::string_view key, const std::string& value) {
    text_ += (text_.empty() ? "" : ", ") + json_string(key) + ": " + value;
    return *this;
  }
  Object& text(std::string_view key, std::string_view value) {
    return raw(key, json_string(value));
  }
  std::string str() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string array_of(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return "[" + text + "]";
}

std::string json_value(const Node& node) {
  if (const std::string* text = node.text()) return json_string(*text);
  if (const Node::Array* items = node.array()) {
    std::vector<std::string> parts;
    for (const Node& item : *items) parts.push_back(json_value(item));
    return array_of(parts);
  }
  if (std::holds_alternative<std::chrono::year_month_day>(node.value))
    return json_string(describe(node));
  return to_toml_value(node);  // true, 5 and 1.5 are the same in JSON
}

constexpr std::string_view number_pattern =
    "^\\s*[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\\.[0-9]+)?\\s*";

std::string pattern(Kind kind) {
  const std::string number(number_pattern);
  if (kind == Kind::days) return number + "(days?|weeks?)\\s*$";
  if (kind == Kind::share) return number + "(%|bp)\\s*$";
  if (kind == Kind::rate) return number + "(%|bp)\\s*(a|per)\\s+(year|month|day)\\s*$";
  return number + "CNY\\s*$";
}

std::string about_text(const Shape& shape, const models::About& about, const std::string& only_if) {
  std::string text(about.meaning);
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  };
  const Kind kind = shape.kind == Kind::list ? shape.element->kind : shape.kind;
  add(range_text(kind, about));
  add(std::string(about.source));
  if (!only_if.empty()) add("Only with kind = " + only_if);
  return text;
}

std::string schema_of(const Shape& shape, const void* preset, const models::About& about,
                      const std::string& only_if = "");

struct Property {
  std::string name;
  std::string schema;
};

void add_property(std::vector<Property>& properties, std::string name, std::string schema) {
  const auto same = [&](const Property& p) { return p.name == name; };
  const auto present = std::find_if(properties.begin(), properties.end(), same);
  if (present == properties.end()) {
    properties.push_back({std::move(name), std::move(schema)});
  } else if (present->schema != schema) {  // two kinds have a key of this name
    present->schema = Object().raw("anyOf", array_of({present->schema, schema})).str();
  }
}

void add_fields(std::vector<Property>& properties, std::vector<std::string>& conditions,
                const Shape& shape, const void* defaults, const std::string& only_if);

// `kind`, the keys of all alternatives side by side, and for each kind which keys it has not: flat,
// as editors complete best.
void add_options(std::vector<Property>& properties, std::vector<std::string>& conditions,
                 const Shape& shape, const void* preset, const models::About& about) {
  std::vector<std::string> names;
  std::set<std::string> all_keys;
  for (const Alternative& option : shape.options) {
    names.push_back(json_string(option.name));
    for (const Field& field : option.shape->fields) all_keys.insert(field.key);
  }
  Object kind;
  kind.raw("enum", array_of(names)).text("description", about.meaning);
  kind.raw("default", names[shape.chosen(preset)]);
  add_property(properties, "kind", kind.str());
  for (const Alternative& option : shape.options) {
    const std::shared_ptr<void> fresh = option.shape->fresh();
    add_fields(properties, conditions, *option.shape, fresh.get(), in_quotes(option.name));
    Object strangers;
    for (const std::string& key : all_keys) {
      if (option.shape->find(key) == nullptr) strangers.raw(key, "false");
    }
    if (strangers.str() == "{}") continue;
    const std::string is_kind =
        Object().raw("kind", Object().text("const", option.name).str()).str();
    Object condition;
    condition.raw("if", Object().raw("properties", is_kind).raw("required", "[\"kind\"]").str());
    condition.raw("then", Object().raw("properties", strangers.str()).str());
    conditions.push_back(condition.str());
  }
}

void add_fields(std::vector<Property>& properties, std::vector<std::string>& conditions,
                const Shape& shape, const void* defaults, const std::string& only_if) {
  for (const Field& field : shape.fields) {
    const void* preset = static_cast<const char*>(defaults) + field.offset;
    if (field.key.empty()) {
      add_options(properties, conditions, *field.shape, preset, field.about);
    } else {
      add_property(properties, field.key, schema_of(*field.shape, preset, field.about, only_if));
    }
  }
}

Object table_schema(const Shape& shape, const void* preset, const models::About& about, bool item,
                    bool top) {
  std::vector<Property> properties;
  std::vector<std::string> conditions;
  if (top) {
    properties.push_back(
        {"extends", Object()
                        .text("type", "array")
                        .raw("items", "{\"type\": \"string\"}")
                        .text("description", "files that this one is laid over, left to right")
                        .str()});
  }
  if (shape.kind == Kind::alternatives) {
    add_options(properties, conditions, shape, preset, about);
  } else {
    add_fields(properties, conditions, shape, preset, "");
  }
  if (item) {
    properties.push_back({"remove", Object()
                                        .text("type", "boolean")
                                        .text("description", "takes away the item with this id")
                                        .str()});
  }
  Object members;
  for (const Property& property : properties) members.raw(property.name, property.schema);
  Object object;
  object.text("type", "object")
      .raw("properties", members.str())
      .raw("additionalProperties", "false");
  if (!conditions.empty()) object.raw("allOf", array_of(conditions));
  if (item) object.raw("required", "[\"id\"]");
  return object;
}

std::string schema_of(const Shape& shape, const void* preset, const models::About& about,
                      const std::string& only_if) {
  const std::string description = about_text(shape, about, only_if);
  if (shape.kind == Kind::table || shape.kind == Kind::alternatives) {
    return table_schema(shape, preset, about, false, false).text("description", description).str();
  }
  Object object;
  const auto bounds = [&] {
    if (std::isfinite(about.min)) object.raw("minimum", natural_text(Kind::number, about.min));
    if (std::isfinite(about.max)) object.raw("maximum", natural_text(Kind::number, about.max));
  };
  switch (shape.kind) {
    case Kind::boolean:
      object.text("type", "boolean");
      break;
    case Kind::count:
      object.text("type", "integer");
      bounds();
      break;
    case Kind::number:
      object.text("type", "number");
      bounds();
      break;
    case Kind::share:
    case Kind::rate:
    case Kind::money:
    case Kind::days:
      object.text("type", "string").text("pattern", pattern(shape.kind));
      break;
    case Kind::date:
      object.text("type", "string").text("format", "date");
      break;
    case Kind::text:
    case Kind::path_file:
      object.text("type", "string");
      break;
    case Kind::literal:
      object.raw("type",
                 array_of({json_string("string"), json_string("number"), json_string("boolean")}));
      break;
    case Kind::choice: {
      std::vector<std::string> names;
      for (const std::string& name : shape.names) names.push_back(json_string(name));
      object.raw("enum", array_of(names));
      break;
    }
    case Kind::list: {
      const Shape& element = *shape.element;
      const std::shared_ptr<void> fresh = element.fresh();
      const bool tables = element.kind == Kind::table || element.kind == Kind::alternatives;
      const std::string items =
          tables ? table_schema(element, fresh.get(), about, shape.is_keyed_list(), false).str()
                 : schema_of(element, fresh.get(), about);
      object.text("type", "array").raw("items", items).text("description", description);
      return object.str();
    }
    case Kind::table:
    case Kind::alternatives:
      break;
  }
  object.text("description", description);
  if (preset != nullptr) object.raw("default", json_value(to_node(shape, preset)));
  return object.str();
}

// The same JSON with a line for each member of an object and each object of an array.
std::string laid_out(std::string_view json) {
  std::string out;
  std::vector<bool> broken;  // of the brackets that are open: whether their items have lines
  const auto new_line = [&] { out += '\n' + std::string(2 * broken.size(), ' '); };
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      out += c;
      if (c == '\\') out += json[++i];
      in_text = c != '"';
      continue;
    }
    in_text = c == '"';
    const bool closes = c == '}' || c == ']';
    if (c == ' ' && json[i - 1] == ',' && broken.back()) continue;
    if (closes) {
      const bool had_lines = broken.back();
      broken.pop_back();
      if (had_lines) new_line();
    }
    out += c;
    if (c == '{' || c == '[') {
      const char next = json[i + 1];
      broken.push_back(c == '{' ? next != '}' : next == '{');
      if (broken.back()) new_line();
    }
    if (c == ',' && broken.back()) new_line();
  }
  return out + '\n';
}

}  // namespace

std::string json_schema(const Shape& shape, const std::string& title) {
  const std::shared_ptr<void> defaults = shape.fresh();
  Object top = table_schema(shape, defaults.get(), {}, false, true);
  top.text("$schema", "https://json-schema.org/draft/2020-12/schema");
  top.text("title", title);
  return laid_out(top.str());
}

}  // namespace scenarios
