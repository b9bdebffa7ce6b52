#include "cli/shock.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "cli/options.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

struct Quantity {
  double value = 0;
  std::string unit;
};

// The number at the start of a text and what follows it; false where there is none.
bool parse(std::string_view text, Quantity& quantity) {
  text.remove_prefix(std::min(text.find_first_not_of(" \""), text.size()));
  std::string digits;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',' || c == '_') continue;
    if (!std::isdigit(static_cast<unsigned char>(c)) && c != '.' && c != '-') break;
    digits += c;
  }
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), quantity.value);
  quantity.unit = text.substr(at);
  quantity.unit.erase(quantity.unit.find_last_not_of(" \"") + 1);
  return error == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

std::string ShockRange::value(double way) const {
  // At most six digits, so that a name says what was run.
  return fmt::format("{:.6g}{}", from + way * (to - from), unit);
}

ShockRange shock_range_of(const std::string& text) {
  const auto complain = [&](std::string_view what) {
    return InputError(
        fmt::format("--vary: found {}, expected KEY=FROM..TO, such as economy.severity=0..3{}",
                    scenarios::in_quotes(text), what));
  };
  const auto equals = text.find('=');
  const auto dots = text.find("..", equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos) throw complain("");
  ShockRange range;
  range.key = text.substr(0, equals);
  Quantity from;
  Quantity to;
  if (!parse(std::string_view(text).substr(equals + 1, dots - equals - 1), from) ||
      !parse(std::string_view(text).substr(dots + 2), to)) {
    throw complain("");
  }
  if (from.unit != to.unit) throw complain("; both ends have the same unit");
  if (from.value == to.value) throw complain("; the ends differ");
  range.from = from.value;
  range.to = to.value;
  range.unit = from.unit;
  return range;
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
