#include "sim/stream.hpp"

#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <set>

namespace {

using sim::CheckFailure;
using sim::Day;
using sim::Purpose;
using sim::random_block;
using sim::RandomBlock;
using sim::Stream;
using sim::StreamKey;

constexpr Purpose weather{1};
constexpr Purpose harvest{2};

static_assert(std::uniform_random_bit_generator<Stream>);

// Philox4x32 with ten rounds from the published description, independent of Random123's headers.
RandomBlock naive_philox(RandomBlock counter, std::uint32_t key0, std::uint32_t key1) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t left = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t right = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(right >> 32) ^ counter[1] ^ key0,
               static_cast<std::uint32_t>(right),
               static_cast<std::uint32_t>(left >> 32) ^ counter[3] ^ key1,
               static_cast<std::uint32_t>(left)};
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
  return counter;
}

// The lines "philox4x32 10" of the file kat_vectors in Random123's distribution (tests folder).
TEST(PhiloxReference, GivesRandom123sKnownAnswers) {
  struct KnownAnswer {
    RandomBlock counter;
    std::array<std::uint32_t, 2> key;
    RandomBlock words;
  };
  const KnownAnswer answers[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};
  for (const auto& [counter, key, words] : answers) {
    const auto got =
        r123::Philox4x32()({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
    EXPECT_EQ((RandomBlock{got[0], got[1], got[2], got[3]}), words);
    EXPECT_EQ(naive_philox(counter, key[0], key[1]), words);
  }
}

TEST(StreamOracle, IsPhiloxOfSubjectDayPurposeAndBlock) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 2000; ++i) {
    const StreamKey key(random(), static_cast<std::uint32_t>(random()));
    const std::uint64_t subject = random();
    const Day day(static_cast<std::int32_t>(random() % 100'000));
    const auto purpose = static_cast<std::uint16_t>(random());
    Stream stream(key, Purpose{purpose}, subject, day);
    for (std::uint32_t block = 0; block < 3; ++block) {
      const RandomBlock expected = naive_philox(
          {static_cast<std::uint32_t>(subject), static_cast<std::uint32_t>(subject >> 32),
           static_cast<std::uint32_t>(day.value()), std::uint32_t{purpose} << 16 | block},
          static_cast<std::uint32_t>(key.value()), static_cast<std::uint32_t>(key.value() >> 32));
      EXPECT_EQ(
          random_block(key, Purpose{purpose}, subject, day, static_cast<std::uint16_t>(block)),
          expected);
      for (const std::uint32_t word : expected) ASSERT_EQ(stream(), word);
    }
  }
}

// A key must never change: every stored result would become irreproducible. The values come from
// the formula in stream.hpp, worked out apart in another language.
TEST(StreamReference, KeysOfSeedAndReplicationAreForEver) {
  EXPECT_EQ(StreamKey(0, 0).value(), 0xA706DD2F4D197E6Fu);
  EXPECT_EQ(StreamKey(1, 0).value(), 0x5E41AB087439611Eu);
  EXPECT_EQ(StreamKey(1, 1).value(), 0x63E0053446600B2Fu);
}

TEST(Stream, IsTheSameWheneverItIsAsked) {
  const StreamKey key(42, 3);
  Stream first(key, weather, 7, Day(100));
  const std::uint32_t word = first();
  for (int i = 0; i < 10; ++i) Stream(key, weather, 8, Day(100))();
  EXPECT_EQ(Stream(key, weather, 7, Day(100))(), word);
}

TEST(Stream, DiffersInEachPartOfItsName) {
  std::set<std::uint32_t> words;
  words.insert(Stream(StreamKey(1, 0), weather, 7, Day(9))());
  words.insert(Stream(StreamKey(2, 0), weather, 7, Day(9))());
  words.insert(Stream(StreamKey(1, 1), weather, 7, Day(9))());
  words.insert(Stream(StreamKey(1, 0), harvest, 7, Day(9))());
  words.insert(Stream(StreamKey(1, 0), weather, 8, Day(9))());
  words.insert(Stream(StreamKey(1, 0), weather, 7 + (std::uint64_t{1} << 32), Day(9))());
  words.insert(Stream(StreamKey(1, 0), weather, 7, Day(10))());
  EXPECT_EQ(words.size(), 7u);
}

TEST(Stream, HasDistinctKeysForNeighbouringSeedsAndReplications) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    for (std::uint32_t replication = 0; replication < 300; ++replication) {
      keys.insert(StreamKey(seed, replication).value());
    }
  }
  EXPECT_EQ(keys.size(), 90'000u);
}

TEST(Stream, StopsAtItsEnd) {
  Stream stream(StreamKey(1, 0), weather, 1, Day(0));
  for (int i = 0; i < 262'144; ++i) stream();
  EXPECT_THROW(stream(), CheckFailure);
}

TEST(Stream, FeedsBoostRandom) {
  Stream stream(StreamKey(1, 0), weather, 1, Day(0));
  const boost::random::uniform_int_distribution<int> die(1, 6);
  std::array<int, 7> seen{};
  for (int i = 0; i < 6000; ++i) ++seen[static_cast<std::size_t>(die(stream))];
  EXPECT_EQ(seen[0], 0);
  for (std::size_t face = 1; face <= 6; ++face) EXPECT_NEAR(seen[face], 1000, 150);
}

// First words over neighbouring subjects and days: what the models use most must look independent.
TEST(StreamProperty, FirstWordsOfNeighboursAreUniformAndUncorrelated) {
  const StreamKey key(5, 0);
  constexpr int n = 1 << 18;
  std::array<int, 256> cells{};
  double product = 0.0;
  double previous = 0.0;
  for (int i = 0; i < n; ++i) {
    const auto word = Stream(key, weather, static_cast<std::uint64_t>(i / 64), Day(i % 64))();
    ++cells[word >> 24];
    const double centred = (word + 0.5) * 0x1p-32 - 0.5;
    product += centred * previous;
    previous = centred;
  }
  double chi_square = 0.0;
  for (const int seen : cells) chi_square += (seen - n / 256.0) * (seen - n / 256.0) / (n / 256.0);
  EXPECT_GT(chi_square, 160.0);  // 255 degrees of freedom: outside [160, 370] once in 10^5
  EXPECT_LT(chi_square, 370.0);
  EXPECT_LT(std::abs(product / n * 12.0), 5.0 / std::sqrt(n));
}

}  // namespace
