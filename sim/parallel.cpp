#include "sim/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <thread>

#if defined(CREDITCYCLE_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#endif

#include "sim/check.hpp"

namespace sim {

namespace {

// Keeps the exception of the lowest index, so that which error is reported does not depend on luck.
class FirstFailure {
 public:
  template <class F>
  void guard(std::size_t index, F&& f) noexcept {
    try {
      f();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (index < index_) {
        index_ = index;
        exception_ = std::current_exception();
      }
      happened_.store(true, std::memory_order_relaxed);
    }
  }

  bool happened() const { return happened_.load(std::memory_order_relaxed); }

  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> happened_{false};
  std::size_t index_ = std::numeric_limits<std::size_t>::max();
  std::exception_ptr exception_;
};

// The thread sanitizer does not see the synchronisation inside the system's oneTBB, which is not
// built with it, and would call each barrier a race. CMake therefore leaves this file, the only one
// that sees oneTBB's templates, out of its instrumentation, and these marks tell it what oneTBB
// guarantees: what the caller did before a loop happens before its tasks, and these before what
// comes after.
class BarrierForSanitizer {
#if defined(CREDITCYCLE_THREAD_SANITIZER)
 public:
  void leave_caller() {
    __tsan_release(&begun_);
  }
  void enter_task() {
    __tsan_acquire(&begun_);
  }
  void leave_task() {
    __tsan_release(&ended_);
  }
  void enter_caller() {
    __tsan_acquire(&ended_);
  }

 private:
  char begun_ = 0;
  char ended_ = 0;
#else
 public:
  void leave_caller() {}
  void enter_task() {}
  void leave_task() {}
  void enter_caller() {}
#endif
};

template <class Body>
void parallel_loop(std::size_t n, Body&& body) {
  BarrierForSanitizer barrier;
  // Exceptions are kept by FirstFailure and never reach oneTBB, which would cancel the rest of a
  // day; an isolated context also keeps any cancellation from outside away from it.
  tbb::task_group_context context(tbb::task_group_context::isolated);
  barrier.leave_caller();
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, n, 1),
      [&](const tbb::blocked_range<std::size_t>& range) {
        barrier.enter_task();
        for (std::size_t i = range.begin(); i < range.end(); ++i) body(i);
        barrier.leave_task();
      },
      tbb::simple_partitioner(), context);
  barrier.enter_caller();
}

int checked(int threads) {
  CHECK(threads >= 1, "{} threads", threads);
  CHECK(threads <= 1024, "{} threads", threads);
  return threads;
}

}  // namespace

struct Workers::Arena {
  explicit Arena(int threads)
      : limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)),
        arena(threads) {}

  tbb::global_control limit;  // lets there be more threads than cores, when asked for
  tbb::task_arena arena;
};

Workers::Workers(int threads)
    : threads_(checked(threads)), arena_(std::make_unique<Arena>(threads)) {}

Workers::~Workers() = default;

int Workers::available() {
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

// As many lanes as threads, each taking the next index: replications begin in order, and no more
// worlds are in memory than there are threads.
std::size_t Workers::run_outer(std::size_t n, const std::stop_token& stop, Task task) {
  std::atomic<std::size_t> next{0};
  FirstFailure failure;
  const auto lane = [&](std::size_t) {
    while (!stop.stop_requested() && !failure.happened()) {
      const std::size_t i = next.fetch_add(1);
      if (i >= n) return;
      failure.guard(i, [&] { task(i); });
    }
  };
  const std::size_t lanes = std::min(n, static_cast<std::size_t>(threads_));
  if (lanes <= 1) {
    lane(0);
  } else {
    arena_->arena.execute([&] { parallel_loop(lanes, lane); });
  }
  failure.rethrow();
  return std::min(n, next.load());
}

void Workers::run_inner(std::size_t n, Task task) {
  FirstFailure failure;
  arena_->arena.execute([&] {
    // Without isolation a thread that waits here could pick up another lane of the outer loop and
    // leave this replication waiting for a whole other one.
    tbb::this_task_arena::isolate(
        [&] { parallel_loop(n, [&](std::size_t i) { failure.guard(i, [&] { task(i); }); }); });
  });
  failure.rethrow();
}

void Workers::run_serial(std::size_t n, Task task) {
  FirstFailure failure;
  for (std::size_t i = 0; i < n; ++i) failure.guard(i, [&] { task(i); });
  failure.rethrow();
}

}  // namespace sim
