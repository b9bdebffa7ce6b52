#include "models/delinquency.hpp"

#include <gtest/gtest.h>

namespace {

using models::Bucket;

TEST(Delinquency, BucketsFollowOneAnotherWithoutGapOrOverlap) {
  Bucket last = Bucket::m0;
  for (int dpd = 0; dpd <= 400; ++dpd) {
    const Bucket bucket = models::bucket_of(dpd);
    if (bucket == last) continue;
    EXPECT_EQ(models::index_of(bucket), models::index_of(last) + 1);
    EXPECT_EQ(models::first_dpd(bucket), dpd);
    last = bucket;
  }
  EXPECT_EQ(last, Bucket::m7);
}

TEST(Delinquency, EveryBucketHasAName) {
  for (std::size_t i = 0; i < models::bucket_count; ++i) {
    EXPECT_EQ(models::bucket_names[i], "M" + std::to_string(i));
    EXPECT_FALSE(models::bucket_long_names[i].empty());
  }
}

}  // namespace
