#include "scenarios/condition.hpp"

#include <cmath>
#include <fmt/format.h>

#include "scenarios/problem.hpp"

namespace scenarios {

namespace {

Expression formula_of(const std::string& text, const std::vector<std::string>& names) {
  try {
    return {text, names};
  } catch (const UnknownName& unknown) {
    const std::string nearest = nearest_name(unknown.what(), names);
    throw std::invalid_argument(fmt::format(
        "{} is no parameter of the study; there are {}{}", in_quotes(unknown.what()), one_of(names),
        nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
  }
}

}  // namespace

Condition::Condition(const std::string& text, const std::vector<std::string>& names)
    : formula_(formula_of(text, names)) {}

bool Condition::holds(const std::vector<double>& values) const {
  const double value = formula_.value(values);
  return value != 0 && !std::isnan(value);
}

}  // namespace scenarios
