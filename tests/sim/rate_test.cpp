#include "sim/rate.hpp"

#include <gtest/gtest.h>
#include <random>

namespace {

using sim::CheckFailure;
using sim::DayCount;
using sim::Money;
using sim::Rate;
using sim::simple_interest;

TEST(Rate, AddsAndCompares) {
  EXPECT_EQ(Rate::of_ppm(36'000) + Rate::of_ppm(4'000), Rate::of_ppm(40'000));
  EXPECT_EQ(Rate::of_ppm(36'000) - Rate::of_ppm(40'000), Rate::of_ppm(-4'000));
  EXPECT_LT(Rate(), Rate::of_ppm(1));
}

TEST(Rate, IsBounded) {
  EXPECT_THROW(Rate::of_ppm(Rate::ppm_max + 1), CheckFailure);
  EXPECT_THROW(Rate::of_ppm(Rate::ppm_max) + Rate::of_ppm(1), CheckFailure);
}

TEST(Rate, CountsAYearAsItsConventionSays) {
  EXPECT_EQ(sim::year_days(DayCount::actual_365), 365);
  EXPECT_EQ(sim::year_days(DayCount::actual_360), 360);
  EXPECT_EQ(sim::year_days(DayCount::thirty_360), 360);
}

TEST(Interest, OfAFullYearIsPrincipalTimesRate) {
  EXPECT_EQ(simple_interest(Money::of_minor(1'000'000), Rate::of_ppm(120'000), 365),
            Money::of_minor(120'000));
  EXPECT_EQ(simple_interest(Money::of_minor(1'000'000), Rate::of_ppm(120'000), 360, 360),
            Money::of_minor(120'000));
}

TEST(Interest, RoundsHalfToEven) {
  // 365 * 0.5 ppm-years of a million: exactly half a minor unit, and exactly one and a half.
  EXPECT_EQ(simple_interest(Money::of_minor(1'000'000), Rate::of_ppm(1), 73, 146), Money());
  EXPECT_EQ(simple_interest(Money::of_minor(3'000'000), Rate::of_ppm(1), 73, 146),
            Money::of_minor(2));
}

TEST(Interest, OfNothingIsNothing) {
  EXPECT_EQ(simple_interest(Money(), Rate::of_ppm(500'000), 30), Money());
  EXPECT_EQ(simple_interest(Money::of_minor(10), Rate::of_ppm(500'000), 0), Money());
}

TEST(Interest, RefusesNegativeDays) {
  EXPECT_THROW(simple_interest(Money::of_minor(1), Rate::of_ppm(1), -1), CheckFailure);
}

TEST(InterestProperty, IsWithinHalfAMinorUnitOfTheRealNumber) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50'000; ++i) {
    const auto principal = static_cast<std::int64_t>(random() % 1'000'000'000'000);
    const auto ppm = static_cast<std::int64_t>(random() % 1'000'000);
    const int days = static_cast<int>(random() % 1100);
    const long double exact = static_cast<long double>(principal) * ppm * days / 365'000'000.0L;
    const auto got = simple_interest(Money::of_minor(principal), Rate::of_ppm(ppm), days).minor();
    ASSERT_NEAR(static_cast<double>(static_cast<long double>(got) - exact), 0.0, 0.5 + 1e-6);
  }
}

}  // namespace
