#include "models/roll_rates.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {
namespace {

constexpr int months_of_a_year = 12;
// Nearly all principal is repaid or lost within the longest term and the time to charge-off.
constexpr int months_of_a_life = 600;

using Shares = std::array<double, bucket_count>;

double share(sim::Money part, sim::Money whole) {
  return static_cast<double>(part.minor()) / static_cast<double>(whole.minor());
}

Shares charged_off_within(const ObservedRolls& seen, int months, const Shares& unseen) {
  Shares p{};
  for (int month = 0; month < months; ++month) {
    Shares next{};
    for (std::size_t i = 0; i < bucket_count; ++i) {
      if (seen.exposed[i] <= sim::Money{}) {
        next[i] = unseen[i];
        continue;
      }
      next[i] = share(seen.charged_off[i], seen.exposed[i]);
      for (std::size_t j = 0; j < bucket_count; ++j) {
        next[i] += share(seen.rolled[i][j], seen.exposed[i]) * p[j];
      }
      next[i] = std::min(1.0, next[i]);
    }
    p = next;
  }
  return p;
}

// Adds (or takes off) all amounts of one to those of the other.
template <class Apply>
void each(ObservedRolls& to, const ObservedRolls& from, Apply&& apply) {
  for (std::size_t i = 0; i < bucket_count; ++i) {
    apply(to.exposed[i], from.exposed[i]);
    apply(to.charged_off[i], from.charged_off[i]);
    for (std::size_t j = 0; j < bucket_count; ++j) apply(to.rolled[i][j], from.rolled[i][j]);
  }
  apply(to.lost, from.lost);
  apply(to.recovered, from.recovered);
}

}  // namespace

ObservedRolls& ObservedRolls::operator+=(const ObservedRolls& other) {
  each(*this, other, [](sim::Money& to, sim::Money from) { to += from; });
  return *this;
}

ObservedRolls& ObservedRolls::operator-=(const ObservedRolls& other) {
  each(*this, other, [](sim::Money& to, sim::Money from) { to -= from; });
  return *this;
}

LossRates estimate_losses(const ObservedRolls& seen, const LossRates& table) {
  LossRates rates;
  rates.twelve_month = charged_off_within(seen, months_of_a_year, table.twelve_month);
  rates.lifetime = charged_off_within(seen, months_of_a_life, table.lifetime);
  if (seen.lost > sim::Money{}) {
    rates.loss_given_charge_off = std::clamp(1.0 - share(seen.recovered, seen.lost), 0.0, 1.0);
  }
  return rates;
}

ObservedRolls RollHistory::last(std::size_t window) const {
  CHECK(has(window), "{} months of a window of {}", totals_.size(), window);
  ObservedRolls seen = totals_.back();
  seen -= totals_[totals_.size() - 1 - window];
  return seen;
}

}  // namespace models
