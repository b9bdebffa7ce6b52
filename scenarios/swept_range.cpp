#include "scenarios/swept_range.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace scenarios {

namespace {

struct Quantity {
  double value = 0;
  std::string unit;
};

// The number at the start of a text and what follows it.
std::optional<Quantity> quantity_of(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \""), text.size()));
  std::string digits;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',' || c == '_') continue;
    if (!(c >= '0' && c <= '9') && c != '.' && c != '-') break;
    digits += c;
  }
  Quantity quantity;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), quantity.value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  quantity.unit = text.substr(at);
  quantity.unit.erase(quantity.unit.find_last_not_of(" \"") + 1);
  return quantity;
}

// Without the noughts at its end.
std::string with_decimals(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  if (decimals > 0) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return digits == "-0" ? "0" : digits;
}

// How far beyond an end a step may come to lie by rounding alone, in steps.
constexpr double rounding = 1e-9;

}  // namespace

std::string SweptRange::text(double value) const {
  // The digits before the point count among the six.
  const double size = std::max(1.0, std::abs(value));
  const int behind = 5 - static_cast<int>(std::floor(std::log10(size)));
  return with_decimals(value, std::clamp(behind, 0, decimals)) + unit;
}

std::string SweptRange::at(double way) const {
  return text(from + way * (to - from));
}

std::string SweptRange::drawn_at(double way) const {
  const double finest = std::abs(to - from) / 10'000;
  const int behind = -static_cast<int>(std::floor(std::log10(finest)));
  return with_decimals(from + way * (to - from), std::clamp(behind, 0, decimals)) + unit;
}

std::vector<std::string> SweptRange::in_steps(std::int64_t steps) const {
  std::vector<std::string> values;
  for (std::int64_t i = 0; i <= steps; ++i) {
    std::string value = at(static_cast<double>(i) / static_cast<double>(steps));
    if (values.empty() || values.back() != value) values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::string> SweptRange::by(double step) const {
  std::vector<std::string> values;
  const auto last = static_cast<std::int64_t>(std::floor(std::abs(to - from) / step + rounding));
  for (std::int64_t i = 0; i <= last; ++i) {
    values.push_back(text(from + (to > from ? 1 : -1) * static_cast<double>(i) * step));
  }
  return values;
}

std::optional<SweptRange> swept_range(std::string_view from, std::string_view to) {
  const auto low = quantity_of(from);
  const auto high = quantity_of(to);
  if (!low || !high || low->unit != high->unit || low->value == high->value) return std::nullopt;
  return SweptRange{low->value, high->value, low->unit};
}

std::optional<double> step_of(const SweptRange& range, std::string_view text) {
  const auto step = quantity_of(text);
  if (!step || step->unit != range.unit || !(step->value > 0)) return std::nullopt;
  return step->value;
}

}  // namespace scenarios
