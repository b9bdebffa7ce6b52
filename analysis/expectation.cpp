#include "analysis/expectation.hpp"

#include <numeric>

#include "sim/check.hpp"

namespace analysis {

std::vector<double> expectation(const std::vector<std::vector<double>>& values,
                                std::span<const WeightedArm> arms) {
  CHECK(!arms.empty());
  std::vector<double> sums(values.at(arms.front().arm).size(), 0.0);
  for (const WeightedArm& one : arms) {
    CHECK(one.weight >= 0);
    if (one.weight == 0) continue;
    const std::vector<double>& of_arm = values.at(one.arm);
    CHECK(of_arm.size() == sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += one.weight * of_arm[i];
  }
  return sums;
}

Sampling sampling_together(std::span<const Sampling> samplings) {
  Sampling together;
  bool agree = true;
  for (const Sampling& one : samplings) {
    together.block = std::lcm(together.block, one.block);
    if (one.z.empty()) continue;
    agree = agree && (together.z.empty() || together.z == one.z);
    together.z = one.z;
  }
  if (!agree || together.block > 1) together.z.clear();
  return together;
}

}  // namespace analysis
