#include "models/simulate.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "models/markets.hpp"
#include "models/replication.hpp"
#include "models/world.hpp"
#include "sim/window.hpp"

namespace models {
namespace {

using OnMonth = std::function<void(const World&, const Replication&, std::size_t month)>;

// A replication that says after each day how far it is, and shows itself after each month reported.
class Reported {
 public:
  Reported(const World& world, Replication& run, const std::function<void(int)>& on_day,
           const OnMonth& on_month)
      : world_(world), run_(run), on_day_(on_day), on_month_(on_month) {}

  std::size_t shards() const { return run_.shards(); }
  void dawn(sim::Day today) { run_.dawn(today); }
  void day(sim::Day today, std::size_t shard) { run_.day(today, shard); }
  void dusk(sim::Day today) {
    run_.dusk(today);
    if (on_day_) on_day_(today.value() + 1);
    if (!on_month_ || !world_.timeline.is_last_of_month(today)) return;
    const auto month =
        world_.timeline.month_of(today) - static_cast<int>(world_.scenario.run.warm_up_months);
    if (month >= 0) on_month_(world_, run_, static_cast<std::size_t>(month));
  }

 private:
  const World& world_;
  Replication& run_;
  const std::function<void(int)>& on_day_;
  const OnMonth& on_month_;
};

sim::Panels simulate_one(const Scenario& scenario, std::uint32_t replication,
                         const EconomyLink& link, const Settings& settings, sim::Workers& workers,
                         const OnMonth& on_month) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  Cost cost;
  const auto called = Clock::now();
  const World world(scenario, replication, link);
  Replication run(world, settings.shard_size, settings.audit_daily, workers);
  if (settings.trace != nullptr) run.watch(*settings.trace);
  run.tell_refits(settings.on_refit);
  cost.seconds_to_begin = seconds_since(called);
  Reported reported(world, run, settings.on_day, on_month);
  const auto begun = Clock::now();
  sim::run_days(world.timeline, reported, workers, settings.stop);
  cost.seconds = seconds_since(begun);
  cost.memory = run.memory();
  cost.profile = run.profile();
  if (settings.on_cost) settings.on_cost(cost);
  return run.panels();
}

// One market after the other, so that no more than one is in memory.
sim::Panels simulate_markets(const Scenario& whole, std::uint32_t replication,
                             const Settings& settings, sim::Workers& workers) {
  const auto markets = market_runs(whole);
  MarketSum sum(whole);
  Cost cost;
  int days = 0;
  for (std::size_t m = 0; m < markets.size(); ++m) {
    const MarketRun& market = markets[m];
    Settings how = settings;
    if (settings.trace_market != market.id) how.trace = nullptr;
    int days_here = 0;
    if (settings.on_day) {
      // Days of all markets, in days of the run.
      how.on_day = [&](int done) {
        days_here = done;
        settings.on_day((days + done) / static_cast<int>(markets.size()));
      };
    }
    how.on_cost = [&](const Cost& of) {
      cost.seconds_to_begin += of.seconds_to_begin;
      cost.seconds += of.seconds;
      cost.profile += of.profile;
      if (of.memory.total() > cost.memory.total()) cost.memory = of.memory;
    };
    std::vector<std::int64_t> rates;
    const auto months = static_cast<std::size_t>(whole.months());
    simulate_one(*market.scenario, replication, link_of(whole, market, replication), how, workers,
                 [&](const World& world, const Replication& run, std::size_t month) {
                   if (rates.empty()) {
                     rates = exchange_rates_ppm(market.exchange, world.key, world.economy, months);
                   }
                   sum.add_month(m, month, rates[month], run.panels());
                 });
    days += days_here;
  }
  if (settings.on_cost) settings.on_cost(cost);
  return std::move(sum.panels());
}

}  // namespace

sim::Panels simulate(const Scenario& scenario, std::uint32_t replication, const Settings& settings,
                     sim::Workers& workers) {
  if (!scenario.markets.empty()) return simulate_markets(scenario, replication, settings, workers);
  return simulate_one(scenario, replication, {}, settings, workers, {});
}

int simulated_days(const Scenario& scenario) {
  return sim::Timeline(scenario.first_day(),
                       std::chrono::months(scenario.run.warm_up_months + scenario.months()))
      .days();
}

}  // namespace models
