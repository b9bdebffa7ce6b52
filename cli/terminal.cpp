#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cli {

namespace {

bool is_terminal(std::FILE* stream) {
  return isatty(fileno(stream)) == 1;
}

bool wants_colour(std::FILE* stream) {
  const char* refused = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return is_terminal(stream) && (refused == nullptr || *refused == '\0') && kind != nullptr &&
         std::string_view(kind) != "dumb";
}

}  // namespace

Terminal::Terminal(std::FILE* out, std::FILE* error)
    : out_(out),
      error_(error),
      colour_out_(wants_colour(out)),
      colour_error_(wants_colour(error)) {}

void Terminal::print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), out_);
}

void Terminal::note(LogLevel level, std::string_view colour, std::string_view label,
                    std::string_view text) {
  if (settings_.level < level || (settings_.quiet && level > LogLevel::error)) return;
  std::string line;
  if (!colour.empty() && colour_error_) {
    line = fmt::format("\033[{}m{}{}\033[0m\n", colour, label, text);
  } else {
    line = fmt::format("{}{}\n", label, text);
  }
  std::fflush(out_);
  std::fwrite(line.data(), 1, line.size(), error_);
  std::fflush(error_);
}

void Terminal::error(std::string_view text) {
  note(LogLevel::error, "31", "", text);
}
void Terminal::warning(std::string_view text) {
  note(LogLevel::warning, "33", "warning: ", text);
}
void Terminal::info(std::string_view text) {
  note(LogLevel::info, "", "", text);
}
void Terminal::debug(std::string_view text) {
  note(LogLevel::debug, "2", "debug: ", text);
}

void Terminal::overwrite_line(std::string_view text) {
  const std::string line = fmt::format("\r{}\033[K", text);
  std::fwrite(line.data(), 1, line.size(), error_);
  std::fflush(error_);
}

bool Terminal::shows_progress() const {
  const char* kind = std::getenv("TERM");
  return !settings_.quiet && settings_.level >= LogLevel::info && is_terminal(error_) &&
         (kind == nullptr || std::string_view(kind) != "dumb");
}

int Terminal::width() const {
  winsize size{};
  for (std::FILE* stream : {out_, error_}) {
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
      return std::max<int>(size.ws_col, 40);
    }
  }
  return 80;
}

std::string Terminal::bold(std::string_view text) const {
  return colour_out_ ? fmt::format("\033[1m{}\033[0m", text) : std::string(text);
}

bool Terminal::flush() {
  return std::fflush(out_) == 0 && std::ferror(out_) == 0;
}

}  // namespace cli
