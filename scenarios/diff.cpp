#include "scenarios/diff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "scenarios/writer.hpp"

namespace scenarios {

namespace {

bool is_keyed(const Node& node) {
  const Node::Array* items = node.array();
  return items != nullptr && std::all_of(items->begin(), items->end(),
                                         [](const Node& item) { return id_of(item) != nullptr; });
}

std::string below(const std::string& key, std::string_view name) {
  return key.empty() ? std::string(name) : key + "." + std::string(name);
}

class Differences {
 public:
  std::vector<Difference> all;

  void nodes(const Node* left, const Node* right, const std::string& key) {
    if (left != nullptr && right != nullptr) {
      if (same_values(*left, *right)) return;
      if (left->table() != nullptr && right->table() != nullptr) return tables(*left, *right, key);
      if (is_keyed(*left) && is_keyed(*right)) return items(*left->array(), *right->array(), key);
    }
    all.push_back({key, left == nullptr ? "" : to_toml_value(*left),
                   right == nullptr ? "" : to_toml_value(*right),
                   left == nullptr ? Origin{} : left->origin,
                   right == nullptr ? Origin{} : right->origin});
  }

 private:
  void tables(const Node& left, const Node& right, const std::string& key) {
    for (const Member& member : *left.table())
      nodes(&member.value, right.find(member.key), below(key, member.key));
    for (const Member& member : *right.table()) {
      if (left.find(member.key) == nullptr) nodes(nullptr, &member.value, below(key, member.key));
    }
  }

  void items(const Node::Array& left, const Node::Array& right, const std::string& key) {
    const std::size_t before = all.size();
    for (const Node& item : left)
      nodes(&item, find_item(right, *id_of(item)), below(key, *id_of(item)));
    for (const Node& item : right) {
      if (find_item(left, *id_of(item)) == nullptr) nodes(nullptr, &item, below(key, *id_of(item)));
    }
    if (all.size() == before) {
      all.push_back(
          {key, order_of(left), order_of(right), {}, {}});  // the same items in another order
    }
  }

  static std::string order_of(const Node::Array& items) {
    std::string text;
    for (const Node& item : items) text += (text.empty() ? "" : ", ") + *id_of(item);
    return text;
  }
};

}  // namespace

std::vector<Difference> diff(const Node& left, const Node& right) {
  Differences differences;
  differences.nodes(&left, &right, "");
  return std::move(differences.all);
}

std::string to_text(const std::vector<Difference>& differences) {
  const auto side = [](const std::string& value, const Origin& origin) {
    if (value.empty()) return std::string("(not there)");
    return origin.file.empty() ? value : fmt::format("{} ({})", value, to_text(origin));
  };
  std::string text;
  for (const Difference& d : differences) {
    text += fmt::format("{}: {} -> {}\n", d.key, side(d.left, d.left_origin),
                        side(d.right, d.right_origin));
  }
  return text;
}

}  // namespace scenarios
