// The bounds of a parameter, tested and told in the unit its values are written in.
#pragma once

#include <string>

#include "models/parameter.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

// Whether a value in natural units (a share as a fraction, money in major units) lies in the
// bounds.
bool in_range(double natural, const models::About& about);

// "1 to 50 years", "at least 0 %", "" where there are no bounds.
std::string range_text(Kind kind, const models::About& about);

// A value in natural units as it is written in a file, without quotes: "2.5 %", "30 days", "350".
std::string natural_text(Kind kind, double natural);

// "%", "% a year", "days", "CNY"; for a count or a number what its declaration says it counts.
std::string unit_text(Kind kind, const models::About& about);

}  // namespace scenarios
