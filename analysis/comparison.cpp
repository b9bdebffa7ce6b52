#include "analysis/comparison.hpp"

#include <cmath>
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

Comparison compare(const HeadlineTable& table, const std::vector<Sampling>& samplings,
                   double confidence) {
  CHECK(!table.values.empty(), "a comparison has at least one arm");
  Comparison comparison{table.headline, {}};
  for (std::size_t arm = 0; arm < table.values.size(); ++arm) {
    ArmComparison& result = comparison.arms.emplace_back();
    const Sampling sampling = samplings.empty() ? Sampling{} : samplings.at(arm);
    result.level = estimate(table.values[arm], sampling, confidence);
    result.pairing_gain = std::numeric_limits<double>::quiet_NaN();
    if (arm == 0) {
      result.difference = result.independent = estimate({}, confidence);
      continue;
    }
    result.difference = paired_difference(table.values[0], table.values[arm], sampling, confidence);
    result.independent = independent_difference(table.values[0], table.values[arm], confidence);
    result.pairing_gain = gain(result.difference, result.independent);
    if (sampling.is_plain()) continue;
    const auto plain = paired_difference(table.values[0], table.values[arm], confidence);
    result.sampling_gain = std::pow(gain(result.difference, plain), 2);
  }
  return comparison;
}

std::vector<Comparison> compare(const std::vector<HeadlineTable>& tables,
                                const std::vector<Sampling>& samplings, double confidence) {
  std::vector<Comparison> comparisons;
  for (const HeadlineTable& table : tables) {
    comparisons.push_back(compare(table, samplings, confidence));
  }
  return comparisons;
}

}  // namespace analysis
