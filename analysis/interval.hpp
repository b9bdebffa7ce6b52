// Means over replications with their Student t intervals.
//
// Replications are independent draws of one distribution, so the mean of n of them has the interval
// mean ± t(n−1) s/√n. Arms that share random numbers are compared by the interval of the
// differences, replication by replication (Law, Simulation Modeling and Analysis, 5th ed.,
// sections 4.5 and 10.2).
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

namespace analysis {

// Values that are not finite (a rate with nothing below the line) are left out and not counted in
// n.
struct Estimate {
  std::size_t n = 0;
  double mean = 0;        // NaN when n = 0
  double deviation = 0;   // sample standard deviation, divisor n−1; NaN when n < 2
  double half_width = 0;  // of the interval; NaN when n < 2
  // What the quantity cannot pass. Student's interval knows of no bounds: where a share is small
  // and its scatter large, mean ± t s/√n goes below zero, and no share is there.
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  double low() const { return std::max(mean - half_width, least); }
  double high() const { return std::min(mean + half_width, most); }
};

// The same of a quantity that lies within these bounds; as it is where the mean does not.
inline Estimate within(Estimate estimate, double least, double most) {
  if (!(least <= estimate.mean && estimate.mean <= most)) return estimate;
  estimate.least = least;
  estimate.most = most;
  return estimate;
}
// Of a share of a whole.
inline Estimate of_whole(const Estimate& estimate) {
  return within(estimate, 0, 1);
}

inline constexpr double confidence_usual = 0.95;

// The two-sided quantile: P(|T| <= t) = confidence for a Student t with this many degrees of
// freedom.
double student_t(double degrees_of_freedom, double confidence = confidence_usual);

Estimate estimate(std::span<const double> values, double confidence = confidence_usual);

// Of other − base, replication by replication: the spans are equally long and index i of both saw
// the same random numbers; pairs with a value that is not finite are left out.
Estimate paired_difference(std::span<const double> base, std::span<const double> other,
                           double confidence = confidence_usual);

// Of the same difference as if the two had been simulated with independent seeds: Welch's interval
// with its fractional degrees of freedom, from the same numbers. deviation is that of one
// difference.
Estimate independent_difference(std::span<const double> base, std::span<const double> other,
                                double confidence = confidence_usual);

}  // namespace analysis
