#include "models/due_dates.hpp"

#include <gtest/gtest.h>
#include <string>

#include "sim/check.hpp"
#include "worked_examples.hpp"

namespace {

using models::BusinessDays;
using models::DayShift;
using models::DueDates;
using models::DueRule;
using models::Frequency;
using models::MonthEnd;
using std::chrono::sys_days;
using Unit = Frequency::Unit;
using worked_examples::date;
using Texts = std::vector<std::string>;

std::string text(sys_days day) {
  const std::chrono::year_month_day of(day);
  std::string month = std::to_string(unsigned{of.month()});
  std::string on = std::to_string(unsigned{of.day()});
  return std::to_string(int{of.year()}) + "-" + month + "-" + on;
}

Texts first_of(const DueRule& rule, int count) {
  const DueDates dates(rule);
  Texts texts;
  for (int n = 1; n <= count; ++n) texts.push_back(text(dates(n).due));
  return texts;
}

DueRule from(const char* disbursed, Frequency frequency = {}) {
  DueRule rule;
  rule.frequency = frequency;
  rule.disbursed = date(disbursed);
  return rule;
}

TEST(DueDates, EveryMonthStartsFromTheDayOfTheFirst) {
  DueRule rule = from("2025-01-31");
  EXPECT_EQ(first_of(rule, 4), (Texts{"2025-2-28", "2025-3-31", "2025-4-30", "2025-5-31"}));
  EXPECT_EQ(first_of(from("2024-01-31"), 2), (Texts{"2024-2-29", "2024-3-31"}));
  EXPECT_EQ(first_of(from("2023-12-30"), 3), (Texts{"2024-1-30", "2024-2-29", "2024-3-30"}));
  rule.month_end = MonthEnd::first_of_next;
  EXPECT_EQ(first_of(rule, 3), (Texts{"2025-3-1", "2025-3-31", "2025-5-1"}));
  rule.month_end = MonthEnd::day_28;
  EXPECT_EQ(first_of(rule, 3), (Texts{"2025-2-28", "2025-3-28", "2025-4-28"}));
}

TEST(DueDates, AnOddFirstDateGivesTheDayOfTheOthers) {
  DueRule rule = from("2025-01-10");
  rule.first = date("2025-03-31");
  EXPECT_EQ(first_of(rule, 4), (Texts{"2025-3-31", "2025-4-30", "2025-5-31", "2025-6-30"}));
  rule.first = date("2025-01-31");
  EXPECT_EQ(first_of(rule, 3), (Texts{"2025-1-31", "2025-2-28", "2025-3-31"}));
}

TEST(DueDates, ARegularFirstDateKeepsTheDayOfThePayOut) {
  DueRule rule = from("2025-01-31");
  rule.first = date("2025-02-28");
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-2-28", "2025-3-31"}));
  rule.due_on = 28;
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-2-28", "2025-3-28"}));
  rule.due_on.reset();
  rule.month_end = MonthEnd::first_of_next;
  rule.first = date("2025-03-01");
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-3-1", "2025-3-31"}));
}

TEST(DueDates, ADayOfTheMonthMayBeAskedFor) {
  DueRule rule = from("2025-01-20");
  rule.due_on = 5;
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-2-5", "2025-3-5"}));
  rule.first = date("2025-02-20");
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-2-20", "2025-3-5"}));
  rule.first = date("2025-02-05");
  EXPECT_EQ(first_of(rule, 2), (Texts{"2025-2-5", "2025-3-5"}));
}

TEST(DueDates, OtherFrequenciesCountDaysAndMonths) {
  EXPECT_EQ(first_of(from("2024-02-27", {Unit::days, 1}), 3),
            (Texts{"2024-2-28", "2024-2-29", "2024-3-1"}));
  EXPECT_EQ(first_of(from("2024-02-20", {Unit::days, 7}), 2), (Texts{"2024-2-27", "2024-3-5"}));
  EXPECT_EQ(first_of(from("2024-02-20", {Unit::days, 14}), 2), (Texts{"2024-3-5", "2024-3-19"}));
  EXPECT_EQ(first_of(from("2024-11-30", {Unit::months, 3}), 2), (Texts{"2025-2-28", "2025-5-30"}));
  EXPECT_EQ(first_of(from("2024-02-29", {Unit::months, 12}), 4),
            (Texts{"2025-2-28", "2026-2-28", "2027-2-28", "2028-2-29"}));
  DueRule rule = from("2024-02-20", {Unit::days, 7});
  rule.first = date("2024-02-22");
  EXPECT_EQ(first_of(rule, 2), (Texts{"2024-2-22", "2024-2-29"}));
}

TEST(DueDates, HalfMonthsAreFifteenDaysApart) {
  const Frequency semimonth{Unit::semimonths, 1};
  DueRule rule = from("1978-02-23", semimonth);
  rule.first = date("1978-03-01");
  EXPECT_EQ(first_of(rule, 4), (Texts{"1978-3-1", "1978-3-16", "1978-4-1", "1978-4-16"}));
  EXPECT_EQ(first_of(from("2025-01-15", semimonth), 4),
            (Texts{"2025-1-31", "2025-2-15", "2025-2-28", "2025-3-15"}));
  EXPECT_EQ(first_of(from("2025-01-31", semimonth), 4),
            (Texts{"2025-2-15", "2025-2-28", "2025-3-15", "2025-3-31"}));
  EXPECT_EQ(first_of(from("2025-01-20", semimonth), 3),
            (Texts{"2025-2-5", "2025-2-20", "2025-3-5"}));
}

TEST(DueDatesProperty, AreInOrderAndNoPeriodIsLostWhateverTheRule) {
  for (int start = 19'000; start < 20'500; ++start) {
    for (const Frequency frequency :
         {Frequency{Unit::days, 1}, Frequency{Unit::semimonths, 1}, Frequency{Unit::months, 1}}) {
      for (const auto end : {MonthEnd::last_day, MonthEnd::first_of_next, MonthEnd::day_28}) {
        DueRule rule;
        rule.frequency = frequency;
        rule.disbursed = sys_days(std::chrono::days(start));
        rule.month_end = end;
        const DueDates dates(rule);
        sys_days before = rule.disbursed;
        for (int n = 1; n <= 30; ++n) {
          const sys_days now = dates(n).nominal;
          ASSERT_GT(now, before);
          ASSERT_LE((now - before).count(), 32);
          before = now;
        }
        if (frequency.unit == Unit::months && end != MonthEnd::first_of_next) {
          const std::chrono::year_month_day first(rule.disbursed);
          const std::chrono::year_month_day last(before);
          ASSERT_EQ(last.year() / last.month() - first.year() / first.month(),
                    std::chrono::months(30));
        }
      }
    }
  }
}

TEST(BusinessDays, ShiftsMoveWhatIsNotOpen) {
  const BusinessDays open({date("2025-06-02"), date("2025-05-30")});
  const sys_days saturday = date("2025-05-31");
  EXPECT_FALSE(open.is_open(saturday));
  EXPECT_FALSE(open.is_open(date("2025-06-02")));
  EXPECT_TRUE(open.is_open(date("2025-06-03")));
  EXPECT_EQ(text(open.shifted(saturday, DayShift::none)), "2025-5-31");
  EXPECT_EQ(text(open.shifted(saturday, DayShift::following)), "2025-6-3");
  EXPECT_EQ(text(open.shifted(saturday, DayShift::modified_following)), "2025-5-29");
  EXPECT_EQ(text(open.shifted(saturday, DayShift::preceding)), "2025-5-29");
  const sys_days sunday = date("2025-06-15");
  EXPECT_EQ(text(open.shifted(sunday, DayShift::modified_following)), "2025-6-16");
  EXPECT_EQ(open.shifted(date("2025-06-04"), DayShift::preceding), sys_days(date("2025-06-04")));
}

TEST(BusinessDays, GiveUpWhereNothingEverOpens) {
  std::vector<sys_days> closed;
  for (int day = 0; day < 800; ++day) closed.push_back(sys_days(std::chrono::days(day)));
  EXPECT_THROW(BusinessDays(closed).shifted(closed[5], DayShift::following), sim::CheckFailure);
}

}  // namespace
