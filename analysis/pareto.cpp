#include "analysis/pareto.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/purposes.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"

namespace analysis {

namespace {

constexpr int resamples = 1000;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

bool dominates(const std::vector<double>& one, const std::vector<double>& other) {
  bool better = false;
  for (std::size_t k = 0; k < one.size(); ++k) {
    if (!(one[k] >= other[k])) return false;
    better = better || one[k] > other[k];
  }
  return better;
}

using Values = std::vector<std::vector<std::vector<double>>>;

bool is_live(const Values& values, std::size_t point) {
  return std::all_of(values.begin(), values.end(), [&](const auto& objective) {
    return std::any_of(objective[point].begin(), objective[point].end(),
                       [](double v) { return std::isfinite(v); });
  });
}

// Replications in which every live point has all its values.
std::vector<std::size_t> whole_replications(const Values& values, const std::vector<bool>& live) {
  std::vector<std::size_t> whole;
  const std::size_t replications = values.front().front().size();
  for (std::size_t r = 0; r < replications; ++r) {
    bool good = true;
    for (const auto& objective : values) {
      for (std::size_t p = 0; p < live.size(); ++p) {
        good = good && (!live[p] || std::isfinite(objective[p][r]));
      }
    }
    if (good) whole.push_back(r);
  }
  return whole;
}

std::vector<std::vector<double>> means(const Values& values, const std::vector<bool>& live,
                                       const std::vector<std::size_t>& replications) {
  std::vector<std::vector<double>> worth(live.size(),
                                         std::vector<double>(values.size(), undefined));
  for (std::size_t k = 0; k < values.size(); ++k) {
    for (std::size_t p = 0; p < live.size(); ++p) {
      if (!live[p] || replications.empty()) continue;
      double sum = 0;
      for (const std::size_t r : replications) sum += values[k][p][r];
      worth[p][k] = sum / static_cast<double>(replications.size());
    }
  }
  return worth;
}

}  // namespace

std::vector<bool> pareto_front(const std::vector<std::vector<double>>& worth) {
  std::vector<bool> front;
  for (const auto& one : worth) {
    front.push_back(all_finite(one) &&
                    std::none_of(worth.begin(), worth.end(), [&](const auto& other) {
                      return all_finite(other) && dominates(other, one);
                    }));
  }
  return front;
}

std::vector<FrontPoint> pareto_points(const Values& values) {
  CHECK(!values.empty());
  const std::size_t points = values.front().size();
  if (points == 0) return {};
  const std::size_t replications = values.front().front().size();
  for (const auto& objective : values) {
    CHECK(objective.size() == points);
    for (const auto& point : objective) CHECK(point.size() == replications);
  }
  std::vector<bool> live;
  for (std::size_t p = 0; p < points; ++p) live.push_back(is_live(values, p));
  const auto whole = whole_replications(values, live);
  const auto worth = means(values, live, whole);
  const auto front = pareto_front(worth);
  std::vector<std::size_t> times(points);
  for (int index = 0; index < resamples; ++index) {
    sim::Stream draws(sim::StreamKey(0, 0), resampled_replication, 0, sim::Day{index});
    std::vector<std::size_t> sample;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const double at = sim::uniform(draws) * static_cast<double>(whole.size());
      sample.push_back(whole[static_cast<std::size_t>(at)]);
    }
    const auto again = pareto_front(means(values, live, sample));
    for (std::size_t p = 0; p < points; ++p) times[p] += again[p];
  }
  std::vector<FrontPoint> found;
  for (std::size_t p = 0; p < points; ++p) {
    const double share = static_cast<double>(times[p]) / resamples;
    found.push_back({worth[p], front[p], whole.size() < 2 ? undefined : share});
  }
  return found;
}

}  // namespace analysis
