#include "analysis/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/blocks.hpp"
#include "analysis/control_variate.hpp"
#include "analysis/weights.hpp"
#include "sim/check.hpp"

namespace analysis {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Where both are known they are the same.
bool agree(const std::vector<double>& one, const std::vector<double>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](double a, double b) { return a == b || std::isnan(a) || std::isnan(b); });
}

bool varies(const std::vector<double>& values) {
  double first = undefined;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    if (std::isfinite(first) && value != first) return true;
    first = value;
  }
  return false;
}

// The slope of the values on the control, by least squares.
double slope(std::span<const double> values, std::span<const double> z) {
  double n = 0, sum_v = 0, sum_z = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || !std::isfinite(z[i])) continue;
    n += 1;
    sum_v += values[i];
    sum_z += z[i];
  }
  double products = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || !std::isfinite(z[i])) continue;
    products += (values[i] - sum_v / n) * (z[i] - sum_z / n);
    squares += (z[i] - sum_z / n) * (z[i] - sum_z / n);
  }
  return squares > 0 ? products / squares : 0;
}

}  // namespace

Sampling sampling_of(const output::ResultReader& file, std::size_t base, std::size_t arm,
                     bool control) {
  const ArmLuck one = luck_of(file, base);
  const ArmLuck other = luck_of(file, arm);
  Sampling sampling;
  if (one.is_weighted() || other.is_weighted() || !agree(one.z, other.z)) return sampling;
  if (one.block == other.block) sampling.block = one.block;
  if (control && sampling.block == 1 && varies(one.z)) sampling.z = one.z;
  return sampling;
}

std::vector<Sampling> samplings_of(const output::ResultReader& file, bool control) {
  std::vector<Sampling> samplings;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    samplings.push_back(sampling_of(file, 0, arm, control));
  }
  return samplings;
}

Estimate estimate(std::span<const double> values, const Sampling& sampling, double confidence) {
  if (sampling.block > 1) return blocked_mean(values, sampling.block, confidence).mean;
  if (sampling.z.empty()) return estimate(values, confidence);
  return controlled_mean(values, {{sampling.z, 0}}, confidence).mean;
}

Estimate paired_difference(std::span<const double> base, std::span<const double> other,
                           const Sampling& sampling, double confidence) {
  CHECK(base.size() == other.size());
  std::vector<double> differences(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) differences[i] = other[i] - base[i];
  return estimate(differences, sampling, confidence);
}

std::vector<double> observations(std::span<const double> values, const Sampling& sampling) {
  std::vector<double> found;
  if (sampling.block > 1) {
    for (std::size_t first = 0; first + sampling.block <= values.size(); first += sampling.block) {
      double sum = 0;
      for (std::size_t i = 0; i < sampling.block; ++i) sum += values[first + i];
      found.push_back(sum / static_cast<double>(sampling.block));
    }
    return found;
  }
  found.assign(values.begin(), values.end());
  if (sampling.z.empty()) return found;
  CHECK(sampling.z.size() == values.size());
  const double explained = slope(values, sampling.z);
  for (std::size_t i = 0; i < found.size(); ++i) found[i] -= explained * sampling.z[i];
  return found;
}

}  // namespace analysis
