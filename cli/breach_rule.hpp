// What counts as breaking: a headline measure beyond a floor or a ceiling.
#pragma once

#include <string>

#include "analysis/headline.hpp"

namespace cli {

struct BreachRule {
  const analysis::Headline* headline = nullptr;
  bool below = true;  // breached below the bound, otherwise above it
  double bound = 0;   // in the measure's unit, a share as a fraction
  std::string text;   // as it was written

  // Never for a value that is not a number.
  bool breached(double value) const { return below ? value < bound : value > bound; }
};

// "net_income < 0", "share_30_peak > 10 %", "charge_off_rate > 6 %". Throws InputError, with the
// nearest name of a headline.
BreachRule breach_rule_of(const std::string& text);

}  // namespace cli
