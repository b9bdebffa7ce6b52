#include "sim/money.hpp"

#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace {

using sim::CheckFailure;
using sim::divide_half_even;
using sim::Int128;
using sim::Money;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

TEST(Money, AddsAndSubtractsExactly) {
  EXPECT_EQ(Money::of_minor(150) + Money::of_minor(-51), Money::of_minor(99));
  EXPECT_EQ(Money::of_minor(150) - Money::of_minor(151), Money::of_minor(-1));
  EXPECT_EQ(-Money::of_minor(5), Money::of_minor(-5));
  EXPECT_EQ(Money(), Money::of_minor(0));
  EXPECT_LT(Money::of_minor(-1), Money());
}

TEST(Money, RefusesToOverflow) {
  EXPECT_EQ(Money::of_minor(largest - 1) + Money::of_minor(1), Money::of_minor(largest));
  EXPECT_THROW(Money::of_minor(largest) + Money::of_minor(1), CheckFailure);
  EXPECT_THROW(Money::of_minor(smallest) - Money::of_minor(1), CheckFailure);
  EXPECT_THROW(-Money::of_minor(smallest), CheckFailure);
}

TEST(Money, LeavesTheSumUntouchedWhenItOverflows) {
  Money sum = Money::of_minor(largest - 3);
  EXPECT_THROW(sum += Money::of_minor(4), CheckFailure);
}

TEST(Money, RoundsHalvesToTheEvenNeighbour) {
  EXPECT_EQ(divide_half_even(5, std::int64_t{10}), 0);
  EXPECT_EQ(divide_half_even(15, std::int64_t{10}), 2);
  EXPECT_EQ(divide_half_even(25, std::int64_t{10}), 2);
  EXPECT_EQ(divide_half_even(26, std::int64_t{10}), 3);
  EXPECT_EQ(divide_half_even(-15, std::int64_t{10}), -2);
  EXPECT_EQ(divide_half_even(-25, std::int64_t{10}), -2);
  EXPECT_EQ(divide_half_even(15, std::int64_t{-10}), -2);
  EXPECT_EQ(divide_half_even(1, std::int64_t{3}), 0);
  EXPECT_EQ(divide_half_even(2, std::int64_t{3}), 1);
}

TEST(Money, RefusesToDivideByZeroAndQuotientsThatDoNotFit) {
  EXPECT_THROW(divide_half_even(1, std::int64_t{0}), CheckFailure);
  EXPECT_EQ(divide_half_even(static_cast<Int128>(smallest), std::int64_t{1}), smallest);
  EXPECT_THROW(divide_half_even(static_cast<Int128>(smallest), std::int64_t{-1}), CheckFailure);
  EXPECT_THROW(divide_half_even(static_cast<Int128>(largest) + 1, std::int64_t{1}), CheckFailure);
}

TEST(Money, ScalesWithoutOverflowInBetween) {
  EXPECT_EQ(scale(Money::of_minor(largest), largest, largest), Money::of_minor(largest));
  EXPECT_EQ(scale(Money::of_minor(1001), 1, 2), Money::of_minor(500));
  EXPECT_EQ(scale(Money::of_minor(1003), 1, 2), Money::of_minor(502));
  EXPECT_THROW(scale(Money::of_minor(largest), 2, 1), CheckFailure);
}

TEST(Money, ReadsAsMajorUnitsWithTwoDecimals) {
  EXPECT_EQ(to_text(Money::of_minor(123456)), "1234.56");
  EXPECT_EQ(to_text(Money::of_minor(-5)), "-0.05");
  EXPECT_EQ(to_text(Money()), "0.00");
  EXPECT_EQ(to_text(Money::of_minor(smallest)), "-92233720368547758.08");
}

// The definition, by brute force: of the integers around n / d the nearest, of two the even one.
std::int64_t nearest_even(Int128 n, Int128 d) {
  if (d < 0) n = -n, d = -d;
  const Int128 guess = n / d;
  Int128 best = guess - 2;
  const auto distance = [&](Int128 q) { return q * d > n ? q * d - n : n - q * d; };
  for (Int128 q = guess - 1; q <= guess + 1; ++q) {
    if (distance(q) < distance(best) || (distance(q) == distance(best) && q % 2 == 0)) best = q;
  }
  return static_cast<std::int64_t>(best);
}

TEST(MoneyOracle, DivisionAgreesWithTheDefinitionOnRandomQuotients) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const int bits = static_cast<int>(random() % 60);
    const auto n = static_cast<std::int64_t>(random()) >> bits;
    auto d = static_cast<std::int64_t>(random()) >> (random() % 64);
    if (d == 0 || d == -1) d = 2;
    ASSERT_EQ(divide_half_even(n, d), nearest_even(n, d)) << n << " / " << d;
  }
}

TEST(MoneyOracle, DivisionAgreesWithTheDefinitionOnEverySmallQuotient) {
  for (std::int64_t n = -200; n <= 200; ++n) {
    for (std::int64_t d = -20; d <= 20; ++d) {
      if (d == 0) continue;
      ASSERT_EQ(divide_half_even(n, d), nearest_even(n, d)) << n << " / " << d;
    }
  }
}

TEST(MoneyOracle, DivisionAgreesWithTheDefinitionBeyond64Bits) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 100'000; ++i) {
    const Int128 d = static_cast<Int128>(random() >> 1) * static_cast<Int128>((random() >> 40) + 1);
    const Int128 q = static_cast<Int128>(static_cast<std::int64_t>(random()) >> 28);
    // Exact halves are drawn often: they are the interesting ones, and never come up by chance.
    const Int128 rest = i % 2 == 0 ? d / 2 : static_cast<Int128>(random()) % d;
    ASSERT_EQ(divide_half_even(q * d + rest, d), nearest_even(q * d + rest, d));
  }
}

TEST(MoneyOracle, TheNearestIntegerIsTheLibrarysOne) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> near(-1000, 1000);
  for (int i = 0; i < 100'000; ++i) {
    const double x = std::ldexp(near(random), static_cast<int>(random() % 50));
    ASSERT_EQ(sim::nearest_integer(x), std::llround(x)) << x;
    const double half = std::floor(x) + 0.5;
    ASSERT_EQ(sim::nearest_integer(half), std::llround(half)) << half;
  }
  EXPECT_EQ(sim::nearest_integer(0x1.fffffffffffffp-2), 0);  // adding a half would make it one
}

TEST(MoneyProperty, SplittingInHalvesHasNoDrift) {
  std::int64_t drift = 0;
  for (std::int64_t minor = 0; minor < 4000; ++minor) {
    drift += 2 * scale(Money::of_minor(minor), 1, 2).minor() - minor;
  }
  EXPECT_EQ(drift, 0);
}

}  // namespace
