#include "sim/draws.hpp"

#include <boost/math/distributions/poisson.hpp>
#include <cmath>

namespace sim {

namespace {

// Horner's rule with the constant term first, as AS 241 prints its coefficients.
template <std::size_t n>
double polynomial(const double (&coefficients)[n], double x) {
  double value = coefficients[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// AS 241, routine PPND16: coefficients near the centre, in the shoulders and in the tails.
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

}  // namespace

double normal_quantile(double p) {
  CHECK(p > 0.0);
  CHECK(p < 1.0);
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(centre_a, r) / polynomial(centre_b, r);
  }
  double r = std::sqrt(-std::log(q < 0.0 ? p : 1.0 - p));
  double value = 0.0;
  if (r <= 5.0) {
    r -= 1.6;
    value = polynomial(shoulder_c, r) / polynomial(shoulder_d, r);
  } else {
    r -= 5.0;
    value = polynomial(tail_e, r) / polynomial(tail_f, r);
  }
  return q < 0.0 ? -value : value;
}

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double exponential(Stream& stream, double mean) {
  CHECK(std::isfinite(mean));
  CHECK(mean >= 0.0);
  return -mean * std::log1p(-uniform(stream));
}

int poisson(Stream& stream, double mean) {
  CHECK(mean >= 0.0, "mean {}", mean);
  CHECK(mean <= 1'000'000.0, "mean {}", mean);
  const double u = uniform(stream);
  if (mean == 0.0) return 0;
  if (mean > 50.0) {
    // The smallest k whose distribution function reaches u, as in the search below.
    using boost::math::policies::discrete_quantile;
    using boost::math::policies::integer_round_up;
    using Policy = boost::math::policies::policy<discrete_quantile<integer_round_up>>;
    return static_cast<int>(
        boost::math::quantile(boost::math::poisson_distribution<double, Policy>(mean), u));
  }
  double term = std::exp(-mean);
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
