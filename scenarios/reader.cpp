#include "scenarios/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "scenarios/economy_path.hpp"
#include "scenarios/quantity.hpp"
#include "scenarios/range.hpp"

namespace scenarios {

namespace {

std::string below(const std::string& key, std::string_view name) {
  return key.empty() ? std::string(name) : key + "." + std::string(name);
}

class Reader {
 public:
  explicit Reader(Reading& reading) : reading_(reading) {}

  bool value(const Node& node, const Shape& shape, void* object, const std::string& key,
             const models::About& about) {
    switch (shape.kind) {
      case Kind::boolean: return plain<bool>(node, shape, object, key);
      case Kind::date: return date(node, shape, object, key);
      case Kind::text: return plain<std::string>(node, shape, object, key);
      case Kind::choice: return choice(node, shape, object, key);
      case Kind::path_file: return path_file(node, shape, object, key);
      case Kind::table: return table(node, shape, object, key);
      case Kind::list: return list(node, shape, object, key, about);
      case Kind::alternatives: return alternatives(node, shape, object, key);
      case Kind::count:
      case Kind::number:
      case Kind::share:
      case Kind::rate:
      case Kind::money:
      case Kind::days: return measure(node, shape, object, key, about);
    }
    return false;
  }

 private:
  bool complain(const Origin& origin, std::string key, std::string what, std::string found,
                std::string expected, std::string nearest = "") {
    reading_.problems.push_back(Problem{origin, std::move(key), std::move(what), std::move(found),
                                        std::move(expected), std::move(nearest)});
    return false;
  }

  bool wrong_type(const Node& node, const Shape& shape, const std::string& key) {
    return complain(node.origin, key, "", describe(node), expected_form(shape));
  }

  template <class T>
  bool plain(const Node& node, const Shape& shape, void* object, const std::string& key) {
    const T* found = std::get_if<T>(&node.value);
    if (found == nullptr) return wrong_type(node, shape, key);
    *static_cast<T*>(object) = *found;
    return true;
  }

  bool date(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (!plain<std::chrono::year_month_day>(node, shape, object, key)) return false;
    return static_cast<std::chrono::year_month_day*>(object)->ok() || wrong_type(node, shape, key);
  }

  bool choice(const Node& node, const Shape& shape, void* object, const std::string& key) {
    const std::string* name = node.text();
    if (name == nullptr) return wrong_type(node, shape, key);
    const auto it = std::find(shape.names.begin(), shape.names.end(), *name);
    if (it == shape.names.end()) {
      return complain(node.origin, key, "", describe(node), expected_form(shape),
                      nearest_name(*name, shape.names));
    }
    return shape.set_integer(object, it - shape.names.begin());
  }

  // Numbers, with a unit or without, and their bounds.
  bool measure(const Node& node, const Shape& shape, void* object, const std::string& key,
               const models::About& about) {
    std::optional<double> natural;
    const std::int64_t* whole = std::get_if<std::int64_t>(&node.value);
    const double* real = std::get_if<double>(&node.value);
    if (shape.kind == Kind::count) {
      if (whole == nullptr) return wrong_type(node, shape, key);
      natural = static_cast<double>(*whole);
      if (in_range(*natural, about) && !shape.set_integer(object, *whole)) {
        return complain(node.origin, key, "out of range", describe(node), "a number that fits");
      }
    } else if (shape.kind == Kind::number) {
      if (whole != nullptr) natural = static_cast<double>(*whole);
      if (real != nullptr) natural = *real;
      if (!natural) return wrong_type(node, shape, key);
      if (!std::isfinite(*natural)) {
        return complain(node.origin, key, "not finite", describe(node), expected_form(shape));
      }
      *static_cast<double*>(object) = *natural;
    } else {
      if (whole != nullptr || real != nullptr) return without_unit(node, shape, key);
      if (node.text() == nullptr) return wrong_type(node, shape, key);
      natural = quantity(*node.text(), shape, object);
      if (!natural) return wrong_type(node, shape, key);
    }
    if (in_range(*natural, about)) return true;
    return complain(node.origin, key, "out of range", describe(node), range_text(shape.kind, about));
  }

  // The value in natural units, put into the object; nothing where the text is no such quantity.
  static std::optional<double> quantity(const std::string& text, const Shape& shape, void* object) {
    const auto put = [&](const auto& parsed, auto natural) -> std::optional<double> {
      if (!parsed) return std::nullopt;
      *static_cast<std::decay_t<decltype(*parsed)>*>(object) = *parsed;
      return static_cast<double>(natural(*parsed));
    };
    switch (shape.kind) {
      case Kind::share: return put(parse_share(text), [](models::Share s) { return s.value; });
      case Kind::rate:
        return put(parse_rate(text), [](sim::Rate r) { return static_cast<double>(r.ppm()) / 1e6; });
      case Kind::money:
        return put(parse_money(text), [](sim::Money m) { return static_cast<double>(m.minor()) / 100.0; });
      case Kind::days: return put(parse_days(text), [](models::Days d) { return d.value; });
      case Kind::boolean:
      case Kind::count:
      case Kind::number:
      case Kind::date:
      case Kind::text:
      case Kind::choice:
      case Kind::path_file:
      case Kind::table:
      case Kind::list:
      case Kind::alternatives: break;
    }
    return std::nullopt;
  }

  // A bare number could be meant in any unit: say how the likeliest meaning is written.
  bool without_unit(const Node& node, const Shape& shape, const std::string& key) {
    double number = 0;
    if (const auto* whole = std::get_if<std::int64_t>(&node.value)) number = static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&node.value)) number = *real;
    if (!std::isfinite(number)) return complain(node.origin, key, "not finite", describe(node), expected_form(shape));
    if (std::abs(number) > 1e12) return wrong_type(node, shape, key);
    // Below one a fraction is meant, above it percent.
    const double fraction = std::abs(number) < 1 ? number : number / 100;
    std::string right;
    if (shape.kind == Kind::share) right = to_text(models::Share{fraction});
    if (shape.kind == Kind::rate) right = to_text(sim::Rate::of_ppm(std::llround(std::clamp(fraction, -999.0, 999.0) * 1e6)));
    if (shape.kind == Kind::money) right = to_text(sim::Money::of_minor(std::llround(number * 100)), currency);
    if (shape.kind == Kind::days) {
      right = to_text(models::Days{static_cast<std::int32_t>(std::llround(std::clamp(number, -1e9, 1e9)))});
    }
    return complain(node.origin, key, "has no unit", describe(node), fmt::format("text with its unit, \"{}\"", right));
  }

  bool path_file(const Node& node, const Shape& shape, void* object, const std::string& key) {
    const std::string* name = node.text();
    if (name == nullptr) return wrong_type(node, shape, key);
    auto& file = *static_cast<models::PathFile*>(object);
    file = {};
    if (name->empty() || !reading_.composed) return true;

    if (node.origin.file == reading_.stored.owner) {
      const auto kept = reading_.stored.texts.find(*name);
      if (kept == reading_.stored.texts.end()) {
        return complain(node.origin, key, "not kept in the result file", in_quotes(*name), "a file that it holds");
      }
      return economy_path(kept->second, *name, *name, file);
    }
    const std::string path = path_named_at(*name, node.origin);
    const auto text = read_text_file(path, node.origin, key, reading_.problems);
    return text && economy_path(*text, path, relative_to_scenario(path), file);
  }

  bool economy_path(const std::string& text, const std::string& path, std::string name,
                    models::PathFile& file) {
    // A file on the disk may have the name of another that a result file has kept.
    const auto& texts = reading_.path_texts;
    for (auto it = texts.find(name); it != texts.end() && it->second != text; it = texts.find(name)) {
      name.insert(0, "./");
    }
    auto parsed = parse_economy_path(text, path, name, reading_.problems);
    if (!parsed) return false;
    file = std::move(*parsed);
    reading_.path_texts[name] = text;
    return true;
  }

  std::string relative_to_scenario(const std::string& path) const {
    namespace fs = std::filesystem;
    const fs::path folder = fs::absolute(reading_.folder.empty() ? "." : reading_.folder).lexically_normal();
    const std::string name = fs::absolute(path).lexically_normal().lexically_relative(folder).string();
    return name.empty() ? path : name;
  }

  bool table(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (node.table() == nullptr) return wrong_type(node, shape, key);
    const Field* inlined = shape.inlined();
    const Shape* option = nullptr;
    void* option_object = nullptr;
    bool good = true;
    if (inlined != nullptr) {
      good &= choose(node, *inlined->shape, field_of(object, *inlined), key, option, option_object);
    }
    for (const Member& member : *node.table()) {
      if (inlined != nullptr && member.key == "kind") continue;
      good &= this->member(member, shape, object, option, option_object, inlined != nullptr, key);
    }
    if (good && reading_.composed) {
      if (option != nullptr) good &= validate(node, *option, option_object, key);
      good &= validate(node, shape, object, key);
    }
    return good;
  }

  bool member(const Member& member, const Shape& shape, void* object, const Shape* option,
              void* option_object, bool has_kind, const std::string& key) {
    const std::string name = below(key, member.key);
    if (!member.key.empty()) {
      if (const Field* field = shape.find(member.key)) {
        return value(member.value, *field->shape, field_of(object, *field), name, field->about);
      }
      if (const Field* field = option != nullptr ? option->find(member.key) : nullptr) {
        return value(member.value, *field->shape, field_of(option_object, *field), name, field->about);
      }
    }
    std::vector<std::string> known;
    for (const Shape* holder : {&shape, option}) {
      if (holder == nullptr) continue;
      for (const Field& field : holder->fields) {
        if (!field.key.empty()) known.push_back(field.key);
      }
    }
    if (has_kind) known.push_back("kind");
    return complain(member.key_origin, name, "unknown key", "", known_keys(key, known), nearest_name(member.key, known));
  }

  static std::string known_keys(const std::string& key, const std::vector<std::string>& known) {
    if (known.empty()) return "no keys here";
    if (known.size() > 8) return "";
    std::string text = key.empty() ? "one of" : fmt::format("in [{}] one of", key);
    for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? " " : ", ") + known[i];
    return text;
  }

  bool alternatives(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (node.table() == nullptr) return wrong_type(node, shape, key);
    const Shape* option = nullptr;
    void* option_object = nullptr;
    bool good = choose(node, shape, object, key, option, option_object);
    if (option == nullptr) return false;
    for (const Member& member : *node.table()) {
      if (member.key == "kind") continue;
      good &= this->member(member, *option, option_object, nullptr, nullptr, true, key);
    }
    if (good && reading_.composed) good &= validate(node, *option, option_object, key);
    return good;
  }

  // The alternative that the table's `kind` names; without one, the one that the object has.
  bool choose(const Node& node, const Shape& shape, void* object, const std::string& key,
              const Shape*& option, void*& option_object) {
    std::size_t index = shape.chosen(object);
    if (const Node* kind = node.find("kind")) {
      std::vector<std::string> names;
      for (const Alternative& alternative : shape.options) names.push_back(alternative.name);
      const auto it = kind->text() == nullptr ? names.end() : std::find(names.begin(), names.end(), *kind->text());
      if (it == names.end()) {
        std::string expected = "one of";
        for (const std::string& name : names) expected += (expected.size() == 6 ? " " : ", ") + in_quotes(name);
        return complain(kind->origin, below(key, "kind"), "", describe(*kind), expected,
                        kind->text() == nullptr ? "" : nearest_name(*kind->text(), names));
      }
      index = static_cast<std::size_t>(it - names.begin());
    }
    option_object = shape.choose(object, index);
    option = shape.options[index].shape.get();
    return true;
  }

  bool list(const Node& node, const Shape& shape, void* object, const std::string& key,
            const models::About& about) {
    const Node::Array* items = node.array();
    if (items == nullptr) return wrong_type(node, shape, key);
    if (shape.resize != nullptr) {
      shape.resize(object, items->size());
    } else if (items->size() != shape.size(object)) {
      return complain(node.origin, key, "", describe(node), fmt::format("an array of {}", shape.size(object)));
    }
    bool good = true;
    const bool keyed = shape.is_keyed_list();
    for (std::size_t i = 0; i < items->size(); ++i) {
      const Node& item = (*items)[i];
      std::string item_key = fmt::format("{}[{}]", key, i);
      if (keyed) {
        if (const std::string* id = id_of(item)) {
          item_key = below(key, *id);
          if (id->empty()) good = complain(item.find("id")->origin, item_key, "", "\"\"", "an id that is not empty");
        } else if (item.table() != nullptr && item.find("id") == nullptr) {
          good = complain(item.origin, item_key, "has no id", "", "id = \"...\" in each table of the array");
        }
      }
      good &= value(item, *shape.element, shape.item(object, i), item_key, about);
    }
    return good;
  }

  bool validate(const Node& node, const Shape& shape, const void* object, const std::string& key) {
    if (shape.validate == nullptr) return true;
    bool good = true;
    shape.validate(object, [&](std::string_view relative, std::string_view what) {
      good = complain(place_of(node, relative), relative.empty() ? key : below(key, relative), std::string(what), "", "");
    });
    return good;
  }

  // Where the value stands that a complaint names, "tiers[2].points": the deepest part of that path
  // that a file has written. What nobody wrote cannot be where the fault is.
  static Origin place_of(const Node& top, std::string_view relative) {
    const Node* node = &top;
    Origin origin = top.origin;
    while (!relative.empty() && node != nullptr) {
      const std::size_t end = std::min(relative.find_first_of(".["), relative.size());
      const std::string_view name = relative.substr(0, end);
      relative.remove_prefix(end);
      if (!name.empty()) {
        const Node* by_id = node->array() != nullptr ? find_item(*node->array(), name) : nullptr;
        node = by_id != nullptr ? by_id : node->find(name);
      } else if (relative.starts_with('[')) {
        const std::size_t close = std::min(relative.find(']'), relative.size());
        std::size_t index = 0;
        for (char c : relative.substr(1, close - 1)) index = index * 10 + static_cast<std::size_t>(c - '0');
        const Node::Array* items = node->array();
        node = items != nullptr && index < items->size() ? &(*items)[index] : nullptr;
        relative.remove_prefix(std::min(close + 1, relative.size()));
      }
      if (relative.starts_with('.')) relative.remove_prefix(1);
      if (node != nullptr && (node->origin.line > 0 || node->origin.file == "--set")) origin = node->origin;
    }
    return origin;
  }

  static void* field_of(void* object, const Field& field) { return static_cast<char*>(object) + field.offset; }

  Reading& reading_;
};

}  // namespace

bool read(const Node& node, const Shape& shape, void* object, const std::string& key, Reading& reading) {
  return Reader(reading).value(node, shape, object, key, {});
}

}  // namespace scenarios
