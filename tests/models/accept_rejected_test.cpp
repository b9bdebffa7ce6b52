// What the rejected would have done: let through, marked, and measured beside the accepted.
#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "models/accrual.hpp"
#include "small_scenario.hpp"

namespace {

using models::CutOffMeasure;
using models::CutOffSide;
using models::PanelId;
using models::PortfolioMeasure;
using models_test::digest;
using models_test::small_scenario;
using models_test::Stepper;

constexpr CutOffSide above = CutOffSide::above;
constexpr CutOffSide below = CutOffSide::below;

models::Scenario letting_through(double share, std::int64_t warm_up_months = 0) {
  models::Scenario scenario = small_scenario(4000, 3, warm_up_months);
  scenario.scoring.accept_rejected.value = share;
  return scenario;
}

// A run by month and side, and over all months so far.
class Sides {
 public:
  explicit Sides(const sim::Panels& panels) : panels_(panels) {}
  explicit Sides(const models::Scenario& scenario) {
    sim::Workers workers(1);
    panels_ = models::simulate(scenario, 0, {}, workers);
  }

  std::size_t months() const { return panel(PanelId::portfolio).cells(); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return panel(PanelId::portfolio).at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, CutOffSide side, CutOffMeasure measure) const {
    return panel(PanelId::cut_off)
        .at(month * models::cut_off_sides + static_cast<std::size_t>(side),
            static_cast<std::size_t>(measure));
  }
  std::int64_t total(PortfolioMeasure measure) const {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < months(); ++month) sum += at(month, measure);
    return sum;
  }
  // Over all months up to `month`.
  std::int64_t up_to(std::size_t month, CutOffSide side, CutOffMeasure measure) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i <= month; ++i) sum += at(i, side, measure);
    return sum;
  }
  std::int64_t total(CutOffSide side, CutOffMeasure measure) const {
    return up_to(months() - 1, side, measure);
  }
  std::int64_t total(CutOffMeasure measure) const {
    return total(above, measure) + total(below, measure);
  }

 private:
  const sim::Panel& panel(PanelId id) const { return panels_[static_cast<std::size_t>(id)]; }

  sim::Panels panels_;
};

double share(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

TEST(AcceptRejectedProperty, BothSidesAddUpToThePortfolioInEveryMonth) {
  const std::vector<std::pair<CutOffMeasure, PortfolioMeasure>> same = {
      {CutOffMeasure::applications, PortfolioMeasure::applications},
      {CutOffMeasure::originations, PortfolioMeasure::originations},
      {CutOffMeasure::originated_amount, PortfolioMeasure::originated_amount},
      {CutOffMeasure::balance, PortfolioMeasure::balance},
      {CutOffMeasure::balance_30, PortfolioMeasure::balance_30},
      {CutOffMeasure::defaults, PortfolioMeasure::defaults},
      {CutOffMeasure::default_amount, PortfolioMeasure::default_amount},
      {CutOffMeasure::charge_offs, PortfolioMeasure::charge_offs},
      {CutOffMeasure::charge_off, PortfolioMeasure::charge_off},
      {CutOffMeasure::recovered, PortfolioMeasure::recovered}};
  for (const std::int64_t warm_up : {0, 12}) {
    const Sides run(letting_through(0.5, warm_up));
    for (const auto& [side, portfolio] : same) {
      EXPECT_GT(run.total(above, side), 0);
      EXPECT_GT(run.total(below, side), 0);
      for (std::size_t month = 0; month < run.months(); ++month)
        ASSERT_EQ(run.at(month, above, side) + run.at(month, below, side), run.at(month, portfolio))
            << "month " << month;
    }
  }
}

TEST(AcceptRejectedProperty, WhatIsLentOnASideIsRepaidChargedOffOrOutstanding) {
  const Sides run(letting_through(0.7));
  for (const CutOffSide side : {above, below}) {
    for (std::size_t month = 0; month < run.months(); ++month) {
      ASSERT_EQ(run.at(month, side, CutOffMeasure::balance),
                run.up_to(month, side, CutOffMeasure::originated_amount) -
                    run.up_to(month, side, CutOffMeasure::principal_paid) -
                    run.up_to(month, side, CutOffMeasure::charge_off))
          << "month " << month;
    }
  }
}

// The ledger's interest income, after discounts, is what borrowers have paid, still owe, or owed
// when their loans were charged off; its recoveries are the lender's parts. None is suspended here:
// what suspension moves is told by impaired_interest_test.
TEST(AcceptRejectedOracle, InterestAndRecoveriesAreThoseOfTheLedger) {
  models::Scenario scenario = letting_through(0.7);
  scenario.provisioning.suspend_interest_dpd.value = 0;
  Stepper stepper(scenario);
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  sim::Int128 accrued = 0;
  sim::Money due;
  sim::Money recoveries;
  for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
    const models::Shard& shard = stepper.run().shard(i);
    accrued += shard.accrued;
    due += shard.books.balance(models::Account::interest_due);
    recoveries -= shard.books.balance(models::Account::recoveries);
  }
  const Sides run(stepper.run().panels());
  const std::int64_t interest_charged_off =
      run.total(PortfolioMeasure::charge_off_own) - run.total(CutOffMeasure::own_charge_off);
  EXPECT_GT(interest_charged_off, 0);
  EXPECT_EQ(
      run.total(PortfolioMeasure::interest_income) - run.total(PortfolioMeasure::benefit_cost),
      run.total(CutOffMeasure::interest_paid) + interest_charged_off + due.minor() +
          models::as_money(accrued).minor());
  EXPECT_EQ(run.total(CutOffMeasure::own_recovered), recoveries.minor());
}

TEST(AcceptRejectedProperty, TheMarkedLoansAreThoseOpenedBelowTheCutOff) {
  const models::Scenario scenario = letting_through(1);
  Stepper stepper(scenario);
  int marked = 0;
  for (int day = 30; day < 1000; day += 30) {
    stepper.run_to(sim::Day(day));
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      for (const models::Loan& loan : stepper.run().shard(i).loans) {
        if (loan.status == models::LoanStatus::vacant) continue;
        ASSERT_EQ(loan.overridden, loan.score < scenario.scoring.cut_off);
        marked += loan.overridden;
      }
    }
  }
  EXPECT_GT(marked, 0);
}

TEST(AcceptRejectedProperty, TheScoreIsRightOnAverageTheRejectedDefaultMoreOften) {
  const Sides run(letting_through(1, 12));
  const auto default_rate = [&](CutOffSide side) {
    return share(run.total(side, CutOffMeasure::default_amount),
                 run.total(side, CutOffMeasure::originated_amount));
  };
  EXPECT_GT(default_rate(below), 1.5 * default_rate(above));
}

TEST(AcceptRejected, TheShareIsOfThoseBelowTheCutOff) {
  const Sides none(letting_through(0));
  EXPECT_EQ(none.total(below, CutOffMeasure::applications),
            none.total(PortfolioMeasure::declined_score));
  EXPECT_EQ(none.total(below, CutOffMeasure::originations), 0);
  const Sides all(letting_through(1));
  EXPECT_GT(all.total(below, CutOffMeasure::applications), 0);
  EXPECT_EQ(all.total(PortfolioMeasure::declined_score), 0);
  const Sides some(letting_through(0.25));
  const std::int64_t rejected = some.total(below, CutOffMeasure::applications);
  ASSERT_GT(rejected, 200);
  const double declined = share(some.total(PortfolioMeasure::declined_score), rejected);
  // Five standard errors of a share.
  EXPECT_NEAR(declined, 0.75, 5 * std::sqrt(0.75 * 0.25 / static_cast<double>(rejected)));
}

// It is about the rejected alone: where nobody is, nothing depends on it.
TEST(AcceptRejectedProperty, WhereNobodyIsRejectedItChangesNothing) {
  models::Scenario scenario = small_scenario(500, 2);
  scenario.scoring.cut_off = models::score_lowest;
  const std::string without = digest(scenario, 1, 1000);
  scenario.scoring.accept_rejected.value = 1;
  EXPECT_EQ(digest(scenario, 1, 1000), without);
}

TEST(AcceptRejectedProperty, ItIsTheSameInAnyShards) {
  EXPECT_EQ(digest(letting_through(0.5), 2, 70), digest(letting_through(0.5), 1, 4000));
}

}  // namespace
