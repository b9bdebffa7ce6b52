// Loss rates estimated from the lender's own book: how much of each bucket's principal has moved
// where in a month, and from there how much of it is charged off within a year and in the end.
//
// Amounts and not loans are followed, so what is repaid on the way is not lost. With q(i, j) the
// share of bucket i's principal that is in bucket j a month later and c(i) the share charged off,
//
//   p₀ = 0,   p₍ₙ₊₁₎(i) = c(i) + Σⱼ q(i, j) pₙ(j)        twelve-month p₁₂, lifetime p∞ = (1 − q)⁻¹
//   c
//
// an absorbing Markov chain (Cyert, Davidson and Thompson, Estimation of the allowance for doubtful
// accounts by Markov chains, Management Science 8, 1962) [P].
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/delinquency.hpp"
#include "sim/money.hpp"

namespace models {

// Sums over months; of loans that were there at the end of the month before.
struct ObservedRolls {
  std::array<sim::Money, bucket_count> exposed{};  // principal at the end of the month before
  std::array<std::array<sim::Money, bucket_count>, bucket_count> rolled{};  // from, to; after it
  std::array<sim::Money, bucket_count> charged_off{};
  // On the lender's own part, over the same months.
  sim::Money lost;       // charged off against the allowance
  sim::Money recovered;  // cash and sale prices

  ObservedRolls& operator+=(const ObservedRolls& other);
  ObservedRolls& operator-=(const ObservedRolls& other);
};

// Shares of an exposure, 0 to 1, by bucket.
struct LossRates {
  std::array<double, bucket_count> twelve_month{};  // charged off within twelve months
  std::array<double, bucket_count> lifetime{};      // charged off in the end
  double loss_given_charge_off = 1;                 // what recoveries leave of it
};

// A bucket in which nothing was seen loses what `table` says. Without charge-offs all is lost that
// is charged off.
LossRates estimate_losses(const ObservedRolls& seen, const LossRates& table);

// What was seen month by month, and the last `window` months of it.
class RollHistory {
 public:
  // `total`: all that has been seen up to the end of this month.
  void note(const ObservedRolls& total) { totals_.push_back(total); }
  // The first month end has nothing to compare with, so this takes one month more than the window.
  bool has(std::size_t window) const { return totals_.size() > window; }
  ObservedRolls last(std::size_t window) const;

 private:
  std::vector<ObservedRolls> totals_;
};

}  // namespace models
