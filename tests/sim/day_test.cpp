#include "sim/day.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono;
using sim::CheckFailure;
using sim::Day;
using sim::Timeline;

TEST(Day, CountsForwardsAndBackwards) {
  Day day(5);
  EXPECT_EQ(day + 3, Day(8));
  EXPECT_EQ(day - 6, Day(-1));
  EXPECT_EQ(Day(8) - day, 3);
  ++day;
  EXPECT_EQ(day, Day(6));
  EXPECT_LT(Day(-1), Day(0));
}

TEST(Timeline, StartsOnTheFirstOfAMonthOnly) {
  EXPECT_NO_THROW(Timeline(2025y / February / 1, 1));
  EXPECT_THROW(Timeline(2025y / February / 2, 1), CheckFailure);
  EXPECT_THROW(Timeline(2025y / February / 1, 0), CheckFailure);
}

TEST(Timeline, KnowsLeapYears) {
  EXPECT_EQ(Timeline(2023y / January / 1, 1).days(), 365);
  EXPECT_EQ(Timeline(2024y / January / 1, 1).days(), 366);
  EXPECT_EQ(Timeline(2024y / March / 1, 1).days(), 365);
  EXPECT_EQ(Timeline(1900y / January / 1, 1).days(), 365);
  EXPECT_EQ(Timeline(2000y / January / 1, 1).days_in_month(1), 29);
}

TEST(Timeline, RefusesDaysAndMonthsOutside) {
  const Timeline timeline(2025y / January / 1, 1);
  EXPECT_THROW(timeline.month_of(Day(-1)), CheckFailure);
  EXPECT_THROW(timeline.month_of(Day(365)), CheckFailure);
  EXPECT_THROW(timeline.first_day(13), CheckFailure);
  EXPECT_EQ(timeline.first_day(12), Day(365));
}

TEST(Timeline, GivesDatesAlsoOutsideTheRun) {
  const Timeline timeline(2025y / January / 1, 1);
  EXPECT_EQ(timeline.date(Day(-1)), 2024y / December / 31);
  EXPECT_EQ(timeline.day_of(2024y / January / 1), Day(-366));
}

class TimelineOracle : public testing::TestWithParam<std::pair<year_month_day, int>> {};

TEST_P(TimelineOracle, AgreesWithChronoOnEveryDay) {
  const auto [start, years] = GetParam();
  const Timeline timeline(start, years);
  ASSERT_EQ(timeline.months(), years * 12);
  int month = 0;
  for (Day day(0); day < Day(timeline.days()); ++day) {
    const year_month_day date = sys_days(start) + std::chrono::days(day.value());
    ASSERT_EQ(timeline.date(day), date);
    ASSERT_EQ(timeline.day_of(date), day);
    if (day > Day(0) && date.day() == 1d) ++month;
    ASSERT_EQ(timeline.month_of(day), month);
    ASSERT_EQ(timeline.is_first_of_month(day), date.day() == 1d);
    const year_month_day_last last(date.year(), month_day_last(date.month()));
    ASSERT_EQ(timeline.is_last_of_month(day), date.day() == last.day());
    ASSERT_EQ(timeline.days_in_month(month), static_cast<int>(unsigned(last.day())));
  }
  ASSERT_EQ(month, timeline.months() - 1);
  EXPECT_EQ(timeline.date(Day(timeline.days())),
            (start.year() + std::chrono::years(years)) / start.month() / 1);
}

INSTANTIATE_TEST_SUITE_P(Timelines, TimelineOracle,
                         testing::Values(std::pair(2025y / January / 1, 10),
                                         std::pair(1999y / November / 1, 30),
                                         std::pair(1890y / March / 1, 200)));

}  // namespace
