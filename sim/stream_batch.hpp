// The first words of many streams at once, for handlers that take a span of subjects.
//
// One Philox block costs about a third of a light event when computed alone, and a fifth of that
// when eight or sixteen are computed side by side in vector registers. The words are exactly those
// that a Stream of the same name gives: which instructions compute them is chosen when the program
// starts, by what the processor can do, and does not change a bit.
#pragma once

#include <cstdint>
#include <span>

#include "sim/stream.hpp"

namespace sim {

// Sets first[i] and second[i] to the first two words of Stream(key, purpose, subjects[i], day). The
// three spans have the same length, otherwise CheckFailure.
void first_two_words(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                     Day day, std::span<std::uint32_t> first, std::span<std::uint32_t> second);

}  // namespace sim
