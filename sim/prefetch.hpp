// Prefetch: ask for an event's state some events before it is needed.
//
// Events of a day touch state all over a shard. Asking about two dozen events ahead is worth three
// to four times under a daily barrier (85 -> 24 ns an event with one cache line of state, 237 -> 52
// with four, measured on two cores with 1 MiB of L2 each).
#pragma once

#include <cstddef>
#include <span>

namespace sim {

inline constexpr std::size_t prefetch_distance = 24;

// Hints that all cache lines of an object will soon be written. Never faults.
//
// Inlined by force, here and in the loop below: GCC takes a function that only prefetches for one
// without effects, and drops every call of it that it did not inline.
template <class Object>
[[gnu::always_inline]] inline void prefetch(const Object& object) {
  constexpr std::size_t line = 64;
  const char* address = reinterpret_cast<const char*>(&object);
  for (std::size_t offset = 0; offset < sizeof(Object); offset += line) {
    __builtin_prefetch(address + offset, 1);
  }
}

// Hints that the cache lines of an object's members from `first` to `last` will soon be written.
template <class First, class Last>
[[gnu::always_inline]] inline void prefetch(const First& first, const Last& last) {
  constexpr std::size_t line = 64;
  const char* address = reinterpret_cast<const char*>(&first);
  const char* end = reinterpret_cast<const char*>(&last) + sizeof(Last);
  for (; address < end; address += line) __builtin_prefetch(address, 1);
}

// Calls handle(event) for each event in order, and ahead(event) `prefetch_distance` events earlier.
// `ahead` prefetches what handle will touch and must read nothing that handle writes.
template <class Event, class Ahead, class Handle>
[[gnu::always_inline]] inline void for_each_prefetched(std::span<Event> events, Ahead&& ahead,
                                                       Handle&& handle) {
  const std::size_t count = events.size();
  const std::size_t first = count < prefetch_distance ? count : prefetch_distance;
  for (std::size_t i = 0; i < first; ++i) ahead(events[i]);
  for (std::size_t i = 0; i + first < count; ++i) {
    ahead(events[i + first]);
    handle(events[i]);
  }
  for (std::size_t i = count - first; i < count; ++i) handle(events[i]);
}

}  // namespace sim
