#include "analysis/morris.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "analysis/purposes.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

void check(const MorrisDesign& design) {
  CHECK(design.parameters > 0);
  CHECK(design.trajectories > 0);
  CHECK(design.levels >= 2);
  CHECK(design.levels % 2 == 0, "{} levels", design.levels);
}

std::size_t below(sim::Stream& draws, std::size_t n) {
  return static_cast<std::size_t>(sim::uniform(draws) * static_cast<double>(n));
}

std::vector<std::size_t> shuffled(sim::Stream& draws, std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = n; left > 1; --left) {
    std::swap(order[left - 1], order[below(draws, left)]);
  }
  return order;
}

struct Trajectory {
  std::vector<std::size_t> start;  // the level of each parameter
  std::vector<std::size_t> order;  // in which they move
};

Trajectory trajectory(const MorrisDesign& design, std::size_t index) {
  sim::Stream draws(sim::StreamKey(design.seed, 0), morris_trajectory, index, sim::Day{0});
  Trajectory drawn;
  for (std::size_t i = 0; i < design.parameters; ++i) {
    drawn.start.push_back(below(draws, design.levels));
  }
  drawn.order = shuffled(draws, design.parameters);
  return drawn;
}

// Half of the levels: whoever starts in the lower half moves up by it, the others down, so that
// every level is met equally often.
std::size_t across(const MorrisDesign& design, std::size_t level) {
  const std::size_t half = design.levels / 2;
  return level < half ? level + half : level - half;
}

double place(const MorrisDesign& design, std::size_t level) {
  return static_cast<double>(level) / static_cast<double>(design.levels - 1);
}

double log_variance_without(std::span<const double> effects, std::size_t left_out) {
  std::vector<double> others;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    if (i != left_out) others.push_back(effects[i]);
  }
  return 2 * std::log(estimate(others).deviation);
}

void bound_deviation(ElementaryEffects& found, std::span<const double> effects, double confidence) {
  found.deviation_low = found.deviation_high = undefined;
  if (effects.size() < 3) return;
  const auto n = static_cast<double>(effects.size());
  const double whole = 2 * std::log(found.deviation());
  std::vector<double> parts;  // Tukey's pseudo-values
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double without = log_variance_without(effects, i);
    if (!std::isfinite(without)) return;
    parts.push_back(n * whole - (n - 1) * without);
  }
  const Estimate jackknife = estimate(parts, confidence);
  found.deviation_low = std::exp(jackknife.low() / 2);
  found.deviation_high = std::exp(jackknife.high() / 2);
}

}  // namespace

std::vector<UnitPoint> morris_points(const MorrisDesign& design) {
  check(design);
  std::vector<UnitPoint> points;
  for (std::size_t index = 0; index < design.trajectories; ++index) {
    const Trajectory drawn = trajectory(design, index);
    UnitPoint point;
    for (const std::size_t level : drawn.start) point.push_back(place(design, level));
    points.push_back(point);
    for (const std::size_t parameter : drawn.order) {
      point[parameter] = place(design, across(design, drawn.start[parameter]));
      points.push_back(point);
    }
  }
  return points;
}

std::vector<ElementaryEffects> elementary_effects(const MorrisDesign& design,
                                                  std::span<const double> values,
                                                  double confidence) {
  check(design);
  const std::size_t length = design.parameters + 1;
  CHECK(values.size() == design.trajectories * length, "{} values", values.size());
  std::vector<std::vector<double>> effects(design.parameters);
  for (std::size_t index = 0; index < design.trajectories; ++index) {
    const Trajectory drawn = trajectory(design, index);
    for (std::size_t step = 0; step < design.parameters; ++step) {
      const std::size_t parameter = drawn.order[step];
      const std::size_t from = drawn.start[parameter];
      const double moved = place(design, across(design, from)) - place(design, from);
      const std::size_t at = index * length + step;
      const double effect = (values[at + 1] - values[at]) / moved;
      if (std::isfinite(effect)) effects[parameter].push_back(effect);
    }
  }
  std::vector<ElementaryEffects> found;
  for (const std::vector<double>& of_one : effects) {
    std::vector<double> magnitudes;
    for (const double effect : of_one) magnitudes.push_back(std::abs(effect));
    ElementaryEffects one{estimate(of_one, confidence), estimate(magnitudes, confidence)};
    bound_deviation(one, of_one, confidence);
    found.push_back(one);
  }
  return found;
}

}  // namespace analysis
