#include "models/simulate.hpp"

#include <chrono>

#include "models/replication.hpp"
#include "models/world.hpp"
#include "sim/window.hpp"

namespace models {
namespace {

// A replication that says after each day how far it is.
class Reported {
 public:
  Reported(Replication& run, const std::function<void(int)>& on_day) : run_(run), on_day_(on_day) {}

  std::size_t shards() const { return run_.shards(); }
  void dawn(sim::Day today) { run_.dawn(today); }
  void day(sim::Day today, std::size_t shard) { run_.day(today, shard); }
  void dusk(sim::Day today) {
    run_.dusk(today);
    if (on_day_) on_day_(today.value() + 1);
  }

 private:
  Replication& run_;
  const std::function<void(int)>& on_day_;
};

}  // namespace

sim::Panels simulate(const Scenario& scenario, std::uint32_t replication, const Settings& settings,
                     sim::Workers& workers) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  Cost cost;
  const auto called = Clock::now();
  const World world(scenario, replication);
  Replication run(world, settings.shard_size, settings.audit_daily, workers);
  if (settings.trace != nullptr) run.watch(*settings.trace);
  run.tell_refits(settings.on_refit);
  cost.seconds_to_begin = seconds_since(called);
  Reported reported(run, settings.on_day);
  const auto begun = Clock::now();
  sim::run_days(world.timeline, reported, workers, settings.stop);
  cost.seconds = seconds_since(begun);
  cost.memory = run.memory();
  cost.profile = run.profile();
  if (settings.on_cost) settings.on_cost(cost);
  return run.panels();
}

int simulated_days(const Scenario& scenario) {
  return sim::Timeline(scenario.first_day(),
                       std::chrono::months(scenario.run.warm_up_months + scenario.months()))
      .days();
}

}  // namespace models
