#include "sim/rate.hpp"

namespace sim {

Money simple_interest(Money principal, Rate rate, int days, int year_days) {
  CHECK(days >= 0, "{} days", days);
  CHECK(days <= 1'000'000, "{} days", days);
  CHECK(year_days > 0);
  // At most 63 + 30 + 20 bits: the product fits 128 bits with room to spare.
  const Int128 numerator = static_cast<Int128>(principal.minor()) * rate.ppm() * days;
  return Money::of_minor(divide_half_even(numerator, std::int64_t{1'000'000} * year_days));
}

}  // namespace sim
