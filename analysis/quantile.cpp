#include "analysis/quantile.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/bootstrap.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double values_in_tail_min = 5;

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> kept;
  for (const double value : values) {
    if (std::isfinite(value)) kept.push_back(value);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

// The rank, from 1, of the quantile of p. A product that is a whole number but for rounding is
// whole.
std::size_t rank_of(std::size_t n, double p) {
  const double exact = static_cast<double>(n) * p;
  const double rank = std::ceil(exact - 1e-9 * exact);
  return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, n);
}

double mean_of_lowest(const std::vector<double>& ordered, double p) {
  const double wanted = static_cast<double>(ordered.size()) * p;
  double left = wanted;
  double sum = 0;
  for (const double value : ordered) {
    const double part = std::min(1.0, left);
    sum += part * value;
    left -= part;
    if (left <= 0) break;
  }
  return sum / wanted;
}

}  // namespace

TailEstimate quantile(std::span<const double> values, double p, double confidence) {
  CHECK(p > 0);
  CHECK(p < 1);
  const std::vector<double> ordered = sorted(values);
  const std::size_t n = ordered.size();
  if (n == 0) return {0, undefined, undefined, undefined};
  TailEstimate found{n, ordered[rank_of(n, p) - 1], undefined, undefined};
  // With B of the n values below the quantile, the r-th is not above it unless B < r.
  const boost::math::binomial_distribution<> below(static_cast<double>(n), p);
  const double outside = (1 - confidence) / 2;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    const double fewer = boost::math::cdf(below, static_cast<double>(rank - 1));
    if (fewer <= outside) found.low = ordered[rank - 1];
    if (fewer >= 1 - outside) {
      found.high = ordered[rank - 1];
      break;
    }
  }
  return found;
}

TailEstimate lower_tail_mean(std::span<const double> values, double p, double confidence) {
  CHECK(p > 0);
  CHECK(p < 1);
  const std::vector<double> ordered = sorted(values);
  const std::size_t n = ordered.size();
  if (n == 0) return {0, undefined, undefined, undefined};
  TailEstimate found{n, mean_of_lowest(ordered, p), undefined, undefined};
  if (static_cast<double>(n) * p < values_in_tail_min) return found;
  const auto ends = bootstrap(
      ordered, [p](std::span<const double> sample) { return mean_of_lowest(sorted(sample), p); },
      BootstrapKind::percentile, confidence);
  found.low = ends.low;
  found.high = ends.high;
  return found;
}

}  // namespace analysis
