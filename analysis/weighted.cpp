#include "analysis/weighted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t values_in_tail_min = 5;

struct Weighed {
  double value;
  double weight;
};

// Of the upper tail values are taken with the other sign, so that every tail is a lower one.
std::vector<Weighed> kept(const WeightedValues& sample, Tail tail = Tail::lower) {
  CHECK(sample.values.size() == sample.log_weights.size(), "{} values with {} weights",
        sample.values.size(), sample.log_weights.size());
  const double sign = tail == Tail::lower ? 1 : -1;
  std::vector<Weighed> found;
  for (std::size_t i = 0; i < sample.values.size(); ++i) {
    const double weight = std::exp(sample.log_weights[i]);
    if (!std::isfinite(sample.values[i]) || !std::isfinite(weight)) continue;
    found.push_back({sign * sample.values[i], weight});
  }
  return found;
}

template <class Term>
Estimate mean_of(const std::vector<Weighed>& sample, double confidence, Term&& term) {
  std::vector<double> terms;
  for (const Weighed& one : sample) terms.push_back(term(one));
  return estimate(terms, confidence);
}

// The place among the sorted values at which the weight so far first reaches share × n; their
// number where it never does. Sums that agree but for rounding do agree.
std::size_t place_of(const std::vector<Weighed>& sorted, double share) {
  const double wanted = share * static_cast<double>(sorted.size()) * (1 - 1e-12);
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i].weight;
    if (sum >= wanted) return i;
  }
  return sorted.size();
}

// In the upper tail P(Y > x) <= share: the first value, from the other end, whose weight would be
// too much.
std::size_t place_above(const std::vector<Weighed>& sorted, double share) {
  const double allowed = share * static_cast<double>(sorted.size()) * (1 + 1e-12);
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i].weight;
    if (sum > allowed) return i;
  }
  return sorted.size();
}

struct Quantile {
  std::vector<Weighed> sorted;
  Tail tail;

  // NaN where the sample does not reach.
  double at(double share) const {
    if (!(share > 0)) return undefined;
    const std::size_t place =
        tail == Tail::lower ? place_of(sorted, share) : place_above(sorted, share);
    return place < sorted.size() ? sorted[place].value : undefined;
  }
};

Quantile quantile_of(const WeightedValues& sample, const TailShare& of) {
  CHECK(of.share > 0 && of.share < 1, "a share of {}", of.share);
  Quantile found{kept(sample, of.tail), of.tail};
  // Equal values are one step of the distribution, whichever comes first.
  std::sort(found.sorted.begin(), found.sorted.end(),
            [](const Weighed& a, const Weighed& b) { return a.value < b.value; });
  return found;
}

// Back to the sign of the values, and the ends in their order.
TailEstimate oriented(TailEstimate found, Tail tail) {
  if (tail == Tail::lower) return found;
  return {found.n, -found.value, -found.high, -found.low};
}

}  // namespace

double effective_replications(const WeightedValues& sample) {
  // Relative to the largest weight, which may be out of range by itself.
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < sample.log_weights.size(); ++i) {
    if (std::isfinite(sample.values[i]) && std::isfinite(sample.log_weights[i])) {
      largest = std::max(largest, sample.log_weights[i]);
    }
  }
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < sample.log_weights.size(); ++i) {
    if (!std::isfinite(sample.values[i]) || !std::isfinite(sample.log_weights[i])) continue;
    const double weight = std::exp(sample.log_weights[i] - largest);
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? sum * sum / squares : 0;
}

Estimate weighted_mean(const WeightedValues& sample, Normalisation normalisation,
                       double confidence) {
  const auto values = kept(sample);
  const Estimate plain =
      mean_of(values, confidence, [](const Weighed& one) { return one.weight * one.value; });
  if (normalisation == Normalisation::none || plain.n == 0) return plain;
  const double weight =
      mean_of(values, confidence, [](const Weighed& one) { return one.weight; }).mean;
  const double mean = plain.mean / weight;
  Estimate found = mean_of(values, confidence, [&](const Weighed& one) {
    return one.weight * (one.value - mean) / weight;
  });
  found.mean = mean;
  return found;
}

Estimate tail_probability(const WeightedValues& sample, const TailBound& beyond,
                          double confidence) {
  const double bound = beyond.tail == Tail::lower ? beyond.bound : -beyond.bound;
  Estimate found = mean_of(kept(sample, beyond.tail), confidence,
                           [&](const Weighed& one) { return one.value < bound ? one.weight : 0; });
  if (found.mean == 0) found.deviation = found.half_width = undefined;
  return found;
}

TailEstimate weighted_quantile(const WeightedValues& sample, const TailShare& of,
                               double confidence) {
  const Quantile quantile = quantile_of(sample, of);
  TailEstimate found{quantile.sorted.size(), quantile.at(of.share), undefined, undefined};
  if (found.n < 2 || !std::isfinite(found.value)) return oriented(found, of.tail);
  const Estimate below = mean_of(quantile.sorted, confidence, [&](const Weighed& one) {
    return one.value <= found.value ? one.weight : 0;
  });
  found.low = quantile.at(of.share - below.half_width);
  found.high = quantile.at(of.share + below.half_width);
  return oriented(found, of.tail);
}

TailEstimate weighted_tail_mean(const WeightedValues& sample, const TailShare& of,
                                double confidence) {
  const Quantile quantile = quantile_of(sample, of);
  const double at = quantile.at(of.share);
  TailEstimate found{quantile.sorted.size(), undefined, undefined, undefined};
  if (!std::isfinite(at)) return oriented(found, of.tail);
  const Estimate short_of = mean_of(quantile.sorted, confidence, [&](const Weighed& one) {
    return std::min(one.value - at, 0.0) * one.weight;
  });
  found.value = at + short_of.mean / of.share;
  const auto in_tail = std::count_if(quantile.sorted.begin(), quantile.sorted.end(),
                                     [&](const Weighed& one) { return one.value <= at; });
  if (static_cast<std::size_t>(in_tail) >= values_in_tail_min) {
    found.low = found.value - short_of.half_width / of.share;
    found.high = found.value + short_of.half_width / of.share;
  }
  return oriented(found, of.tail);
}

}  // namespace analysis
