// A replication while it runs: the world, the lender and the shards, day by day. simulate() drives
// it; tests look into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "models/lender.hpp"
#include "models/memory.hpp"
#include "models/profile.hpp"
#include "models/shard.hpp"
#include "models/world.hpp"
#include "sim/outbox.hpp"
#include "sim/panel.hpp"
#include "sim/parallel.hpp"

namespace models {

class Trace;

// A sim::World: run it with sim::run_days.
class Replication {
 public:
  // `shard_size` seats a shard; `audit_daily` checks subledger against control accounts every day
  // instead of every month.
  Replication(const World& world, std::uint32_t shard_size, bool audit_daily,
              sim::Workers& workers);

  std::size_t shards() const { return shards_.size(); }
  const Shard& shard(std::size_t index) const { return shards_[index]; }
  Shard& shard(std::size_t index) { return shards_[index]; }
  // The books of all shards and the lender's own, as of the last dusk.
  const Books& books() const { return lender_.books(); }

  // Notes what happens to one borrower. Before the first day; the trace must outlive the days.
  void watch(Trace& trace);

  // Calls `tell` after each refit of the score, on the calling thread.
  void tell_refits(std::function<void(const Refit&)> tell) { lender_.tell_refits(std::move(tell)); }

  void dawn(sim::Day today);
  void day(sim::Day today, std::size_t index);
  void dusk(sim::Day today);

  // All measures so far, in the order of PanelId.
  sim::Panels panels() const;
  // Memory held: all of it but the scenario made ready, which does not grow with the borrowers.
  Memory memory() const;
  // What the days so far have cost, over all shards.
  Profile profile() const;

 private:
  // Adds what was counted this month to the panels.
  void close_month();

  const World& world_;
  std::uint32_t shard_size_;
  bool audit_daily_;
  Lender lender_;
  Profile serial_;  // what dawn and dusk have cost
  std::vector<Shard> shards_;
  sim::Exchange<PeerNews> exchange_;
  Trace* trace_ = nullptr;
  std::size_t watched_shard_ = 0;
  sim::Panels panels_;  // of the months that are over, in the order of PanelId
};

}  // namespace models
