// How one series follows another: by how many steps, and how far it rises with it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace analysis {

// Sums of three months in a row; a month or two at the end that make no quarter are left out.
std::vector<double> quarters_of(std::span<const double> months);

struct Lag {
  int steps = 0;           // by which the follower comes after the leader; below zero it leads
  double correlation = 0;  // of the follower with the leader that many steps earlier
};

// The shift from −`most` to `most` steps at which the two correlate best, by Pearson's coefficient
// over the steps that then overlap; the smallest shift where two are equally good. Nothing where no
// shift leaves three steps in which both move. The series are equally long (CheckFailure).
std::optional<Lag> lag_behind(std::span<const double> leader, std::span<const double> follower,
                              int most);

// What a downturn does to a series: from where it started, how high it rose and when.
struct Upturn {
  double base = 0;  // mean of the follower over the year that ends where the leader turns up
  double peak = 0;  // its highest value from there on
  int delay = 0;    // steps from the leader's peak to the follower's

  double multiple() const { return peak / base; }
};

// The leader turns up where it is last lowest before its peak; a year has `steps_a_year` steps,
// fewer where the series begins later. Nothing where the leader falls from its first step on, or
// where the base is zero.
std::optional<Upturn> upturn(std::span<const double> leader, std::span<const double> follower,
                             int steps_a_year);

}  // namespace analysis
