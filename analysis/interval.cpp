#include "analysis/interval.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  std::size_t n = 0;
  double mean = undefined;
  double variance = undefined;  // divisor n−1
};

// Two passes: the differences from the mean keep their digits however large the mean is.
Moments moments(std::span<const double> values) {
  Moments result;
  double sum = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++result.n;
  }
  if (result.n == 0) return result;
  result.mean = sum / static_cast<double>(result.n);
  if (result.n == 1) return result;
  double squares = 0;
  for (const double value : values) {
    if (std::isfinite(value)) squares += (value - result.mean) * (value - result.mean);
  }
  result.variance = squares / static_cast<double>(result.n - 1);
  return result;
}

}  // namespace

double student_t(double degrees_of_freedom, double confidence) {
  CHECK(degrees_of_freedom > 0, "{} degrees of freedom", degrees_of_freedom);
  CHECK(confidence > 0 && confidence < 1, "a confidence of {}", confidence);
  const boost::math::students_t distribution(degrees_of_freedom);
  return boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
}

Estimate estimate(std::span<const double> values, double confidence) {
  const Moments found = moments(values);
  Estimate result{found.n, found.mean, undefined, undefined};
  if (found.n < 2) return result;
  const auto n = static_cast<double>(found.n);
  result.deviation = std::sqrt(found.variance);
  result.half_width = student_t(n - 1, confidence) * result.deviation / std::sqrt(n);
  return result;
}

Estimate paired_difference(std::span<const double> base, std::span<const double> other,
                           double confidence) {
  CHECK(base.size() == other.size(), "{} values against {}", base.size(), other.size());
  std::vector<double> differences;
  for (std::size_t i = 0; i < base.size(); ++i) differences.push_back(other[i] - base[i]);
  return estimate(differences, confidence);
}

Estimate independent_difference(std::span<const double> base, std::span<const double> other,
                                double confidence) {
  CHECK(base.size() == other.size(), "{} values against {}", base.size(), other.size());
  std::vector<double> ours, theirs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!std::isfinite(base[i]) || !std::isfinite(other[i])) continue;
    ours.push_back(base[i]);
    theirs.push_back(other[i]);
  }
  const Moments a = moments(ours), b = moments(theirs);
  Estimate result{a.n, b.mean - a.mean, undefined, undefined};
  if (a.n < 2) return result;
  const auto n = static_cast<double>(a.n);
  const double variance = a.variance / n + b.variance / n;  // of the difference of the two means
  result.deviation = std::sqrt(a.variance + b.variance);
  result.half_width = 0;
  if (variance == 0) return result;
  // Welch (1947) and Satterthwaite (1946): the degrees of freedom of a sum of two variances.
  const double degrees = variance * variance * (n - 1) /
                         (a.variance / n * (a.variance / n) + b.variance / n * (b.variance / n));
  result.half_width = student_t(degrees, confidence) * std::sqrt(variance);
  return result;
}

}  // namespace analysis
