// What a single option of a loan may look like.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "models/due_dates.hpp"
#include "models/parameter.hpp"
#include "scenarios/problem.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace cli {

// "--term: found "x", expected ..." with the nearest name where one is near.
UsageError bad_option(std::string_view option, std::string_view found, std::string_view expected,
                      std::string_view nearest = {});

// Each reads a text given for this option, or throws bad_option.
sim::Money money_value(std::string_view option, std::string_view text);    // "10,000", "0.05 CNY"
sim::Rate rate_value(std::string_view option, std::string_view text);      // "12 %", "1 % a month"
std::int64_t share_value(std::string_view option, std::string_view text);  // "2.5 %" as ppm
std::chrono::sys_days date_value(std::string_view option, std::string_view text);  // 2025-01-31
std::int64_t whole_value(std::string_view option, std::string_view text, std::int64_t min,
                         std::int64_t max);

// "12" or "12 months".
struct Span {
  std::int64_t count = 0;
  std::string unit;  // "", "days", "weeks", "months" or "years"
};
Span span_value(std::string_view option, std::string_view text);

// "monthly", "2 weeks"
models::Frequency frequency_value(std::string_view option, std::string_view text);

// "LEFT=RIGHT", both sides trimmed.
struct Pair {
  std::string left;
  std::string right;
};
Pair pair_value(std::string_view option, std::string_view text, std::string_view expected);

// The enum value of this name.
template <class Enum>
Enum choice_value(std::string_view option, std::string_view text) {
  const auto& names = models::EnumNames<Enum>::names;
  std::vector<std::string> all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
    all.emplace_back(names[i]);
  }
  throw bad_option(option, text, scenarios::one_of(all), scenarios::nearest_name(text, all));
}

}  // namespace cli
