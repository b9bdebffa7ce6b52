// The first words of many streams at once, for handlers that take a span of subjects.
//
// One Philox block costs about a third of a light event when computed alone, and half to a third of
// that when four or eight are computed side by side in vector registers. The words are exactly
// those that a Stream of the same name gives: which instructions compute them (sim/processor.hpp)
// does not change a bit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/stream.hpp"

namespace sim {

// How blocks are computed. The words are the same; a caller names one only to test or measure it.
enum class BlockKernel : std::uint8_t { plain, avx2, avx512 };

// Those of sim::generation() and below, the fastest last.
const std::vector<BlockKernel>& block_kernels();

// Sets first[i] and second[i] to the first two words of Stream(key, purpose, subjects[i], day). The
// three spans have the same length and the kernel is one of block_kernels(), otherwise
// CheckFailure.
void first_two_words(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                     Day day, std::span<std::uint32_t> first, std::span<std::uint32_t> second,
                     BlockKernel kernel = block_kernels().back());

// Where the words of many blocks go: word w of subject i to words[w][i].
using BlockSpans = std::array<std::span<std::uint32_t>, 4>;

// The same for all four words of the first block.
void first_blocks(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                  Day day, const BlockSpans& words, BlockKernel kernel = block_kernels().back());

}  // namespace sim
