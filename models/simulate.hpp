// One replication of a scenario, from its first day to its last.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "models/measures.hpp"
#include "models/memory.hpp"
#include "models/profile.hpp"
#include "models/scenario.hpp"
#include "sim/panel.hpp"
#include "sim/parallel.hpp"

namespace models {

class Trace;
struct Refit;

// What a replication has cost.
struct Cost {
  Memory memory;                // held at the end, which is the most: nothing is given back
  double seconds_to_begin = 0;  // from the call to the first day
  double seconds = 0;           // of all days
  Profile profile;
};

// How a replication is run. Nothing here changes its results.
struct Settings {
  std::uint32_t shard_size = 16'384;  // seats a shard, 1 to 2^22
  bool audit_daily = false;  // subledger against control accounts every day, not every month
  Trace* trace = nullptr;    // notes what happens to one borrower (models/trace.hpp)
  std::string trace_market{home_market};  // of which market, where there are several
  std::stop_token stop{};
  std::function<void(int days_done)> on_day{};  // called after each day, on the calling thread
  // Called after the last day with what the replication has cost.
  std::function<void(const Cost&)> on_cost{};
  // Called after each refit of the score, on the calling thread (models/refit.hpp).
  std::function<void(const Refit&)> on_refit{};
};

// The panels of one replication, in the order of PanelId: a pure function of scenario and
// replication. Throws sim::CheckFailure when the books do not balance or any other check fails, and
// sim::Stopped when asked to stop.
sim::Panels simulate(const Scenario& scenario, std::uint32_t replication, const Settings& settings,
                     sim::Workers& workers);

// Days that a replication simulates, warm-up included.
int simulated_days(const Scenario& scenario);

}  // namespace models
