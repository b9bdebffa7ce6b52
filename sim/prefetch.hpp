// Prefetch: ask for an event's state some events before it is needed.
//
// Events of a day touch state all over a shard. Asking about two dozen events ahead is worth three
// to four times under a daily barrier (85 -> 24 ns an event with one cache line of state, 237 -> 52
// with four, measured on two cores with 1 MiB of L2 each).
#pragma once

#include <cstddef>

namespace sim {

// For loops over an array: how many elements ahead.
inline constexpr std::size_t prefetch_distance = 24;

// Hints that the cache lines of an object's members from `first` to `last` will soon be written.
// Never faults.
//
// Inlined by force, and so should be whatever only prefetches: GCC takes such a function for one
// without effects, and drops every call of it that it did not inline.
template <class First, class Last>
[[gnu::always_inline]] inline void prefetch(const First& first, const Last& last) {
  constexpr std::size_t line = 64;
  const char* address = reinterpret_cast<const char*>(&first);
  const char* end = reinterpret_cast<const char*>(&last) + sizeof(Last);
  for (; address < end; address += line) __builtin_prefetch(address, 1);
}

// The same for all of an object.
template <class Object>
[[gnu::always_inline]] inline void prefetch(const Object& object) {
  prefetch(object, object);
}

}  // namespace sim
