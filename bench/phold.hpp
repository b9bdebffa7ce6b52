// PHOLD, the hold model on which parallel simulators are compared (Fujimoto: Performance of Time
// Warp under synthetic workloads. SCS 1990), in days.
//
// A fixed number of tokens visits people. At each visit a token waits 1 + an exponential number of
// days and goes on: to the same person, or with probability `remote` to any person, who as a rule
// sits in another shard and is reached by a message at dusk.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "sim/day_calendar.hpp"
#include "sim/draws.hpp"
#include "sim/outbox.hpp"

namespace bench {

struct PholdSetup {
  std::uint32_t people = 100'000;
  std::uint32_t shard_size = 16'384;
  int days = 365;
  double mean_wait = 10.0;  // days, beyond the first
  double remote = 0.1;
};

class Phold {
 public:
  explicit Phold(const PholdSetup& setup)
      : setup_(setup),
        exchange_((setup.people + setup.shard_size - 1) / setup.shard_size,
                  // A shard's people may all be visited, and send, on the same day; more than eight
                  // tokens a person at a time does not happen.
                  std::size_t{8} * setup.shard_size + 64),
        visits_(setup.people, 0) {
    for (std::size_t shard = 0; shard < shards(); ++shard) calendars_.emplace_back(setup.days);
    for (std::uint32_t person = 0; person < setup.people; ++person) {
      calendar_of(person).schedule(sim::Day(static_cast<int>(person % 10)), {person, person});
    }
  }

  std::size_t shards() const { return exchange_.shards(); }

  void dawn(sim::Day) {}

  void day(sim::Day day, std::size_t shard) {
    sim::DayCalendar<Visit>& calendar = calendars_[shard];
    for (const Arrival& arrival : exchange_.inbox(shard)) {
      calendar.schedule(sim::Day(arrival.day), arrival.visit);
    }
    for (const Visit& visit : calendar.open(day)) {
      ++visits_[visit.person];
      sim::Stream luck(key_, sim::Purpose{1}, visit.token, day);
      const sim::Day next = day + 1 + static_cast<int>(sim::exponential(luck, setup_.mean_wait));
      if (sim::chance(luck, setup_.remote)) {
        const auto person = static_cast<std::uint32_t>(sim::uniform(luck) * setup_.people);
        exchange_.outbox(shard).send(person / setup_.shard_size,
                                     {next.value(), {person, visit.token}});
      } else {
        calendar.schedule(next, visit);
      }
    }
    calendar.close(day);
  }

  void dusk(sim::Day) { exchange_.deliver(); }

  std::int64_t events() const {
    std::int64_t sum = 0;
    for (const std::uint32_t visits : visits_) sum += visits;
    return sum;
  }

 private:
  struct Visit {
    std::uint32_t person;
    std::uint32_t token;
    friend auto operator<=>(const Visit&, const Visit&) = default;
    std::size_t phase() const { return 0; }
  };

  struct Arrival {
    std::int32_t day;
    Visit visit;
    friend auto operator<=>(const Arrival&, const Arrival&) = default;
  };

  sim::DayCalendar<Visit>& calendar_of(std::uint32_t person) {
    return calendars_[person / setup_.shard_size];
  }

  PholdSetup setup_;
  sim::StreamKey key_{1, 0};
  std::vector<sim::DayCalendar<Visit>> calendars_;
  sim::Exchange<Arrival> exchange_;
  std::vector<std::uint32_t> visits_;
};

}  // namespace bench
