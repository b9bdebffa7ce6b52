#include "scenarios/describe.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "scenarios/range.hpp"
#include "scenarios/writer.hpp"

namespace scenarios {

namespace {

std::string type_name(const Shape& shape) {
  switch (shape.kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::count:
      return "count";
    case Kind::number:
      return "number";
    case Kind::share:
      return "share";
    case Kind::rate:
      return "rate";
    case Kind::money:
      return "amount";
    case Kind::days:
      return "period";
    case Kind::date:
      return "date";
    case Kind::text:
      return "text";
    case Kind::literal:
      return "value";
    case Kind::choice:
      return "choice";
    case Kind::path_file:
      return "file";
    case Kind::table:
      return "table";
    case Kind::alternatives:
      return "table with a kind";
    case Kind::list:
      break;
  }
  if (shape.is_keyed_list()) return "array of tables, merged by id";
  return fmt::format("array of {}",
                     shape.element->kind == Kind::table ? "tables" : type_name(*shape.element));
}

class Lister {
 public:
  std::vector<Description> all;

  void fields(const Shape& shape, const void* defaults, const std::string& key,
              const std::string& only_if) {
    for (const Field& field : shape.fields) {
      const void* preset = static_cast<const char*>(defaults) + field.offset;
      if (field.key.empty()) {
        options(*field.shape, preset, field.about, key);
      } else {
        value(*field.shape, preset, field.about, key.empty() ? field.key : key + "." + field.key,
              only_if);
      }
    }
  }

 private:
  void value(const Shape& shape, const void* preset, const models::About& about,
             const std::string& key, const std::string& only_if) {
    Description description{key,
                            only_if,
                            type_name(shape),
                            unit_text(shape.kind, about),
                            range_text(shape.kind, about),
                            "",
                            std::string(about.meaning),
                            std::string(about.source)};
    if (shape.kind == Kind::choice) description.bounds = expected_form(shape);
    const Shape* element = shape.kind == Kind::list ? shape.element.get() : nullptr;
    const bool holds_tables =
        element != nullptr && (element->kind == Kind::table || element->kind == Kind::alternatives);
    if (element != nullptr && !holds_tables) {
      description.unit = unit_text(element->kind, about);
      description.bounds = range_text(element->kind, about);
    }
    if (shape.is_keyed_list()) {
      description.preset = ids_of(to_node(shape, preset));
    } else if (shape.kind != Kind::table && shape.kind != Kind::alternatives && !holds_tables) {
      description.preset = to_toml_value(to_node(shape, preset));
    }
    all.push_back(std::move(description));

    if (shape.kind == Kind::table) fields(shape, preset, key, only_if);
    if (shape.kind == Kind::alternatives) options(shape, preset, about, key);
    if (holds_tables) {
      const std::shared_ptr<void> item = element->fresh();
      if (element->kind == Kind::table) fields(*element, item.get(), key + "[]", only_if);
      if (element->kind == Kind::alternatives) options(*element, item.get(), about, key + "[]");
    }
  }

  void options(const Shape& shape, const void* preset, const models::About& about,
               const std::string& key) {
    std::vector<std::string> names;
    for (const Alternative& option : shape.options) names.push_back(in_quotes(option.name));
    all.push_back({key.empty() ? "kind" : key + ".kind", "", "choice", "", one_of(names),
                   names[shape.chosen(preset)], std::string(about.meaning),
                   std::string(about.source)});
    for (const Alternative& option : shape.options) {
      const std::shared_ptr<void> fresh = option.shape->fresh();
      fields(*option.shape, fresh.get(), key, fmt::format("kind = {}", in_quotes(option.name)));
    }
  }

  static std::string ids_of(const Node& list) {
    std::string ids;
    for (const Node& item : *list.array()) {
      if (!ids.empty()) ids += ", ";
      ids += *id_of(item);
    }
    return ids.empty() ? "[]" : ids;
  }
};

std::string without_brackets(std::string_view key) {
  std::string text(key);
  for (std::size_t at = text.find("[]"); at != std::string::npos; at = text.find("[]"))
    text.erase(at, 2);
  return text;
}

bool is_or_is_below(const std::string& key, const std::string& prefix) {
  return key.starts_with(prefix) && (key.size() == prefix.size() || key[prefix.size()] == '.');
}

}  // namespace

std::vector<Description> describe(const Shape& shape, std::string_view prefix) {
  Lister lister;
  const std::shared_ptr<void> defaults = shape.fresh();
  lister.fields(shape, defaults.get(), "", "");
  if (prefix.empty()) return std::move(lister.all);

  const std::string wanted = without_brackets(prefix);
  std::vector<Description> chosen;
  std::vector<std::string> keys;
  for (Description& description : lister.all) {
    const std::string key = without_brackets(description.key);
    if (is_or_is_below(key, wanted)) chosen.push_back(std::move(description));
    keys.push_back(key);
  }
  if (chosen.empty()) {
    Problems problems;
    const Origin asked = {"describe", 0, 0};
    problems.push_back(
        Problem{asked, std::string(prefix), "unknown key", "", "", nearest_name(wanted, keys)});
    throw BadScenario(std::move(problems));
  }
  return chosen;
}

namespace {

std::string in_full(const Description& d) {
  std::string text = d.key + "\n";
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {:<8}  {}\n", name, value);
  };
  line("meaning", d.meaning);
  line("type", d.type);
  line("only if", d.only_if);
  line("unit", d.unit);
  line("bounds", d.bounds);
  line("default", d.preset);
  line("source", d.source);
  return text;
}

std::string in_short(const Description& d) {
  std::string text = d.key;
  if (!d.preset.empty()) text += " = " + d.preset;
  std::string kind = d.type;
  if (!d.unit.empty() && d.bounds.find(d.unit) == std::string::npos) kind += ", " + d.unit;
  if (!d.bounds.empty()) kind += ", " + d.bounds;
  if (!d.only_if.empty()) kind += ", only if " + d.only_if;
  text = fmt::format("{:<46}  ({})\n", text, kind);
  if (!d.meaning.empty()) text += "    " + d.meaning + "\n";
  if (!d.source.empty()) text += "    " + d.source + "\n";
  return text;
}

}  // namespace

std::string to_text(const std::vector<Description>& descriptions) {
  if (descriptions.size() == 1) return in_full(descriptions.front());
  std::string text;
  for (const Description& description : descriptions) {
    const bool table =
        description.preset.empty() && description.type.find("table") != std::string::npos;
    if (table && !text.empty()) text += "\n";
    text += in_short(description);
  }
  return text;
}

}  // namespace scenarios
