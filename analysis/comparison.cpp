#include "analysis/comparison.hpp"

#include <limits>

#include "sim/check.hpp"

namespace analysis {
namespace {

double gain(const Estimate& paired, const Estimate& independent) {
  if (paired.half_width > 0) return independent.half_width / paired.half_width;
  if (paired.half_width == 0 && independent.half_width > 0) {
    return std::numeric_limits<double>::infinity();
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Comparison compare(const HeadlineTable& table, double confidence) {
  CHECK(!table.values.empty(), "a comparison has at least one arm");
  Comparison comparison{table.headline, {}};
  for (std::size_t arm = 0; arm < table.values.size(); ++arm) {
    ArmComparison& result = comparison.arms.emplace_back();
    result.level = estimate(table.values[arm], confidence);
    result.pairing_gain = std::numeric_limits<double>::quiet_NaN();
    if (arm == 0) {
      result.difference = result.independent = estimate({}, confidence);
      continue;
    }
    result.difference = paired_difference(table.values[0], table.values[arm], confidence);
    result.independent = independent_difference(table.values[0], table.values[arm], confidence);
    result.pairing_gain = gain(result.difference, result.independent);
  }
  return comparison;
}

std::vector<Comparison> compare(const std::vector<HeadlineTable>& tables, double confidence) {
  std::vector<Comparison> comparisons;
  for (const HeadlineTable& table : tables) comparisons.push_back(compare(table, confidence));
  return comparisons;
}

}  // namespace analysis
