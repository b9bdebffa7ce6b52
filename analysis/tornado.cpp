#include "analysis/tornado.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

double Swing::width() const {
  if (low.n == 0 || high.n == 0) return low.n == 0 ? low.mean : high.mean;
  return std::max({low.mean, high.mean, 0.0}) - std::min({low.mean, high.mean, 0.0});
}

std::vector<Swing> tornado(std::span<const double> base, std::span<const Ends> parameters,
                           double confidence) {
  std::vector<Swing> swings;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    swings.push_back({i, paired_difference(base, parameters[i].low, confidence),
                      paired_difference(base, parameters[i].high, confidence)});
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& one, const Swing& other) {
    if (std::isnan(one.width())) return false;
    return std::isnan(other.width()) || one.width() > other.width();
  });
  return swings;
}

}  // namespace analysis
