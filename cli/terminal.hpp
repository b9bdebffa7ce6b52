// The one place that prints: results to standard output, everything else to standard error.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace cli {

enum class LogLevel { error, warning, info, debug };

class Terminal {
 public:
  struct Settings {
    LogLevel level = LogLevel::info;
    bool quiet = false;
    bool json = false;
  };

  // Colour is used where the stream is a terminal and NO_COLOR (no-color.org) is empty or not set.
  Terminal(std::FILE* out, std::FILE* error);

  void use(const Settings& settings) { settings_ = settings; }
  bool quiet() const { return settings_.quiet; }
  bool json() const { return settings_.json; }

  // What the subcommand was asked for.
  void print(std::string_view text);
  // Lines of their own on standard error; a line end is added. Not while a progress line stands.
  void error(std::string_view text);
  void warning(std::string_view text);
  void info(std::string_view text);
  void debug(std::string_view text);
  // Overwrites the line of standard error that the last call left; for progress, on a terminal
  // only.
  void overwrite_line(std::string_view text);

  // Whether somebody watches standard error, and wants to see more than errors there.
  bool shows_progress() const;
  // Columns of the terminal, 80 where there is none.
  int width() const;
  // For headings on standard output.
  std::string bold(std::string_view text) const;

  // Whether everything printed has reached its destination; a full disk shows here.
  bool flush();

 private:
  void note(LogLevel level, std::string_view colour, std::string_view label, std::string_view text);

  std::FILE* out_;
  std::FILE* error_;
  bool colour_out_;
  bool colour_error_;
  Settings settings_;
};

}  // namespace cli
