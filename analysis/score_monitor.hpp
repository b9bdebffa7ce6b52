// How a score keeps doing its work: month by month, or over longer periods, from counts of accounts
// by score when they were observed, and of those of them that went bad within a year.
//
//   power        AUC, Gini, KS (analysis/score_power.hpp)
//   calibration  bad accounts over those expected from the bad rates that the same scores had in
//   the
//                reference period: above 1, the same score has come to mean worse
//   stability    PSI = Σ (p − q) ln(p / q) over classes of the score, q of the reference period.
//                Below 0.1 little has moved, above 0.25 much has (N. Siddiqi, Credit Risk
//                Scorecards, Wiley 2006, chapter 10)
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

// One period over replications.
struct ScorePeriod {
  Estimate accounts, bad_rate, auc, gini, ks, calibration, stability;
  std::vector<Estimate> class_bad_rates;  // by class
};

// counts[replication][period]; the first period is the reference, by replication. Replications
// without accounts in a period count for nothing in it.
std::vector<ScorePeriod> score_periods(const std::vector<std::vector<ScoreCounts>>& counts,
                                       std::span<const std::size_t> starts);

}  // namespace analysis
