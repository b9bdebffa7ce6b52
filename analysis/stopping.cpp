#include "analysis/stopping.hpp"

#include <algorithm>
#include <cmath>

#include "sim/check.hpp"

namespace analysis {
namespace {

// More than any study has; also what an infinite variance asks for.
constexpr double most = 1e9;

std::size_t whole(double replications) {
  return static_cast<std::size_t>(std::ceil(std::min(replications, most)));
}

}  // namespace

Stage next_stage(std::span<const double> values, std::size_t first, double wanted,
                 double confidence) {
  CHECK(first >= 2, "a variance needs two replications");
  CHECK(wanted > 0);
  const Estimate all = estimate(values, confidence);
  Stage stage{false, all.half_width, values.size()};
  const Estimate begun = estimate(values.first(std::min(first, values.size())), confidence);
  if (begun.n < 2) {
    stage.next = std::max(first, values.size() + 1);
    return stage;
  }
  const double degrees = static_cast<double>(begun.n - 1);
  const double ratio = student_t(degrees, confidence) * begun.deviation / wanted;
  const std::size_t planned = std::max(first, whole(ratio * ratio));
  if (values.size() < planned) {
    stage.next = planned;
    return stage;
  }
  stage.met = all.half_width <= wanted;
  if (stage.met) return stage;
  const double wider = all.half_width / wanted;
  stage.next =
      std::max(values.size() + 1, whole(static_cast<double>(values.size()) * wider * wider));
  return stage;
}

}  // namespace analysis
