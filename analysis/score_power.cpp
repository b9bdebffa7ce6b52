#include "analysis/score_power.hpp"

#include <algorithm>
#include <cmath>

#include "sim/check.hpp"

namespace analysis {

std::optional<ScorePower> score_power(std::span<const std::int64_t> good,
                                      std::span<const std::int64_t> bad) {
  CHECK(good.size() == bad.size(), "{} bins of good accounts and {} of bad", good.size(),
        bad.size());
  double goods = 0, bads = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK(good[i] >= 0, "{} good accounts in bin {}", good[i], i);
    CHECK(bad[i] >= 0, "{} bad accounts in bin {}", bad[i], i);
    goods += static_cast<double>(good[i]);
    bads += static_cast<double>(bad[i]);
  }
  if (goods == 0 || bads == 0) return std::nullopt;
  // One walk up the scores: each good account beats the bad ones below it and ties half of its own
  // bin.
  double bads_below = 0, goods_below = 0, wins = 0, distance = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    wins += static_cast<double>(good[i]) * (bads_below + static_cast<double>(bad[i]) / 2);
    bads_below += static_cast<double>(bad[i]);
    goods_below += static_cast<double>(good[i]);
    distance = std::max(distance, std::fabs(bads_below / bads - goods_below / goods));
  }
  const double auc = wins / (goods * bads);
  return ScorePower{auc, distance, 2 * auc - 1};
}

}  // namespace analysis
