// The economy of a scenario as people and programs read it.
#pragma once

#include <string>

#include "cli/economy_paths.hpp"

namespace cli {

// A line a quarter in percent, the quantiles beside the mean where the economy is drawn; below,
// what an autoregression learnt.
std::string economy_text(const EconomyPaths& paths);

// RFC 4180: date, variable, mean, p5, p95, a line for each quarter and variable, in percent. The
// last two are empty where the economy is not drawn.
std::string economy_csv(const EconomyPaths& paths);

std::string economy_json(const EconomyPaths& paths);

}  // namespace cli
