#include "analysis/blocks.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "sim/check.hpp"

namespace analysis {

BlockedMean blocked_mean(std::span<const double> values, std::size_t size, double confidence) {
  CHECK(size >= 1);
  std::vector<double> means, singles;
  for (std::size_t first = 0; first + size <= values.size(); first += size) {
    const auto block = values.subspan(first, size);
    double sum = 0;
    for (const double value : block) sum += value;
    if (!std::isfinite(sum)) continue;
    means.push_back(sum / static_cast<double>(size));
    singles.insert(singles.end(), block.begin(), block.end());
  }
  BlockedMean found{estimate(means, confidence), std::numeric_limits<double>::quiet_NaN()};
  if (found.mean.n < 2) return found;
  // Singles of a block agree less than independent ones do, but each by itself is drawn from the
  // whole distribution, so their variance is that of plain replications but for 1/n.
  const double plain = std::pow(estimate(singles, confidence).deviation, 2);
  const double blocked = std::pow(found.mean.deviation, 2) * static_cast<double>(size);
  if (blocked > 0) found.variance_reduction = plain / blocked;
  if (blocked == 0 && plain > 0) {
    found.variance_reduction = std::numeric_limits<double>::infinity();
  }
  return found;
}

}  // namespace analysis
