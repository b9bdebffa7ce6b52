// The one door to Boost.Program_options: what a subcommand accepts, and what it was given.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

// Input that cannot be used as it is: exit code 2.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A command line that cannot be meant; the message is followed by how it is meant.
class UsageError : public InputError {
 public:
  using InputError::InputError;
};

struct Option {
  std::string_view name;  // "output,o": the long name, and after a comma the letter if it has one
  std::string_view argument;  // "FILE"; empty for an option that takes none
  std::string_view meaning;
  bool repeated = false;  // may be given more than once, and then keeps every value in order
  bool hidden = false;    // left out of --help: a seam for tests
};

// The options every subcommand has.
std::vector<Option> common_options();

class Arguments {
 public:
  const std::vector<std::string>& positional() const { return positional_; }
  bool has(std::string_view option) const;
  std::optional<std::string> text(std::string_view option) const;
  std::vector<std::string> all(std::string_view option) const;
  // A whole number; digits may be grouped as in a scenario file (100_000). UsageError when it is
  // none or not within the bounds, which are inclusive.
  std::optional<std::int64_t> whole(std::string_view option, std::int64_t min,
                                    std::int64_t max) const;

 private:
  friend Arguments parse_arguments(const std::vector<std::string>&, const std::vector<Option>&);
  std::vector<std::string> positional_;
  std::map<std::string, std::vector<std::string>, std::less<>> given_;
};

// `words` without the program and the subcommand. A repeated option may be followed by several
// values,
// `--set a=1 b=2`: words up to the next option that can be meant for it (for --set those with a
// "="). Throws UsageError, which names the nearest option where one is near.
Arguments parse_arguments(const std::vector<std::string>& words,
                          const std::vector<Option>& options);

// The options as lines of help, those of the subcommand and then the common ones.
std::string options_help(const std::vector<Option>& options, int width);

}  // namespace cli
