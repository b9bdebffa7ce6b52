// What is known of the economy in one month.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"

namespace models {

// One month, all as fractions: 0.056 is 5.6 %. Growth, inflation and wage growth are yearly rates.
struct EconomyMonth {
  double unemployment = 0;
  double output_growth = 0;
  double inflation = 0;
  double policy_rate = 0;
  double wage_growth = 0;
  bool operator==(const EconomyMonth&) const = default;
};

// The members of EconomyMonth, for whoever treats them alike.
inline constexpr std::array economy_members = {
    &EconomyMonth::unemployment, &EconomyMonth::output_growth, &EconomyMonth::inflation,
    &EconomyMonth::policy_rate, &EconomyMonth::wage_growth};

// The order is that of EconomyMonth.
enum class EconomyVariable : std::uint8_t {
  unemployment,
  output_growth,
  inflation,
  policy_rate,
  wage_growth
};
template <>
struct EnumNames<EconomyVariable> {
  static constexpr std::array<std::string_view, 5> names = {
      "unemployment", "output-growth", "inflation", "policy-rate", "wage-growth"};
};

// No path of a run leaves these bounds of unemployment: the severest severity stops there.
inline constexpr double unemployment_min = 0.002;
inline constexpr double unemployment_max = 0.6;

}  // namespace models
