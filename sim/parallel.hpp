// Workers: the one door to oneTBB, and two loops that share its threads.
//
// The outer loop runs replications, the inner one the shards of a day inside a replication. Results
// must not depend on which thread runs what, and do not depend on the number of threads.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace sim {

class Workers {
 public:
  // From 1 to 1024 threads, the calling one included.
  explicit Workers(int threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const { return threads_; }

  // The number of threads this machine runs at a time, at least 1.
  static int available();

  // Outer loop: f(i) for i = 0 .. n - 1, begun in this order, at most threads() at a time. Nothing
  // more is begun after a stop request or an exception; what has begun is finished. Then the
  // exception of the lowest index is rethrown. Returns how many were begun, namely 0 .. result - 1.
  template <class F>
  std::size_t for_each_replication(std::size_t n, const std::stop_token& stop, F&& f) {
    return run_outer(n, stop, Task(f));
  }

  // Inner loop: f(i) for i = 0 .. n - 1 and a barrier at the end; alone or inside the outer loop. A
  // thread that waits at the barrier helps with this loop only, never with another replication. All
  // indices run even if one throws; then the exception of the lowest index is rethrown. Costs a few
  // microseconds, so it can be called each day.
  template <class F>
  void for_each_shard(std::size_t n, F&& f) {
    if (n == 1 || threads_ == 1) {
      run_serial(n, Task(f));
    } else {
      run_inner(n, Task(f));
    }
  }

 private:
  // A reference to a callable: no allocation, so the inner loop stays cheap.
  class Task {
   public:
    template <class F>
    explicit Task(F& f)
        : object_(const_cast<void*>(static_cast<const void*>(&f))),
          call_([](void* object, std::size_t i) { (*static_cast<F*>(object))(i); }) {}
    void operator()(std::size_t i) const { call_(object_, i); }

   private:
    void* object_;
    void (*call_)(void*, std::size_t);
  };

  std::size_t run_outer(std::size_t n, const std::stop_token& stop, Task task);
  void run_inner(std::size_t n, Task task);
  static void run_serial(std::size_t n, Task task);

  struct Arena;
  int threads_;
  std::unique_ptr<Arena> arena_;
};

}  // namespace sim
