#include "analysis/weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

std::vector<double> column(const output::ResultReader& file, std::size_t arm, const char* measure,
                           double unit, double absent) {
  const auto stored = file.values("luck", measure, arm);
  std::vector<double> found(file.replications(), absent);
  // The first cell is the factor of the economy; panels may come to tell more.
  const std::size_t cells = stored ? stored->size() / std::max(1u, file.replications()) : 0;
  for (std::uint32_t r = 0; r < file.replications(); ++r) {
    const bool done = file.state(arm, r).status == output::Status::done;
    if (!done) found[r] = undefined;
    if (done && stored) found[r] = static_cast<double>((*stored)[r * cells]) / unit;
  }
  return found;
}

}  // namespace

bool ArmLuck::is_weighted() const {
  std::optional<double> first;
  for (const double weight : log_weights) {
    if (!std::isfinite(weight)) continue;
    if (first && weight != *first) return true;
    first = weight;
  }
  return false;
}

ArmLuck luck_of(const output::ResultReader& file, std::size_t arm) {
  ArmLuck luck{column(file, arm, "z_ppm", 1e6, undefined),
               column(file, arm, "log_weight_ppb", 1e9, 0)};
  for (const double block : column(file, arm, "block", 1, 1)) {
    if (block >= 1) luck.block = static_cast<std::size_t>(block);
  }
  return luck;
}

}  // namespace analysis
