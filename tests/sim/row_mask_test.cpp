#include "sim/row_mask.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

namespace {

using sim::RowMask;

std::vector<std::uint8_t> random_flags(std::size_t rows, double chosen, std::mt19937& luck) {
  std::bernoulli_distribution choose(chosen);
  std::vector<std::uint8_t> flags(rows);
  for (auto& flag : flags) flag = choose(luck) ? 1 : 0;
  return flags;
}

TEST(RowMask, KnowsWhichRowsAreChosenAndWhichAreNot) {
  std::mt19937 luck(1);
  for (std::size_t rows = 0; rows <= RowMask::rows_max; ++rows) {
    const auto flags = random_flags(rows, 0.6, luck);
    const RowMask mask(flags);
    const RowMask others = ~mask;
    ASSERT_EQ(mask.rows(), rows);
    ASSERT_EQ(others.rows(), rows);
    ASSERT_EQ(mask.count(), static_cast<std::size_t>(std::count(flags.begin(), flags.end(), 1)));
    ASSERT_EQ(mask.count() + others.count(), rows);
    for (std::size_t i = 0; i < rows; ++i) {
      ASSERT_EQ(mask[i], flags[i] == 1);
      ASSERT_EQ(others[i], flags[i] == 0);
    }
  }
}

TEST(RowMask, HoldsNoMoreThanABlock) {
  EXPECT_THROW(RowMask(std::vector<std::uint8_t>(RowMask::rows_max + 1)), sim::CheckFailure);
}

template <class Row>
class CompactOracle : public testing::Test {};
struct Odd {
  std::uint16_t a, b, c;
  friend bool operator==(const Odd&, const Odd&) = default;
};
using RowTypes = testing::Types<std::uint8_t, std::uint32_t, double, Odd>;
TYPED_TEST_SUITE(CompactOracle, RowTypes);

template <class Row>
Row numbered(std::size_t i) {
  if constexpr (std::is_same_v<Row, Odd>) {
    return {static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(i + 1), 7};
  } else {
    return static_cast<Row>(i + 1);
  }
}

// In place, and `gap` rows towards the front; nothing behind the last row may be touched.
TYPED_TEST(CompactOracle, KeepsTheChosenRowsInOrder) {
  using Row = TypeParam;
  std::mt19937 luck(2);
  for (std::size_t rows = 0; rows <= RowMask::rows_max; rows += 1 + rows / 16) {
    for (const double chosen : {0.0, 0.1, 0.9, 1.0}) {
      for (const std::size_t gap : {0, 1, 15, 300}) {
        const auto flags = random_flags(rows, chosen, luck);
        std::vector<Row> all(gap + rows + 20);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = numbered<Row>(i);
        std::vector<Row> expected;
        for (std::size_t i = 0; i < rows; ++i) {
          if (flags[i] == 1) expected.push_back(all[gap + i]);
        }
        for (int generation = 2; generation <= sim::generation(); ++generation) {
          std::vector<Row> some = all;
          const auto from = std::span<const Row>(some).subspan(gap, rows);
          const std::size_t count = sim::compact(RowMask(flags), from, some.data(), generation);
          ASSERT_EQ(count, expected.size());
          ASSERT_TRUE(std::equal(expected.begin(), expected.end(), some.begin())) << generation;
          ASSERT_TRUE(std::equal(all.end() - 20, all.end(), some.end() - 20)) << generation;
        }
      }
    }
  }
}

TEST(Compact, TakesAMaskOfTheSameLength) {
  std::vector<std::uint32_t> rows(5);
  const RowMask mask(std::vector<std::uint8_t>(4));
  EXPECT_THROW(sim::compact(mask, std::span<const std::uint32_t>(rows), rows.data()),
               sim::CheckFailure);
}

}  // namespace
