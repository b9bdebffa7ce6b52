// run_days: the loop of a run. The lookahead is one day: what one shard does on a day can reach
// another shard on the next day at the earliest, so shards run a day in parallel without locks.
#pragma once

#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <stop_token>

#include "sim/day.hpp"
#include "sim/parallel.hpp"

namespace sim {

// Thrown when a run is asked to stop; the days done so far are dropped with it.
class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("stopped on request") {}
};

template <class T>
concept World = requires(T world, const T& const_world, Day day, std::size_t shard) {
  world.dawn(day);
  world.day(day, shard);
  world.dusk(day);
  { const_world.shards() } -> std::convertible_to<std::size_t>;
};

// The phases of a day, for days 0 .. days - 1:
//   1. dawn   serial    what holds for all shards today is decided and published
//   2. day    parallel  each shard runs its events; it reads what was published, writes its own
//   3. dusk   serial    messages are exchanged, books are checked, months are closed
// Throws Stopped between two days after a stop request, and whatever the world throws.
template <World W>
void run_days(int days, W& world, Workers& workers, const std::stop_token& stop = {}) {
  for (Day day(0); day < Day(days); ++day) {
    if (stop.stop_requested()) throw Stopped();
    world.dawn(day);
    workers.for_each_shard(world.shards(), [&](std::size_t shard) { world.day(day, shard); });
    world.dusk(day);
  }
}

template <World W>
void run_days(const Timeline& timeline, W& world, Workers& workers,
              const std::stop_token& stop = {}) {
  run_days(timeline.days(), world, workers, stop);
}

}  // namespace sim
