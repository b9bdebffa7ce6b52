// Micro-benchmarks of the engine's parts, and PHOLD. Times are per item where an item count is set.
#include <benchmark/benchmark.h>
#include <compare>
#include <random>
#include <vector>

#include "bench/phold.hpp"
#include "sim/day_calendar.hpp"
#include "sim/draws.hpp"
#include "sim/ledger.hpp"
#include "sim/parallel.hpp"
#include "sim/rate.hpp"
#include "sim/stream_batch.hpp"
#include "sim/window.hpp"

namespace {

void count_items(benchmark::State& state, std::int64_t per_iteration) {
  state.SetItemsProcessed(state.iterations() * per_iteration);
}

void philox_one_block(benchmark::State& state) {
  const sim::StreamKey key(1, 0);
  std::uint64_t subject = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(sim::random_block(key, sim::Purpose{1}, ++subject, sim::Day(1)));
  }
  count_items(state, 1);
}
BENCHMARK(philox_one_block);

void philox_batch(benchmark::State& state) {
  const sim::StreamKey key(1, 0);
  std::vector<std::uint64_t> subjects(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < subjects.size(); ++i) subjects[i] = 37 * i;
  std::vector<std::uint32_t> first(subjects.size()), second(subjects.size());
  for (auto _ : state) {
    sim::first_two_words(key, sim::Purpose{1}, subjects, sim::Day(1), first, second);
    benchmark::ClobberMemory();
  }
  count_items(state, state.range(0));
}
BENCHMARK(philox_batch)->Arg(16)->Arg(128);

void normal_draw(benchmark::State& state) {
  const sim::StreamKey key(1, 0);
  std::uint64_t subject = 0;
  for (auto _ : state) {
    sim::Stream stream(key, sim::Purpose{1}, ++subject, sim::Day(1));
    benchmark::DoNotOptimize(sim::standard_normal(stream));
  }
  count_items(state, 1);
}
BENCHMARK(normal_draw);

void poisson_draw(benchmark::State& state) {
  const sim::StreamKey key(1, 0);
  std::uint64_t subject = 0;
  for (auto _ : state) {
    sim::Stream stream(key, sim::Purpose{1}, ++subject, sim::Day(1));
    benchmark::DoNotOptimize(sim::poisson(stream, 0.2));
  }
  count_items(state, 1);
}
BENCHMARK(poisson_draw);

void interest(benchmark::State& state) {
  std::int64_t minor = 100'000;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        sim::simple_interest(sim::Money::of_minor(++minor), sim::Rate::of_ppm(146'000), 30));
  }
  count_items(state, 1);
}
BENCHMARK(interest);

enum class Account { cash, claims, interest, fees, count_ };

void ledger_posting(benchmark::State& state) {
  sim::Ledger<Account> ledger;
  for (auto _ : state) {
    ledger.post(Account::cash, Account::claims, sim::Money::of_minor(100));
    ledger.post(Account::cash, Account::interest, sim::Money::of_minor(3));
    benchmark::ClobberMemory();
  }
  benchmark::DoNotOptimize(ledger.trial_balance());
  count_items(state, 2);
}
BENCHMARK(ledger_posting);

struct Event {
  std::uint32_t kind;
  std::uint32_t subject;
  std::uint64_t version;
  friend auto operator<=>(const Event&, const Event&) = default;
  std::size_t phase() const { return kind; }
};

// The life of a shard's calendar: nine events in ten come again in 30 days, the others on any day.
void calendar_hold(benchmark::State& state) {
  constexpr int horizon = 3650;
  const auto subjects = static_cast<std::uint32_t>(state.range(0));
  std::mt19937 random(1);
  std::int64_t events = 0;
  for (auto _ : state) {
    sim::DayCalendar<Event> calendar(horizon);
    for (std::uint32_t i = 0; i < subjects; ++i) {
      calendar.schedule(sim::Day(static_cast<int>(random() % 30)), {1, i, 0});
    }
    for (sim::Day day(0); day < sim::Day(horizon); ++day) {
      const auto today = calendar.open(day);
      for (const Event& event : today) {
        const auto luck = random();
        const int wait = luck % 10 == 0 ? 1 + static_cast<int>(luck >> 8) % 300 : 30;
        calendar.schedule(day + wait, event);
      }
      events += static_cast<std::int64_t>(today.size());
      calendar.close(day);
    }
  }
  state.SetItemsProcessed(events);
}
BENCHMARK(calendar_hold)->Arg(64)->Arg(16'384)->Unit(benchmark::kMillisecond);

// An inner loop whose shards have nothing to do: what a day's barrier costs.
void barrier(benchmark::State& state) {
  sim::Workers workers(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    workers.for_each_shard(static_cast<std::size_t>(state.range(1)),
                           [](std::size_t i) { benchmark::DoNotOptimize(i); });
  }
}
BENCHMARK(barrier)->Args({1, 7})->Args({2, 7})->Args({2, 61})->UseRealTime();

void phold(benchmark::State& state) {
  bench::PholdSetup setup;
  setup.shard_size = static_cast<std::uint32_t>(state.range(1));
  sim::Workers workers(static_cast<int>(state.range(0)));
  std::int64_t events = 0;
  for (auto _ : state) {
    bench::Phold world(setup);
    sim::run_days(setup.days, world, workers);
    events += world.events();
  }
  state.SetItemsProcessed(events);
}
BENCHMARK(phold)
    ->ArgNames({"threads", "shard"})
    ->Args({1, 16'384})
    ->Args({2, 16'384})
    ->Args({1, 1'000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
