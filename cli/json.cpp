#include "cli/json.hpp"

#include <cmath>
#include <fmt/format.h>

#include "sim/check.hpp"

namespace cli {

namespace {

std::string escaped(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        json += "\\\"";
        break;
      case '\\':
        json += "\\\\";
        break;
      case '\n':
        json += "\\n";
        break;
      case '\t':
        json += "\\t";
        break;
      case '\r':
        json += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          json += c;
        }
    }
  }
  return json + '"';
}

}  // namespace

void Json::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!open_.empty()) {
    CHECK(open_.back() == '[', "a value in an object needs a key");
    text_ += first_ ? "\n" : ",\n";
    text_.append(2 * open_.size(), ' ');
  }
  first_ = false;
}

void Json::open(char bracket) {
  before_value();
  text_ += bracket;
  open_ += bracket;
  first_ = true;
}

void Json::close(char bracket) {
  CHECK(!open_.empty() && open_.back() == bracket, "brackets do not match");
  open_.pop_back();
  if (!first_) {
    text_ += '\n';
    text_.append(2 * open_.size(), ' ');
  }
  text_ += bracket == '{' ? '}' : ']';
  first_ = false;
}

Json& Json::begin_object() {
  return open('{'), *this;
}
Json& Json::end_object() {
  return close('{'), *this;
}
Json& Json::begin_array() {
  return open('['), *this;
}
Json& Json::end_array() {
  return close('['), *this;
}

Json& Json::key(std::string_view name) {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_, "a key belongs into an object");
  text_ += first_ ? "\n" : ",\n";
  text_.append(2 * open_.size(), ' ');
  text_ += escaped(name) + ": ";
  first_ = false;
  after_key_ = true;
  return *this;
}

Json& Json::value(std::string_view text) {
  return raw(escaped(text));
}
Json& Json::value(bool truth) {
  return raw(truth ? "true" : "false");
}
Json& Json::value(double number) {
  return raw(std::isfinite(number) ? fmt::format("{}", number) : "null");
}
Json& Json::value(std::int64_t number) {
  return raw(fmt::format("{}", number));
}
Json& Json::value(std::uint64_t number) {
  return raw(fmt::format("{}", number));
}

Json& Json::raw(std::string_view json) {
  before_value();
  text_ += json;
  return *this;
}

std::string Json::text() const {
  CHECK(open_.empty(), "a bracket was left open");
  return text_ + '\n';
}

}  // namespace cli
