// A formula over names: "charge_off / balance", "raise > cut && price <= 24%".
//
// Written with names, numbers, + - * / ^, comparisons, && and ||, condition ? one : other, and the
// usual functions (min, max, abs, sqrt ...). `%` behind a number divides it by 100.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace scenarios {

// A name that the formula may not use.
class UnknownName : public std::invalid_argument {
 public:
  explicit UnknownName(const std::string& name) : std::invalid_argument(name) {}
};

class Expression {
 public:
  // Throws UnknownName, whose message is the name, or std::invalid_argument that says what is wrong
  // and where.
  Expression(const std::string& text, const std::vector<std::string>& names);
  ~Expression();
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;

  // One value for each name.
  double value(const std::vector<double>& values) const;
  // Whether the name at this place is asked for.
  bool uses(std::size_t name) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

// Whether a name can stand in a formula: letters, digits and _, not a digit first.
bool is_identifier(const std::string& name);

}  // namespace scenarios
