#include "cli/shock.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "cli/options.hpp"
#include "scenarios/problem.hpp"

namespace cli {

ShockRange shock_range_of(const std::string& text) {
  const auto complain = [&](std::string_view what) {
    return InputError(
        fmt::format("--vary: found {}, expected KEY=FROM..TO, such as economy.severity=0..3{}",
                    scenarios::in_quotes(text), what));
  };
  const auto equals = text.find('=');
  const auto dots = text.find("..", equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos) throw complain("");
  const std::string_view ends = std::string_view(text).substr(equals + 1);
  const auto split = dots - equals - 1;
  const auto range = scenarios::swept_range(ends.substr(0, split), ends.substr(split + 2));
  if (!range) throw complain("; both ends are numbers of the same unit, and the ends differ");
  return {text.substr(0, equals), *range};
}

std::vector<Shock> shocks_of(std::size_t parameters) {
  std::vector<Shock> shocks;
  const auto mix = [&](std::size_t i, std::size_t j, double angle) {
    const double along_i = std::cos(angle);
    const double along_j = std::sin(angle);
    const double longest = std::max(along_i, along_j);
    Shock shock{std::vector<double>(parameters, 0.0)};
    shock.weights[i] = along_i / longest;
    shock.weights[j] = along_j / longest;
    shocks.push_back(std::move(shock));
  };
  for (std::size_t i = 0; i < parameters; ++i) {
    Shock alone{std::vector<double>(parameters, 0.0)};
    alone.weights[i] = 1;
    shocks.push_back(std::move(alone));
  }
  for (std::size_t i = 0; i < parameters; ++i) {
    for (std::size_t j = i + 1; j < parameters; ++j) {
      for (const int eighth : {1, 2, 3}) mix(i, j, eighth * std::numbers::pi / 8);
    }
  }
  return shocks;
}

std::vector<std::string> settings_of(const Shock& shock, const std::vector<ShockRange>& ranges,
                                     double way) {
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    settings.push_back(
        fmt::format("{}={}", ranges[i].key, ranges[i].value(way * shock.weights[i])));
  }
  return settings;
}

}  // namespace cli
