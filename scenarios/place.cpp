#include "scenarios/place.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace scenarios {

namespace {

bool was_written(const Origin& origin) {
  return origin.line > 0 || origin.file == "--set";
}

class Walk {
 public:
  Walk(const Node& top, const std::string& key) : node_(&top), place_{top.origin, key} {}

  void member(std::string_view name) {
    if (!place_.key.empty()) place_.key += '.';
    place_.key += name;
    const Node::Array* items = node_ == nullptr ? nullptr : node_->array();
    if (items != nullptr) {
      go(find_item(*items, name));
    } else {
      go(node_ == nullptr ? nullptr : node_->find(name));
    }
  }

  void item(std::string_view index_text) {
    std::size_t index = 0;
    std::from_chars(index_text.data(), index_text.data() + index_text.size(), index);
    const Node::Array* items = node_ == nullptr ? nullptr : node_->array();
    const Node* item = items != nullptr && index < items->size() ? &(*items)[index] : nullptr;
    const std::string* id = item == nullptr ? nullptr : id_of(*item);
    place_.key += id != nullptr ? fmt::format(".{}", *id) : fmt::format("[{}]", index_text);
    go(item);
  }

  const Place& place() const { return place_; }

 private:
  void go(const Node* next) {
    node_ = next;
    if (node_ != nullptr && was_written(node_->origin)) place_.origin = node_->origin;
  }

  const Node* node_;
  Place place_;
};

}  // namespace

Place place_of(const Node& top, const std::string& key, std::string_view relative) {
  Walk walk(top, key);
  while (!relative.empty()) {
    if (relative.front() == '[') {
      const std::size_t close = std::min(relative.find(']'), relative.size());
      walk.item(relative.substr(1, close - 1));
      relative.remove_prefix(std::min(close + 1, relative.size()));
    } else {
      const std::size_t end = std::min(relative.find_first_of(".["), relative.size());
      walk.member(relative.substr(0, end));
      relative.remove_prefix(end);
    }
    if (relative.starts_with('.')) relative.remove_prefix(1);
  }
  return walk.place();
}

}  // namespace scenarios
