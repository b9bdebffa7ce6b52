// The line that says how far a run is and how long it will take; it never goes back.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "cli/terminal.hpp"

namespace cli {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `work` is in whatever unit `advance` is told, days say; `parts` are what is counted for people.
  // Nothing is drawn where the terminal does not show progress.
  Progress(Terminal& terminal, std::string_view parts_name, std::int64_t parts, std::int64_t work);
  ~Progress();  // takes the line away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // From any thread.
  void advance(std::int64_t work);
  void part_done();
  // A line of its own above the progress line.
  void warning(std::string_view text);

 private:
  void draw(Clock::time_point now);  // with mutex_ held

  Terminal& terminal_;
  const bool shown_;
  const std::string parts_name_;
  const std::int64_t parts_;
  const std::int64_t work_;
  std::mutex mutex_;
  std::int64_t parts_done_ = 0;
  std::int64_t work_done_ = 0;
  Clock::time_point started_;
  Clock::time_point drawn_;
  bool standing_ = false;
};

// "12 of 20 replications  61 %  1 min 20 s left"; the time left is left out while it is a guess.
std::string progress_text(std::string_view parts_name, std::int64_t parts_done, std::int64_t parts,
                          double fraction, double seconds);

}  // namespace cli
