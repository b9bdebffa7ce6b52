// Exponentials, logarithms and the normal quantile whose bits do not depend on the processor.
//
// The C library chooses its code, fused or not, by the machine it finds, and promises no last bit.
// These are made of + - * /, square root, comparisons and integer operations alone, each of which
// IEEE 754 or the language defines to the last bit, and the program is compiled without contraction
// (cmake/Compile.cmake). They have no branch and no table and are always inlined, so a plain loop
// over them is vectorised at any width, with the same bits in every lane: see sim/widest.hpp.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace sim {

namespace detail {

// ln 2 in two parts: the first has so few digits that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

// Adding this rounds to the nearest integer, which then stands in the lowest bits of the sum. It
// does what converting to a 64-bit integer would do, for which AVX2 has no instruction.
constexpr double rounder = 0x1.8p52;

// e^r * 2^k, where `rounded` is k + rounder, |r| <= 0.35 and -1021 <= k <= 1023.
[[gnu::always_inline]] inline double scaled_exp(double r, double rounded) {
  // The series up to r^13: what follows is less than 2^-57 of the value.
  constexpr double c2 = 1.0 / 2, c3 = 1.0 / 6, c4 = 1.0 / 24, c5 = 1.0 / 120, c6 = 1.0 / 720,
                   c7 = 1.0 / 5040, c8 = 1.0 / 40320, c9 = 1.0 / 362880, c10 = 1.0 / 3628800,
                   c11 = 1.0 / 39916800, c12 = 1.0 / 479001600, c13 = 1.0 / 6227020800;
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (c2 + c3 * r) + (c4 + c5 * r) * r2;
  const double middle = (c6 + c7 * r) + (c8 + c9 * r) * r2;
  const double high = (c10 + c11 * r) + (c12 + c13 * r) * r2;
  const double value = 1.0 + (r + r2 * (low + r4 * (middle + r4 * high)));
  const std::uint64_t exponent = (std::bit_cast<std::uint64_t>(rounded) + 1023) << 52;
  return value * std::bit_cast<double>(exponent);
}

constexpr double infinity = std::bit_cast<double>(std::uint64_t{0x7FF} << 52);

}  // namespace detail

// e^x within 1.1 ulp for x from -708 to 709. Below that range 0, above it infinity; of a NaN a NaN.
[[gnu::always_inline]] inline double exp_of(double x) {
  const double rounded = x * 0x1.71547652b82fep0 + detail::rounder;
  const double k = rounded - detail::rounder;
  const double r = (x - k * detail::ln2_high) - k * detail::ln2_low;
  const double value = detail::scaled_exp(r, rounded);
  const double not_below = x < -708.0 ? 0.0 : value;
  return x > 709.0 ? detail::infinity : not_below;
}

// 2^x within 1.1 ulp for x from -1021 to 1023. Below that range 0, above it infinity; of a NaN a
// NaN. Exact for integers.
[[gnu::always_inline]] inline double exp2_of(double x) {
  const double rounded = x + detail::rounder;
  const double k = rounded - detail::rounder;
  const double value = detail::scaled_exp((x - k) * 0x1.62e42fefa39efp-1, rounded);
  const double not_below = x < -1021.0 ? 0.0 : value;
  return x > 1023.0 ? detail::infinity : not_below;
}

// The natural logarithm within 1 ulp of a finite, normal x > 0. Infinity and NaN give NaN. Zero,
// subnormal and negative numbers are the caller's mistake and give a number without meaning.
//
// x = 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2. With s = f / (2 + f),
// log(1 + f) = 2 atanh(s) = 2 s + s^3 g(s^2), summed as in fdlibm's e_log.c so that the largest
// term, f, is exact. The polynomial for g interpolates at Chebyshev nodes on the range of s^2; it
// errs by less than 2^-57 of the value.
[[gnu::always_inline]] inline double log_of(double x) {
  constexpr std::uint64_t one = 0x3FF0000000000000;
  constexpr std::uint64_t sqrt_half = 0x3FE6A09E667F3BCD;
  constexpr std::uint64_t fraction = 0x000FFFFFFFFFFFFF;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) + (one - sqrt_half);
  // The biased exponent as the last digits of 2^52, which is how it becomes a double.
  const std::uint64_t biased = (shifted >> 52) | 0x4330000000000000;
  const double k = std::bit_cast<double>(biased) - (0x1p52 + 1023.0);
  const double f = std::bit_cast<double>((shifted & fraction) + sqrt_half) - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double z2 = z * z;
  const double even =
      0x1.5555555555558p-1 +
      z2 * (0x1.2492492df1492p-2 + z2 * (0x1.7462b4ab4c062p-3 + z2 * 0x1.2b584add1c619p-3));
  const double odd = 0x1.99999999952e2p-2 + z2 * (0x1.c71c62e57fa3fp-3 + z2 * 0x1.39fe60617ce73p-3);
  const double half_square = 0.5 * f * f;
  const double rest = s * (half_square + z * (even + z * odd)) + k * detail::ln2_low;
  const double value = k * detail::ln2_high - ((half_square - rest) - f);
  return value + (x - x);  // 0, or NaN for infinity and NaN
}

// base^exponent for a finite, normal base > 0: within 2 + 3 |exponent * log(base)| ulp, as the
// exponential makes an absolute error of its argument a relative one. Limits as in exp_of.
[[gnu::always_inline]] inline double power_of(double base, double exponent) {
  return exp_of(exponent * log_of(base));
}

// The same with 0 for a base of 0 or below, as for a chance that nothing is left.
[[gnu::always_inline]] inline double power_or_zero(double base, double exponent) {
  return base > 0 ? power_of(base, exponent) : 0.0;
}

namespace detail {

// AS 241, routine PPND16: the coefficients near the centre and in the shoulders, constant first.
constexpr double centre_a[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                               1.9715909503065514427e3, 1.3731693765509461125e4,
                               4.5921953931549871457e4, 6.7265770927008700853e4,
                               3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double centre_b[] = {1.0,
                               4.2313330701600911252e1,
                               6.8718700749205790830e2,
                               5.3941960214247511077e3,
                               2.1213794301586595867e4,
                               3.9307895800092710610e4,
                               2.8729085735721942674e4,
                               5.2264952788528545610e3};
constexpr double shoulder_c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                 5.76949722146069140550e0,  3.64784832476320460504e0,
                                 1.27045825245236838258e0,  2.41780725177450611770e-1,
                                 2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double shoulder_d[] = {1.0,
                                 2.05319162663775882187e0,
                                 1.67638483018380384940e0,
                                 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1,
                                 1.51986665636164571966e-2,
                                 5.47593808499534494600e-4,
                                 1.05075007164441684324e-9};

// Horner's rule with either of two sets of coefficients.
[[gnu::always_inline]] inline double either_polynomial(bool first, const double (&a)[8],
                                                       const double (&b)[8], double x) {
  double value = first ? a[7] : b[7];
#pragma GCC unroll 7
  for (std::size_t i = 7; i-- > 0;) value = value * x + (first ? a[i] : b[i]);
  return value;
}

}  // namespace detail

// The standard normal quantile for 2^-34 < p < 1 - 2^-34, relative error about 1e-15 (Wichura:
// Algorithm AS 241, The percentage points of the normal distribution. Applied Statistics 37, 1988).
// That range holds every uniform_of(word), 2^-33 being the least, and leaves out the algorithm's
// third piece: that begins at sqrt(-log p) = 5, which is p = 2^-36.07.
[[gnu::always_inline]] inline double normal_quantile_of(double p) {
  const double q = p - 0.5;
  const double upper = 1.0 - p;
  const bool central = std::abs(q) <= 0.425;
  const double r_centre = 0.180625 - q * q;
  const double r_shoulder = std::sqrt(-log_of(upper < p ? upper : p)) - 1.6;
  const double r = central ? r_centre : r_shoulder;
  const double numerator =
      detail::either_polynomial(central, detail::centre_a, detail::shoulder_c, r);
  const double denominator =
      detail::either_polynomial(central, detail::centre_b, detail::shoulder_d, r);
  return (central ? q : std::copysign(1.0, q)) * numerator / denominator;
}

}  // namespace sim
