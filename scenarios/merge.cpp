#include "scenarios/merge.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace scenarios {

namespace {

std::string below(const std::string& key, std::string_view name) {
  return key.empty() ? std::string(name) : key + "." + std::string(name);
}

// The alternatives whose `kind` stands in tables of this shape, or null.
const Shape* alternatives_in(const Shape* shape) {
  if (shape == nullptr) return nullptr;
  if (shape->kind == Kind::alternatives) return shape;
  if (shape->kind != Kind::table || shape->inlined() == nullptr) return nullptr;
  return shape->inlined()->shape.get();
}

const Shape* option_named(const Shape& alternatives, const Node* kind) {
  if (kind == nullptr || kind->text() == nullptr) return nullptr;
  for (const Alternative& option : alternatives.options) {
    if (option.name == *kind->text()) return option.shape.get();
  }
  return nullptr;
}

class Merging {
 public:
  explicit Merging(Problems& problems) : problems_(problems) {}

  void tables(Node& lower, const Node& upper, const Shape* shape, const std::string& key) {
    drop_former_kind(lower, upper, shape);
    const Shape* alternatives = alternatives_in(shape);
    for (const Member& member : *upper.table()) {
      const Shape* kind_shape = nullptr;
      if (alternatives != nullptr) {
        const Node* kind = upper.find("kind");
        kind_shape = option_named(*alternatives, kind != nullptr ? kind : lower.find("kind"));
      }
      value(lower, member, shape_of_key(shape, kind_shape, member.key), below(key, member.key));
    }
    lower.origin = upper.origin;
  }

 private:
  static const Shape* shape_of_key(const Shape* shape, const Shape* kind_shape,
                                   std::string_view key) {
    for (const Shape* holder : {shape, kind_shape}) {
      if (holder == nullptr || holder->kind != Kind::table) continue;
      if (const Field* field = holder->find(key)) return field->shape.get();
    }
    return nullptr;
  }

  static void drop_former_kind(Node& lower, const Node& upper, const Shape* shape) {
    const Shape* alternatives = alternatives_in(shape);
    const Node* former = lower.find("kind");
    const Node* now = upper.find("kind");
    if (alternatives == nullptr || former == nullptr || now == nullptr) return;
    if (same_values(*former, *now)) return;
    const Shape* option = option_named(*alternatives, former);
    if (option == nullptr) return;
    for (const Field& field : option->fields) lower.erase(field.key);
  }

  void value(Node& lower_table, const Member& upper, const Shape* shape, const std::string& key) {
    Node* lower = lower_table.find(upper.key);
    if (upper.value.table() != nullptr) {
      Node merged =
          lower != nullptr && lower->table() != nullptr ? std::move(*lower) : empty_table();
      tables(merged, upper.value, shape, key);
      put(lower_table, upper, std::move(merged));
    } else if (merges_by_id(upper.value, shape)) {
      Node merged = lower != nullptr && lower->array() != nullptr ? std::move(*lower)
                                                                  : Node{Node::Array{}, {}};
      items(*merged.array(), *upper.value.array(), *shape->element, key);
      merged.origin = upper.value.origin;
      put(lower_table, upper, std::move(merged));
    } else {
      put(lower_table, upper, upper.value);
    }
  }

  static void put(Node& table, const Member& upper, Node value) {
    for (Member& member : *table.table()) {
      if (member.key != upper.key) continue;
      member.value = std::move(value);
      member.key_origin = upper.key_origin;
      return;
    }
    table.table()->push_back({upper.key, std::move(value), upper.key_origin});
  }

  // An array without items has none with an id: it replaces. So does one in which an id is missing,
  // and the reader then says so.
  static bool merges_by_id(const Node& upper, const Shape* shape) {
    if (shape == nullptr || !shape->is_keyed_list()) return false;
    const Node::Array* items = upper.array();
    return items != nullptr && !items->empty() &&
           std::all_of(items->begin(), items->end(),
                       [](const Node& item) { return id_of(item) != nullptr; });
  }

  void items(Node::Array& lower, const Node::Array& upper, const Shape& shape,
             const std::string& key) {
    std::set<std::string> seen;
    for (const Node& item : upper) {
      const std::string id = *id_of(item);
      const std::string item_key = below(key, id);
      if (!seen.insert(id).second) {
        problems_.push_back({item.find("id")->origin, item_key, "given twice in one array",
                             in_quotes(id), "each id once", ""});
        continue;
      }
      const auto known = std::find_if(lower.begin(), lower.end(), [&](const Node& other) {
        return id_of(other) != nullptr && *id_of(other) == id;
      });
      Node rest = item;
      if (takes_away(rest, item_key)) {
        if (known != lower.end()) {
          lower.erase(known);
        } else {
          nothing_to_remove(lower, item, id, item_key);
        }
      } else if (known != lower.end()) {
        tables(*known, rest, &shape, item_key);
      } else {
        Node added = empty_table();
        tables(added, rest, &shape, item_key);
        lower.push_back(std::move(added));
      }
    }
  }

  // Whether the item says `remove = true`; the key is taken out either way.
  bool takes_away(Node& item, const std::string& key) {
    const Node* remove = item.find("remove");
    if (remove == nullptr) return false;
    const bool* yes = std::get_if<bool>(&remove->value);
    if (yes == nullptr) {
      problems_.push_back(
          {remove->origin, below(key, "remove"), "", describe(*remove), "true or false", ""});
    }
    const bool result = yes != nullptr && *yes;
    item.erase("remove");
    return result;
  }

  void nothing_to_remove(const Node::Array& lower, const Node& item, const std::string& id,
                         const std::string& key) {
    std::vector<std::string> ids;
    for (const Node& other : lower) {
      if (id_of(other) != nullptr) ids.push_back(*id_of(other));
    }
    problems_.push_back({item.find("id")->origin, key, "nothing to remove", in_quotes(id),
                         "the id of an item that is there", nearest_name(id, ids)});
  }

  Problems& problems_;
};

}  // namespace

void merge(Node& lower, const Node& upper, const Shape& shape, Problems& problems) {
  Merging(problems).tables(lower, upper, &shape, "");
}

}  // namespace scenarios
