#include "sim/draws.hpp"

#include <algorithm>
#include <cmath>

#include "sim/maths.hpp"

namespace sim {

namespace {

constexpr double ln_2 = 0x1.62e42fefa39efp-1;

// Horner's rule with the constant term first, as AS 241 prints its coefficients.
double polynomial(const double (&coefficients)[8], double x) {
  double value = coefficients[7];
  for (std::size_t i = 7; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// AS 241, routine PPND16: coefficients in the tails. The others are in sim/maths.hpp.
constexpr double tail_e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                             1.78482653991729133580e0,  2.96560571828504891230e-1,
                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double tail_f[] = {1.0,
                             5.99832206555887937690e-1,
                             1.36929880922735805310e-1,
                             1.48753612908506148525e-2,
                             7.86869131145613259100e-4,
                             1.84631831751005468180e-5,
                             1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
constexpr double tail_starts = 0x1.e8a37a45fc32ep-37;  // e^-25, where r = 5

// The smallest k whose distribution function reaches u, for a mean not near 0. The probabilities
// are known but for a factor: 1 at the mode, and each follows from its neighbour. What is left out
// on both sides is less than 1e-17 of all and so without weight beside 2^-33, the least u.
int poisson_about_mode(double mean, double u) {
  constexpr double negligible = 1e-20;
  const int mode = static_cast<int>(mean);
  int lowest = mode;
  double weight = 1.0;
  while (lowest > 0 && weight > negligible) weight *= lowest-- / mean;
  const double lowest_weight = weight;
  double total = weight;
  int highest = lowest;
  while (highest < mode || weight > negligible) {
    weight *= mean / ++highest;
    total += weight;
  }
  weight = lowest_weight;
  double below = weight;
  int k = lowest;
  while (k < highest && below < u * total) {
    weight *= mean / ++k;
    below += weight;
  }
  return k;
}

}  // namespace

double normal_quantile(double p) {
  CHECK(p > 0.0);
  CHECK(p < 1.0);
  const double lower = std::min(p, 1.0 - p);
  if (lower > tail_starts) return normal_quantile_of(p);
  // Lifted by 2^60, as the logarithm does not take subnormal numbers.
  const double r = std::sqrt(60.0 * ln_2 - log_of(lower * 0x1p60)) - 5.0;
  const double value = polynomial(tail_e, r) / polynomial(tail_f, r);
  return p < 0.5 ? -value : value;
}

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double exponential(Stream& stream, double mean) {
  CHECK(std::isfinite(mean));
  CHECK(mean >= 0.0);
  return -mean * log_of(1.0 - uniform(stream));  // the difference is exact
}

int poisson(Stream& stream, double mean) {
  CHECK(mean >= 0.0, "mean {}", mean);
  CHECK(mean <= 1'000'000.0, "mean {}", mean);
  const double u = uniform(stream);
  if (mean == 0.0) return 0;
  if (mean > 50.0) return poisson_about_mode(mean, u);
  double term = exp_of(-mean);
  double below = term;
  int k = 0;
  // The largest u is 1 - 2^-33; at k = 200 the tail of mean 50 is under 1e-50, so this bound is
  // only there to end the loop should rounding keep the sum from reaching u.
  while (u > below && k < 200) {
    ++k;
    term *= mean / k;
    below += term;
  }
  return k;
}

std::size_t pick(Stream& stream, std::span<const double> weights) {
  double total = 0.0;
  for (const double weight : weights) {
    CHECK(std::isfinite(weight));
    CHECK(weight >= 0.0);
    total += weight;
  }
  CHECK(total > 0.0, "nothing to pick from");
  const double target = uniform(stream) * total;
  double below = 0.0;
  std::size_t last_positive = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0.0) continue;
    below += weights[i];
    last_positive = i;
    if (target < below) return i;
  }
  return last_positive;  // only rounding leads here
}

}  // namespace sim
