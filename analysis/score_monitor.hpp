// How a score keeps doing its work: month by month, or over longer periods, from counts of accounts
// by score when they were observed, and of those of them that went bad within a year.
//
//   power        AUC, Gini, KS (analysis/score_power.hpp)
//   calibration  bad accounts over those expected from the bad rates that the same scores had in
//                the reference, the first year: above 1, the same score has come to mean worse
//   stability    PSI = Σ (p − q) ln(p / q) over classes of all members' scores, q of the reference.
//                Below 0.1 little has moved, above 0.25 much has (N. Siddiqi, Credit Risk
//                Scorecards, Wiley 2006, chapter 10)
//
// Stability is known at once, all else a year later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace analysis {

// By score bin in ascending order.
struct ScoreCounts {
  std::vector<std::int64_t> accounts;
  std::vector<std::int64_t> bad;
};

// Population stability over classes; both equally long, at least one account in each (NaN
// otherwise). An empty class counts as half an account, since it has no logarithm.
double population_stability(std::span<const std::int64_t> reference,
                            std::span<const std::int64_t> now);

// Observed bad accounts over expected ones; NaN where none are expected. Expected rates are those
// of the reference by class.
double calibration(const ScoreCounts& reference, const ScoreCounts& now);

// Neighbouring bins put together into `classes` of nearly the same number of the reference's
// accounts, at most as many as there are bins with accounts: the lowest bin of each.
std::vector<std::size_t> class_starts(std::span<const std::int64_t> reference, std::size_t classes);

// The counts by class.
ScoreCounts in_classes(const ScoreCounts& counts, std::span<const std::size_t> starts);

// What one replication says of its score, in periods of equal length from the first month on. The
// outcome of the last year of observation is not known yet: its counts are empty.
struct ScoreHistory {
  std::vector<ScoreCounts> counts;                // of accounts observed, by period
  std::vector<std::vector<std::int64_t>> scores;  // of all scored members, by period
  ScoreCounts reference;                          // both, of the first year
  std::vector<std::int64_t> reference_scores;
};

// Sums of neighbouring months, `length` of them a period; the last may be shorter. The reference is
// what the first twelve months add up to.
ScoreHistory score_history(std::span<const ScoreCounts> counts,
                           std::span<const std::vector<std::int64_t>> scores, std::size_t length);

// One period over replications. Where the outcome is not known yet, all but the stability are
// without a value.
struct ScorePeriod {
  Estimate accounts, bad_rate, auc, gini, ks, calibration, stability;
  std::vector<Estimate> class_bad_rates;  // by class of the accounts
};

// The classes of the accounts, for bad rates and calibration, and those of all members' scores, for
// stability.
struct ScoreClasses {
  std::vector<std::size_t> accounts;
  std::vector<std::size_t> scores;
};

// By period. Replications without accounts in a period count for nothing in it.
std::vector<ScorePeriod> score_periods(std::span<const ScoreHistory> histories,
                                       const ScoreClasses& classes);

}  // namespace analysis
