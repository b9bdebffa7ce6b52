// Dividends: what is over the capital that the lender keeps is paid out at the end of each quarter.
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"
#include "small_scenario.hpp"

namespace {

using models::Account;
using models::FundingParameters;
using models::PanelId;
using models::PortfolioMeasure;
using models_test::complaints;
using models_test::small_scenario;
using sim::Money;

Money paid(double above, std::int64_t equity, std::int64_t earned, std::int64_t weighted) {
  FundingParameters funding;
  funding.dividend_above = {above};
  return models::dividend(funding, Money::of_minor(equity), Money::of_minor(earned),
                          Money::of_minor(weighted));
}

TEST(Dividend, IsWhatIsOverTheCapitalKeptAndHasBeenEarned) {
  EXPECT_EQ(paid(0.15, 2'000, 1'900, 10'000).minor(), 500);
  EXPECT_EQ(paid(0.15, 2'000, 300, 10'000).minor(), 300);  // never what was paid in
  EXPECT_EQ(paid(0.15, 1'500, 1'000, 10'000).minor(), 0);
  EXPECT_EQ(paid(0.15, 1'400, 1'000, 10'000).minor(), 0);
  EXPECT_EQ(paid(0.15, 2'000, -100, 10'000).minor(), 0);
  EXPECT_EQ(paid(0.15, -2'000, -100, 10'000).minor(), 0);
  EXPECT_EQ(paid(0.15, 2'000, 1'900, 0).minor(), 1'900);
  EXPECT_EQ(paid(0, 2'000, 1'900, 10'000).minor(), 0);  // no dividends
}

TEST(Dividend, IsRoundedSoThatTheRatioHolds) {
  EXPECT_EQ(paid(0.15, 2'000, 1'900, 10'001).minor(), 499);  // 1,500.15 is kept
  EXPECT_EQ(paid(0.15, 2'000, 1'900, 9'999).minor(), 500);   // 1,499.85
}

TEST(Dividend, WhatLendingNeedsIsNotPaidOut) {
  FundingParameters funding;
  funding.capital_ratio_min = {0.15};
  EXPECT_THAT(complaints(funding), testing::ElementsAre("dividend_above"));
  funding.dividend_above = {0};
  EXPECT_TRUE(complaints(funding).empty());
  funding.dividend_above = {0.16};
  EXPECT_TRUE(complaints(funding).empty());
}

class Months {
 public:
  explicit Months(const models::Scenario& scenario)
      : workers_(1), panels_(models::simulate(scenario, 0, {.audit_daily = true}, workers_)) {}

  std::size_t count() const { return panels_[0].cells(); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return panels_[0].at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, Account account) const {
    return panels_[static_cast<std::size_t>(PanelId::ledger)].at(
        month * models::account_count + static_cast<std::size_t>(account), 0);
  }

 private:
  sim::Workers workers_;
  sim::Panels panels_;
};

// Good lenders and bad ones, with more capital than they keep or less, from any month on.
TEST(DividendProperty, EquityRollsForwardAndNothingIsPaidOutThatIsNotOverAndEarned) {
  std::mt19937 luck(20250901);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(luck);
  };
  const auto whole = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(luck);
  };
  int paid_out = 0;
  int kept_for_the_ratio = 0;
  int kept_for_losses = 0;
  for (int round = 0; round < 48; ++round) {
    models::Scenario s = small_scenario(whole(50, 600), 2, whole(0, 4));
    s.run.seed = whole(0, 1'000'000);
    s.run.start = std::chrono::year(2025) / whole(1, 12) / 1;
    s.funding.capital_per_borrower = Money::of_minor(whole(0, 100'00));
    s.funding.dividend_above = {between(0.02, 0.4)};
    s.funding.risk_weight = {between(0, 1.5)};
    std::get<models::BehaviourPayment>(s.payment.policy).base_log_odds = between(1, 6);
    const std::int64_t ratio_ppm = std::llround(s.funding.dividend_above.value * 1e6);
    const std::int64_t paid_in = models::opening_capital(s.funding, s.portfolio.borrowers).minor();
    const auto first = static_cast<unsigned>(s.run.start.month()) - 1;
    const Months months(s);
    std::int64_t equity = paid_in;
    for (std::size_t month = 0; month < months.count(); ++month) {
      const std::int64_t dividend = months.at(month, PortfolioMeasure::dividends);
      const std::int64_t income = months.at(month, PortfolioMeasure::net_income);
      const std::int64_t weighted = months.at(month, PortfolioMeasure::risk_weighted_assets);
      const std::int64_t before = equity + income;
      equity = before - dividend;
      ASSERT_EQ(months.at(month, PortfolioMeasure::capital), equity);
      ASSERT_EQ(months.at(month, Account::dividends), dividend);
      ASSERT_EQ(-months.at(month, Account::paid_in_capital), paid_in);
      ASSERT_EQ(-months.at(month, Account::retained_income), equity - paid_in + dividend - income);
      ASSERT_GE(months.at(month, Account::cash), 0);
      ASSERT_TRUE(months.at(month, Account::cash) == 0 ||
                  months.at(month, Account::borrowings) == 0);
      ASSERT_GE(dividend, 0);
      const auto ratio_holds = [&](std::int64_t capital) {
        return sim::Int128{capital} * 1'000'000 >= sim::Int128{weighted} * ratio_ppm;
      };
      const bool quarter_ends = (first + month + 1) % 3 == 0;
      if (dividend > 0) {
        ASSERT_TRUE(quarter_ends);
        ASSERT_TRUE(ratio_holds(equity));
        ASSERT_GE(equity, paid_in);
        ++paid_out;
      }
      if (!quarter_ends) continue;
      // All that may be is: a minor unit more would break one of the two bounds.
      ASSERT_TRUE(!ratio_holds(equity - 1) || equity - 1 < paid_in);
      kept_for_the_ratio += dividend == 0 && before > paid_in;
      kept_for_losses += dividend == 0 && ratio_holds(before);
    }
  }
  EXPECT_GT(paid_out, 20);
  EXPECT_GT(kept_for_the_ratio, 5);
  EXPECT_GT(kept_for_losses, 5);
}

TEST(DividendProperty, NoneIsPaidInTheWarmUpOrWhereThereIsNoRule) {
  models::Scenario scenario = small_scenario(500, 1, 6);
  const Months pays(scenario);
  scenario.funding.dividend_above = {0};
  const Months keeps(scenario);
  std::int64_t income = 0;
  std::int64_t paid = 0;
  for (std::size_t month = 0; month < keeps.count(); ++month) {
    EXPECT_EQ(keeps.at(month, PortfolioMeasure::dividends), 0);
    paid += pays.at(month, PortfolioMeasure::dividends);
    income += keeps.at(month, PortfolioMeasure::net_income);
    // Nobody borrows, pays or is lent to otherwise because owners are paid.
    for (const auto same : {PortfolioMeasure::balance, PortfolioMeasure::charge_off,
                            PortfolioMeasure::impairment, PortfolioMeasure::funding_used}) {
      EXPECT_EQ(pays.at(month, same), keeps.at(month, same));
    }
  }
  EXPECT_GT(paid, 0);
  EXPECT_EQ(keeps.at(0, Account::retained_income), 0);
  EXPECT_EQ(pays.at(0, Account::retained_income), 0);
  const std::int64_t opening =
      models::opening_capital(scenario.funding, scenario.portfolio.borrowers).minor();
  EXPECT_EQ(keeps.at(keeps.count() - 1, PortfolioMeasure::capital), opening + income);
}

}  // namespace
