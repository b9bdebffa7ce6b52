// How well a score tells good from bad accounts, from counts by score bin.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace analysis {

struct ScorePower {
  double auc = 0;   // P(good scores above bad) + P(tie)/2: 0.5 says nothing, 1 separates
  double ks = 0;    // largest distance between the two distribution functions, 0 to 1
  double gini = 0;  // 2 auc − 1
};

// Bins in ascending score, equally many of both; counts are not negative. Accounts in one bin count
// as ties, so the AUC is that of the binned score (Mann and Whitney 1947; Hand and Till 2001).
// nullopt when there is no good or no bad account.
std::optional<ScorePower> score_power(std::span<const std::int64_t> good,
                                      std::span<const std::int64_t> bad);

}  // namespace analysis
