// Stream: random numbers that are a pure function of what they are for.
//
// A stream is named by (seed, replication, purpose, subject, day). It owns a stretch of
// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC11), so
// no state is shared, the order in which subjects are handled does not matter, and two policies see
// the same luck. Draws take the replication's index only, never their total count, so replications
// can be added.
#pragma once

#include <Random123/philox.h>
#include <array>
#include <cstdint>
#include <limits>

#include "sim/check.hpp"
#include "sim/day.hpp"

namespace sim {

// What a draw is for. The models number them, for ever: a new purpose takes a new number.
enum class Purpose : std::uint16_t;

// The Philox key of one replication. For one seed all replications have different keys; keys of two
// different seeds agree by chance with probability 2^-64 a pair.
class StreamKey {
 public:
  constexpr StreamKey(std::uint64_t seed, std::uint32_t replication)
      : value_(mix(mix(seed) ^ (std::uint64_t{replication} * 0xD1342543DE82EF95u))) {}

  constexpr std::uint64_t value() const { return value_; }

 private:
  // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
  // generators. OOPSLA 2014): a bijection of 64 bits, with which neighbouring seeds become
  // unrelated keys. The multiplier above is odd, so distinct replications stay distinct too.
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  std::uint64_t value_;
};

using RandomBlock = std::array<std::uint32_t, 4>;

// Block number `block` of a stream: four of its words, in order. The counter holds subject (64
// bits), day (32), purpose (16) and block (16), so distinct names have distinct counters.
inline RandomBlock random_block(const StreamKey& key, Purpose purpose, std::uint64_t subject,
                                Day day, std::uint16_t block = 0) {
  const r123::Philox4x32::ctr_type counter{
      {static_cast<std::uint32_t>(subject), static_cast<std::uint32_t>(subject >> 32),
       static_cast<std::uint32_t>(day.value()),
       static_cast<std::uint32_t>(purpose) << 16 | static_cast<std::uint32_t>(block)}};
  const r123::Philox4x32::key_type philox_key{
      {static_cast<std::uint32_t>(key.value()), static_cast<std::uint32_t>(key.value() >> 32)}};
  const auto words = r123::Philox4x32()(counter, philox_key);
  return {words[0], words[1], words[2], words[3]};
}

// A UniformRandomBitGenerator over one stream: fits Boost.Random, <random> and sim/draws.hpp.
// Holds 262,144 words; drawing more throws CheckFailure, as no decision needs that many.
class Stream {
 public:
  using result_type = std::uint32_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  Stream(const StreamKey& key, Purpose purpose, std::uint64_t subject, Day day)
      : key_(key), subject_(subject), day_(day), purpose_(purpose) {}

  result_type operator()() {
    const std::uint32_t slot = drawn_ % 4;
    if (slot == 0) {
      CHECK(drawn_ < words_max, "a stream has run out of words");
      words_ = random_block(key_, purpose_, subject_, day_, static_cast<std::uint16_t>(drawn_ / 4));
    }
    ++drawn_;
    return words_[slot];
  }

 private:
  static constexpr std::uint32_t words_max = 4u << 16;

  StreamKey key_;
  std::uint64_t subject_;
  Day day_;
  Purpose purpose_;
  std::uint32_t drawn_ = 0;
  RandomBlock words_{};
};

}  // namespace sim
