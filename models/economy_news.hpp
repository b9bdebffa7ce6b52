// Where the draws of an economy come from: the key of its replication, and, for the economy of a
// market that hangs on the home market's, that one's, too.
//
//   z = ρ z_home + √(1 − ρ²) z_own
//
// with both standard normal, drawn for the same purpose and day, so that z is standard normal and
// its correlation with what moves the home market is ρ.
#pragma once

#include <cmath>
#include <optional>

#include "sim/check.hpp"
#include "sim/stream.hpp"

namespace models {

struct EconomyNews {
  sim::StreamKey own;
  std::optional<sim::StreamKey> home{};  // none: the economy stands alone
  double correlation = 0;

  // An economy that stands alone is told by its key.
  EconomyNews(const sim::StreamKey& key) : own(key) {}
  EconomyNews(const sim::StreamKey& key, const sim::StreamKey& home_key, double with_home)
      : own(key), home(home_key), correlation(with_home) {}
};

inline double linked(double home, double own, double correlation) {
  return correlation * home + std::sqrt(1 - correlation * correlation) * own;
}

}  // namespace models
