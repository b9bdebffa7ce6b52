// A range of values of one parameter, with their unit: 500 to 600, "20 % a year" to "36 % a year".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

struct SweptRange {
  double from = 0;
  double to = 0;     // another number than `from`, above or below it
  std::string unit;  // what stands behind the numbers, with its blank; may be empty
  int decimals = 9;  // that a value of the parameter may have: 0 for a count, 2 for an amount

  // The value a share `way` of the way from `from` to `to`, as --set takes it: at most six digits,
  // so that a name says what was run.
  std::string at(double way) const;
  // The same on a grid of the decimal step that divides the range into at least 10,000, so that a
  // value which was drawn is short, too.
  std::string drawn_at(double way) const;
  // `steps` + 1 values from end to end; whole numbers that come twice stand there once.
  std::vector<std::string> in_steps(std::int64_t steps) const;
  // From `from` on in steps of `step` (above zero) up to `to`, which is one of them where they meet
  // it.
  std::vector<std::string> by(double step) const;

 private:
  std::string text(double value) const;
};

// Nothing where a text does not start with a number, units differ, or the ends do not.
std::optional<SweptRange> swept_range(std::string_view from, std::string_view to);

// A step of the range's unit, above zero.
std::optional<double> step_of(const SweptRange& range, std::string_view text);

}  // namespace scenarios
