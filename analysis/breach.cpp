#include "analysis/breach.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <set>

#include "sim/check.hpp"

namespace analysis {

Proportion proportion(std::size_t count, std::size_t n, double confidence) {
  CHECK(count <= n);
  if (n == 0) return {};
  const double outside = (1 - confidence) / 2;
  const auto of = static_cast<double>(n);
  const auto k = static_cast<double>(count);
  Proportion found{k / of, 0, 1};
  if (count > 0) {
    found.low = boost::math::quantile(boost::math::beta_distribution<>(k, of - k + 1), outside);
  }
  if (count < n) {
    found.high =
        boost::math::quantile(boost::math::beta_distribution<>(k + 1, of - k), 1 - outside);
  }
  return found;
}

BreachSearch::BreachSearch(double level, int steps, double confidence)
    : level_(level), confidence_(confidence), last_(std::size_t{1} << steps) {
  CHECK(level > 0);
  CHECK(level < 1);
  CHECK(steps >= 1);
  CHECK(steps <= 20);
}

bool BreachSearch::passes(const Known& at, Passing what) const {
  switch (what) {
    case Passing::agrees:
      return proportion(at.breaches, at.n, confidence_).high >= level_;
    case Passing::reached:
      return static_cast<double>(at.breaches) >= level_ * static_cast<double>(at.n);
    case Passing::exceeded:
      break;
  }
  return proportion(at.breaches, at.n, confidence_).low > level_;
}

BreachSearch::Bracket BreachSearch::bracket(Passing what) const {
  Bracket found;
  for (const auto& [place, at] : known_) {
    if (passes(at, what)) {
      found.at = place;
      break;
    }
    found.below = place;
  }
  return found;
}

std::vector<std::size_t> BreachSearch::wanted() const {
  if (!known_.contains(0) || !known_.contains(last_)) return {0, last_};
  std::set<std::size_t> places;
  for (const Passing what : {Passing::agrees, Passing::reached, Passing::exceeded}) {
    const Bracket now = bracket(what);
    if (!now.below || !now.at) continue;
    if (*now.at - *now.below > 1) places.insert(*now.below + (*now.at - *now.below) / 2);
  }
  return {places.begin(), places.end()};
}

void BreachSearch::know(std::size_t place, std::size_t breaches, std::size_t n) {
  CHECK(place <= last_);
  CHECK(n > 0, "a probability needs a replication");
  CHECK(breaches <= n);
  known_.insert_or_assign(place, Known{breaches, n});
}

std::optional<std::size_t> BreachSearch::mildest() const {
  return bracket(Passing::reached).at;
}

std::optional<std::size_t> BreachSearch::surely_below() const {
  return bracket(Passing::agrees).below;
}

std::optional<std::size_t> BreachSearch::surely_above() const {
  return bracket(Passing::exceeded).at;
}

bool BreachSearch::is_monotone() const {
  return std::is_sorted(known_.begin(), known_.end(), [](const auto& a, const auto& b) {
    // As shares, since a replication may have failed at one place.
    return a.second.breaches * b.second.n < b.second.breaches * a.second.n;
  });
}

}  // namespace analysis
