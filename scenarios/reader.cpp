#include "scenarios/reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "scenarios/economy_path.hpp"
#include "scenarios/measure_reader.hpp"
#include "scenarios/place.hpp"
#include "scenarios/unknown_key.hpp"
#include "scenarios/writer.hpp"

namespace scenarios {

namespace {

std::string below(const std::string& key, std::string_view name) {
  return key.empty() ? std::string(name) : fmt::format("{}.{}", key, name);
}

void* member_of(void* object, const Field& field) {
  return static_cast<char*>(object) + field.offset;
}

class Reader {
 public:
  Reader(const Shape& root, Reading& reading) : root_(root), reading_(reading) {}

  bool value(const Node& node, const Shape& shape, void* object, const std::string& key,
             const models::About& about) {
    switch (shape.kind) {
      case Kind::boolean:
        return plain<bool>(node, shape, object, key);
      case Kind::date:
        return plain<std::chrono::year_month_day>(node, shape, object, key);
      case Kind::text:
        return plain<std::string>(node, shape, object, key);
      case Kind::literal:
        return literal(node, shape, object, key);
      case Kind::choice:
        return choice(node, shape, object, key);
      case Kind::path_file:
        return path_file(node, shape, object, key);
      case Kind::table:
        return table(node, shape, object, key);
      case Kind::list:
        return list(node, shape, object, key, about);
      case Kind::alternatives:
        return alternatives(node, shape, object, key);
      case Kind::count:
      case Kind::number:
      case Kind::share:
      case Kind::rate:
      case Kind::money:
      case Kind::days:
        break;
    }
    const auto complaint = read_measure(node, shape, object, about);
    if (!complaint) return true;
    return complain(node.origin, key, complaint->what, complaint->found, complaint->expected);
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

  bool literal(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (node.table() != nullptr || node.array() != nullptr) return wrong_type(node, shape, key);
    static_cast<models::Literal*>(object)->text =
        node.text() != nullptr ? *node.text() : to_toml_value(node);
    return true;
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

  bool path_file(const Node& node, const Shape& shape, void* object, const std::string& key) {
    const std::string* name = node.text();
    if (name == nullptr) return wrong_type(node, shape, key);
    auto& file = *static_cast<models::PathFile*>(object);
    file = {};
    if (name->empty() || !reading_.composed) return true;

    if (node.origin.file == reading_.stored.owner) {
      const auto kept = reading_.stored.texts.find(*name);
      if (kept == reading_.stored.texts.end()) {
        return complain(node.origin, key, "not kept in the result file", in_quotes(*name),
                        "a file that it holds");
      }
      return economy_path(kept->second, *name, *name, file);
    }
    const std::string path = path_named_at(*name, node.origin);
    const auto text = read_text_file(path, node.origin, key, reading_.problems);
    return text && economy_path(*text, path, name_from(reading_.folder, path), file);
  }

  bool economy_path(const std::string& text, const std::string& path, std::string name,
                    models::PathFile& file) {
    // A file on the disk may have the name of another that a result file has kept.
    const auto& texts = reading_.path_texts;
    for (auto it = texts.find(name); it != texts.end() && it->second != text;
         it = texts.find(name)) {
      name.insert(0, "./");
    }
    auto parsed = parse_economy_path(text, path, name, reading_.problems);
    if (!parsed) return false;
    file = std::move(*parsed);
    reading_.path_texts[name] = text;
    return true;
  }

  // A table, whose `kind` may choose among alternatives that stand in it beside its own keys.
  bool table(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (node.table() == nullptr) return wrong_type(node, shape, key);
    const Field* inlined = shape.inlined();
    TableShapes shapes{&shape, inlined == nullptr ? nullptr : inlined->shape.get(), nullptr};
    void* option_object = nullptr;
    bool good = true;
    if (inlined != nullptr) {
      good = choose(node, member_of(object, *inlined), key, shapes, option_object);
    }
    good &= members(node, shapes, object, option_object, key);
    if (!good || !reading_.composed) return good;
    if (shapes.option != nullptr) good &= validate(node, *shapes.option, option_object, key);
    return validate(node, shape, object, key) && good;
  }

  bool alternatives(const Node& node, const Shape& shape, void* object, const std::string& key) {
    if (node.table() == nullptr) return wrong_type(node, shape, key);
    TableShapes shapes{nullptr, &shape, nullptr};
    void* option_object = nullptr;
    if (!choose(node, object, key, shapes, option_object)) return false;
    if (!members(node, shapes, nullptr, option_object, key)) return false;
    return !reading_.composed || validate(node, *shapes.option, option_object, key);
  }

  // The alternative that the table's `kind` names; without one, the one that the object has.
  bool choose(const Node& node, void* object, const std::string& key, TableShapes& shapes,
              void*& option_object) {
    const Shape& all = *shapes.alternatives;
    std::size_t index = all.chosen(object);
    if (const Node* kind = node.find("kind")) {
      Shape names;
      names.kind = Kind::choice;
      for (const Alternative& option : all.options) names.names.push_back(option.name);
      std::int64_t chosen = 0;
      names.set_integer = [](void* place, std::int64_t value) {
        *static_cast<std::int64_t*>(place) = value;
        return true;
      };
      if (!choice(*kind, names, &chosen, below(key, "kind"))) return false;
      index = static_cast<std::size_t>(chosen);
    }
    option_object = all.choose(object, index);
    shapes.option = all.options[index].shape.get();
    return true;
  }

  bool members(const Node& node, const TableShapes& shapes, void* object, void* option_object,
               const std::string& key) {
    bool good = true;
    for (const Member& member : *node.table()) {
      if (shapes.alternatives != nullptr && member.key == "kind") continue;
      const Field* field = nullptr;
      void* holder = nullptr;
      if (!member.key.empty() && shapes.table != nullptr) {
        field = shapes.table->find(member.key);
        holder = object;
      }
      if (field == nullptr && !member.key.empty() && shapes.option != nullptr) {
        field = shapes.option->find(member.key);
        holder = option_object;
      }
      if (field != nullptr) {
        good &= value(member.value, *field->shape, member_of(holder, *field),
                      below(key, member.key), field->about);
      } else if (shapes.alternatives == nullptr || shapes.option != nullptr) {
        // With a kind that does not exist, no key can be said to be wrong.
        reading_.problems.push_back(unknown_key(member.key_origin, key, member.key, shapes, root_));
        good = false;
      }
    }
    return good;
  }

  bool list(const Node& node, const Shape& shape, void* object, const std::string& key,
            const models::About& about) {
    const Node::Array* items = node.array();
    if (items == nullptr) return wrong_type(node, shape, key);
    if (shape.resize != nullptr) {
      shape.resize(object, items->size());
    } else if (items->size() != shape.size(object)) {
      return complain(node.origin, key, "", describe(node),
                      fmt::format("an array of {}", shape.size(object)));
    }
    bool good = true;
    for (std::size_t i = 0; i < items->size(); ++i) {
      const Node& item = (*items)[i];
      std::string item_key = fmt::format("{}[{}]", key, i);
      if (shape.is_keyed_list()) good &= has_id(item, item_key);
      const std::string* id = shape.is_keyed_list() ? id_of(item) : nullptr;
      if (id != nullptr && !id->empty()) item_key = below(key, *id);
      good &= value(item, *shape.element, shape.item(object, i), item_key, about);
    }
    return good;
  }

  bool has_id(const Node& item, const std::string& key) {
    const std::string* id = id_of(item);
    if (id != nullptr && id->empty()) {
      return complain(item.find("id")->origin, key, "", "\"\"", "an id that is not empty");
    }
    if (item.table() != nullptr && item.find("id") == nullptr) {
      return complain(item.origin, key, "has no id", "", "id = \"...\" in each table of the array");
    }
    return true;
  }

  bool validate(const Node& node, const Shape& shape, const void* object, const std::string& key) {
    if (shape.validate == nullptr) return true;
    bool good = true;
    shape.validate(object, [&](std::string_view relative, std::string_view what) {
      const Place place = place_of(node, key, relative);
      good = complain(place.origin, place.key, std::string(what), "", "");
    });
    return good;
  }

  const Shape& root_;
  Reading& reading_;
};

}  // namespace

bool read(const Node& node, const Shape& shape, void* object, Reading& reading) {
  return Reader(shape, reading).value(node, shape, object, "", {});
}

}  // namespace scenarios
