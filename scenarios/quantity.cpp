#include "scenarios/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "scenarios/trimmed.hpp"

namespace scenarios {

namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view blanks = " \t";

// A decimal number as it was written: digits × 10^-decimals.
struct Decimal {
  bool negative = false;
  std::string digits;  // without commas and point
  int decimals = 0;

  // times × 10^places, exact or, where `rounded`, half to even; nothing where it does not fit.
  std::optional<std::int64_t> scaled(int places, std::int64_t times, bool rounded) const {
    const std::string_view significant =
        std::string_view(digits).substr(std::min(digits.find_first_not_of('0'), digits.size()));
    if (significant.size() > 18 || decimals > 18 || places > 9) return std::nullopt;
    sim::Int128 value = 0;
    for (char c : significant) value = value * 10 + (c - '0');
    value *= times;
    int shift = places - decimals;
    // 18 digits, a factor of 365 and nine places are 2^97 at most.
    for (; shift > 0; --shift) value *= 10;
    std::int64_t divisor = 1;
    for (; shift < 0; ++shift) divisor *= 10;
    if (!rounded && value % divisor != 0) return std::nullopt;
    constexpr sim::Int128 largest = std::numeric_limits<std::int64_t>::max();
    if (value / divisor >= largest) return std::nullopt;
    const std::int64_t result = sim::divide_half_even(value, divisor);
    return negative ? -result : result;
  }

  // The double nearest to the number × 10^places.
  std::optional<double> as_double(int places) const {
    const std::string text = fmt::format("{}{}e{}", negative ? "-" : "", digits, places - decimals);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  }
};

struct Quantity {
  Decimal number;
  std::string_view unit;
};

// The digits before the point, with their commas taken out; nothing where commas do not group
// thousands.
std::optional<std::string> ungrouped(std::string_view whole) {
  std::string digits;
  const bool grouped = whole.find(',') != std::string_view::npos;
  if (grouped && whole.size() % 4 == 0) return std::nullopt;  // starts with a comma
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool comma_due = grouped && (whole.size() - i) % 4 == 0;
    if ((whole[i] == ',') != comma_due) return std::nullopt;
    if (whole[i] != ',') digits += whole[i];
  }
  if (digits.empty()) return std::nullopt;
  return digits;
}

std::optional<Quantity> split(std::string_view text) {
  text = trimmed(text, blanks);
  Quantity quantity;
  if (text.starts_with('-') || text.starts_with('+')) {
    quantity.number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == ',')) ++end;
  const auto whole = ungrouped(text.substr(0, end));
  if (!whole) return std::nullopt;
  quantity.number.digits = *whole;
  if (end < text.size() && text[end] == '.') {
    const std::size_t point = end++;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == point + 1) return std::nullopt;
    quantity.number.digits += text.substr(point + 1, end - point - 1);
    quantity.number.decimals = static_cast<int>(std::min<std::size_t>(end - point - 1, 1'000'000));
  }
  quantity.unit = trimmed(text.substr(end), blanks);
  return quantity;
}

// A shortest decimal text, its point moved to the right by `places`.
std::string with_point_moved(std::string text, int places) {
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  std::size_t point = text.find('.');
  if (point == std::string::npos) {
    point = text.size();
  } else {
    text.erase(point, 1);
  }
  point += static_cast<std::size_t>(places);
  if (text.size() < point) text.append(point - text.size(), '0');
  if (text.size() > point) text.insert(point, 1, '.');
  const std::size_t first = std::min(text.find_first_not_of('0'), text.size());
  text.erase(0, first);
  if (text.empty() || text.front() == '.') text.insert(0, 1, '0');
  return negative ? "-" + text : text;
}

std::string fixed(double number) {
  char buffer[400];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed);
  return std::string(buffer, end);
}

}  // namespace

std::optional<models::Days> parse_days(std::string_view text) {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  const std::string_view unit = quantity->unit;
  const std::int64_t days = unit == "day" || unit == "days"     ? 1
                            : unit == "week" || unit == "weeks" ? 7
                                                                : 0;
  if (days == 0) return std::nullopt;
  const auto value = quantity->number.scaled(0, days, false);
  if (!value || !std::in_range<std::int32_t>(*value)) return std::nullopt;
  return models::Days{static_cast<std::int32_t>(*value)};
}

std::string to_text(models::Days days) {
  return fmt::format("{} {}", days.value, std::abs(std::int64_t{days.value}) == 1 ? "day" : "days");
}

std::optional<models::Share> parse_share(std::string_view text) {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  const int places = quantity->unit == "%" ? -2 : quantity->unit == "bp" ? -4 : 0;
  if (places == 0) return std::nullopt;
  const auto value = quantity->number.as_double(places);
  if (!value) return std::nullopt;
  return models::Share{*value};
}

std::string to_text(models::Share share) {
  return with_point_moved(fixed(share.value), 2) + " %";
}

std::optional<sim::Rate> parse_rate(std::string_view text) {
  const auto quantity = split(text);
  if (!quantity) return std::nullopt;
  std::string_view unit = quantity->unit;
  int places = 0;  // of one in parts per million
  if (unit.starts_with("%")) {
    places = 4;
    unit.remove_prefix(1);
  } else if (unit.starts_with("bp")) {
    places = 2;
    unit.remove_prefix(2);
  } else {
    return std::nullopt;
  }
  unit = trimmed(unit, blanks);
  if (unit.starts_with("a ")) {
    unit.remove_prefix(2);
  } else if (unit.starts_with("per ")) {
    unit.remove_prefix(4);
  } else {
    return std::nullopt;
  }
  unit = trimmed(unit, blanks);
  const std::int64_t times = unit == "year" ? 1 : unit == "month" ? 12 : unit == "day" ? 365 : 0;
  if (times == 0) return std::nullopt;
  const auto ppm = quantity->number.scaled(places, times, true);
  if (!ppm || std::abs(*ppm) > sim::Rate::ppm_max) return std::nullopt;
  return sim::Rate::of_ppm(*ppm);
}

std::string to_text(sim::Rate rate) {
  const std::int64_t ppm = rate.ppm();
  std::string decimals = fmt::format("{:04}", std::abs(ppm) % 10'000);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return fmt::format("{}{}{}{} % a year", ppm < 0 ? "-" : "", std::abs(ppm) / 10'000,
                     decimals.empty() ? "" : ".", decimals);
}

std::optional<sim::Money> parse_money(std::string_view text, std::string_view unit) {
  const auto quantity = split(text);
  if (!quantity || quantity->unit != unit || quantity->number.decimals > 2) return std::nullopt;
  const auto minor = quantity->number.scaled(2, 1, false);
  if (!minor) return std::nullopt;
  return sim::Money::of_minor(*minor);
}

std::string to_text(sim::Money money, std::string_view unit) {
  std::string text = sim::to_text(money);
  if (text.ends_with(".00")) text.erase(text.size() - 3);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(text.find('.'), text.size());
  while (at > first + 3) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return fmt::format("{} {}", text, unit);
}

std::string to_text(double number) {
  const double size = number < 0 ? -number : number;
  if (size != 0 && (size < 1e-9 || size >= 1e17)) return fmt::format("{}", number);
  return fixed(number);
}

}  // namespace scenarios
