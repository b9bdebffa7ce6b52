#include "sim/money.hpp"

#include <limits>

namespace sim {

std::int64_t divide_half_even(Int128 numerator, Int128 denominator) {
  CHECK(denominator != 0);
  // Unsigned magnitudes: the most negative value has no positive counterpart in signed arithmetic.
  __extension__ using Magnitude = unsigned __int128;
  const bool negative = (numerator < 0) != (denominator < 0);
  const Magnitude n =
      numerator < 0 ? -static_cast<Magnitude>(numerator) : static_cast<Magnitude>(numerator);
  const Magnitude d =
      denominator < 0 ? -static_cast<Magnitude>(denominator) : static_cast<Magnitude>(denominator);
  Magnitude quotient = n / d;
  const Magnitude remainder = n % d;
  // Compare remainder with d - remainder rather than 2 * remainder with d: the double could
  // overflow.
  const Magnitude distance_up = d - remainder;
  if (remainder > distance_up || (remainder == distance_up && quotient % 2 == 1)) ++quotient;

  const auto largest = static_cast<Magnitude>(std::numeric_limits<std::int64_t>::max());
  CHECK(quotient <= largest + (negative ? 1 : 0), "quotient does not fit 64 bits");
  const auto bits = static_cast<std::uint64_t>(quotient);
  return static_cast<std::int64_t>(negative ? -bits : bits);
}

std::string to_text(Money amount) {
  const bool negative = amount.minor() < 0;
  const auto bits = static_cast<std::uint64_t>(amount.minor());
  const std::uint64_t magnitude = negative ? -bits : bits;
  return fmt::format("{}{}.{:02}", negative ? "-" : "", magnitude / 100, magnitude % 100);
}

}  // namespace sim
