#include "analysis/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "analysis/purposes.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr int resamples = 2000;

std::vector<double> statistics(const std::vector<double>& values, const Statistic& statistic) {
  std::vector<double> found;
  std::vector<double> sample(values.size());
  for (int i = 0; i < resamples; ++i) {
    sim::Stream draws(sim::StreamKey(0, 0), resampled_value, 0, sim::Day{i});
    for (double& value : sample) {
      const double place = sim::uniform(draws) * static_cast<double>(values.size());
      value = values[std::min(static_cast<std::size_t>(place), values.size() - 1)];
    }
    found.push_back(statistic(sample));
  }
  return found;
}

// Efron's a: a sixth of the skewness of what each value adds to the statistic.
double acceleration(const std::vector<double>& values, const Statistic& statistic) {
  std::vector<double> without;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::vector<double> others = values;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    without.push_back(statistic(others));
  }
  const double mean = estimate(without).mean;
  double squares = 0, cubes = 0;
  for (const double one : without) {
    squares += std::pow(mean - one, 2);
    cubes += std::pow(mean - one, 3);
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

// Efron's z0: how far the statistic lies from the middle of its resamples, those that equal it by
// half.
std::optional<double> bias(const std::vector<double>& resampled, double value) {
  double below = 0;
  for (const double one : resampled) below += one < value ? 1 : one == value ? 0.5 : 0;
  const double share = below / static_cast<double>(resampled.size());
  if (share <= 0 || share >= 1) return std::nullopt;
  return sim::normal_quantile(share);
}

}  // namespace

TailEstimate bootstrap(std::span<const double> values, const Statistic& statistic,
                       BootstrapKind kind, double confidence) {
  CHECK(confidence > 0 && confidence < 1, "a confidence of {}", confidence);
  std::vector<double> finite;
  for (const double value : values) {
    if (std::isfinite(value)) finite.push_back(value);
  }
  if (finite.empty()) return {0, undefined, undefined, undefined};
  // In one order, so that the resamples do not depend on the order of the replications.
  std::sort(finite.begin(), finite.end());
  TailEstimate found{finite.size(), statistic(finite), undefined, undefined};
  if (finite.size() < 2) return found;

  const std::vector<double> resampled = statistics(finite, statistic);
  for (const double one : resampled) {
    if (!std::isfinite(one)) return found;
  }
  double low = (1 - confidence) / 2, high = (1 + confidence) / 2;
  if (kind == BootstrapKind::bca) {
    const auto z0 = bias(resampled, found.value);
    const double a = acceleration(finite, statistic);
    if (!z0 || !std::isfinite(a)) return found;
    const auto moved = [&](double share) {
      const double z = *z0 + sim::normal_quantile(share);
      return sim::normal_cdf(*z0 + z / (1 - a * z));
    };
    low = moved(low);
    high = moved(high);
  }
  // A share that is 0 or 1 but for rounding lies beyond all resamples.
  if (low > 0 && low < 1) found.low = quantile(resampled, low, confidence).value;
  if (high > 0 && high < 1) found.high = quantile(resampled, high, confidence).value;
  return found;
}

}  // namespace analysis
