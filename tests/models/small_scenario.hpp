// Scenarios small enough to run in a test, and a way to run them day by day.
#pragma once

#include <memory>
#include <string>

#include "models/replication.hpp"
#include "models/scenario.hpp"
#include "models/simulate.hpp"
#include "models/world.hpp"
#include "sim/digest.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace models_test {

inline models::Scenario small_scenario(std::int64_t borrowers, std::int64_t years,
                                       std::int64_t warm_up_months = 0) {
  models::Scenario scenario;
  scenario.portfolio.borrowers = borrowers;
  scenario.run.years = years;
  scenario.run.warm_up_months = warm_up_months;
  return scenario;
}

// A replication that stands still between days.
class Stepper {
 public:
  explicit Stepper(const models::Scenario& scenario, std::uint32_t shard_size = 1000)
      : scenario_(scenario),
        world_(scenario_, 0),
        workers_(1),
        run_(world_, shard_size, true, workers_) {}

  // Runs the days before `day`.
  void run_to(sim::Day day) {
    for (; next_ < day; ++next_) {
      run_.dawn(next_);
      for (std::size_t i = 0; i < run_.shards(); ++i) run_.day(next_, i);
      run_.dusk(next_);
    }
  }

  const models::World& world() const { return world_; }
  models::Replication& run() { return run_; }

 private:
  models::Scenario scenario_;
  models::World world_;
  sim::Workers workers_;
  models::Replication run_;
  sim::Day next_{0};
};

inline std::string digest(const models::Scenario& scenario, int threads, std::uint32_t shard_size,
                          std::uint32_t replication = 0) {
  sim::Workers workers(threads);
  models::Settings settings;
  settings.shard_size = shard_size;
  settings.audit_daily = true;
  return sim::digest_of(models::simulate(scenario, replication, settings, workers));
}

}  // namespace models_test
