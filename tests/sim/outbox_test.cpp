#include "sim/outbox.hpp"

#include <gtest/gtest.h>
#include <random>

#include "sim/digest.hpp"

namespace {

using sim::CheckFailure;
using sim::Exchange;

struct Letter {
  std::uint32_t receiver;
  std::uint32_t sender;
  std::uint64_t content;
  friend auto operator<=>(const Letter&, const Letter&) = default;
};

TEST(Exchange, DeliversAtDuskAndOnlyOnce) {
  Exchange<Letter> exchange(2, 10);
  exchange.outbox(0).send(1, {5, 1, 7});
  EXPECT_TRUE(exchange.inbox(1).empty());
  exchange.deliver();
  ASSERT_EQ(exchange.inbox(1).size(), 1u);
  EXPECT_EQ(exchange.inbox(1)[0], (Letter{5, 1, 7}));
  EXPECT_TRUE(exchange.inbox(0).empty());
  exchange.deliver();
  EXPECT_TRUE(exchange.inbox(1).empty());
}

TEST(Exchange, LetsAShardWriteToItself) {
  Exchange<Letter> exchange(1, 10);
  exchange.outbox(0).send(0, {1, 1, 1});
  exchange.deliver();
  EXPECT_EQ(exchange.inbox(0).size(), 1u);
}

TEST(Exchange, IsBounded) {
  Exchange<Letter> exchange(2, 3);
  for (std::uint32_t i = 0; i < 3; ++i) exchange.outbox(0).send(1, {i, 0, 0});
  EXPECT_THROW(exchange.outbox(0).send(1, {3, 0, 0}), CheckFailure);
  exchange.deliver();
  EXPECT_NO_THROW(exchange.outbox(0).send(1, {3, 0, 0}));
}

TEST(Exchange, RefusesAShardThatIsNotThere) {
  Exchange<Letter> exchange(2, 3);
  exchange.outbox(0).send(2, {0, 0, 0});
  EXPECT_THROW(exchange.deliver(), CheckFailure);
}

// What each receiver gets, in order, for one cut of the same 1000 people into shards.
std::string delivered(std::size_t shard_size) {
  constexpr std::size_t people = 1000;
  const std::size_t shards = (people + shard_size - 1) / shard_size;
  Exchange<Letter> exchange(shards, shard_size * 8);
  sim::Digest digest;
  for (std::uint64_t day = 0; day < 5; ++day) {
    for (std::uint32_t sender = 0; sender < people; ++sender) {
      std::mt19937_64 random(day * people + sender);
      for (std::uint64_t n = random() % 4; n-- > 0;) {
        const auto receiver = static_cast<std::uint32_t>(random() % people);
        exchange.outbox(sender / shard_size)
            .send(receiver / shard_size, {receiver, sender, random()});
      }
    }
    exchange.deliver();
    for (std::size_t shard = 0; shard < shards; ++shard) {
      for (const Letter& letter : exchange.inbox(shard)) {
        EXPECT_EQ(letter.receiver / shard_size, shard);
        digest.add(std::int64_t{letter.receiver}).add(std::int64_t{letter.sender});
        digest.add(static_cast<std::int64_t>(letter.content));
      }
    }
  }
  return digest.hex();
}

TEST(ExchangeProperty, DeliversInTheSameOrderWhateverTheSizeOfShards) {
  const std::string expected = delivered(1000);
  for (const std::size_t shard_size : {1, 7, 64, 333, 999, 5000}) {
    EXPECT_EQ(delivered(shard_size), expected) << shard_size;
  }
}

}  // namespace
