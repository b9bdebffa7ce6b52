#include "cli/progress.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/text.hpp"

namespace cli {

namespace {

constexpr auto redraw_after = std::chrono::milliseconds(200);
// Below these a time left would be noise.
constexpr double fraction_min = 0.01;
constexpr double seconds_min = 1.0;
constexpr int bar_width = 24;

}  // namespace

std::string progress_text(std::string_view parts_name, std::int64_t parts_done, std::int64_t parts,
                          double fraction, double seconds) {
  const double shown = std::clamp(fraction, 0.0, 1.0);
  const int filled = static_cast<int>(shown * bar_width);
  std::string text = fmt::format("[{:=<{}}{: <{}}] {:3.0f} %  {} of {} {}", "", filled, "",
                                 bar_width - filled, 100 * shown, parts_done, parts, parts_name);
  if (shown >= fraction_min && seconds >= seconds_min && shown < 1) {
    text += fmt::format(", {} left", duration_text(seconds / shown * (1 - shown)));
  }
  return text;
}

Progress::Progress(Terminal& terminal, std::string_view parts_name, std::int64_t parts,
                   std::int64_t work)
    : terminal_(terminal),
      shown_(terminal.shows_progress()),
      parts_name_(parts_name),
      parts_(parts),
      work_(std::max<std::int64_t>(work, 1)),
      started_(Clock::now()),
      drawn_(started_ - redraw_after) {}

Progress::~Progress() {
  if (standing_) terminal_.overwrite_line("");
}

void Progress::advance(std::int64_t work) {
  if (!shown_) return;
  const std::lock_guard lock(mutex_);
  // A replication that is stopped or fails leaves its work undone, so the sum never falls.
  work_done_ = std::min(work_done_ + work, work_);
  const auto now = Clock::now();
  if (now - drawn_ >= redraw_after) draw(now);
}

void Progress::part_done() {
  if (!shown_) return;
  const std::lock_guard lock(mutex_);
  ++parts_done_;
  draw(Clock::now());
}

void Progress::warning(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (standing_) terminal_.overwrite_line("");
  standing_ = false;
  terminal_.warning(text);
}

void Progress::draw(Clock::time_point now) {
  drawn_ = now;
  standing_ = true;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double fraction = static_cast<double>(work_done_) / static_cast<double>(work_);
  std::string text = progress_text(parts_name_, parts_done_, parts_, fraction, seconds);
  text.resize(std::min(text.size(), static_cast<std::size_t>(terminal_.width() - 1)));
  terminal_.overwrite_line(text);
}

}  // namespace cli
