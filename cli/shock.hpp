// Directions in which a scenario is made worse: parameters that move together from mild to severe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/swept_range.hpp"

namespace cli {

// One parameter's range as given by --vary: economy.severity=0..3, funding.own_spread=3 % a year..9
// % a year. Both ends have the same unit.
struct ShockRange {
  std::string key;
  scenarios::SweptRange range;

  // The value a share `way` of the way from mild to severe, as --set takes it.
  std::string value(double way) const { return range.at(way); }
};

// Throws InputError.
ShockRange shock_range_of(const std::string& text);

// Where a direction leads: to the share `weights[i]` of the way of parameter i at its worst.
struct Shock {
  std::vector<double> weights;
};

// Each parameter alone; and of each two, three mixes: mostly the one, both alike, mostly the other,
// at angles of 22.5, 45 and 67.5 degrees, each until one of them is at its end.
std::vector<Shock> shocks_of(std::size_t parameters);

// "economy.severity=1.5 funding.own_spread=6 % a year", the settings a share of the way along it.
std::vector<std::string> settings_of(const Shock& shock, const std::vector<ShockRange>& ranges,
                                     double way);

}  // namespace cli
