// Apache Fineract's worked examples, to the cent: tests/data/schedules.
#include <gtest/gtest.h>
#include <string>

#include "models/schedule.hpp"
#include "worked_examples.hpp"

namespace {

using models::MonthEnd;
using models::Terms;
using sim::DayCount;
using sim::Money;
using sim::Rate;

using worked_examples::cases;
using worked_examples::date;
using worked_examples::money;
using worked_examples::percent;
using worked_examples::Row;

const sim::Timeline timeline(date("2024-01-01"), 2);

TEST(ScheduleReference, MonthlyInstalmentsMatchFineract) {
  const auto all = cases("equal_instalment_examples.csv");
  for (const auto& [name, count] : {std::pair{"monthly_actual_365", DayCount::actual_365},
                                    std::pair{"monthly_30_360", DayCount::thirty_360}}) {
    SCOPED_TRACE(name);
    const auto& rows = all.at(name);
    ASSERT_EQ(rows.size(), 6u);
    const Terms terms{.principal = money(rows[0].at("principal")),
                      .rate = percent(rows[0].at("annual_rate_pct")),
                      .day_count = count,
                      .plan = {.instalments = 6}};
    const sim::Day opened = timeline.day_of(date(rows[0].at("disbursed")));
    EXPECT_EQ(models::planned_instalment(terms, timeline, opened), money(rows[0].at("emi")));
    const auto plan = models::schedule(terms, timeline, opened);
    ASSERT_EQ(plan.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(timeline.date(plan[i].due), date(rows[i].at("due")));
      EXPECT_EQ(plan[i].interest, money(rows[i].at("interest_due")));
      EXPECT_EQ(plan[i].principal, money(rows[i].at("principal_due")));
      EXPECT_EQ(plan[i].balance_after, money(rows[i].at("balance_after")));
      EXPECT_EQ(plan[i].interest + plan[i].principal, money(rows[i].at("emi")));
    }
  }
}

TEST(ScheduleReference, WeeklyInstalmentsOfAYearOf364DaysMatchFineract) {
  // No product has such a year; the annuity and the step of an instalment stand on their own.
  const auto rows = cases("equal_instalment_examples.csv").at("weekly_actual_364");
  ASSERT_EQ(rows.size(), 6u);
  const Rate rate = percent(rows[0].at("annual_rate_pct"));
  const Money original = money(rows[0].at("principal"));
  models::Annuity annuity;
  for (int i = 0; i < 6; ++i) annuity.add_period(rate, 7, 364);
  const Money instalment = annuity.instalment(original);
  Money left = original;
  for (int i = 0; i < 6; ++i) {
    const Row& row = rows[static_cast<std::size_t>(i)];
    const Money interest = sim::simple_interest(left, rate, 7, 364);
    const Money principal = models::instalment_principal({.shape = models::Shape::equal_instalment},
                                                         {.principal_left = left,
                                                          .interest = interest,
                                                          .instalment = instalment,
                                                          .original = original,
                                                          .left = 6 - i,
                                                          .instalments = 6});
    left -= principal;
    EXPECT_EQ(interest, money(row.at("interest_due")));
    EXPECT_EQ(principal, money(row.at("principal_due")));
    EXPECT_EQ(left, money(row.at("balance_after")));
    EXPECT_EQ(interest + principal, money(row.at("emi")));
  }
}

TEST(ScheduleReference, LoansOfThe31stOfJanuaryMatchFineract) {
  const auto all = cases("month_end_examples.csv");
  struct Case {
    std::string name;
    DayCount count;
    MonthEnd rule;
  };
  for (const Case& one :
       {Case{"C111043_actact_roll", DayCount::actual_365, MonthEnd::first_of_next},
        Case{"C111045_30360_clamp", DayCount::thirty_360, MonthEnd::last_day}}) {
    SCOPED_TRACE(one.name);
    const auto& rows = all.at(one.name);
    ASSERT_EQ(rows.size(), 3u);
    const Terms terms{.principal = money(rows[0].at("principal")),
                      .rate = percent(rows[0].at("annual_rate_pct")),
                      .day_count = one.count,
                      .plan = {.instalments = 3, .month_end = one.rule}};
    const sim::Day opened = timeline.day_of(date(rows[0].at("disbursed")));
    const auto plan = models::schedule(terms, timeline, opened);
    ASSERT_EQ(plan.size(), rows.size());
    sim::Day before = opened;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(timeline.date(plan[i].due), date(rows[i].at("due_date")));
      EXPECT_EQ(plan[i].due - before, std::stoi(rows[i].at("days")));
      EXPECT_EQ(plan[i].interest, money(rows[i].at("interest")));
      EXPECT_EQ(plan[i].principal, money(rows[i].at("principal_due")));
      EXPECT_EQ(plan[i].balance_after, money(rows[i].at("balance_after")));
      EXPECT_EQ(plan[i].interest + plan[i].principal, money(rows[i].at("due")));
      before = plan[i].due;
    }
  }
}

}  // namespace
