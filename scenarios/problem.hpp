// What is wrong with a scenario, said so that its author can mend it: where it stands, the key,
// what was found, what was expected and the nearest name that would have been valid.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

// Where a value was written. `file` is shown as the user named it; a value from the command line
// has the file "--set", a default of the program "built-in". Line and column count from 1, the
// column in characters, and are 0 where the place has none.
struct Origin {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Origin&) const = default;
};

// "scenarios/recession.toml:12:3", "--set", "built-in".
std::string to_text(const Origin& origin);

struct Problem {
  Origin origin;
  std::string key;       // dotted, "products.instalment.price"; empty where the whole file is meant
  std::string what;      // "unknown key", "out of range"; empty where found and expected say it all
  std::string found;     // as it was written, quoted if it is text
  std::string expected;  // in words, with an example of the right way of writing it
  std::string nearest;   // a valid name, where one is near enough to be meant

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

// "file:line:column: key: what, found ..., expected ...; did you mean "..."?"
std::string to_text(const Problem& problem);

// Thrown once, with everything that is wrong, one line a problem in what().
class BadScenario : public std::runtime_error {
 public:
  explicit BadScenario(Problems problems);
  const Problems& problems() const { return problems_; }

 private:
  Problems problems_;
};

// The candidate with the smallest edit distance to `name`, or "" when none is near enough to be
// meant.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

// "one of a, b, c".
std::string one_of(const std::vector<std::string>& names);

// Text as it can be shown on one line of a terminal: quoted, control characters escaped, long text
// cut.
std::string in_quotes(std::string_view text);

}  // namespace scenarios
