#include "scenarios/load.hpp"

namespace scenarios {

const Shape& scenario_shape() {
  return *shape_of<models::Scenario>();
}

Loaded load(const Request& request) {
  Loaded loaded;
  loaded.resolved = resolve(request, models::policy_tables, scenario_shape(), &loaded.scenario);
  return loaded;
}

Loaded load(const StoredScenario& stored, const Request& on_top) {
  Loaded loaded;
  loaded.resolved =
      resolve(stored, on_top, models::policy_tables, scenario_shape(), &loaded.scenario);
  return loaded;
}

}  // namespace scenarios
