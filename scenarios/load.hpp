// Loading a scenario: what the program calls.
//
//   auto loaded = scenarios::load({.scenario = "scenarios/recession.toml", .sets =
//   {"run.years=5"}}); models::simulate(loaded.scenario, ...);
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "scenarios/resolve.hpp"

namespace scenarios {

struct Loaded {
  models::Scenario scenario;
  Resolved resolved;  // text, hash and path files to store; the tree with origins to show
};

// Throws BadScenario with all problems.
Loaded load(const Request& request);

// From what a result file has kept; policies and settings of the request are laid on top.
Loaded load(const StoredScenario& stored, const Request& on_top = {});

// The shape of models::Scenario, for describe, json_schema and the like.
const Shape& scenario_shape();

}  // namespace scenarios
