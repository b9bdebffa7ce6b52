// The scenarios of the markets that a scenario names: read when it is read, and kept with it.
//
// A market's file is composed like any scenario and kept as one text under its name, with the path
// files that it names under "NAME/their name", so that a result file holds all that is needed. What
// the market sets is laid over that text.
#pragma once

#include "models/scenario.hpp"
#include "scenarios/node.hpp"
#include "scenarios/reader.hpp"

namespace scenarios {

// Fills `composed` of each market, adds what must be kept to `reading.path_texts`, and what is
// wrong to its problems. `tree` is that of the scenario, with origins.
void compose_markets(models::Scenario& scenario, const Node& tree, Reading& reading);

}  // namespace scenarios
