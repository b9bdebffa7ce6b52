// Estimates as people read them: in a fitting unit, with as many digits as are known.
#pragma once

#include <string>
#include <string_view>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "cli/json.hpp"

namespace cli {

// Mean, low and high in one unit with the same decimals.
struct EstimateText {
  std::string mean;      // "12.3 m", "4.56 %"; "–" where nothing is known
  std::string interval;  // "12.1 to 12.5", in the same unit; empty where there is none
};

EstimateText estimate_text(const analysis::Estimate& estimate, analysis::Format format);

// Of a difference: with its sign, and in percentage points where the measure is in per cent.
EstimateText difference_text(const analysis::Estimate& difference, analysis::Format format);

// "1.7 x": how many times narrower pairing has made an interval.
std::string gain_text(double gain);

// The unit for programs: "count", "currency", "fraction", "number".
const char* unit_name(analysis::Format format);

// n, mean, deviation, low and high as an object under this key.
void estimate_json(std::string_view name, const analysis::Estimate& estimate, Json& json);

}  // namespace cli
