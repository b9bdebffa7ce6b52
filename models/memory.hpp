// Where the memory of a replication goes, in bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>

namespace models {

enum class MemoryPart : std::uint8_t {
  borrowers,  // and where each seat's stands
  loans,
  events,    // that lie ahead, and those of the day
  measures,  // panels, books and sums
  network,   // friends and employers
  messages,
  count_,
};
inline constexpr std::size_t memory_part_count = static_cast<std::size_t>(MemoryPart::count_);
inline constexpr std::array<std::string_view, memory_part_count> memory_part_names = {
    "borrowers", "loans", "events", "measures", "network", "messages"};

struct Memory {
  std::array<std::size_t, memory_part_count> parts{};

  std::size_t& operator[](MemoryPart part) { return parts[static_cast<std::size_t>(part)]; }
  std::size_t operator[](MemoryPart part) const { return parts[static_cast<std::size_t>(part)]; }
  std::size_t total() const { return std::accumulate(parts.begin(), parts.end(), std::size_t{0}); }
};

}  // namespace models
