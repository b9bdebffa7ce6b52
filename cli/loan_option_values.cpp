#include "cli/loan_option_values.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "scenarios/quantity.hpp"
#include "scenarios/trimmed.hpp"

namespace cli {

namespace chrono = std::chrono;

namespace {

std::optional<std::int64_t> whole(std::string_view text) {
  std::string digits(scenarios::trimmed(text));
  std::erase(digits, '_');
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

UsageError bad_option(std::string_view option, std::string_view found, std::string_view expected,
                      std::string_view nearest) {
  return UsageError(fmt::format("--{}: found {}, expected {}{}", option,
                                scenarios::in_quotes(found), expected,
                                nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
}

sim::Money money_value(std::string_view option, std::string_view text) {
  std::string amount(scenarios::trimmed(text));
  if (!amount.ends_with(scenarios::currency)) amount += fmt::format(" {}", scenarios::currency);
  const auto money = scenarios::parse_money(amount);
  if (!money || *money < sim::Money{}) {
    throw bad_option(option, text, "an amount such as 10000 or 1,234.56, of two decimals at most");
  }
  return *money;
}

sim::Rate rate_value(std::string_view option, std::string_view text) {
  constexpr const char* expected =
      "a rate such as 12 % a year, 1 % a month or 0.05 % a day; without a unit it is per cent a "
      "year";
  std::string rate(scenarios::trimmed(text));
  if (!rate.empty() && rate.find_first_not_of("0123456789.") == std::string::npos) {
    // 0.12 may be meant as 12 %, and nobody lends at 0.12 % a year.
    const bool below_one = rate.starts_with("0.") && rate.find_first_of("123456789") != rate.npos;
    if (below_one) {
      throw bad_option(option, text, "a unit with a rate below 1, such as 0.12 % or 12 %");
    }
    rate += " %";
  }
  if (rate.ends_with('%') || rate.ends_with("bp")) rate += " a year";
  const auto value = scenarios::parse_rate(rate);
  if (!value || *value < sim::Rate{}) throw bad_option(option, text, expected);
  return *value;
}

std::int64_t share_value(std::string_view option, std::string_view text) {
  // A share and a yearly rate are written alike, and both are kept to one part in a million.
  const std::string share(scenarios::trimmed(text));
  const auto value = scenarios::parse_rate(share + " a year");
  if (!value || !(share.ends_with('%') || share.ends_with("bp"))) {
    throw bad_option(option, text, "a share such as 2.5 %");
  }
  return value->ppm();
}

chrono::sys_days date_value(std::string_view option, std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const auto digits = text.substr(at, length);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + length, value);
    return error == std::errc() && end == digits.data() + length ? value : -1;
  };
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year >= 1 && month >= 1 && day >= 1) {
      const chrono::year_month_day date = chrono::year(year) /
                                          chrono::month(static_cast<unsigned>(month)) /
                                          chrono::day(static_cast<unsigned>(day));
      if (!date.ok()) throw bad_option(option, text, "a date that the calendar has");
      if (year < 1800 || year > 2999) {
        throw bad_option(option, text, "a date from 1800-01-01 to 2999-12-31");
      }
      return date;
    }
  }
  throw bad_option(option, text, "a date such as 2025-01-31");
}

std::int64_t whole_value(std::string_view option, std::string_view text, std::int64_t min,
                         std::int64_t max) {
  const auto value = whole(text);
  if (!value || *value < min || *value > max) {
    throw bad_option(option, text, fmt::format("a whole number from {} to {}", min, max));
  }
  return *value;
}

Span span_value(std::string_view option, std::string_view text) {
  const std::string given(scenarios::trimmed(text));
  const std::size_t end = std::min(given.find_first_not_of("0123456789_"), given.size());
  std::string unit(scenarios::trimmed(std::string_view(given).substr(end)));
  if (!unit.empty() && !unit.ends_with('s')) unit += 's';
  const auto count = whole(std::string_view(given).substr(0, end));
  const std::vector<std::string> units = {"", "days", "weeks", "months", "years"};
  const bool known = std::find(units.begin(), units.end(), unit) != units.end();
  if (!count || *count < 1 || *count > 100'000 || !known) {
    throw bad_option(option, text, "a count such as 12, or with a unit as 12 months or 90 days",
                     known ? "" : scenarios::nearest_name(unit, units));
  }
  return {*count, unit};
}

models::Frequency frequency_value(std::string_view option, std::string_view text) {
  using Unit = models::Frequency::Unit;
  struct Named {
    const char* name;
    models::Frequency frequency;
  };
  static const Named named[] = {
      {"daily", {Unit::days, 1}},         {"weekly", {Unit::days, 7}},
      {"fortnightly", {Unit::days, 14}},  {"semimonthly", {Unit::semimonths, 1}},
      {"monthly", {Unit::months, 1}},     {"quarterly", {Unit::months, 3}},
      {"half-yearly", {Unit::months, 6}}, {"yearly", {Unit::months, 12}}};
  std::vector<std::string> names;
  for (const Named& one : named) {
    if (text == one.name) return one.frequency;
    names.emplace_back(one.name);
  }
  const std::string expected =
      scenarios::one_of(names) + ", or a period such as 15 days, 2 weeks or 2 months";
  const bool period = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (!period) throw bad_option(option, text, expected, scenarios::nearest_name(text, names));
  const Span span = span_value(option, text);
  const int count = static_cast<int>(span.count);
  if (span.unit == "days") return {Unit::days, count};
  if (span.unit == "weeks") return {Unit::days, 7 * count};
  if (span.unit == "months") return {Unit::months, count};
  if (span.unit == "years") return {Unit::months, 12 * count};
  throw bad_option(option, text, expected);
}

Pair pair_value(std::string_view option, std::string_view text, std::string_view expected) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    throw bad_option(option, text, expected);
  }
  return {std::string(scenarios::trimmed(text.substr(0, equals))),
          std::string(scenarios::trimmed(text.substr(equals + 1)))};
}

}  // namespace cli
