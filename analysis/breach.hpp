// How bad it must get: the mildest severity at which a breach becomes as likely as a level.
//
// Severity runs over a grid of 2^steps equal steps, from the mildest, place 0, to the worst. All
// places share a replication's luck, so where a worse severity never helps, a replication that
// breaches at one breaches at all worse ones, and the number of breaches grows along the grid. The
// mildest severity is then where that number passes level × replications, and is found by
// bisection. Its interval is that of a quantile: from where the number of breaches is the least
// that agrees with the level to where it is the first that does not any more, by the exact binomial
// interval (C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "analysis/interval.hpp"

namespace analysis {

struct Proportion {
  double share = 0;
  double low = 0;
  double high = 1;
};

// Of `count` among `n`, with its exact interval; 0 to 1 where n is 0. Count is at most n.
Proportion proportion(std::size_t count, std::size_t n, double confidence = confidence_usual);

class BreachSearch {
 public:
  // `level` is a probability, above 0 and below 1; `steps` 1 to 20.
  BreachSearch(double level, int steps, double confidence = confidence_usual);

  std::size_t last_place() const { return last_; }
  // Places whose breaches must be known next, ascending; empty when the search has ended. The first
  // are the two ends.
  std::vector<std::size_t> wanted() const;
  // What was found at a place: breaches among n replications, one at least.
  void know(std::size_t place, std::size_t breaches, std::size_t n);

  // The first place at which the level is reached; nothing where it is not reached at the worst. It
  // is place 0 where it is reached there already. To be asked after the search has ended, as are:
  std::optional<std::size_t> mildest() const;
  // The interval's ends: the last place that is surely below the level (nothing: none is), and the
  // first that is surely above it (nothing: none is).
  std::optional<std::size_t> surely_below() const;
  std::optional<std::size_t> surely_above() const;
  // Whether a worse severity had fewer breaches than a milder one somewhere, so that there may be
  // more than one answer.
  bool is_monotone() const;

  struct Known {
    std::size_t breaches;
    std::size_t n;
  };
  const std::map<std::size_t, Known>& known() const { return known_; }

 private:
  enum class Passing { agrees, reached, exceeded };
  bool passes(const Known& at, Passing what) const;
  // The first known place that passes, and the last one before it; nothing where there is none.
  struct Bracket {
    std::optional<std::size_t> below;
    std::optional<std::size_t> at;
  };
  Bracket bracket(Passing what) const;

  double level_;
  double confidence_;
  std::size_t last_;
  std::map<std::size_t, Known> known_;
};

}  // namespace analysis
