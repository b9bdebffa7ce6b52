#include "models/replication.hpp"

#include <algorithm>
#include <memory>
#include <span>

#include "models/dispatch.hpp"
#include "models/life.hpp"
#include "models/month_end.hpp"
#include "models/payday.hpp"
#include "models/trace.hpp"

namespace models {
namespace {

// More messages than this from one shard in a day is a fault, not a crisis.
constexpr std::size_t messages_max = 1U << 26U;

std::vector<Shard> make_shards(const World& world, std::uint32_t size, sim::Workers& workers) {
  CHECK(size > 0);
  CHECK(size < places_max);
  const std::uint32_t seats = world.seats();
  const std::size_t count = (seats + std::size_t{size} - 1) / size;
  std::vector<std::unique_ptr<Shard>> made(count);
  workers.for_each_shard(count, [&](std::size_t i) {
    const auto first = static_cast<std::uint32_t>(i * size);
    made[i] = std::make_unique<Shard>(world, first, std::min(size, seats - first));
  });
  std::vector<Shard> shards;
  shards.reserve(count);
  for (auto& shard : made) shards.push_back(std::move(*shard));
  return shards;
}

void hear(const Context& c, std::span<const PeerNews> news) {
  const double weight = c.world.scenario.network.influence.value;
  for (const PeerNews& message : news) {
    const std::uint32_t place = c.shard.place_of(message.seat);
    if (message.kind == PeerNews::Kind::invitation) {
      accept_invitation(c, place);
      continue;
    }
    const auto friends = static_cast<double>(c.world.network.friends(message.seat).size());
    c.shard.borrowers[place].peer_default += static_cast<float>(weight / friends);
  }
}

}  // namespace

Replication::Replication(const World& world, std::uint32_t shard_size, bool audit_daily,
                         sim::Workers& workers)
    : world_(world),
      shard_size_(shard_size),
      audit_daily_(audit_daily),
      lender_(world),
      shards_(make_shards(world, shard_size, workers)),
      exchange_(shards_.size(), messages_max) {
  for (const auto& shape : panel_shapes(world.scenario)) panels_.emplace_back(shape);
  state_luck(panels_, world.luck);
}

void Replication::watch(Trace& trace) {
  CHECK(trace.seat() < world_.seats(), "borrower {} of {}", trace.seat(), world_.seats());
  trace_ = &trace;
  watched_shard_ = trace.seat() / shard_size_;
}

void Replication::dawn(sim::Day today) {
  Stopwatch watch(serial_);
  lender_.dawn(today);
  watch.charge(Step::dawn);
}

// The phases of a shard's day, in this order.
void Replication::day(sim::Day today, std::size_t index) {
  Shard& shard = shards_[index];
  const Shared& shared = lender_.shared();
  const Context context{.world = world_,
                        .shared = shared,
                        .shard = shard,
                        .outbox = exchange_.outbox(index),
                        .seats_per_shard = shard_size_,
                        .measures = shared.report_month < 0 ? nullptr : &shard.measures};
  Trace* const trace = index == watched_shard_ ? trace_ : nullptr;
  const auto run = [&](Step step, auto&& of_many) {
    trace == nullptr ? of_many() : trace->around(context, step, of_many);
  };
  if (trace != nullptr && today == sim::Day(0)) trace->begin(context);
  Stopwatch watch(shard.profile);
  // 1. News of friends' defaults and invitations, sent yesterday.
  run(Step::news, [&] { hear(context, exchange_.inbox(index)); });
  watch.charge(Step::news);
  // 2. Arrivals, paydays, then all other events in the order of EventKind.
  shard.agent_demand = 0;
  std::span<Event> left = shard.calendar.open(today);
  watch.charge(Step::calendar);
  const auto handle_next = [&] {
    const EventKind kind = left.front().kind;
    std::size_t count = 1;
    while (count < left.size() && left[count].kind == kind) ++count;
    const std::span<const Event> events = left.first(count);
    trace == nullptr ? dispatch(context, kind, events) : trace->dispatch(context, kind, events);
    watch.charge(step_of(kind), count);
    left = left.subspan(count);
  };
  if (!left.empty() && left.front().kind == EventKind::Arrival) handle_next();
  std::size_t paid = 0;
  run(Step::payday, [&] { paid = paydays(context); });
  watch.charge(Step::payday, paid);
  while (!left.empty()) handle_next();
  shard.calendar.close(today);
  // 3. The night's interest.
  close_day(shard);
  // 4. Month end: stocks are measured and the books checked.
  const bool month_ends = world_.timeline.is_last_of_month(today);
  if (month_ends) {
    run(Step::month_end, [&] { measure_month(context); });
    watch.charge(Step::month_end);
  }
  if (month_ends || audit_daily_) {
    audit(context);
    watch.charge(Step::audit);
  }
}

void Replication::dusk(sim::Day today) {
  Stopwatch watch(serial_);
  exchange_.deliver();
  lender_.dusk(shards_);
  if (world_.timeline.is_last_of_month(today)) close_month();
  watch.charge(Step::dusk);
}

void Replication::close_month() {
  const int month = lender_.shared().report_month;
  if (month < 0) return;
  const auto add = [&](MonthMeasures& measures) {
    measures.add_to(panels_, world_.scenario, month);
    measures = {};
  };
  add(lender_.measures());
  for (Shard& shard : shards_) add(shard.measures);
}

sim::Panels Replication::panels() const {
  sim::Panels total = panels_;
  const int month = lender_.shared().report_month;
  if (month < 0) return total;
  for (const Shard& shard : shards_) shard.measures.add_to(total, world_.scenario, month);
  return total;
}

Memory Replication::memory() const {
  Memory memory;
  for (const Shard& shard : shards_) shard.add_to(memory);
  for (const sim::Panel& panel : panels_) {
    memory[MemoryPart::measures] += panel.values().size_bytes();
  }
  memory[MemoryPart::network] = world_.network.bytes();
  memory[MemoryPart::messages] = exchange_.bytes();
  return memory;
}

Profile Replication::profile() const {
  Profile total = serial_;
  for (const Shard& shard : shards_) total += shard.profile;
  return total;
}

}  // namespace models
