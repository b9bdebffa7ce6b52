#include "cli/table_names.hpp"

#include <fmt/format.h>

#include "scenarios/problem.hpp"

namespace cli {

std::string not_a_name(std::string_view found, std::string_view expected,
                       const std::vector<std::string>& names) {
  constexpr std::size_t few = 20;
  std::string text = fmt::format("found {}, expected {}", scenarios::in_quotes(found), expected);
  const std::string nearest = scenarios::nearest_name(found, names);
  if (!nearest.empty()) {
    text += fmt::format("; did you mean {}?", scenarios::in_quotes(nearest));
  } else if (names.size() <= few) {
    text += ": " + scenarios::one_of(names);
  } else {
    text += "; creditcycle table FILE lists them";
  }
  return text;
}

}  // namespace cli
