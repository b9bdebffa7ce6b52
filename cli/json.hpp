// JSON as the program prints it with --json: written in order, indented, checked for balance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

// Writes one JSON document. Inside an object every value needs its key:
//   Json json; json.begin_object().key("seed").value(1).end_object(); json.text();
// A number that is not finite becomes null, since JSON has none.
class Json {
 public:
  Json& begin_object();
  Json& end_object();
  Json& begin_array();
  Json& end_array();
  Json& key(std::string_view name);
  Json& value(std::string_view text);
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& value(bool truth);
  Json& value(double number);
  Json& value(std::int64_t number);
  Json& value(std::uint64_t number);
  Json& value(int number) { return value(static_cast<std::int64_t>(number)); }
  Json& value(std::uint32_t number) { return value(static_cast<std::uint64_t>(number)); }
  // Text that is JSON already.
  Json& raw(std::string_view json);

  template <class Value>
  Json& member(std::string_view name, Value&& of) {
    return key(name).value(std::forward<Value>(of));
  }

  // The document, with a line end.
  std::string text() const;

 private:
  void before_value();
  void open(char bracket);
  void close(char bracket);

  std::string text_;
  std::string open_;   // the brackets that are open, innermost last
  bool first_ = true;  // nothing yet in the innermost bracket
  bool after_key_ = false;
};

}  // namespace cli
