#include "analysis/multiple.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "sim/check.hpp"

namespace analysis {

double p_value(const Estimate& effect) {
  if (effect.n < 2) return std::numeric_limits<double>::quiet_NaN();
  if (effect.deviation == 0) return effect.mean == 0 ? 1 : 0;
  const auto n = static_cast<double>(effect.n);
  const double t = std::fabs(effect.mean) / (effect.deviation / std::sqrt(n));
  const boost::math::students_t distribution(n - 1);
  return 2 * boost::math::cdf(boost::math::complement(distribution, t));
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!std::isnan(p_values[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size(), std::numeric_limits<double>::quiet_NaN());
  double so_far = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(order.size() - rank);
    so_far = std::max(so_far, std::min(1.0, left * p_values[order[rank]]));
    adjusted[order[rank]] = so_far;
  }
  return adjusted;
}

double simultaneous_confidence(std::size_t contrasts, double confidence) {
  CHECK(contrasts >= 1);
  CHECK(confidence > 0 && confidence < 1, "a confidence of {}", confidence);
  return 1 - (1 - confidence) / static_cast<double>(contrasts);
}

}  // namespace analysis
