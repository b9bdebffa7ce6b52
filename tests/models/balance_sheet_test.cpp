// A static balance sheet: what was lent before the report runs off, and nothing comes after it.
#include <gtest/gtest.h>

#include "declared.hpp"
#include "small_scenario.hpp"

namespace {

using models::BalanceSheet;
using models::PortfolioMeasure;
using models_test::digest;
using models_test::small_scenario;
using models_test::Stepper;

constexpr int warm_up_months = 9;

models::Scenario running_off() {
  models::Scenario scenario = small_scenario(2000, 4, warm_up_months);
  scenario.portfolio.balance_sheet = BalanceSheet::runs_off;
  return scenario;
}

// Everybody's principal, by place.
std::vector<sim::Money> owed(Stepper& stepper) {
  std::vector<sim::Money> all;
  for (std::size_t i = 0; i < stepper.run().shards(); ++i)
    for (const models::Borrower& b : stepper.run().shard(i).borrowers) all.push_back(b.principal);
  return all;
}

sim::Money sum(const std::vector<sim::Money>& amounts) {
  sim::Money total;
  for (const sim::Money amount : amounts) total += amount;
  return total;
}

TEST(BalanceSheetProperty, UntilTheReportBeginsBothKindsAreTheSame) {
  models::Scenario going_on = running_off();
  going_on.portfolio.balance_sheet = BalanceSheet::goes_on;
  Stepper runs_off(running_off());
  Stepper goes_on(going_on);
  const sim::Day report = goes_on.world().timeline.first_day(warm_up_months);
  runs_off.run_to(report);
  goes_on.run_to(report);
  EXPECT_GT(sum(owed(goes_on)), sim::Money{});
  EXPECT_EQ(owed(runs_off), owed(goes_on));
  runs_off.run_to(report + 31);
  goes_on.run_to(report + 31);
  EXPECT_LT(sum(owed(runs_off)), sum(owed(goes_on)));
}

// The Stepper audits every day: subledgers against control accounts, and the trial balance.
TEST(BalanceSheetProperty, OnceTheReportHasBegunNobodyOwesMoreThanTheDayBefore) {
  Stepper stepper(running_off());
  sim::Day day = stepper.world().timeline.first_day(warm_up_months);
  stepper.run_to(day);
  std::vector<sim::Money> before = owed(stepper);
  const sim::Money at_first = sum(before);
  for (++day; day.value() <= stepper.world().timeline.days(); ++day) {
    stepper.run_to(day);
    const std::vector<sim::Money> now = owed(stepper);
    for (std::size_t i = 0; i < now.size(); ++i) ASSERT_LE(now[i], before[i]) << day.value();
    before = now;
  }
  // Terms are up to three years, so after four hardly more is left than what recovery works on.
  EXPECT_LT(sum(before).minor(), at_first.minor() / 1000);
}

TEST(BalanceSheetProperty, NothingIsAskedForOrLentAndTheIncomeStatementAddsUp) {
  models::Scenario scenario = running_off();
  // What partners are passed on of a recovery is no measure of its own.
  scenario.funding.partners.clear();
  scenario.funding.own_limit_per_borrower = sim::Money{};
  sim::Workers workers(1);
  const sim::Panel panel = models::simulate(scenario, 0, {}, workers)[0];
  std::int64_t came_back = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    const auto at = [&](PortfolioMeasure measure) {
      return panel.at(month, static_cast<std::size_t>(measure));
    };
    using enum PortfolioMeasure;
    for (const PortfolioMeasure none : {applications, approvals, originations, originated_amount,
                                        declined_score, declined_limit, declined_funding}) {
      ASSERT_EQ(at(none), 0) << "month " << month;
    }
    ASSERT_EQ(at(net_income), at(interest_income) + at(recovered) - at(funding_cost) -
                                  at(impairment) - at(collection_cost) - at(operating_cost) -
                                  at(benefit_cost))
        << "month " << month;
    EXPECT_GT(at(members), 0);
    came_back += at(recovered);
  }
  EXPECT_GT(came_back, 0);
}

TEST(BalanceSheetProperty, ItIsTheSameInAnyShards) {
  EXPECT_EQ(digest(running_off(), 2, 70), digest(running_off(), 1, 2000));
}

TEST(BalanceSheet, WithoutAWarmUpThereIsNothingToRunOff) {
  models::Scenario scenario = small_scenario(100, 1, 0);
  EXPECT_TRUE(models_test::complaints(scenario).empty());
  scenario.portfolio.balance_sheet = BalanceSheet::runs_off;
  EXPECT_EQ(models_test::complaints(scenario), std::vector<std::string>{"portfolio.balance_sheet"});
  scenario.run.warm_up_months = 1;
  EXPECT_TRUE(models_test::complaints(scenario).empty());
}

}  // namespace
