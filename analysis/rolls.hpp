// How loans move between delinquency buckets from one month's end to the next, over all months.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/headline.hpp"

namespace analysis {

// Buckets by their place: M0 current, M1 1–29 days past due, M2 30–59 and so on.
inline constexpr std::size_t m0 = 0;
inline constexpr std::size_t m1 = 1;
inline constexpr std::size_t m2 = 2;
inline constexpr std::size_t m3 = 3;
inline constexpr std::size_t m4 = 4;
inline constexpr std::size_t m6 = 6;

class Rolls {
 public:
  // By month, bucket before and destination; the last two destinations are paid off and charged
  // off (CheckFailure where there are fewer buckets than these).
  explicit Rolls(const Series& series);

  double all(std::size_t from) const { return sum(from, 0, destinations_); }
  // Current again, or paid off.
  double cured(std::size_t from) const { return moved(from, m0) + moved(from, paid()); }
  // To a worse bucket, or charged off.
  double further(std::size_t from) const { return worse_than(from, from); }
  // To 30 days past due and more, or charged off.
  double to_30(std::size_t from) const { return worse_than(m1, from); }
  // Shares of all; NaN where there are none.
  double cure_rate(std::size_t from) const;
  double roll_rate(std::size_t from) const;

 private:
  std::size_t buckets() const { return destinations_ - 2; }
  std::size_t paid() const { return buckets(); }
  double moved(std::size_t from, std::size_t to) const { return moved_[from * destinations_ + to]; }
  double worse_than(std::size_t bucket, std::size_t from) const {
    return sum(from, bucket + 1, buckets()) + moved(from, paid() + 1);
  }
  double sum(std::size_t from, std::size_t to, std::size_t end) const;

  std::size_t destinations_;
  std::vector<double> moved_;
};

}  // namespace analysis
