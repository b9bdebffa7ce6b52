// Delinquency buckets: how late a loan is, in steps of thirty days past due (dpd).
//
// M0 is current, M1 1–29 days past due, M2 30–59, and so on to M6 150–179; M7 is everything from
// 180 days to the charge-off, whose day is a parameter of collections.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace models {

enum class Bucket : std::uint8_t { m0, m1, m2, m3, m4, m5, m6, m7, count_ };

inline constexpr std::size_t bucket_count = static_cast<std::size_t>(Bucket::count_);

inline constexpr std::array<std::string_view, bucket_count> bucket_names = {"M0", "M1", "M2", "M3",
                                                                            "M4", "M5", "M6", "M7"};

// What each bucket holds, for people.
inline constexpr std::array<std::string_view, bucket_count> bucket_long_names = {
    "current",    "1-29 dpd",    "30-59 dpd",   "60-89 dpd",
    "90-119 dpd", "120-149 dpd", "150-179 dpd", "180 dpd and over"};

constexpr std::size_t index_of(Bucket bucket) {
  return static_cast<std::size_t>(bucket);
}

// The bucket of a loan `dpd` days past due; a day before the due day (below zero) is current.
constexpr Bucket bucket_of(std::int32_t dpd) {
  if (dpd <= 0) return Bucket::m0;
  const std::int32_t step = 1 + dpd / 30;
  constexpr std::int32_t last = static_cast<std::int32_t>(bucket_count) - 1;
  return static_cast<Bucket>(step < last ? step : last);
}

// The first day past due that belongs to the bucket.
constexpr std::int32_t first_dpd(Bucket bucket) {
  if (bucket == Bucket::m0) return 0;
  if (bucket == Bucket::m1) return 1;
  return 30 * (static_cast<std::int32_t>(bucket) - 1);
}

static_assert(bucket_of(-3) == Bucket::m0 && bucket_of(0) == Bucket::m0);
static_assert(bucket_of(1) == Bucket::m1 && bucket_of(29) == Bucket::m1);
static_assert(bucket_of(30) == Bucket::m2 && bucket_of(179) == Bucket::m6);
static_assert(bucket_of(180) == Bucket::m7 && bucket_of(100'000) == Bucket::m7);

}  // namespace models
