// Numbers with their unit, as text: "30 days", "2.5 %", "12 % a year", "1,500 CNY".
//
// What a number may look like: digits, an optional sign, an optional decimal point; commas may
// group the digits before the point by thousands, and then must do so throughout ("1,50" is
// refused). Reading and printing are exact inverses: what is printed is the shortest text that is
// read as the same value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/parameter.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace scenarios {

// The portfolio's currency, the unit of every amount.
inline constexpr std::string_view currency = "CNY";

// "30 days", "1 day", "2 weeks": whole days.
std::optional<models::Days> parse_days(std::string_view text);
std::string to_text(models::Days days);

// "2.5 %", "25 bp".
std::optional<models::Share> parse_share(std::string_view text);
std::string to_text(models::Share share);

// "12 % a year", "1 % a month" (times 12), "0.04 % a day" (times 365), "25 bp a year"; "per" for
// "a". Kept to one part per million a year, half to even.
std::optional<sim::Rate> parse_rate(std::string_view text);
std::string to_text(sim::Rate rate);

// "1,500 CNY", "0.05 CNY": at most two decimals, in that currency and no other.
std::optional<sim::Money> parse_money(std::string_view text, std::string_view unit = currency);
std::string to_text(sim::Money money, std::string_view unit = currency);

// The shortest text that is read as the same number: "0.025", "100000", "1e+300".
std::string to_text(double number);

}  // namespace scenarios
