#include "scenarios/expression.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <muParser.h>

#include "scenarios/problem.hpp"

namespace scenarios {

namespace {

double percent(double value) {
  return value / 100;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_of_a_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

// The name at this place of the text; empty where there is none.
std::string name_at(const std::string& text, int place) {
  if (place < 0 || static_cast<std::size_t>(place) >= text.size()) return "";
  const auto start = text.begin() + place;
  return {start, std::find_if_not(start, text.end(), is_of_a_name)};
}

std::string explained(const std::string& text, const mu::ParserError& error) {
  if (error.GetPos() >= 0 && static_cast<std::size_t>(error.GetPos()) < text.size()) {
    return fmt::format("cannot be read at character {}, {}: {}", error.GetPos() + 1,
                       in_quotes(text.substr(static_cast<std::size_t>(error.GetPos()))),
                       error.GetMsg());
  }
  return fmt::format("cannot be read: {}", error.GetMsg());
}

}  // namespace

struct Expression::Parsed {
  std::vector<std::string> names;
  std::vector<double> values;
  mu::Parser parser;
};

Expression::Expression(const std::string& text, const std::vector<std::string>& names)
    : parsed_(std::make_unique<Parsed>()) {
  parsed_->names = names;
  parsed_->values.resize(names.size());
  try {
    mu::Parser& parser = parsed_->parser;
    for (std::size_t i = 0; i < names.size(); ++i) parser.DefineVar(names[i], &parsed_->values[i]);
    parser.DefineOprtChars("%+-*/^!&|<>=?:");
    parser.DefinePostfixOprt("%", percent);
    parser.SetExpr(text);
    int results = 0;
    parser.Eval(results);  // All names and operators are looked up here, whatever the values.
    if (results != 1) throw std::invalid_argument("has several parts; && joins two conditions");
  } catch (const mu::ParserError& error) {
    if (error.GetCode() == mu::ecUNASSIGNABLE_TOKEN) {
      const std::string name = name_at(text, error.GetPos());
      throw UnknownName(name.empty() ? error.GetToken() : name);
    }
    throw std::invalid_argument(explained(text, error));
  }
}

Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

double Expression::value(const std::vector<double>& values) const {
  std::copy(values.begin(), values.end(), parsed_->values.begin());
  return parsed_->parser.Eval();
}

bool Expression::uses(std::size_t name) const {
  return parsed_->parser.GetUsedVar().contains(parsed_->names[name]);
}

bool is_identifier(const std::string& name) {
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), is_of_a_name);
}

}  // namespace scenarios
