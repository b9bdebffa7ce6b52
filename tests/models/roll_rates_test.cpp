// Loss rates from rolls: against matrix powers, against what a second reader makes of the panels,
// and against what is lost in the end.
#include "models/roll_rates.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"
#include "small_scenario.hpp"

namespace {

using models::Allowances;
using models::bucket_count;
using models::LossEstimate;
using models::LossRates;
using models::ObservedRolls;
using models::PanelId;
using models::PortfolioMeasure;
using models::ProvisioningParameters;
using models_test::small_scenario;
using sim::Money;

// A second implementation: the whole matrix with its two absorbing states, multiplied out.
constexpr std::size_t paid = bucket_count;
constexpr std::size_t lost = bucket_count + 1;
constexpr std::size_t states = bucket_count + 2;
using Matrix = std::array<std::array<double, states>, states>;

Matrix times(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (std::size_t i = 0; i < states; ++i)
    for (std::size_t j = 0; j < states; ++j)
      for (std::size_t k = 0; k < states; ++k) c[i][j] += a[i][k] * b[k][j];
  return c;
}

Matrix matrix_of(const ObservedRolls& seen) {
  Matrix m{};
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const auto exposed = static_cast<double>(seen.exposed[i].minor());
    m[i][paid] = 1;
    for (std::size_t j = 0; j < bucket_count; ++j)
      m[i][j] = static_cast<double>(seen.rolled[i][j].minor()) / exposed;
    m[i][lost] = static_cast<double>(seen.charged_off[i].minor()) / exposed;
    for (std::size_t j = 0; j < states; ++j)
      if (j != paid) m[i][paid] -= m[i][j];
  }
  m[paid][paid] = m[lost][lost] = 1;
  return m;
}

Matrix to_the_power(const Matrix& m, int exponent) {
  Matrix result{};
  for (std::size_t i = 0; i < states; ++i) result[i][i] = 1;
  for (int n = 0; n < exponent; ++n) result = times(result, m);
  return result;
}

// Every bucket keeps, cures, worsens, repays and loses some.
ObservedRolls random_rolls(std::mt19937& luck) {
  ObservedRolls seen;
  const auto amount = [&] {
    return Money::of_minor(std::uniform_int_distribution(1, 1'000'000)(luck));
  };
  for (std::size_t i = 0; i < bucket_count; ++i) {
    seen.charged_off[i] = amount();
    seen.exposed[i] = seen.charged_off[i] + amount();  // the rest is repaid
    for (std::size_t j = 0; j < bucket_count; ++j) {
      seen.rolled[i][j] = amount();
      seen.exposed[i] += seen.rolled[i][j];
    }
  }
  return seen;
}

TEST(RollRatesOracle, TwelveMonthsAreTheTwelfthPowerOfTheMatrixAndLifetimeItsLimit) {
  std::mt19937 luck(11);
  for (int round = 0; round < 50; ++round) {
    const ObservedRolls seen = random_rolls(luck);
    const LossRates rates = models::estimate_losses(seen, {});
    const Matrix m = matrix_of(seen);
    const Matrix year = to_the_power(m, 12);
    Matrix limit = m;
    for (int n = 0; n < 12; ++n) limit = times(limit, limit);  // to the power of 4096
    for (std::size_t i = 0; i < bucket_count; ++i) {
      EXPECT_NEAR(rates.twelve_month[i], year[i][lost], 1e-12);
      EXPECT_NEAR(rates.lifetime[i], limit[i][lost], 1e-9);
      EXPECT_LE(rates.twelve_month[i], rates.lifetime[i] + 1e-12);
    }
  }
}

// A ladder: a tenth of M0 falls behind a month and eight tenths stay; from there two thirds go on
// and one third is repaid, and what is in M7 is charged off or repaid, half of each.
TEST(RollRatesOracle, ALadderHasItsClosedForm) {
  ObservedRolls seen;
  for (std::size_t i = 0; i < bucket_count; ++i) seen.exposed[i] = Money::of_minor(3'000);
  seen.rolled[0][0] = Money::of_minor(2'400);
  seen.rolled[0][1] = Money::of_minor(300);
  for (std::size_t i = 1; i + 1 < bucket_count; ++i) seen.rolled[i][i + 1] = Money::of_minor(2'000);
  seen.charged_off[bucket_count - 1] = Money::of_minor(1'500);
  const LossRates rates = models::estimate_losses(seen, {});
  for (std::size_t i = 1; i < bucket_count; ++i) {
    const double expected = 0.5 * std::pow(2.0 / 3.0, static_cast<double>(bucket_count - 1 - i));
    EXPECT_NEAR(rates.lifetime[i], expected, 1e-12);
    EXPECT_NEAR(rates.twelve_month[i], expected, 1e-12);
  }
  // Half of M0 falls behind in the end; within a year only who does in the first five months.
  EXPECT_NEAR(rates.lifetime[0], 0.5 * rates.lifetime[1], 1e-9);
  EXPECT_NEAR(rates.twelve_month[0], 0.5 * (1 - std::pow(0.8, 5)) * rates.lifetime[1], 1e-9);
}

TEST(RollRates, ABucketThatWasNeverSeenTakesTheTable) {
  ObservedRolls seen;
  seen.exposed[0] = Money::of_minor(100);
  seen.rolled[0][1] = Money::of_minor(50);
  LossRates table;
  table.twelve_month[1] = 0.2;
  table.lifetime[1] = 0.4;
  const LossRates rates = models::estimate_losses(seen, table);
  EXPECT_DOUBLE_EQ(rates.twelve_month[1], 0.2);
  EXPECT_DOUBLE_EQ(rates.twelve_month[0], 0.1);
  EXPECT_DOUBLE_EQ(rates.lifetime[0], 0.2);
}

TEST(RollRates, RecoveriesAreTakenOffWhatIsChargedOff) {
  ObservedRolls seen;
  EXPECT_EQ(models::estimate_losses(seen, {}).loss_given_charge_off, 1);
  seen.lost = Money::of_minor(400);
  seen.recovered = Money::of_minor(100);
  const LossRates rates = models::estimate_losses(seen, {});
  EXPECT_EQ(rates.loss_given_charge_off, 0.75);
  LossRates half;
  half.lifetime.fill(0.5);
  half.loss_given_charge_off = 0.75;
  EXPECT_EQ(Allowances({}, half, 0).loss_ppm(100, 0), 375'000);
  seen.recovered = Money::of_minor(500);
  EXPECT_EQ(models::estimate_losses(seen, {}).loss_given_charge_off, 0);
}

TEST(RollRates, TheWindowIsOfItsLastMonths) {
  models::RollHistory history;
  ObservedRolls total;
  for (int month = 0; month < 5; ++month) {
    EXPECT_EQ(history.has(3), month > 3);
    total.exposed[2] += Money::of_minor(month);
    total.rolled[2][3] += Money::of_minor(10 * month);
    total.lost += Money::of_minor(100 * month);
    history.note(total);
  }
  const ObservedRolls seen = history.last(3);
  EXPECT_EQ(seen.exposed[2], Money::of_minor(2 + 3 + 4));
  EXPECT_EQ(seen.rolled[2][3], Money::of_minor(90));
  EXPECT_EQ(seen.lost, Money::of_minor(900));
}

models::Scenario estimating(std::int64_t borrowers) {
  models::Scenario scenario = small_scenario(borrowers, 2);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 2.5;
  scenario.provisioning.estimate = LossEstimate::roll_rates;
  scenario.provisioning.method = models::AllowanceMethod::lifetime;
  scenario.provisioning.window_months = 6;
  scenario.provisioning.macro_per_point = {0};
  return scenario;
}

// From the panels alone: rolls by balance, balances by bucket, and what the lender's own part lost
// and got back, in the six months before; applied to the loans of the month's last evening.
TEST(RollRatesOracle, TheAllowanceIsWhatASecondReaderMakesOfThePanels) {
  const models::Scenario scenario = estimating(3000);
  models_test::Stepper stepper(scenario);
  constexpr std::size_t month = 15;
  stepper.run_to(stepper.world().timeline.first_day(month + 1));
  const sim::Panels panels = stepper.run().panels();
  const auto at = [&](PanelId id, std::size_t cell, std::size_t measure) {
    return panels[static_cast<std::size_t>(id)].at(cell, measure);
  };
  const auto of = [&](std::size_t m, PortfolioMeasure measure) {
    return at(PanelId::portfolio, m, static_cast<std::size_t>(measure));
  };
  ObservedRolls seen;
  for (std::size_t m = month - 6; m < month; ++m) {
    for (std::size_t i = 0; i < bucket_count; ++i) {
      const auto rolled = [&](std::size_t to) {
        return Money::of_minor(at(PanelId::roll, (m * bucket_count + i) * (bucket_count + 2) + to,
                                  static_cast<std::size_t>(models::RollMeasure::balance)));
      };
      seen.exposed[i] += Money::of_minor(at(PanelId::bucket, (m - 1) * bucket_count + i, 1));
      for (std::size_t j = 0; j < bucket_count; ++j) seen.rolled[i][j] += rolled(j);
      seen.charged_off[i] += rolled(models::rolled_to_charge_off);
    }
    seen.lost += Money::of_minor(of(m, PortfolioMeasure::charge_off_own));
    seen.recovered += Money::of_minor(
        -at(PanelId::ledger,
            m * models::account_count + static_cast<std::size_t>(models::Account::recoveries), 0));
  }
  ASSERT_GT(seen.recovered, Money{});
  Matrix limit = matrix_of(seen);
  for (int n = 0; n < 12; ++n) limit = times(limit, limit);
  const double kept =
      1.0 - static_cast<double>(seen.recovered.minor()) / static_cast<double>(seen.lost.minor());
  double required = 0;
  std::size_t loans = 0;
  for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
    for (const models::Loan& loan : stepper.run().shard(s).loans) {
      if (loan.status != models::LoanStatus::open) continue;
      const Money exposure =
          loan.principal - loan.partner_part + (loan.suspended ? Money{} : loan.interest_due);
      required += static_cast<double>(exposure.minor()) * kept * limit[loan.bucket][lost];
      ++loans;
    }
  }
  // Rates are whole parts per million and allowances whole minor units.
  const auto balance = static_cast<double>(of(month, PortfolioMeasure::balance));
  EXPECT_NEAR(static_cast<double>(of(month, PortfolioMeasure::allowance)), required,
              balance * 0.5e-6 + 0.5 * static_cast<double>(loans));
  models::Scenario table = scenario;
  table.provisioning.estimate = LossEstimate::table;
  models_test::Stepper other(table);
  other.run_to(other.world().timeline.first_day(month + 1));
  EXPECT_GT(std::abs(static_cast<double>(
                of(month, PortfolioMeasure::allowance) -
                other.run().panels()[0].at(month,
                                           static_cast<std::size_t>(PortfolioMeasure::allowance)))),
            0.01 * required);
}

// Fixed payment probabilities, no new loans, nothing recovered: what the lender expects to lose of
// its book is what it loses until the book is gone.
TEST(RollRatesOracle, WhatALenderExpectsToLoseIsWhatItLoses) {
  models::Scenario scenario = estimating(20'000);
  scenario.payment.policy = models::ChainPayment{};
  scenario.network.influence.value = 0;
  scenario.funding.partners.clear();
  scenario.funding.own_limit_per_borrower = Money{};
  scenario.collections.recovery.sale_after.value = 3650;
  scenario.collections.recovery.monthly_hazard = 0;
  scenario.provisioning.window_months = 12;
  scenario.run.warm_up_months = 36;
  scenario.run.years = 5;
  scenario.portfolio.balance_sheet = models::BalanceSheet::runs_off;
  sim::Workers workers(1);
  const sim::Panel panel = models::simulate(scenario, 0, {}, workers)[0];
  const auto at = [&](std::size_t month, PortfolioMeasure measure) {
    return static_cast<double>(panel.at(month, static_cast<std::size_t>(measure)));
  };
  const double expected = at(0, PortfolioMeasure::allowance);
  double lost_in_the_end = 0;
  for (std::size_t month = 1; month < panel.cells(); ++month)
    lost_in_the_end += at(month, PortfolioMeasure::charge_off_own);
  EXPECT_LT(at(panel.cells() - 1, PortfolioMeasure::balance),
            0.001 * at(0, PortfolioMeasure::balance));
  EXPECT_NEAR(expected / lost_in_the_end, 1, 0.1);
}

TEST(RollRatesProperty, ShardsLeaveEstimatesAlone) {
  models::Scenario scenario = estimating(1500);
  scenario.provisioning.method = models::AllowanceMethod::staged;
  EXPECT_EQ(models_test::digest(scenario, 2, 130), models_test::digest(scenario, 1, 2000));
}

}  // namespace
