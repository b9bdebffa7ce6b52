#include "models/day_convention.hpp"

#include <gtest/gtest.h>

#include "models/rounding.hpp"
#include "worked_examples.hpp"

namespace {

using models::DayConvention;
using models::RoundingMode;
using models::year_share;
using worked_examples::date;

int numerator(DayConvention convention, const char* from, const char* to, int due_on = 0) {
  return year_share(convention, date(from), date(to), due_on).numerator;
}

TEST(DayConvention, CountsTrueDays) {
  for (const auto convention :
       {DayConvention::actual_365, DayConvention::actual_360, DayConvention::actual_364}) {
    EXPECT_EQ(numerator(convention, "2024-02-28", "2024-03-01"), 2);
    EXPECT_EQ(numerator(convention, "2025-02-28", "2025-03-01"), 1);
    EXPECT_EQ(numerator(convention, "2025-01-01", "2026-01-01"), 365);
  }
  EXPECT_EQ(
      year_share(DayConvention::actual_364, date("2025-01-01"), date("2025-01-08"), 0).denominator,
      364);
}

TEST(DayConvention, SplitsActualActualAtTheTurnOfTheYear) {
  constexpr auto convention = DayConvention::actual_actual;
  EXPECT_EQ(numerator(convention, "2024-01-01", "2025-01-01"), 365 * 366);  // a year is a year
  EXPECT_EQ(numerator(convention, "2023-01-01", "2024-01-01"), 365 * 366);
  EXPECT_EQ(numerator(convention, "2023-12-12", "2024-01-12"), 20 * 366 + 11 * 365);
  // ISDA's own example: 1 November 2003 to 1 May 2004, 61 / 365 + 121 / 366.
  EXPECT_EQ(numerator(convention, "2003-11-01", "2004-05-01"), 61 * 366 + 121 * 365);
}

TEST(DayConvention, MayCountTheNightToNewYearInTheNewYear) {
  constexpr auto convention = DayConvention::actual_actual_last_day;
  EXPECT_EQ(numerator(convention, "2023-12-31", "2024-12-31"), 365 * 366);
  EXPECT_EQ(numerator(convention, "2023-12-12", "2024-01-12"), 19 * 366 + 12 * 365);
}

TEST(DayConvention, CountsMonthsOfThirtyDays) {
  for (const auto convention : {DayConvention::thirty_360, DayConvention::thirty_365}) {
    EXPECT_EQ(numerator(convention, "2025-01-31", "2025-02-28", 31), 30);
    EXPECT_EQ(numerator(convention, "2025-02-28", "2025-03-31", 31), 30);
    EXPECT_EQ(numerator(convention, "2025-01-31", "2025-02-28"), 28);
    EXPECT_EQ(numerator(convention, "2025-01-15", "2026-01-15"), 360);
  }
  EXPECT_EQ(
      year_share(DayConvention::thirty_365, date("2025-01-01"), date("2025-02-01"), 1).denominator,
      365);
}

TEST(Rounding, TiesAndRestsGoWhereTheModeSays) {
  struct Case {
    int numerator, half_even, half_up, up, down;
  };
  for (const Case& one :
       {Case{0, 0, 0, 0, 0}, Case{1, 0, 0, 1, 0}, Case{2, 0, 1, 1, 0}, Case{3, 1, 1, 1, 0},
        Case{4, 1, 1, 1, 1}, Case{6, 2, 2, 2, 1}, Case{10, 2, 3, 3, 2}}) {
    EXPECT_EQ(models::divide_rounded(one.numerator, 4, RoundingMode::half_even), one.half_even);
    EXPECT_EQ(models::divide_rounded(one.numerator, 4, RoundingMode::half_up), one.half_up);
    EXPECT_EQ(models::divide_rounded(one.numerator, 4, RoundingMode::up), one.up);
    EXPECT_EQ(models::divide_rounded(one.numerator, 4, RoundingMode::down), one.down);
  }
}

TEST(Rounding, UnitsAreWholeMultiples) {
  const models::Rounding tens{RoundingMode::up, sim::Money::of_minor(10)};
  EXPECT_EQ(models::rounded_money(201, 2, tens), sim::Money::of_minor(110));
  EXPECT_EQ(models::rounded_money(200, 2, tens), sim::Money::of_minor(100));
}

}  // namespace
