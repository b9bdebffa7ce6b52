#include "scenarios/toml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>
#include <toml++/toml.h>

#include "scenarios/text_file.hpp"

namespace scenarios {

namespace {

// Walks the text once, past strings and comments, and finds where brackets or dotted keys go too
// deep.
class DepthScan {
 public:
  explicit DepthScan(std::string_view text) : text_(text) {}

  std::optional<TextPlace> too_deep() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        skip_to_line_end();
        continue;
      }
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '[' || c == '{') ++brackets_;
      if ((c == ']' || c == '}') && brackets_ > 0) --brackets_;
      if (c == '.') ++dots_;
      if (c == '[' || c == '{' || c == ',' || c == '=' || c == '\n') dots_ = 0;
      if (brackets_ > deepest_nesting || dots_ > deepest_nesting) return place_;
      step();
    }
    return std::nullopt;
  }

 private:
  void step() {
    if (text_[at_] == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
      ++place_.column;
    }
    ++at_;
  }

  void skip_to_line_end() {
    while (at_ < text_.size() && text_[at_] != '\n') step();
  }

  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool long_string = text_.substr(at_).starts_with(triple);
    const std::string_view end =
        long_string ? std::string_view(triple) : std::string_view(triple).substr(0, 1);
    for (std::size_t i = 0; i < end.size(); ++i) step();
    while (at_ < text_.size() && !text_.substr(at_).starts_with(end)) {
      if (!long_string && text_[at_] == '\n') return;  // not closed: the parser will say so
      const bool escaped = quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size();
      step();
      if (escaped) step();
    }
    for (std::size_t i = 0; i < end.size() && at_ < text_.size(); ++i) step();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TextPlace place_;
  int brackets_ = 0;
  int dots_ = 0;
};

class Converter {
 public:
  Converter(const std::string& name, Problems& problems) : name_(name), problems_(problems) {}

  Node table(const toml::table& source, int depth) {
    Node::Table members;
    for (const auto& [key, value] : source) {
      members.push_back({std::string(key.str()), node(value, depth + 1), origin(key.source())});
    }
    // toml++ sorts by name; the order of the file is that of the places.
    std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      return std::pair(a.key_origin.line, a.key_origin.column) <
             std::pair(b.key_origin.line, b.key_origin.column);
    });
    return {std::move(members), origin(source.source())};
  }

 private:
  Origin origin(const toml::source_region& region) const {
    return {name_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
  }

  Node node(const toml::node& source, int depth) {
    const Origin place = origin(source.source());
    if (depth > deepest_nesting) {
      problems_.push_back({place, "", "nested too deeply", "",
                           fmt::format("at most {} levels of tables and arrays", deepest_nesting),
                           ""});
      return empty_table(place);
    }
    if (const auto* members = source.as_table()) return table(*members, depth);
    if (const auto* items = source.as_array()) {
      Node::Array array;
      for (const toml::node& item : *items) array.push_back(node(item, depth + 1));
      return {std::move(array), place};
    }
    if (const auto* value = source.as_string()) return {value->get(), place};
    if (const auto* value = source.as_integer()) return {value->get(), place};
    if (const auto* value = source.as_floating_point()) return {value->get(), place};
    if (const auto* value = source.as_boolean()) return {value->get(), place};
    if (const auto* value = source.as_date()) {
      const toml::date date = value->get();
      return {std::chrono::year(date.year) / date.month / date.day, place};
    }
    std::ostringstream text;
    if (const auto* value = source.as_time()) text << value->get();
    if (const auto* value = source.as_date_time()) text << value->get();
    return {Node::Time{text.str()}, place};
  }

  const std::string& name_;
  Problems& problems_;
};

// Whether the place lies at the end of its line.
bool is_line_end(std::string_view text, int line, int column) {
  for (; line > 1 && text.find('\n') != std::string_view::npos; --line)
    text.remove_prefix(text.find('\n') + 1);
  text = text.substr(0, text.find_first_of("\r\n"));
  const auto starts_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return std::count_if(text.begin(), text.end(), starts_character) + 1 == column;
}

}  // namespace

std::optional<Node> parse_toml(std::string_view text, const std::string& name, Problems& problems) {
  if (const auto place = first_bad_utf8(text)) {
    problems.push_back(
        {{name, place->line, place->column}, "", "is not UTF-8", "", "text in UTF-8", ""});
    return std::nullopt;
  }
  if (const auto place = DepthScan(text).too_deep()) {
    problems.push_back({{name, place->line, place->column},
                        "",
                        "nested too deeply",
                        "",
                        fmt::format("at most {} levels of tables and arrays", deepest_nesting),
                        ""});
    return std::nullopt;
  }
  try {
    const std::size_t before = problems.size();
    Node tree = Converter(name, problems).table(toml::parse(text), 0);
    if (problems.size() != before) return std::nullopt;
    tree.origin = {name, 1, 1};
    return tree;
  } catch (const toml::parse_error& error) {
    const toml::source_position place = error.source().begin;
    const std::string what = std::string(error.description());
    // What the parser says of a text without its closing quote is true but does not help.
    const bool unclosed =
        what.find("unescaped control characters") != std::string::npos &&
        is_line_end(text, static_cast<int>(place.line), static_cast<int>(place.column));
    problems.push_back({{name, static_cast<int>(place.line), static_cast<int>(place.column)},
                        "",
                        unclosed ? "not TOML: text without a closing quote" : "not TOML: " + what,
                        "",
                        "",
                        ""});
    return std::nullopt;
  }
}

namespace {

void set_origin(Node& node, const Origin& origin) {
  node.origin = origin;
  if (Node::Array* items = node.array()) {
    for (Node& item : *items) set_origin(item, origin);
  }
  if (Node::Table* members = node.table()) {
    for (Member& member : *members) {
      member.key_origin = origin;
      set_origin(member.value, origin);
    }
  }
}

}  // namespace

std::optional<Node> parse_value(std::string_view text, const Origin& origin) {
  if (text.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
  Problems ignored;
  auto table = parse_toml("value = " + std::string(text), origin.file, ignored);
  if (!table || table->table()->size() != 1) return std::nullopt;
  Node value = std::move(table->table()->front().value);
  set_origin(value, origin);
  return value;
}

}  // namespace scenarios
