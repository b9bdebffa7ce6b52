// Which of several points no other is better than in every respect: the Pareto front.
//
// A point is dominated by another that is at least as good in each objective and better in one. The
// means that decide it are uncertain, so each point has a share: in how many of the resamples of
// the replications it lies on the front. All points of a resample share its replications, as they
// share random numbers.
#pragma once

#include <cstddef>
#include <vector>

namespace analysis {

// worth[point][objective], more is better; all points have as many objectives. A point with a value
// that is not finite is never on the front.
std::vector<bool> pareto_front(const std::vector<std::vector<double>>& worth);

struct FrontPoint {
  std::vector<double> worth;  // means over replications, by objective
  bool on_front = false;      // by these
  double share = 0;           // of resamples in which it is on the front; NaN with one replication
};

// values[objective][point][replication], more is better, all equally many replications
// (CheckFailure otherwise). A replication that lacks a finite value of any point is left out for
// all; points without any finite value are never on the front and do not count for that. At most
// 262,144 replications.
std::vector<FrontPoint> pareto_points(const std::vector<std::vector<std::vector<double>>>& values);

}  // namespace analysis
