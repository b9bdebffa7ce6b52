#include "scenarios/load.hpp"

#include "scenarios/markets.hpp"

namespace scenarios {

namespace {

void complete(void* object, const Node& tree, Reading& reading) {
  compose_markets(*static_cast<models::Scenario*>(object), tree, reading);
}

}  // namespace

const Shape& scenario_shape() {
  return *shape_of<models::Scenario>();
}

Loaded load(const Request& request) {
  Loaded loaded;
  loaded.resolved =
      resolve(request, models::policy_tables, scenario_shape(), &loaded.scenario, complete);
  return loaded;
}

Loaded load(const StoredScenario& stored, const Request& on_top) {
  Loaded loaded;
  loaded.resolved =
      resolve(stored, on_top, models::policy_tables, scenario_shape(), &loaded.scenario, complete);
  return loaded;
}

}  // namespace scenarios
