// Which arm is the best, with a stated probability that it is.
//
// The procedure of Kim and Nelson (ACM Trans. Model. Comput. Simul. 11 (2001) 251–273, with c = 1).
// From the first n0 replications come the variances S² of the differences between arms, which
// common random numbers make small. Then, replication by replication, an arm leaves whose mean lies
// below another one's by more than
//
//   W(r) = max(0, (δ/2r) (h² S²/δ² − r)),   h² = (n0−1) ((2α/(k−1))^(−2/(n0−1)) − 1)
//
// among k arms. For values that are jointly normal the best arm is selected with a probability of
// at least 1 − α when it is better than the others by δ or more; otherwise the selected one is
// within δ of the best with at least that probability. Arms drop out early, so that replications go
// where the question is still open. The answer is a function of the values alone, whatever the
// stages in which they came.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

struct SelectionRule {
  std::size_t first = 10;     // n0, 2 at least
  double indifference = 0;    // δ, in the measure's unit, above 0: less than this does not matter
  double probability = 0.95;  // of correct selection, above 1/k and below 1
};

struct Selection {
  std::vector<std::size_t> left;  // arms that may still be the best, ascending
  std::size_t best = 0;           // of those, the one with the highest mean so far
  bool selected = false;          // whether it is known
  std::size_t used = 0;           // replications looked at
  std::size_t next = 0;           // replications of each arm in `left` to have before looking again
  std::vector<std::size_t>
      out_at;  // by arm: with how many replications it left; 0 where it has not
};

// The largest mean is the best; for a measure of which less is better give it with the other sign.
// values[arm][replication], at least one arm; arms that have left need no more values. All arms
// share a replication's random numbers, or none do. A replication of which an arm that is left has
// no finite value is left out for all.
Selection select_best(const std::vector<std::span<const double>>& values,
                      const SelectionRule& rule);

}  // namespace analysis
