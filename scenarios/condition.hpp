// A condition between the parameters of a study: "raise > cut && price <= 24%".
//
// Written with the parameters' short names, numbers, + - * / ^, comparisons, && and ||, and the
// usual functions (min, max, abs, sqrt ...). `%` behind a number divides it by 100.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace scenarios {

class Condition {
 public:
  // Throws std::invalid_argument that says what is wrong and where.
  Condition(const std::string& text, const std::vector<std::string>& names);
  ~Condition();
  Condition(Condition&&) noexcept;
  Condition& operator=(Condition&&) noexcept;

  // One value for each name. A condition without a value (0/0) does not hold.
  bool holds(const std::vector<double>& values) const;
  // Whether the name at this place is asked for.
  bool uses(std::size_t name) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

// Whether a name can stand in a condition: letters, digits and _, not a digit first.
bool is_identifier(const std::string& name);

}  // namespace scenarios
