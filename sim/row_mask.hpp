// RowMask: which rows of a block are chosen, and compact, which moves the chosen ones together.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "sim/check.hpp"
#include "sim/processor.hpp"

namespace sim {

// One bit for each row of a block of up to 256 rows: few enough that what a handler works out about
// them stays in the first-level cache.
class RowMask {
 public:
  static constexpr std::size_t rows_max = 256;

  // Row i is chosen where flags[i] is 1; flags are 0 or 1. More than rows_max is a CheckFailure.
  explicit RowMask(std::span<const std::uint8_t> flags);

  std::size_t rows() const { return rows_; }
  bool operator[](std::size_t row) const { return (words_[row / 64] >> row % 64 & 1) != 0; }

  // The number of rows chosen.
  std::size_t count() const {
    std::size_t sum = 0;
    for (const std::uint64_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }

  // The rows that this mask does not choose.
  RowMask operator~() const;

  // Row 64 i + b is bit b of word i; bits beyond rows() are 0.
  std::uint64_t word(std::size_t i) const { return words_[i]; }

 private:
  std::array<std::uint64_t, rows_max / 64> words_{};
  std::size_t rows_ = 0;
};

// Copies rows of four or eight bytes; see below.
void compact_bytes(const RowMask& mask, std::size_t row_bytes, const std::byte* from, std::byte* to,
                   int version);

// Copies the chosen rows of `from`, in order, to the front of `to` and returns how many they are.
// `to` has room for all of `from`, beyond the chosen rows it is left with anything, and it may be
// `from` itself or begin before it. `from` has mask.rows() rows, otherwise CheckFailure.
// A caller names a generation, which the processor must have, only to test or measure it.
template <class Row>
std::size_t compact(const RowMask& mask, std::span<const Row> from, Row* to,
                    [[maybe_unused]] int version = generation()) {
  static_assert(std::is_trivially_copyable_v<Row>);
  CHECK(from.size() == mask.rows());
  if constexpr (sizeof(Row) == 4 || sizeof(Row) == 8) {
    compact_bytes(mask, sizeof(Row), reinterpret_cast<const std::byte*>(from.data()),
                  reinterpret_cast<std::byte*>(to), version);
  } else {
    std::size_t n = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (mask[i]) to[n++] = from[i];
    }
  }
  return mask.count();
}

}  // namespace sim
