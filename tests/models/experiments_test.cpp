// Experiments on the whole model: what a policy does shows where and when it must. Arms have the
// same luck, so that before the policy acts they are the same borrowers with the same loans.
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <vector>

#include "models/accrual.hpp"
#include "models/delinquency.hpp"
#include "small_scenario.hpp"

namespace {

using models::Borrower;
using models::Loan;
using models::LoanStatus;
using models::PortfolioMeasure;
using models_test::small_scenario;
using models_test::Stepper;

constexpr int warm_up_months = 12;

template <class Use>
void for_each_loan(Stepper& stepper, Use use) {
  for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
    for (const Loan& loan : stepper.run().shard(i).loans) {
      if (loan.status == LoanStatus::open) use(loan);
    }
  }
}

// 1. Limits 20 % higher.

// Of one luck: what a raise of all limits by `raise` at the start of the report does to a measure,
// month by month.
struct Raised {
  std::vector<double> balance;
  std::vector<double> defaulted;
};

std::vector<double> by_month(Stepper& stepper, PortfolioMeasure measure) {
  const sim::Panels panels = stepper.run().panels();
  std::vector<double> months;
  for (std::size_t month = 0; month < panels[0].cells(); ++month)
    months.push_back(static_cast<double>(panels[0].at(month, static_cast<std::size_t>(measure))));
  return months;
}

std::vector<double> difference(std::vector<double> one, const std::vector<double>& other) {
  for (std::size_t i = 0; i < one.size(); ++i) one[i] -= other[i];
  return one;
}

Raised raise_limits(std::int64_t seed) {
  models::Scenario scenario = small_scenario(6000, 3, warm_up_months);
  scenario.run.seed = seed;
  Stepper as_it_was(scenario, 6000);
  Stepper raised(scenario, 6000);
  const sim::Day report = raised.world().timeline.first_day(warm_up_months);
  raised.run_to(report);
  for (Borrower& b : raised.run().shard(0).borrowers)
    b.limit = sim::Money::of_minor(b.limit.minor() * 12 / 10 / 100'00 * 100'00);
  const sim::Day end(raised.world().timeline.days());
  as_it_was.run_to(end);
  raised.run_to(end);
  return {difference(by_month(raised, PortfolioMeasure::balance),
                     by_month(as_it_was, PortfolioMeasure::balance)),
          difference(by_month(raised, PortfolioMeasure::default_amount),
                     by_month(as_it_was, PortfolioMeasure::default_amount))};
}

double sum(const std::vector<double>& months, std::size_t from, std::size_t to) {
  return std::accumulate(months.begin() + static_cast<std::ptrdiff_t>(from),
                         months.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
}

// The mean over seeds in standard errors.
double standard_errors(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return mean / std::sqrt(squares / (n - 1) / n);
}

// A loan that a higher limit makes is 90 days past due four months after it was lent at the
// earliest, so what the raise does to defaults comes after what it does to balances.
TEST(ExperimentProperty, LimitsRaisedByAFifthRaiseBalancesAtOnceAndDefaultsLater) {
  constexpr std::size_t soon = 3;
  std::vector<double> first_month, defaults_soon, defaults_later;
  double balance = 0, balance_soon = 0, defaulted = 0, defaulted_soon = 0;
  for (std::int64_t seed = 1; seed <= 20; ++seed) {
    const Raised effect = raise_limits(seed);
    const std::size_t months = effect.balance.size();
    first_month.push_back(effect.balance[0]);
    defaults_later.push_back(sum(effect.defaulted, 6, months));
    balance_soon += effect.balance[soon - 1];
    balance += sum(effect.balance, 12, 24) / 12;
    defaulted_soon += sum(effect.defaulted, 0, soon);
    defaulted += sum(effect.defaulted, 0, months);
  }
  // 2.86 standard errors: one in two hundred by chance, with nineteen degrees of freedom.
  EXPECT_GT(standard_errors(first_month), 2.86);
  EXPECT_GT(standard_errors(defaults_later), 2.86);
  EXPECT_GT(balance_soon, 0.25 * balance);
  EXPECT_LT(std::abs(defaulted_soon), 0.05 * defaulted);
}

// A price that is felt to be twice as high, at the same price: all that differs is who comes.
struct Pool {
  double willingness = 0;  // mean of who is lent to
  double standard_error = 0;
  double late = 0;  // share of the loans ever 30 days late at a month's end
};

Pool pool_at(double selection) {
  double sum = 0, squares = 0, loans = 0, late = 0;
  for (std::int64_t seed = 1; seed <= 3; ++seed) {
    models::Scenario scenario = small_scenario(4000, 2);
    scenario.run.seed = seed;
    scenario.need.selection = selection;
    scenario.need.reference_price = sim::Rate::of_ppm(scenario.need.reference_price.ppm() / 2);
    Stepper stepper(scenario, 4000);
    std::set<std::pair<std::uint64_t, std::uint16_t>> lates;
    for (sim::Day day(0); day.value() < stepper.world().timeline.days(); ++day) {
      stepper.run_to(day + 1);
      const models::Shard& shard = stepper.run().shard(0);
      for (const models::Loan& loan : shard.loans) {
        if (loan.status != models::LoanStatus::open) continue;
        const Borrower& b = shard.borrowers[loan.borrower];
        if (loan.opened == day.value()) {
          sum += static_cast<double>(b.willingness);
          squares += static_cast<double>(b.willingness * b.willingness);
          ++loans;
        }
        if (models::days_past_due(loan, day) >= 30) lates.emplace(models::person(b), loan.nth);
      }
    }
    late += static_cast<double>(lates.size());
  }
  const double mean = sum / loans;
  return {mean, std::sqrt((squares / loans - mean * mean) / loans), late / loans};
}

TEST(ExperimentProperty, AHigherPriceDrawsWorseRisks) {
  const Pool all_alike = pool_at(0);
  const Pool selected = pool_at(0.9);
  EXPECT_GT(all_alike.willingness - selected.willingness,
            4 * std::hypot(all_alike.standard_error, selected.standard_error));
  EXPECT_GT(selected.late, 1.1 * all_alike.late);
}

// 2. Partners stop funding.

constexpr int frozen_from = 100;  // days after the report's start
constexpr int week = 7;

models::Scenario with_partners(std::int64_t own_limit) {
  models::Scenario scenario = small_scenario(8000, 1, warm_up_months);
  scenario.funding.own_limit_per_borrower = sim::Money::of_minor(own_limit);
  return scenario;
}

models::Scenario frozen(models::Scenario scenario) {
  for (models::Partner& partner : scenario.funding.partners) {
    partner.freeze_from.value = frozen_from;
    partner.freeze_until.value = 3660;
  }
  return scenario;
}

// Loans opened on each day around the freeze, counted the evening they are opened.
std::vector<int> opened_by_day(Stepper& stepper, sim::Day from, int days) {
  std::vector<int> opened;
  for (sim::Day day = from; day < from + days; ++day) {
    stepper.run_to(day + 1);
    int count = 0;
    for_each_loan(stepper, [&](const Loan& loan) { count += loan.opened == day.value(); });
    opened.push_back(count);
  }
  return opened;
}

// What the lender itself has lent, a borrower, on the evening before the freeze.
std::int64_t own_part(const models::Scenario& scenario, sim::Day freeze) {
  Stepper stepper(scenario, 8000);
  stepper.run_to(freeze);
  sim::Money own;
  for_each_loan(stepper, [&](const Loan& loan) { own += loan.principal - loan.partner_part; });
  return own.minor() / scenario.portfolio.borrowers;
}

TEST(ExperimentProperty, AFundingFreezeCutsOriginationsTheSameWeek) {
  const models::Scenario free = with_partners(0);
  const models::World world(free, 0);
  const sim::Day freeze = world.timeline.first_day(warm_up_months) + frozen_from;
  // The lender has a fiftieth more of its own than it needs beside its partners.
  const models::Scenario tight = with_partners(own_part(free, freeze) * 51 / 50);
  Stepper open(tight, 8000);
  Stepper shut(frozen(tight), 8000);
  const std::vector<int> before = opened_by_day(open, freeze + -week, 2 * week);
  const std::vector<int> after = opened_by_day(shut, freeze + -week, 2 * week);
  for (int day = 0; day < week; ++day) EXPECT_EQ(after[day], before[day]) << "before the freeze";
  const auto in_the_week = [](const std::vector<int>& days) {
    return std::accumulate(days.begin() + week, days.end(), 0);
  };
  EXPECT_GT(in_the_week(before), 100);
  EXPECT_LT(in_the_week(after), in_the_week(before) * 3 / 4);
  // Until its own funds are used up it lends alone, and to the same people.
  EXPECT_EQ(after[week], before[week]);
}

TEST(ExperimentProperty, WithEnoughOfItsOwnALenderLendsTheSameThroughAFreeze) {
  const models::Scenario ample = with_partners(0);
  Stepper open(ample, 8000);
  Stepper shut(frozen(ample), 8000);
  const sim::Day freeze = open.world().timeline.first_day(warm_up_months) + frozen_from;
  EXPECT_EQ(opened_by_day(open, freeze, 4 * week), opened_by_day(shut, freeze, 4 * week));
  for_each_loan(shut, [&](const Loan& loan) {
    if (loan.opened < freeze.value()) return;
    EXPECT_EQ(loan.partner, models::no_partner);
  });
}

// 3. What the tiers' benefits cost.

// All behaviour is held fixed: loans that are paid in full or not at all by a chain that is deaf to
// everything, asked for whatever the price and the buffer, scored alike. A rate of a whole number
// of 3.6 % a year earns whole minor units a day on hundreds of currency units, so no bill rounds.
constexpr std::int64_t whole_ppm = 36'000;

models::Scenario deaf_to_price(std::int64_t discount_ppm, int free_days = 0) {
  models::Scenario scenario = small_scenario(3000, 2);
  scenario.provisioning.suspend_interest_dpd.value = 0;  // all that is charged is income
  models::ChainPayment chain;
  for (models::ChainRow& row : chain.rows) {
    row.pay_all.value += row.pay_one.value;
    row.pay_one.value = 0;
  }
  scenario.payment.policy = chain;
  scenario.need.price_elasticity = 0;
  scenario.retention.price_effect = 0;
  scenario.need.shortage_effect = 1;
  scenario.household.committed_max.value = 1e6;
  scenario.membership.points_per_1000_saved = 0;
  std::get<models::PointsScore>(scenario.scoring.model).characteristics.clear();
  for (models::ProductParameters& product : scenario.products) {
    product.shape = models::Shape::bullet;
    product.instalments = 1;
    product.term.value = 90;
    product.day_count = sim::DayCount::actual_360;
    product.rate_add = sim::Rate{};
    product.late_interest.value = 1;
  }
  auto& grid = std::get<models::GridPricing>(scenario.pricing.policy);
  grid.base = sim::Rate::of_ppm(4 * whole_ppm);
  grid.pass_through.value = 0;
  for (models::PriceBand& band : grid.bands) band.add = sim::Rate{};
  for (models::Tier& tier : scenario.membership.tiers) {
    tier.rate_discount = sim::Rate::of_ppm(discount_ppm);
    tier.coupon.value = free_days;
  }
  return scenario;
}

// A run from its first day.
struct Outcome {
  sim::Money charged;       // interest less the cost of benefits, over all days
  sim::Money benefits;      // the accounts
  sim::Int128 forgone = 0;  // what a second reader adds up each night
  std::int64_t loans = 0;   // opened
  sim::Money net_income;
  sim::Money funding_cost;
};

Outcome outcome_of(const models::Scenario& scenario) {
  Stepper stepper(scenario, 3000);
  Outcome outcome;
  const sim::Day end(stepper.world().timeline.days());
  for (sim::Day day(0); day < end; ++day) {
    stepper.run_to(day + 1);
    for_each_loan(stepper, [&](const Loan& loan) {
      const auto weight = models::days_weight(stepper.world().products[loan.product].day_count);
      // Who earns nothing forgoes nothing.
      if (!loan.suspended) {
        const std::int64_t rate = loan.discount_ppm + (loan.coupon ? loan.rate_ppm : 0);
        outcome.forgone += static_cast<sim::Int128>(loan.principal.minor()) * rate * weight;
      }
      outcome.loans += loan.opened == day.value();
    });
  }
  const sim::Panels panels = stepper.run().panels();
  const auto total = [&](PortfolioMeasure measure) {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < panels[0].cells(); ++month)
      sum += panels[0].at(month, static_cast<std::size_t>(measure));
    return sim::Money::of_minor(sum);
  };
  outcome.benefits = total(PortfolioMeasure::benefit_cost);
  outcome.charged = total(PortfolioMeasure::interest_income) - outcome.benefits;
  outcome.net_income = total(PortfolioMeasure::net_income);
  outcome.funding_cost = total(PortfolioMeasure::funding_cost);
  return outcome;
}

TEST(ExperimentOracle, ATierBenefitCostsWhatTheLedgerSaysToTheCent) {
  const Outcome without = outcome_of(deaf_to_price(0));
  const Outcome with = outcome_of(deaf_to_price(whole_ppm));
  EXPECT_GT(with.loans, 1000);
  EXPECT_EQ(with.loans, without.loans);
  EXPECT_EQ(without.benefits, sim::Money{});
  EXPECT_GT(with.benefits, sim::Money{});
  EXPECT_EQ(without.charged - with.charged, with.benefits);
  EXPECT_EQ(models::as_money(with.forgone), with.benefits);
}

TEST(ExperimentOracle, InterestFreeDaysCostWhatTheLedgerSaysToTheCent) {
  const Outcome without = outcome_of(deaf_to_price(0));
  const Outcome with = outcome_of(deaf_to_price(0, 20));
  EXPECT_EQ(with.loans, without.loans);
  EXPECT_GT(with.benefits, sim::Money{});
  EXPECT_EQ(without.charged - with.charged, with.benefits);
  EXPECT_EQ(models::as_money(with.forgone), with.benefits);
}

// Nobody behaves otherwise because of what a reminder costs the lender.
TEST(ExperimentOracle, PriorityServiceLowersNetIncomeByWhatItCosts) {
  models::Scenario scenario = small_scenario(2000, 1);
  // Nothing is borrowed, so that what a reminder costs does not itself cost money.
  scenario.funding.capital_per_borrower = sim::Money::of_minor(100'000'00);
  scenario.funding.dividend_above = {0};
  for (models::Tier& tier : scenario.membership.tiers) {
    tier.reminder = true;
    tier.rate_discount = {};
  }
  const Outcome free = outcome_of(scenario);
  EXPECT_EQ(free.benefits, sim::Money{});
  scenario.membership.reminder_cost = sim::Money::of_minor(7);
  const Outcome with = outcome_of(scenario);
  EXPECT_GT(with.benefits, sim::Money::of_minor(7 * 1000));
  EXPECT_EQ(with.benefits.minor() % 7, 0);
  EXPECT_EQ(with.funding_cost, free.funding_cost);
  EXPECT_EQ(free.net_income - with.net_income, with.benefits);
  // Where collections remind everybody they bear what it costs.
  scenario.collections.stages.front().from_dpd.value = 0;
  EXPECT_EQ(outcome_of(scenario).benefits, sim::Money{});
}

// A tier's days of grace against none, with behaviour held fixed: the lender charges less by what
// is measured and what is still running on the last evening.
TEST(ExperimentOracle, DaysOfGraceForgoWhatTheMeasureSaysToTheCent) {
  const auto with_grace = [](int days) {
    models::Scenario scenario = deaf_to_price(0);
    for (models::ProductParameters& product : scenario.products) {
      product.late_interest.value = 1.5;
      product.grace.value = 2;
    }
    for (models::Tier& tier : scenario.membership.tiers) tier.grace.value = days;
    return scenario;
  };
  const models::Scenario scenario = with_grace(9);
  Stepper stepper(scenario, 3000);
  const sim::Day end(stepper.world().timeline.days());
  stepper.run_to(end);
  sim::Int128 forgone = 0;
  for (const sim::Int128 of_tier : stepper.run().shard(0).late_forgone) forgone += of_tier;
  const sim::Money noted = models::as_money(forgone);
  for_each_loan(stepper, [&](const Loan& loan) {
    const models::ProductTerms& product = stepper.world().products[loan.product];
    forgone +=
        models::late_forgone(loan, product.late_ppm, product.grace_days, product.day_count, end);
  });
  EXPECT_GT(noted, sim::Money::of_minor(10'00));
  EXPECT_EQ(outcome_of(with_grace(0)).charged - outcome_of(scenario).charged,
            models::as_money(forgone));
  const sim::Panels panels = stepper.run().panels();
  const sim::Panel& tiers = panels[static_cast<std::size_t>(models::PanelId::tier)];
  std::int64_t stated = 0;
  for (std::size_t cell = 0; cell < tiers.cells(); ++cell)
    stated += tiers.at(cell, static_cast<std::size_t>(models::TierMeasure::late_interest_forgone));
  EXPECT_EQ(stated, noted.minor());
}

// At any rates, and with all that follows from a discount, the account is the sum over all nights
// and loans.
TEST(ExperimentOracle, TheCostOfBenefitsIsTheDiscountOnEveryLoanEachNight) {
  const Outcome outcome = outcome_of(small_scenario(2000, 2));
  EXPECT_GT(outcome.benefits, sim::Money{});
  EXPECT_EQ(models::as_money(outcome.forgone), outcome.benefits);
}

}  // namespace
