// The built program as the tests drive it: in a folder of its own, with what it printed and how it
// ended.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cli_tests {

struct Ended {
  int code = -1;    // exit code; -1 when a signal ended it
  int signal = 0;   // that signal
  std::string out;  // standard output
  std::string err;  // standard error
};

// Environment variables and their values.
using Variables = std::map<std::string, std::string>;

// A folder that goes away with the test, in which the program runs.
class Workplace {
 public:
  Workplace();
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const std::filesystem::path& path() const { return path_; }
  bool has(const std::string& name) const;
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;

  // Runs `creditcycle WORDS` here and waits for its end, with these variables besides those of the
  // tests.
  Ended run(const std::vector<std::string>& words, const Variables& variables = {}) const;
  // The same with standard error on a terminal of 100 columns; both streams come back in `err`.
  Ended run_on_terminal(const std::vector<std::string>& words) const;

  // Runs `creditcycle run scenarios/SCENARIO` small: few borrowers, one year, three replications;
  // the words come last.
  Ended run_small(const std::string& scenario, const std::vector<std::string>& words) const;
  // The line that `creditcycle digest` prints; the test fails when it does not end well.
  std::string digest(const std::string& result) const;

 private:
  std::filesystem::path path_;
};

// The settings that make a scenario small, as words of a command line.
std::vector<std::string> small();

// The path of a shipped scenario or policy.
std::string shipped(const std::string& name);

std::vector<std::string> operator+(std::vector<std::string> words,
                                   const std::vector<std::string>& more);

}  // namespace cli_tests
