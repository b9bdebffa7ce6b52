#include "scenarios/shape.hpp"

#include <algorithm>

#include "scenarios/problem.hpp"

namespace scenarios {

const Field* Shape::find(std::string_view key) const {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](auto& f) { return f.key == key; });
  return it == fields.end() ? nullptr : &*it;
}

bool Shape::is_keyed_list() const {
  if (kind != Kind::list || element->kind != Kind::table) return false;
  const Field* id = element->find("id");
  return id != nullptr && id->shape->kind == Kind::text;
}

std::string expected_form(const Shape& shape) {
  switch (shape.kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::count:
      return "a whole number such as 12";
    case Kind::number:
      return "a number such as 1.5";
    case Kind::share:
      return "a share such as \"2.5 %\" or \"25 bp\"";
    case Kind::rate:
      return "a rate such as \"12 % a year\" or \"0.04 % a day\"";
    case Kind::money:
      return "an amount such as \"1,500 CNY\"";
    case Kind::days:
      return "a period such as \"30 days\" or \"2 weeks\"";
    case Kind::date:
      return "a date such as 2025-01-31, without quotes";
    case Kind::text:
      return "text in quotes";
    case Kind::literal:
      return "a value such as 550 or \"2.5 %\"";
    case Kind::choice: {
      std::vector<std::string> names;
      for (const std::string& name : shape.names) names.push_back(in_quotes(name));
      return one_of(names);
    }
    case Kind::path_file:
      return "the name of a CSV file in quotes";
    case Kind::table:
      return "a table";
    case Kind::list:
      if (shape.element->kind == Kind::table || shape.element->kind == Kind::alternatives) {
        return "an array of tables";
      }
      return "an array, each item " + expected_form(*shape.element);
    case Kind::alternatives:
      return "a table with a kind";
  }
  return "";
}

}  // namespace scenarios
