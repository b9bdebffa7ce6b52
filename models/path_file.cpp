#include "models/path_file.hpp"

#include <fmt/format.h>

namespace models {

namespace {

// The longest path accepted: two centuries.
constexpr std::size_t months_max = 2400;

}  // namespace

void check_path(const PathFile& file, std::string_view key, const Complain& complain) {
  if (file.months.size() > months_max) {
    complain(key, fmt::format("the path has {} months; at most {} are expected", file.months.size(),
                              months_max));
  }
  for (std::size_t t = 0; t < file.months.size(); ++t) {
    const double u = file.months[t].unemployment;
    const bool plausible = u >= unemployment_min && u <= unemployment_max;
    if (!plausible) {
      complain(key, fmt::format(
                        "unemployment in month {} of the path is {:.4g} %; {:.4g} % to {:.4g} % is "
                        "expected",
                        t + 1, u * 100, unemployment_min * 100, unemployment_max * 100));
      return;
    }
  }
}

}  // namespace models
