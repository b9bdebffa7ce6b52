#include "sim/window.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

#include "sim/day_calendar.hpp"
#include "sim/digest.hpp"
#include "sim/draws.hpp"
#include "sim/outbox.hpp"

namespace {

using sim::Day;
using sim::run_days;
using sim::Stopped;
using sim::Workers;

// Writes down what is called.
struct Diary {
  std::size_t shards() const { return 2; }
  void dawn(Day day) { lines.push_back("dawn " + std::to_string(day.value())); }
  void day(Day day, std::size_t shard) {
    lines.push_back("day " + std::to_string(day.value()) + " shard " + std::to_string(shard));
  }
  void dusk(Day day) {
    lines.push_back("dusk " + std::to_string(day.value()));
    if (day == stop_after) stop.request_stop();
    if (day == fail_on) throw std::runtime_error("dusk failed");
  }

  std::vector<std::string> lines;
  std::stop_source stop;
  Day stop_after{-1};
  Day fail_on{-1};
};

TEST(Window, RunsThePhasesOfEachDayInOrder) {
  Workers workers(1);
  Diary diary;
  run_days(2, diary, workers);
  EXPECT_THAT(diary.lines,
              testing::ElementsAre("dawn 0", "day 0 shard 0", "day 0 shard 1", "dusk 0", "dawn 1",
                                   "day 1 shard 0", "day 1 shard 1", "dusk 1"));
}

TEST(Window, RunsAllDaysOfATimeline) {
  using namespace std::chrono;
  Workers workers(1);
  Diary diary;
  run_days(sim::Timeline(2024y / January / 1, 1), diary, workers);
  EXPECT_EQ(diary.lines.size(), 366u * 4);
  EXPECT_EQ(diary.lines.back(), "dusk 365");
}

TEST(Window, StopsBetweenTwoDays) {
  Workers workers(1);
  Diary diary;
  diary.stop_after = Day(3);
  EXPECT_THROW(run_days(10, diary, workers, diary.stop.get_token()), Stopped);
  EXPECT_EQ(diary.lines.back(), "dusk 3");
}

TEST(Window, LetsExceptionsOfTheWorldThrough) {
  Workers workers(1);
  Diary diary;
  diary.fail_on = Day(1);
  EXPECT_THROW(run_days(10, diary, workers), std::runtime_error);
}

// A small world with everything in it that could depend on order: keyed draws, a calendar a shard,
// messages between shards, a published state. People toss coins and pass them on.
constexpr sim::Purpose toss{1};
constexpr sim::Purpose partner{2};

struct Visit {
  std::uint32_t person;
  std::uint32_t nth;
  friend auto operator<=>(const Visit&, const Visit&) = default;
  std::size_t phase() const { return 0; }
};

struct Coin {
  std::uint32_t receiver;
  std::uint32_t sender;
  std::int64_t value;
  friend auto operator<=>(const Coin&, const Coin&) = default;
};

class CoinWorld {
 public:
  static constexpr int days = 200;

  CoinWorld(std::uint32_t people, std::uint32_t shard_size)
      : people_(people),
        shard_size_(shard_size),
        exchange_((people + shard_size - 1) / shard_size, 4 * std::size_t{shard_size}),
        coins_(people, 100),
        visits_(people, 0) {
    for (std::size_t shard = 0; shard < shards(); ++shard) calendars_.emplace_back(days);
    for (std::uint32_t person = 0; person < people; ++person) {
      calendars_[person / shard_size].schedule(Day(static_cast<int>(person % 30)), {person, 0});
    }
  }

  std::size_t shards() const { return exchange_.shards(); }

  void dawn(Day) { bonus_ = total_ % 5; }

  void day(Day day, std::size_t shard) {
    for (const Coin& coin : exchange_.inbox(shard)) coins_[coin.receiver] += coin.value;
    for (const Visit& visit : calendars_[shard].open(day)) {
      sim::Stream luck(key_, toss, visit.person, day);
      const auto wait = 1 + static_cast<int>(sim::exponential(luck, 10.0));
      const std::int64_t value = coins_[visit.person] / 3 + bonus_;
      coins_[visit.person] -= value;
      sim::Stream other(key_, partner, visit.person, day);
      const auto receiver = static_cast<std::uint32_t>(sim::uniform(other) * people_);
      exchange_.outbox(shard).send(receiver / shard_size_, {receiver, visit.person, value});
      ++visits_[visit.person];
      calendars_[shard].schedule(day + wait, {visit.person, visit.nth + 1});
    }
    calendars_[shard].close(day);
  }

  void dusk(Day) {
    exchange_.deliver();
    total_ = 0;
    for (std::size_t person = 0; person < people_; ++person) {
      total_ += coins_[person] * visits_[person];
    }
    digest_.add(total_);
  }

  std::string digest() {
    for (const auto coins : coins_) digest_.add(coins);
    for (const auto visits : visits_) digest_.add(visits);
    return digest_.hex();
  }

 private:
  std::uint32_t people_;
  std::uint32_t shard_size_;
  sim::StreamKey key_{7, 0};
  std::vector<sim::DayCalendar<Visit>> calendars_;
  sim::Exchange<Coin> exchange_;
  std::vector<std::int64_t> coins_;
  std::vector<std::int64_t> visits_;
  std::int64_t total_ = 0;
  std::int64_t bonus_ = 0;
  sim::Digest digest_;
};

std::string digest_of_coins(int threads, std::uint32_t shard_size) {
  Workers workers(threads);
  CoinWorld world(1000, shard_size);
  run_days(CoinWorld::days, world, workers);
  return world.digest();
}

TEST(WindowProperty, OneDigestForAnyNumberOfThreadsAndAnySizeOfShards) {
  const std::string expected = digest_of_coins(1, 1000);
  for (const int threads : {1, 2, 3, 8}) {
    for (const std::uint32_t shard_size : {7u, 64u, 999u, 16384u}) {
      EXPECT_EQ(digest_of_coins(threads, shard_size), expected)
          << threads << " threads, shards of " << shard_size;
    }
  }
}

TEST(WindowProperty, OneDigestInsideAndOutsideAnOuterLoop) {
  const std::string expected = digest_of_coins(1, 1000);
  Workers workers(3);
  std::vector<std::string> digests(6);
  workers.for_each_replication(digests.size(), {}, [&](std::size_t i) {
    CoinWorld world(1000, 64);
    run_days(CoinWorld::days, world, workers);
    digests[i] = world.digest();
  });
  for (const std::string& digest : digests) EXPECT_EQ(digest, expected);
}

}  // namespace
