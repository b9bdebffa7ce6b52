#include "scenarios/key_kind.hpp"

namespace scenarios {

namespace {

// The rest of a dotted key behind its first part.
std::string_view behind(std::string_view key) {
  const auto dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(dot + 1);
}

}  // namespace

std::optional<Kind> kind_of(const Shape& shape, std::string_view key) {
  if (key.empty()) return shape.kind;
  if (shape.is_keyed_list()) return kind_of(*shape.element, behind(key));
  for (const Alternative& option : shape.options) {
    if (const auto kind = kind_of(*option.shape, key)) return kind;
  }
  if (const Field* field = shape.find(key.substr(0, key.find('.')))) {
    return kind_of(*field->shape, behind(key));
  }
  return shape.inlined() == nullptr ? std::nullopt : kind_of(*shape.inlined()->shape, key);
}

}  // namespace scenarios
