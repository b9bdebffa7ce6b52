#include "analysis/lag.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <numeric>

#include "sim/check.hpp"

namespace analysis {
namespace {

using Steps = std::span<const double>;

constexpr std::size_t overlap_min = 3;

double mean_of(Steps values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// NaN where one of the two does not move.
double correlation_of(Steps a, Steps b) {
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double both = 0;
  double of_a = 0;
  double of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - mean_a) * (b[i] - mean_b);
    of_a += (a[i] - mean_a) * (a[i] - mean_a);
    of_b += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return both / std::sqrt(of_a * of_b);
}

double correlation_at(Steps leader, Steps follower, int shift) {
  const auto by = static_cast<std::size_t>(std::abs(shift));
  const std::size_t overlap = leader.size() - by;
  return shift >= 0 ? correlation_of(leader.first(overlap), follower.subspan(by))
                    : correlation_of(leader.subspan(by), follower.first(overlap));
}

}  // namespace

std::vector<double> quarters_of(Steps months) {
  std::vector<double> quarters;
  for (std::size_t i = 0; i + 3 <= months.size(); i += 3)
    quarters.push_back(months[i] + months[i + 1] + months[i + 2]);
  return quarters;
}

std::optional<Lag> lag_behind(Steps leader, Steps follower, int most) {
  CHECK(leader.size() == follower.size());
  CHECK(most >= 0);
  // Rounding must not decide between two shifts that are equally good.
  constexpr double tolerance = 1e-9;
  std::optional<Lag> best;
  const auto consider = [&](int shift) {
    if (leader.size() < static_cast<std::size_t>(std::abs(shift)) + overlap_min) return;
    const double correlation = correlation_at(leader, follower, shift);
    if (!std::isfinite(correlation)) return;
    if (!best || correlation > best->correlation + tolerance) best = Lag{shift, correlation};
  };
  for (int shift = 0; shift <= most; ++shift) {
    consider(shift);
    if (shift > 0) consider(-shift);
  }
  return best;
}

std::optional<Upturn> upturn(Steps leader, Steps follower, int steps_a_year) {
  CHECK(leader.size() == follower.size());
  CHECK(steps_a_year > 0);
  if (leader.empty()) return std::nullopt;
  const auto top = std::max_element(leader.begin(), leader.end());
  if (top == leader.begin()) return std::nullopt;
  // Looked for from the peak backwards, so that of a flat stretch its end is found.
  const auto turn = std::min_element(std::make_reverse_iterator(top), leader.rend()).base() - 1;
  const auto from = static_cast<std::size_t>(turn - leader.begin());
  const std::size_t year = std::min(from + 1, static_cast<std::size_t>(steps_a_year));
  const double base = mean_of(follower.subspan(from + 1 - year, year));
  if (!(base > 0)) return std::nullopt;
  const Steps later = follower.subspan(from);
  const auto peak = std::max_element(later.begin(), later.end());
  const auto at = static_cast<std::ptrdiff_t>(from) + (peak - later.begin());
  return Upturn{base, *peak, static_cast<int>(at - (top - leader.begin()))};
}

}  // namespace analysis
