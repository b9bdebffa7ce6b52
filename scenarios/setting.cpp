#include "scenarios/setting.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/text_file.hpp"
#include "scenarios/toml_reader.hpp"
#include "scenarios/trimmed.hpp"

namespace scenarios {

namespace {

const Origin from_command_line = {"--set", 0, 0};

// "a.b.\"c d\"" into its parts; nothing where a part is empty.
std::optional<std::vector<std::string>> parts_of(std::string_view key) {
  std::vector<std::string> parts;
  while (true) {
    std::string part;
    if (key.starts_with('"')) {
      const std::size_t end = key.find('"', 1);
      if (end == std::string_view::npos) return std::nullopt;
      part = key.substr(1, end - 1);
      key.remove_prefix(end + 1);
    } else {
      const std::size_t end = std::min(key.find('.'), key.size());
      part = trimmed(key.substr(0, end));
      key.remove_prefix(end);
    }
    if (part.empty()) return std::nullopt;
    parts.push_back(std::move(part));
    if (key.empty()) return parts;
    if (key.front() != '.') return std::nullopt;
    key.remove_prefix(1);
  }
}

// The first parts with dots between them, and `last` behind them unless it is empty.
std::string joined(const std::vector<std::string>& parts, std::size_t count,
                   std::string_view last = "") {
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!text.empty()) text += '.';
    text += part;
  };
  for (std::size_t i = 0; i < count; ++i) add(parts[i]);
  if (!last.empty()) add(last);
  return text;
}

// What keys a table of this shape knows, those of all its alternatives included.
void add_known(const Shape& shape, std::vector<const Field*>& known, bool& has_kind) {
  for (const Field& field : shape.fields) {
    if (field.key.empty()) {
      add_known(*field.shape, known, has_kind);
    } else {
      known.push_back(&field);
    }
  }
  for (const Alternative& option : shape.options) {
    has_kind = true;
    add_known(*option.shape, known, has_kind);
  }
}

class Setting {
 public:
  Setting(std::string_view value, std::vector<std::string> parts, Problems& problems)
      : value_(value), parts_(std::move(parts)), problems_(problems) {}

  // The tree from part `at` on, for a place of this shape and what stands there now.
  std::optional<Node> tree(const Shape& shape, const Node* current, std::size_t at) {
    if (at == parts_.size()) return parsed_for(shape);
    if (shape.is_keyed_list()) return item(shape, current, at);
    if (shape.kind != Kind::table && shape.kind != Kind::alternatives) {
      return complain(
          at, "no such key",
          fmt::format("no key below {}, which holds {}", joined(parts_, at), expected_form(shape)));
    }
    std::vector<const Field*> known;
    bool has_kind = false;
    add_known(shape, known, has_kind);
    const std::string& name = parts_[at];
    if (has_kind && name == "kind") {
      if (at + 1 != parts_.size()) return complain(at + 1, "no such key", "no key below kind");
      return with(name, text());
    }
    std::vector<std::string> names;
    for (const Field* field : known) {
      if (field->key == name) {
        auto below =
            tree(*field->shape, current == nullptr ? nullptr : current->find(name), at + 1);
        return below ? std::optional(with(name, std::move(*below))) : std::nullopt;
      }
      names.push_back(field->key);
    }
    if (has_kind) names.emplace_back("kind");
    const std::string nearest = nearest_name(name, names);
    return complain(at, "unknown key", "", nearest.empty() ? "" : joined(parts_, at, nearest));
  }

 private:
  std::nullopt_t complain(std::size_t at, std::string what, std::string expected,
                          std::string nearest = "") {
    problems_.push_back(Problem{from_command_line, joined(parts_, std::min(at + 1, parts_.size())),
                                std::move(what), "", std::move(expected), std::move(nearest)});
    return std::nullopt;
  }

  std::optional<Node> item(const Shape& list, const Node* current, std::size_t at) {
    const std::string& id = parts_[at];
    std::vector<std::string> ids;
    const Node* present = nullptr;
    if (current != nullptr && current->array() != nullptr) {
      for (const Node& other : *current->array()) {
        if (id_of(other) != nullptr) ids.push_back(*id_of(other));
      }
      present = find_item(*current->array(), id);
    }
    if (present == nullptr) {
      const std::string nearest = nearest_name(id, ids);
      return complain(at, fmt::format("{} holds no such id", joined(parts_, at)),
                      ids.empty() || ids.size() > 12 ? "" : one_of(ids),
                      nearest.empty() ? "" : joined(parts_, at, nearest));
    }
    std::optional<Node> below;
    if (at + 2 == parts_.size() && parts_[at + 1] == "remove") {
      below = with("remove", parse_value(value_, from_command_line).value_or(text()));
    } else {
      below = tree(*list.element, present, at + 1);
    }
    if (!below) return std::nullopt;
    if (below->table() == nullptr) return complain(at, "", "a table, or one of its keys");
    below->set("id", {id, from_command_line});
    return Node{Node::Array{std::move(*below)}, from_command_line};
  }

  static Node with(const std::string& name, Node value) {
    Node table = empty_table(from_command_line);
    table.set(name, std::move(value));
    return table;
  }

  // The value as text, with the quotes taken off that make it a TOML string.
  Node text() const {
    auto parsed = parse_value(value_, from_command_line);
    if (parsed && parsed->text() != nullptr) return *parsed;
    return {std::string(value_), from_command_line};
  }

  Node parsed_for(const Shape& shape) const {
    const bool is_text =
        shape.kind == Kind::text || shape.kind == Kind::choice || shape.kind == Kind::path_file;
    if (is_text) return text();
    // A value that is no TOML is a bare word: a quantity, or of the wrong type, and the reader says
    // so.
    return parse_value(value_, from_command_line)
        .value_or(Node{std::string(value_), from_command_line});
  }

  std::string_view value_;
  std::vector<std::string> parts_;
  Problems& problems_;
};

}  // namespace

std::optional<Node> parse_setting(std::string_view setting, const Shape& shape, const Node& current,
                                  Problems& problems) {
  const auto complain = [&](std::string what, std::string found) {
    problems.push_back(Problem{from_command_line, "", std::move(what), std::move(found),
                               "key=value, for example run.years=5", ""});
    return std::nullopt;
  };
  if (first_bad_utf8(setting)) return complain("is not UTF-8", "");
  const std::size_t equals = setting.find('=');
  if (equals == std::string_view::npos) return complain("", in_quotes(setting));
  auto parts = parts_of(trimmed(setting.substr(0, equals)));
  if (!parts) return complain("no key", in_quotes(setting));
  return Setting(trimmed(setting.substr(equals + 1)), std::move(*parts), problems)
      .tree(shape, &current, 0);
}

}  // namespace scenarios
