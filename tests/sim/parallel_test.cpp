#include "sim/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <gmock/gmock.h>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/check.hpp"

namespace {

using sim::CheckFailure;
using sim::Workers;
using testing::ThrowsMessage;

class ParallelProperty : public testing::TestWithParam<int> {
 protected:
  Workers workers_{GetParam()};
};

TEST(Parallel, RefusesCountsOfThreadsThatMakeNoSense) {
  EXPECT_THROW(Workers(0), CheckFailure);
  EXPECT_THROW(Workers(-1), CheckFailure);
  EXPECT_THROW(Workers(1025), CheckFailure);
  EXPECT_GE(Workers::available(), 1);
}

TEST_P(ParallelProperty, VisitsEachIndexOnce) {
  for (const std::size_t n : {0, 1, 2, 3, 64, 1000}) {
    std::vector<std::atomic<int>> shards(n), replications(n);
    workers_.for_each_shard(n, [&](std::size_t i) { ++shards[i]; });
    EXPECT_EQ(workers_.for_each_replication(n, {}, [&](std::size_t i) { ++replications[i]; }), n);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_EQ(shards[i], 1);
      EXPECT_EQ(replications[i], 1);
    }
  }
}

TEST_P(ParallelProperty, RunsNoMoreReplicationsAtATimeThanThreads) {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  workers_.for_each_replication(30, {}, [&](std::size_t) {
    const int running = ++now;
    int seen = most;
    while (seen < running && !most.compare_exchange_weak(seen, running)) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    --now;
  });
  EXPECT_LE(most, GetParam());
}

// The nested form is how the program runs: replications outside, the shards of each day inside.
TEST_P(ParallelProperty, NestedLoopsGiveTheSameSums) {
  std::vector<std::int64_t> sums(9);
  workers_.for_each_replication(sums.size(), {}, [&](std::size_t replication) {
    std::vector<std::int64_t> shards(13);
    for (int day = 0; day < 50; ++day) {
      workers_.for_each_shard(shards.size(), [&](std::size_t shard) {
        shards[shard] =
            shards[shard] * 31 + static_cast<std::int64_t>(replication * shard) % 7 + day;
        shards[shard] %= 1'000'003;
      });
    }
    sums[replication] = std::accumulate(shards.begin(), shards.end(), std::int64_t{0});
  });
  for (std::size_t replication = 0; replication < sums.size(); ++replication) {
    std::int64_t expected = 0;
    for (std::size_t shard = 0; shard < 13; ++shard) {
      std::int64_t value = 0;
      for (int day = 0; day < 50; ++day) {
        value = (value * 31 + static_cast<std::int64_t>(replication * shard) % 7 + day) % 1'000'003;
      }
      expected += value;
    }
    EXPECT_EQ(sums[replication], expected);
  }
}

// A thread that waits for the shards of one replication must not begin another: the first would
// wait for the whole second one, and the bound on worlds in memory would be lost.
TEST_P(ParallelProperty, AThreadInsideAReplicationNeverBeginsAnother) {
  std::atomic<bool> nested{false};
  // Many short outer loops: a wrong pick-up happens while some threads have not yet joined in. The
  // shards sleep, the last longest, so that others get a turn and someone waits at the barrier.
  for (int repeat = 0; repeat < 10; ++repeat) {
    workers_.for_each_replication(8, {}, [&](std::size_t) {
      thread_local int depth = 0;
      if (++depth > 1) nested = true;
      for (int day = 0; day < 3; ++day) {
        workers_.for_each_shard(4, [](std::size_t shard) {
          std::this_thread::sleep_for(std::chrono::microseconds(50 + 50 * shard));
        });
      }
      --depth;
    });
  }
  EXPECT_FALSE(nested);
}

TEST_P(ParallelProperty, ReportsTheFailedShardOfTheLowestIndexAfterRunningAll) {
  std::atomic<int> ran{0};
  const auto loop = [&] {
    workers_.for_each_shard(40, [&](std::size_t i) {
      ++ran;
      if (i % 10 == 7) throw std::runtime_error("shard " + std::to_string(i));
    });
  };
  for (int repeat = 0; repeat < 20; ++repeat) {
    EXPECT_THAT(loop, ThrowsMessage<std::runtime_error>("shard 7"));
  }
  EXPECT_EQ(ran, 20 * 40);
}

TEST_P(ParallelProperty, AFailedReplicationEndsTheLoopAndHarmsNoOther) {
  std::atomic<int> begun{0};
  std::atomic<bool> harmed{false};
  const auto loop = [&] {
    workers_.for_each_replication(1000, {}, [&](std::size_t replication) {
      ++begun;
      if (replication == 1) throw std::runtime_error("replication 1");
      for (int day = 0; day < 20; ++day) {
        std::atomic<int> shards{0};
        workers_.for_each_shard(8, [&](std::size_t) { ++shards; });
        if (shards != 8) harmed = true;
      }
    });
  };
  EXPECT_THAT(loop, ThrowsMessage<std::runtime_error>("replication 1"));
  // With more threads the others may, on a busy machine, finish everything before the failure is
  // seen.
  if (GetParam() == 1) {
    EXPECT_EQ(begun, 2);
  }
  EXPECT_FALSE(harmed);
}

TEST_P(ParallelProperty, AnExceptionCrossesBothLoopsUnchanged) {
  const auto loop = [&] {
    workers_.for_each_replication(2, {}, [&](std::size_t replication) {
      workers_.for_each_shard(4, [&](std::size_t shard) {
        CHECK(replication != 0 || shard != 2, "the books do not balance");
      });
    });
  };
  EXPECT_THAT(loop, ThrowsMessage<CheckFailure>(testing::HasSubstr("the books do not balance")));
}

TEST_P(ParallelProperty, BeginsNothingAfterAStopRequest) {
  std::stop_source stop;
  std::mutex mutex;
  std::vector<std::size_t> begun;
  const std::size_t count =
      workers_.for_each_replication(1000, stop.get_token(), [&](std::size_t i) {
        const std::lock_guard lock(mutex);
        begun.push_back(i);
        if (i == 10) stop.request_stop();
      });
  std::sort(begun.begin(), begun.end());
  EXPECT_EQ(begun.size(), count);
  EXPECT_GE(count, 11u);
  EXPECT_LT(count, 1000u);
  for (std::size_t i = 0; i < begun.size(); ++i) EXPECT_EQ(begun[i], i);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelProperty, testing::Values(1, 2, 3, 8));

TEST(Parallel, BeginsNothingWhenStoppedBefore) {
  std::stop_source stop;
  stop.request_stop();
  Workers workers(2);
  EXPECT_EQ(workers.for_each_replication(5, stop.get_token(), [](std::size_t) { FAIL(); }), 0u);
}

}  // namespace
