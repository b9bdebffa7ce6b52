// Interest that was suspended when it became principal: it is no income until it is paid.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "models/accrual.hpp"
#include "small_scenario.hpp"

namespace {

using models::Account;
using models::Loan;
using models::LoanStatus;
using models::PanelId;
using models::PortfolioMeasure;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Money;

// Interest is suspended long before a loan is restructured.
models::Scenario workouts(std::int64_t borrowers, std::int64_t holiday = 0) {
  models::Scenario scenario = small_scenario(borrowers, 2);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 2.5;
  scenario.provisioning.suspend_interest_dpd = {30};
  scenario.collections.restructuring.from_dpd = {75};
  scenario.collections.restructuring.acceptance = {1};
  scenario.collections.restructuring.holiday = holiday;
  return scenario;
}

struct Followed {
  bool suspended = false;
  Money own;
  Money held;
};

// Each loan is followed day by day; what a suspended loan adds to its principal is held, and what
// is paid of principal is paid of that first.
TEST(CapitalisedInterestOracle, IsHeldLoanByLoanAndIsInSuspenseWithTheRest) {
  Stepper stepper(workouts(4000), 5000);
  std::map<std::pair<std::uint32_t, int>, Followed> known;
  int became = 0;
  int paid = 0;
  int lost = 0;
  for (int day = 0; day < stepper.world().timeline.days(); ++day) {
    stepper.run_to(sim::Day(day + 1));
    const models::Shard& shard = stepper.run().shard(0);
    Money held;
    Money due;
    for (const Loan& loan : shard.loans) {
      const std::pair<std::uint32_t, int> key(loan.borrower, loan.nth);
      if (loan.status == LoanStatus::charged_off) lost += known.erase(key) > 0;
      if (loan.status != LoanStatus::open) continue;
      Followed& before = known[key];
      const Money own = loan.principal - loan.partner_part;
      const Money grown = own - before.own;
      if (loan.restructured == day) {
        if (before.suspended) {
          before.held += grown;
          ++became;
        }
      } else if (grown < Money{} && before.held > Money{}) {
        before.held -= std::min(before.held, -grown);
        ++paid;
      }
      ASSERT_EQ(Money::of_minor(loan.suspended_principal), before.held) << "day " << day;
      before.own = own;
      before.suspended = loan.suspended;
      held += before.held;
      if (loan.suspended) due += loan.interest_due;
    }
    ASSERT_EQ(-stepper.run().books().balance(Account::interest_suspense),
              due + held + models::as_money(shard.suspended_accrued))
        << "day " << day;
  }
  EXPECT_GT(became, 50);
  EXPECT_GT(paid, 20);
  EXPECT_GT(lost, 20);
}

class Result {
 public:
  explicit Result(const models::Scenario& scenario)
      : workers_(1), panels_(models::simulate(scenario, 0, {}, workers_)) {}

  std::int64_t sum(PortfolioMeasure measure) const {
    std::int64_t total = 0;
    for (std::size_t month = 0; month < panels_[0].cells(); ++month)
      total += panels_[0].at(month, static_cast<std::size_t>(measure));
    return total;
  }
  std::int64_t suspense_at_the_end() const {
    const std::size_t last = panels_[0].cells() - 1;
    return panels_[static_cast<std::size_t>(PanelId::ledger)].at(
        last * models::account_count + static_cast<std::size_t>(Account::interest_suspense), 0);
  }

 private:
  sim::Workers workers_;
  sim::Panels panels_;
};

// Nobody ever pays, so that all that was lent before the report has earned nothing when it is over,
// however often its interest became principal meanwhile: what the warm-up took for income is taken
// back. Only what a partner funds of that principal has been paid to the lender.
void expect_nothing_earned(double partner_funds) {
  models::Scenario scenario = workouts(3000);
  models::ChainPayment never;
  for (models::ChainRow& row : never.rows) row = {row.id, {0.0}, {0.0}, {1.0}};
  scenario.payment.policy = never;
  scenario.portfolio.balance_sheet = models::BalanceSheet::runs_off;
  scenario.run.warm_up_months = 2;
  scenario.funding.own_limit_per_borrower = Money{};
  scenario.funding.partners.resize(partner_funds > 0 ? 1 : 0);
  if (partner_funds > 0) scenario.funding.partners[0].funds = {partner_funds};
  Stepper stepper(scenario, 5000);
  const models::Shard& shard = stepper.run().shard(0);
  const auto taken_for_income = [&] {
    return shard.books.balance(Account::interest_due) + models::as_money(shard.accrued) -
           shard.suspended_due - models::as_money(shard.suspended_accrued);
  };
  stepper.run_to(stepper.world().timeline.first_day(2));
  const Money taken_back = taken_for_income();
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  // Of loans that have been restructured and are not that late again yet.
  const Money still_earning = taken_for_income();
  const sim::Panel panel = stepper.run().panels()[0];
  const auto sum = [&](PortfolioMeasure measure) {
    std::int64_t total = 0;
    for (std::size_t month = 0; month < panel.cells(); ++month)
      total += panel.at(month, static_cast<std::size_t>(measure));
    return static_cast<double>(total);
  };
  using enum PortfolioMeasure;
  EXPECT_EQ(sum(paid_amount) + sum(prepaid_amount), 0);
  EXPECT_GT(sum(restructured), 30);
  EXPECT_GT(sum(capitalised), 100 * std::abs(static_cast<double>(still_earning.minor())));
  // A partner's part is rounded loan by loan.
  EXPECT_NEAR(
      sum(interest_income) - sum(benefit_cost),
      partner_funds * sum(capitalised) + static_cast<double>((still_earning - taken_back).minor()),
      partner_funds > 0 ? sum(restructured) : 2);
}

TEST(CapitalisedInterestOracle, WhoNeverPaysHasEarnedTheLenderNothing) {
  expect_nothing_earned(0);
}

TEST(CapitalisedInterestOracle, WhatAPartnerFundsOfItIsIncome) {
  expect_nothing_earned(0.6);
}

// Whatever is restructured, with a payment holiday or without one: what is not income is in
// suspense or was written off against it.
TEST(CapitalisedInterestProperty, WhatIsNotIncomeIsInSuspenseOrWrittenOffAgainstIt) {
  for (const std::int64_t holiday : {0, 3}) {
    const Result suspends(workouts(2000, holiday));
    models::Scenario never = workouts(2000, holiday);
    never.provisioning.suspend_interest_dpd = {0};
    const Result accrues(never);
    using enum PortfolioMeasure;
    EXPECT_EQ(suspends.sum(balance), accrues.sum(balance));
    EXPECT_EQ(suspends.sum(capitalised), accrues.sum(capitalised));
    EXPECT_EQ((accrues.sum(interest_income) - accrues.sum(benefit_cost)) -
                  (suspends.sum(interest_income) - suspends.sum(benefit_cost)),
              accrues.sum(charge_off_own) - suspends.sum(charge_off_own) -
                  suspends.suspense_at_the_end());
  }
}

TEST(CapitalisedInterestProperty, ShardsLeaveItAlone) {
  const models::Scenario scenario = workouts(1500, 2);
  EXPECT_EQ(models_test::digest(scenario, 2, 130), models_test::digest(scenario, 1, 2000));
}

}  // namespace
