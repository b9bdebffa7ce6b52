// The uniforms of one event, drawn beforehand together with those of its neighbours.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/draws.hpp"

namespace models {

struct EventLuck {
  std::array<std::uint32_t, 4> words;  // of the first block of the event's stream

  // The n-th uniform, from 0 to 3.
  double uniform(std::size_t n) const { return sim::uniform_of(words[n]); }
};

}  // namespace models
