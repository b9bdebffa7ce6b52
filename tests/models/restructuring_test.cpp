#include "models/restructuring.hpp"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

#include "models/amortisation.hpp"
#include "small_scenario.hpp"

namespace {

using models::Loan;
using models::PortfolioMeasure;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Money;

// Many are late, and those who are 40 days late get an offer.
models::Scenario strained(std::int64_t borrowers, std::int64_t years) {
  models::Scenario scenario = small_scenario(borrowers, years);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 3;
  scenario.collections.restructuring.from_dpd = {40};
  scenario.collections.restructuring.acceptance = {1};
  return scenario;
}

std::int64_t total(const sim::Panel& panel, PortfolioMeasure measure) {
  std::int64_t sum = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    sum += panel.at(month, static_cast<std::size_t>(measure));
  }
  return sum;
}

sim::Panel run(const models::Scenario& scenario) {
  sim::Workers workers(1);
  return models::simulate(scenario, 0, {}, workers)[0];
}

// Each restructured loan, from its day on, is the loan that `creditcycle schedule` knows: equal
// monthly instalments after the holiday, in which interest is added to the principal.
void expect_plans_anew(std::int64_t holiday) {
  models::Scenario scenario = strained(4'000, 2);
  scenario.collections.restructuring.holiday = holiday;
  Stepper stepper(scenario, 5'000);
  const models::World& world = stepper.world();
  std::set<std::pair<std::uint32_t, int>> late;
  std::map<std::pair<std::uint32_t, int>, models::Amortisation> plans;
  int fresh = 0;
  int compared = 0;
  for (int day = 1; day <= 700; ++day) {
    stepper.run_to(sim::Day(day));
    for (const Loan& loan : stepper.run().shard(0).loans) {
      if (loan.status != models::LoanStatus::open || loan.restructured == models::never) continue;
      const std::pair<std::uint32_t, int> key(loan.borrower, loan.nth + 1'000 * loan.restructured);
      if (loan.restructured == day - 1) {
        EXPECT_EQ(days_past_due(loan, sim::Day(day)), 0);
        EXPECT_EQ(loan.overdue_principal + loan.interest_due, Money{});
        EXPECT_EQ(loan.original, loan.principal);
        EXPECT_FALSE(loan.in_collections || loan.charge_off_ahead || loan.late_bearing);
        models::LoanTerms terms;
        terms.amount = loan.principal;
        terms.rate = sim::Rate::of_ppm(loan.rate_ppm);
        terms.instalments = loan.instalments - static_cast<int>(holiday);
        terms.due.disbursed = world.timeline.date(sim::Day(loan.restructured));
        terms.due.month_end = models::MonthEnd::day_28;
        if (holiday > 0) terms.holidays = {{1, static_cast<int>(holiday)}};
        plans[key] = models::amortise(terms);
        ++fresh;
      }
      if (loan.unpaid > 0) late.insert(key);
      if (loan.billed == 0 || late.contains(key)) continue;
      const models::ScheduleRow& row = plans.at(key).rows.at(loan.billed - 1U);
      ASSERT_EQ(loan.principal, row.balance_after) << "instalment " << row.number;
      ASSERT_EQ(sim::Day(loan.next_due),
                world.timeline.day_of(plans.at(key).rows.at(loan.billed).due));
      ++compared;
    }
  }
  EXPECT_GT(fresh, 50);
  EXPECT_GT(compared, 1'000);
}

TEST(RestructuringOracle, ARestructuredLoanFollowsTheScheduleOfANewOne) {
  expect_plans_anew(0);
}

TEST(RestructuringOracle, AHolidayAddsInterestToThePrincipalAsInASingleLoan) {
  expect_plans_anew(3);
}

TEST(RestructuringProperty, BooksBalanceDailyAndDoNotDependOnShards) {
  std::mt19937 luck(20260202);
  const auto whole = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(luck);
  };
  std::int64_t restructured = 0;
  for (int round = 0; round < 8; ++round) {
    models::Scenario s = strained(whole(50, 600), 2);
    s.run.seed = whole(0, 1'000'000);
    std::get<models::BehaviourPayment>(s.payment.policy).base_log_odds = whole(0, 5);
    for (models::Tier& tier : s.membership.tiers) tier.coupon = {whole(0, 90)};
    for (models::ProductParameters& product : s.products) {
      if (product.shape != models::Shape::bullet) {
        product.shape = static_cast<models::Shape>(whole(0, 1) == 0 ? 0 : whole(3, 5));
      }
      product.origination_fee = {whole(0, 50) / 1000.0};
      product.service_fee = Money::of_minor(whole(0, 5'00));
    }
    models::RestructuringParameters& rule = s.collections.restructuring;
    rule.from_dpd = {whole(1, 120)};
    rule.extension = whole(1, 60);
    rule.holiday = whole(0, 12);
    rule.rate_cut = {whole(0, 10) / 10.0};
    const std::string expected = models_test::digest(s, 1, 1000);
    EXPECT_EQ(models_test::digest(s, 2, static_cast<std::uint32_t>(whole(1, 300))), expected)
        << "round " << round;
    restructured += total(run(s), PortfolioMeasure::restructured);
  }
  EXPECT_GT(restructured, 100);
}

TEST(Restructuring, IsOffUnlessItIsAskedFor) {
  models::Scenario scenario = strained(500, 1);
  scenario.collections.restructuring.from_dpd = {0};
  EXPECT_EQ(total(run(scenario), PortfolioMeasure::restructured), 0);
}

TEST(Restructuring, TermsComeFromTheOffer) {
  models::Scenario scenario = strained(2'500, 2);
  scenario.collections.restructuring.rate_cut = {0.25};
  scenario.collections.restructuring.extension = 9;
  Stepper stepper(scenario, 5'000);
  std::map<std::pair<std::uint32_t, int>, Loan> before;
  int seen = 0;
  for (int day = 1; day <= 700; ++day) {
    stepper.run_to(sim::Day(day));
    for (const Loan& loan : stepper.run().shard(0).loans) {
      if (loan.status != models::LoanStatus::open) continue;
      const std::pair<std::uint32_t, int> key(loan.borrower, loan.nth);
      if (loan.restructured == day - 1) {
        const Loan& old = before.at(key);
        EXPECT_EQ(loan.rate_ppm,
                  sim::divide_half_even(sim::Int128{old.rate_ppm} * 75, std::int64_t{100}));
        EXPECT_EQ(loan.instalments, old.instalments - old.billed + 9);
        EXPECT_GE(loan.principal, old.principal + old.interest_due);
        EXPECT_GE(day - 1 - old.overdue_since, 40);
        ++seen;
      }
      before[key] = loan;
    }
  }
  EXPECT_GT(seen, 20);
}

TEST(Restructuring, FewerAcceptWhereFewerWouldOrCould) {
  models::Scenario scenario = strained(2'000, 1);
  const std::int64_t all = total(run(scenario), PortfolioMeasure::restructured);
  scenario.collections.restructuring.acceptance = {0.3};
  const std::int64_t some = total(run(scenario), PortfolioMeasure::restructured);
  scenario.collections.restructuring.acceptance = {0};
  EXPECT_EQ(total(run(scenario), PortfolioMeasure::restructured), 0);
  EXPECT_LT(some, all);
  EXPECT_GT(some, 0);
  // A longer term asks for less a month, and of those deep in debt more can pay that.
  scenario = strained(4'000, 2);
  scenario.household.committed_max = {1};
  scenario.collections.restructuring.acceptance = {1};
  scenario.collections.restructuring.extension = 1;
  const std::int64_t short_term = total(run(scenario), PortfolioMeasure::restructured);
  scenario.collections.restructuring.extension = 60;
  EXPECT_GT(total(run(scenario), PortfolioMeasure::restructured), short_term);
}

TEST(Restructuring, ALoanOnProbationIsInStageTwoAndMayDefaultAgain) {
  models::Scenario scenario = strained(2'000, 2);
  const auto stage_one = [&](int probation) {
    scenario.collections.restructuring.probation = {probation};
    return total(run(scenario), PortfolioMeasure::stage_1);
  };
  EXPECT_GT(stage_one(0), stage_one(90));
  EXPECT_GT(stage_one(90), stage_one(1'000));
  const sim::Panel panel = run(scenario);
  EXPECT_GT(total(panel, PortfolioMeasure::redefaults), 0);
  EXPECT_LT(total(panel, PortfolioMeasure::redefaults),
            total(panel, PortfolioMeasure::restructured));
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    const auto at = [&](PortfolioMeasure measure) {
      return panel.at(month, static_cast<std::size_t>(measure));
    };
    // All of them are younger than their probation.
    ASSERT_LE(at(PortfolioMeasure::restructured_balance),
              at(PortfolioMeasure::stage_2) + at(PortfolioMeasure::stage_3));
  }
}

}  // namespace
