// Interest of impaired loans: held in suspense until it is paid.
#include <algorithm>
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

models::Scenario bad_years(int suspend_dpd, std::int64_t warm_up_months = 0) {
  models::Scenario scenario = small_scenario(2000, 2, warm_up_months);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 2.5;
  scenario.provisioning.suspend_interest_dpd.value = suspend_dpd;
  scenario.funding.dividend_above = {0};  // less income would be less paid out, and less borrowed
  return scenario;
}

class Result {
 public:
  explicit Result(const models::Scenario& scenario)
      : workers_(1), panels_(models::simulate(scenario, 0, {}, workers_)) {}

  std::size_t months() const { return panels_[0].cells(); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return panels_[0].at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t sum(PortfolioMeasure measure) const {
    std::int64_t total = 0;
    for (std::size_t month = 0; month < months(); ++month) total += at(month, measure);
    return total;
  }
  std::int64_t suspense(std::size_t month) const {
    return panels_[static_cast<std::size_t>(PanelId::ledger)].at(
        month * models::account_count + static_cast<std::size_t>(Account::interest_suspense), 0);
  }

 private:
  sim::Workers workers_;
  sim::Panels panels_;
};

// What a second reader finds in the loans of a month's last evening.
struct Impaired {
  std::size_t loans = 0;
  sim::Money due;
  sim::Int128 accrued = 0;
};

// Loans are followed by slot and version: suspended once this late at a month's end, and
// resumed once nothing is overdue at one.
TEST(ImpairedInterestOracle, IsHeldInSuspenseForExactlyTheLoansThatASecondReaderFinds) {
  // Early, so that loans resume too.
  constexpr int suspend_dpd = 35;
  Stepper stepper(bad_years(suspend_dpd));
  const sim::Timeline& timeline = stepper.world().timeline;
  std::map<std::tuple<std::size_t, std::size_t, int>, bool> known;
  std::size_t resumed = 0;
  std::size_t most = 0;
  const Result result(bad_years(suspend_dpd));
  for (int month = 0; month < 24; ++month) {
    const sim::Day end = timeline.first_day(month + 1);
    stepper.run_to(end);
    const sim::Day last_evening = end - 1;
    Impaired found;
    for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
      const models::Shard& shard = stepper.run().shard(s);
      for (std::size_t slot = 0; slot < shard.loans.size(); ++slot) {
        const Loan& loan = shard.loans[slot];
        if (loan.status != LoanStatus::open) continue;
        bool& suspended = known[{s, slot, loan.version}];
        const int dpd = models::days_past_due(loan, last_evening);
        resumed += suspended && dpd == 0;
        suspended = dpd >= suspend_dpd || (suspended && dpd > 0);
        ASSERT_EQ(loan.suspended, suspended);
        if (!suspended) continue;
        const auto& product = stepper.world().products[loan.product];
        ++found.loans;
        found.due += loan.interest_due;
        found.accrued += loan.accrued + static_cast<sim::Int128>(models::accrual_velocity(
                                            loan, product.late_ppm, product.day_count)) *
                                            (end.value() - loan.accrued_to);
      }
    }
    EXPECT_EQ(-result.suspense(static_cast<std::size_t>(month)),
              (found.due + models::as_money(found.accrued)).minor())
        << "month " << month;
    most = std::max(most, found.loans);
  }
  EXPECT_GT(most, 20U);
  EXPECT_GT(resumed, 0U);
}

// The rule moves interest between income, suspense and the allowance, and nothing else: income
// that it takes back is still in suspense or was written off against it instead of the allowance.
TEST(ImpairedInterestProperty, WhatIsNotIncomeIsInSuspenseOrWrittenOffAgainstIt) {
  const Result accrues(bad_years(0));
  const Result suspends(bad_years(90));
  const auto difference = [&](PortfolioMeasure measure) {
    return accrues.sum(measure) - suspends.sum(measure);
  };
  using enum PortfolioMeasure;
  const std::int64_t written_off = difference(charge_off_own);
  EXPECT_GT(written_off, 0);
  EXPECT_LT(suspends.suspense(suspends.months() - 1), 0);
  EXPECT_EQ(difference(interest_income) - difference(benefit_cost),
            written_off - suspends.suspense(suspends.months() - 1));
  for (std::size_t month = 0; month < accrues.months(); ++month) {
    EXPECT_EQ(accrues.suspense(month), 0);
    for (const PortfolioMeasure same : {balance, paid_amount, recovered, funding_cost, charge_off,
                                        stage_3, operating_cost, collection_cost}) {
      EXPECT_EQ(accrues.at(month, same), suspends.at(month, same)) << "month " << month;
    }
    EXPECT_LE(suspends.at(month, allowance), accrues.at(month, allowance));
  }
}

// A loan that is never paid earns until the month's end at which it is 90 days late, and then all
// of it is taken back; so with nobody ever paying, what is left is income on loans not yet that
// late.
TEST(ImpairedInterestOracle, WhoNeverPaysHasEarnedTheLenderNothing) {
  models::Scenario scenario = bad_years(90);
  models::ChainPayment never;
  for (models::ChainRow& row : never.rows) row = {row.id, {0.0}, {0.0}, {1.0}};
  scenario.payment.policy = never;
  scenario.portfolio.balance_sheet = models::BalanceSheet::runs_off;
  scenario.run.warm_up_months = 2;
  Stepper stepper(scenario);
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  const sim::Panel ledger = stepper.run().panels()[static_cast<std::size_t>(PanelId::ledger)];
  std::int64_t income = 0;
  std::int64_t discount = 0;
  for (std::size_t month = 0; month < 24; ++month) {
    const auto at = [&](Account account) {
      return ledger.at(month * models::account_count + static_cast<std::size_t>(account), 0);
    };
    income -= at(Account::interest_income);
    discount += at(Account::rate_discounts);
  }
  // Interest that the warm-up's two months had earned is taken back in the report.
  EXPECT_LT(income - discount, 0);
  Stepper warm_up(scenario);
  warm_up.run_to(warm_up.world().timeline.first_day(2));
  sim::Money owed;
  sim::Int128 accrued = 0;
  for (std::size_t s = 0; s < warm_up.run().shards(); ++s) {
    owed += warm_up.run().shard(s).books.balance(Account::interest_due);
    accrued += warm_up.run().shard(s).accrued;
  }
  EXPECT_EQ(income - discount, -(owed + models::as_money(accrued)).minor());
}

TEST(ImpairedInterestProperty, ShardsLeaveItAlone) {
  const models::Scenario scenario = bad_years(60, 3);
  EXPECT_EQ(models_test::digest(scenario, 2, 130), models_test::digest(scenario, 1, 2000));
}

}  // namespace
