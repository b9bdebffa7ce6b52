// Holidays of a run: days on which no instalment of a product with a shift falls due.
#include <algorithm>
#include <gmock/gmock.h>

#include "declared.hpp"
#include "models/lending.hpp"
#include "small_scenario.hpp"

namespace {

using models::DayShift;
using models_test::complaints;
using models_test::small_scenario;
using models_test::Stepper;

// Every 5th to 12th of a month is a holiday, and a second reader looks where due days are.
TEST(HolidaysOracle, NoInstalmentFallsDueOnOne) {
  for (const DayShift shift : {DayShift::none, DayShift::following, DayShift::preceding}) {
    models::Scenario scenario = small_scenario(300, 1);
    for (models::ProductParameters& product : scenario.products) {
      const int every = models::due_plan(product).every_days;
      if (every == 0 || every > 12) product.shift = shift;
    }
    for (unsigned month = 1; month <= 12; ++month)
      for (unsigned day = 5; day <= 12; ++day)
        scenario.run.holidays.push_back(std::chrono::year(2025) / month / day);
    ASSERT_TRUE(complaints(scenario).empty());
    Stepper stepper(scenario);
    int on_holidays = 0;
    int elsewhere = 0;
    for (int day = 0; day < 330; day += 5) {
      stepper.run_to(sim::Day(day));
      for (const models::Loan& loan : stepper.run().shard(0).loans) {
        if (loan.status != models::LoanStatus::open || loan.unpaid > 0) continue;
        if (loan.billed >= loan.instalments || loan.next_due >= 365) continue;
        if (stepper.world().products[loan.product].plan.every_days == 7) continue;
        const auto date = stepper.world().timeline.date(sim::Day(loan.next_due));
        const auto in_month = static_cast<unsigned>(date.day());
        ++(in_month >= 5 && in_month <= 12 ? on_holidays : elsewhere);
      }
    }
    EXPECT_GT(elsewhere, 100);
    EXPECT_EQ(on_holidays > 100, shift == DayShift::none);
    EXPECT_EQ(on_holidays == 0, shift != DayShift::none);
  }
}

TEST(Holidays, OneThatStandsTwiceOrTooManyOnEndAreComplainedOf) {
  models::RunParameters run;
  run.holidays = {std::chrono::year(2026) / 10 / 1, std::chrono::year(2026) / 10 / 2};
  EXPECT_TRUE(complaints(run).empty());
  run.holidays.push_back(std::chrono::year(2026) / 10 / 1);
  EXPECT_THAT(complaints(run), testing::ElementsAre("holidays[2]"));
  run.holidays.clear();
  const std::chrono::sys_days first = std::chrono::year(2026) / 6 / 1;  // a Monday
  for (int day = 0; day < 19; ++day) run.holidays.push_back(first + std::chrono::days(day));
  EXPECT_THAT(complaints(run), testing::ElementsAre("holidays[0]"));  // 21 with a weekend
  run.holidays.pop_back();
  EXPECT_TRUE(complaints(run).empty());
}

TEST(Holidays, DueDaysThatMoveAreFurtherApartThanTheLongestClosure) {
  models::Scenario scenario = small_scenario(10, 1);
  models::ProductParameters& weekly = scenario.products.front();
  weekly.shape = models::Shape::equal_instalment;
  weekly.every = {7};
  weekly.shift = DayShift::preceding;
  for (unsigned day = 1; day <= 2; ++day)  // a Thursday and a Friday, and the weekend
    scenario.run.holidays.push_back(std::chrono::year(2026) / 10 / day);
  EXPECT_TRUE(complaints(scenario).empty());
  for (unsigned day = 5; day <= 7; ++day)
    scenario.run.holidays.push_back(std::chrono::year(2026) / 10 / day);
  EXPECT_THAT(complaints(scenario), testing::ElementsAre("products[0].shift"));
  weekly.shift = DayShift::none;
  EXPECT_TRUE(complaints(scenario).empty());
}

}  // namespace
