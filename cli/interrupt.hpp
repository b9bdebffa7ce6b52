// Ctrl-C and SIGTERM as a stop token.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace cli {

// While it lives, the first SIGINT or SIGTERM requests a stop; a second one ends the process at
// once, as if nobody had listened. One at a time, made before any other thread so that all of them
// leave the signals to its own.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }
  bool requested() const { return source_.stop_requested(); }

 private:
  void listen();

  std::stop_source source_;
  std::atomic<bool> leaving_ = false;
  std::thread listener_;
};

}  // namespace cli
