// By how much the instalments of a step-up loan have grown.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/money.hpp"

namespace models {

inline constexpr int step_weight_bits = 50;
// A payment's numerator is principal × weight × 2^10: 50, 62 and 10 bits.
inline constexpr std::int64_t step_weight_max = std::int64_t{1} << 62;

// (1 + step)^steps scaled by 2^50, each step rounded half to even; nothing above 4096-fold.
inline std::optional<std::int64_t> step_weight(std::int64_t step_ppm, int steps) {
  constexpr std::int64_t million = 1'000'000;
  std::int64_t weight = std::int64_t{1} << step_weight_bits;
  for (int step = 0; step < steps; ++step) {
    const sim::Int128 grown = sim::Int128{weight} * (million + step_ppm);
    if (grown > sim::Int128{step_weight_max} * million) return std::nullopt;
    weight = sim::divide_half_even(grown, million);
  }
  return weight;
}

}  // namespace models
