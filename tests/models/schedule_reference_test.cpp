// Apache Fineract's worked examples, to the cent: tests/data/schedules.
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/schedule.hpp"

namespace {

using models::MonthEnd;
using models::Terms;
using sim::DayCount;
using sim::Money;
using sim::Rate;

using Row = std::map<std::string, std::string>;

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> all;
  std::stringstream stream(line);
  for (std::string one; std::getline(stream, one, ',');) all.push_back(one);
  return all;
}

// The rows of a file, by case, in the order of the file.
std::map<std::string, std::vector<Row>> cases(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA_DIR) + "/schedules/" + name);
  if (!file) throw std::runtime_error("cannot read " + name);
  std::string line;
  std::getline(file, line);
  const auto header = fields(line);
  std::map<std::string, std::vector<Row>> all;
  while (std::getline(file, line)) {
    const auto values = fields(line);
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = values.at(i);
    all[row["case"]].push_back(row);
  }
  return all;
}

// A decimal as an integer of its `digits`-th decimal place, without floating point.
std::int64_t scaled(const std::string& text, std::size_t digits) {
  const std::size_t point = text.find('.');
  std::string number = text.substr(0, point);
  std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
  decimals.resize(digits, '0');
  return std::stoll(number + decimals);
}
Money money(const std::string& text) {
  return Money::of_minor(scaled(text, 2));
}
Rate percent(const std::string& text) {
  return Rate::of_ppm(scaled(text, 4));
}

std::chrono::year_month_day date(const std::string& text) {
  return std::chrono::year{std::stoi(text.substr(0, 4))} /
         std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))} /
         std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))};
}

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
    EXPECT_EQ(models::equal_instalment(terms, timeline, opened), money(rows[0].at("emi")));
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
    const Money principal =
        models::instalment_principal(models::Shape::equal_instalment, {.principal_left = left,
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
