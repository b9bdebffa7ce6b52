// Draws from distributions, each by inverse transform from exactly one word of a stream.
//
// One draw, increasing in its uniform: two runs that differ in one parameter stay coupled draw by
// draw, so paired differences keep a small variance. Boost.Random's normal and exponential take a
// varying number of words (ziggurat), so these are our own, tested against Boost.Math. No draw uses
// the C library's mathematics, so none depends on the machine: see sim/maths.hpp.
#pragma once

#include <cstddef>
#include <span>

#include "sim/stream.hpp"

namespace sim {

// A word as the midpoint of its cell of (0, 1): never 0 or 1, resolution 2^-32.
inline double uniform_of(std::uint32_t word) {
  return (word + 0.5) * 0x1p-32;
}

// Uniform on the open interval (0, 1).
inline double uniform(Stream& stream) {
  return uniform_of(stream());
}

// True with probability p: never at p <= 0, always at p >= 1. A NaN is a CheckFailure.
inline bool chance(Stream& stream, double p) {
  CHECK(p == p, "a probability is not a number");
  return uniform(stream) < p;
}

// The standard normal quantile, relative error about 1e-16 (Wichura: Algorithm AS 241, The
// percentage points of the normal distribution. Applied Statistics 37, 1988). p in (0, 1),
// otherwise CheckFailure. The bits are those of normal_quantile_of where that is defined.
double normal_quantile(double p);

// The standard normal distribution function. No draw: this one is the C library's.
double normal_cdf(double x);

// Normal with mean 0 and standard deviation 1; between -6.4 and 6.4 as a word has 32 bits.
inline double standard_normal(Stream& stream) {
  return normal_quantile(uniform(stream));
}

// Exponential with the given mean (not rate), which must be positive or zero and finite.
double exponential(Stream& stream, double mean);

// Poisson with the given mean from 0 to 1,000,000. Takes time as the mean up to 50, and as its
// square root above.
int poisson(Stream& stream, double mean);

// Index i with probability weights[i] / sum(weights). Weights are finite, none is negative, and at
// least one is positive; otherwise CheckFailure.
std::size_t pick(Stream& stream, std::span<const double> weights);

}  // namespace sim
