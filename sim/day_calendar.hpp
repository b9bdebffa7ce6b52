// DayCalendar: the future events of one shard, in one bucket a day for the next half year or more
// and in a list of what comes after.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

#include "sim/check.hpp"
#include "sim/chunk_pool.hpp"
#include "sim/day.hpp"

namespace sim {

// Events are small trivially copyable values (16 bytes or fewer). A day runs them by phase(), below
// 16, and those of one phase in the order in which they were scheduled. So a subject's events come
// in an order that its own history decides, whatever other subjects are in the shard.
//
// A day is run between open and close. Days are opened in increasing order; skipping a day that
// holds events is a CheckFailure, and so is scheduling into a day that was opened, as what happens
// the same day is a function call.
template <class Event>
class DayCalendar {
  static_assert(std::is_trivially_copyable_v<Event>);
  static_assert(sizeof(Event) <= 16);

 public:
  static constexpr std::size_t phases_max = 16;

  // For days 0 .. horizon_days - 1.
  explicit DayCalendar(int horizon_days)
      : horizon_(horizon_days),
        buckets_(std::min(checked(horizon_days), static_cast<std::size_t>(near_days))) {}

  DayCalendar(const DayCalendar&) = delete;
  DayCalendar& operator=(const DayCalendar&) = delete;
  DayCalendar(DayCalendar&&) noexcept = default;
  DayCalendar& operator=(DayCalendar&&) noexcept = default;

  // An event on a day beyond the horizon will never happen and is dropped.
  void schedule(Day day, const Event& event) {
    if (!within_horizon(day)) return;
    ++pending_;
    if (day >= near_end_) {
      far_.push_back({day, event});
    } else {
      put(bucket_of(day), event);
    }
  }

  // The same for many events of one day, at a fraction of the cost: a handler that takes a span of
  // events gathers what follows on the same day and schedules it at once.
  void schedule(Day day, std::span<const Event> events) {
    if (day >= near_end_) {
      for (const Event& event : events) schedule(day, event);
      return;
    }
    if (!within_horizon(day)) return;
    Bucket& bucket = bucket_of(day);
    bucket.count += static_cast<std::uint32_t>(events.size());
    pending_ += events.size();
    while (!events.empty()) {
      if (bucket.filled == Pool::capacity) add_chunk(bucket);
      const std::size_t fits = std::min(events.size(), Pool::capacity - bucket.filled);
      std::copy_n(events.data(), fits, bucket.last->items + bucket.filled);
      bucket.filled += static_cast<std::uint32_t>(fits);
      events = events.subspan(fits);
    }
  }

  // The day's events in order, valid until close. The handler may schedule later days meanwhile.
  std::span<Event> open(Day day) {
    CHECK(!is_open_, "day {} is still open", last_opened_.value());
    CHECK(day > last_opened_);
    CHECK(day.value() < horizon_);
    for (Day skipped = last_opened_ + 1; skipped < std::min(day, near_end_); ++skipped) {
      CHECK(bucket_of(skipped).count == 0, "day {} was skipped with events", skipped.value());
    }
    last_opened_ = day;
    is_open_ = true;
    if (near_end_ - day < near_days / 2) come_near(day);
    return gather(bucket_of(day));
  }

  void close(Day day) {
    CHECK(is_open_);
    CHECK(day == last_opened_);
    is_open_ = false;
  }

  // Events scheduled and not yet opened.
  std::size_t pending() const { return pending_; }

  // Memory held, in bytes.
  std::size_t bytes() const {
    return buckets_.capacity() * sizeof(Bucket) + pool_.bytes() + open_.capacity() * sizeof(Event) +
           far_.capacity() * sizeof(Far);
  }

 private:
  using Pool = ChunkPool<Event>;

  static constexpr int near_days = 256;

  struct Far {
    Day day;
    Event event;
  };

  struct Bucket {
    typename Pool::Chunk* last = nullptr;   // the chunk being filled; the others are full
    std::uint32_t filled = Pool::capacity;  // items in it; without a chunk, as if it were full
    std::uint32_t count = 0;                // items in all chunks
  };

  static std::size_t checked(int horizon_days) {
    CHECK(horizon_days > 0);
    return static_cast<std::size_t>(horizon_days);
  }

  bool within_horizon(Day day) const {
    CHECK(day > last_opened_, "day {} has begun; events lie in the future", day.value());
    return day.value() < horizon_;
  }

  void put(Bucket& bucket, const Event& event) {
    if (bucket.filled == Pool::capacity) add_chunk(bucket);
    bucket.last->items[bucket.filled++] = event;
    ++bucket.count;
  }

  // Gives buckets to the `near_days` from `day` on. What was far goes into them as it was
  // scheduled, before anything is scheduled on those days directly.
  void come_near(Day day) {
    near_end_ = day + near_days;
    std::size_t kept = 0;
    for (const Far& far : far_) {
      CHECK(far.day >= day, "day {} was skipped with events", far.day.value());
      if (far.day < near_end_) {
        put(bucket_of(far.day), far.event);
      } else {
        far_[kept++] = far;
      }
    }
    far_.resize(kept);
  }

  void add_chunk(Bucket& bucket) {
    auto* chunk = pool_.take();
    chunk->previous = bucket.last;
    bucket.last = chunk;
    bucket.filled = 0;
  }

  // Of a day before near_end_ and not before the one last opened.
  Bucket& bucket_of(Day day) { return buckets_[static_cast<std::size_t>(day.value() % near_days)]; }

  // Copies a bucket into one array by phase: counts, then lays each phase's events from its end
  // backwards, as chunks are walked from the last to the first. They go back to the pool at once,
  // for use by today's own schedule calls.
  std::span<Event> gather(Bucket& bucket) {
    const std::size_t count = bucket.count;
    if (open_.size() < count) open_.resize(count + count / 4);
    std::array<std::uint32_t, phases_max> ends{};
    std::uint32_t filled = bucket.filled;
    for (const auto* chunk = bucket.last; chunk != nullptr; chunk = chunk->previous) {
      for (std::uint32_t i = 0; i < filled; ++i) ++ends[phase_of(chunk->items[i])];
      filled = Pool::capacity;
    }
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    while (bucket.last != nullptr) {
      auto* chunk = bucket.last;
      for (std::uint32_t i = bucket.filled; i-- > 0;) {
        open_[--ends[phase_of(chunk->items[i])]] = chunk->items[i];
      }
      bucket.last = chunk->previous;
      bucket.filled = Pool::capacity;
      pool_.give_back(chunk);
    }
    bucket.count = 0;
    pending_ -= count;
    return {open_.data(), count};
  }

  static std::size_t phase_of(const Event& event) {
    const std::size_t phase = event.phase();
    CHECK(phase < phases_max);
    return phase;
  }

  int horizon_;
  std::vector<Bucket> buckets_;  // of the days before near_end_
  std::vector<Far> far_;         // from near_end_ on, as scheduled
  Pool pool_;
  std::vector<Event> open_;
  std::size_t pending_ = 0;
  Day last_opened_{-1};
  Day near_end_{near_days};
  bool is_open_ = false;
};

}  // namespace sim
