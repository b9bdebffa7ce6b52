// The trial balance of every month, as it is kept with the results.
#include <gtest/gtest.h>

#include "small_scenario.hpp"

namespace {

using models::Account;
using models::AccountClass;
using models::PanelId;
using models::PortfolioMeasure;
using models_test::small_scenario;

class Months {
 public:
  explicit Months(const models::Scenario& scenario)
      : workers_(1), panels_(models::simulate(scenario, 0, {}, workers_)) {}

  std::size_t count() const { return of(PanelId::portfolio).cells(); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return of(PanelId::portfolio).at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, Account account) const {
    return of(PanelId::ledger)
        .at(month * models::account_count + static_cast<std::size_t>(account), 0);
  }
  std::int64_t sum(std::size_t month, AccountClass kind) const {
    std::int64_t total = 0;
    for (const models::AccountRow& row : models::chart_of_accounts) {
      if (row.kind() == kind) total += at(month, row.account);
    }
    return total;
  }

 private:
  const sim::Panel& of(PanelId id) const { return panels_[static_cast<std::size_t>(id)]; }

  sim::Workers workers_;
  sim::Panels panels_;
};

models::Scenario bad_years() {
  models::Scenario scenario = small_scenario(2000, 2, 5);
  scenario.funding.capital_per_borrower = sim::Money::of_minor(7'77);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 2.5;
  return scenario;
}

TEST(LedgerProperty, AssetsAreLiabilitiesAndEquityInEveryMonth) {
  for (const models::Scenario& scenario : {bad_years(), small_scenario(500, 1)}) {
    const Months months(scenario);
    for (std::size_t month = 0; month < months.count(); ++month) {
      const std::int64_t income =
          -months.sum(month, AccountClass::income) - months.sum(month, AccountClass::expense);
      EXPECT_EQ(months.sum(month, AccountClass::asset),
                -months.sum(month, AccountClass::liability) -
                    months.sum(month, AccountClass::equity) + income);
    }
  }
}

TEST(LedgerProperty, NetIncomeIsWhatTheAccountsSayAndWithDividendsAllThatMovesEquity) {
  const models::Scenario scenario = bad_years();
  const Months months(scenario);
  std::int64_t equity = models::opening_capital(scenario.funding, 2000).minor();
  for (std::size_t month = 0; month < months.count(); ++month) {
    equity -= months.at(month, PortfolioMeasure::dividends);
    EXPECT_EQ(-months.sum(month, AccountClass::equity), equity) << "month " << month;
    const std::int64_t income =
        -months.sum(month, AccountClass::income) - months.sum(month, AccountClass::expense);
    EXPECT_EQ(months.at(month, PortfolioMeasure::net_income), income);
    EXPECT_NE(income, 0);
    EXPECT_EQ(months.at(month, Account::dividends), months.at(month, PortfolioMeasure::dividends));
    equity += income;
    EXPECT_EQ(months.at(month, PortfolioMeasure::capital), equity);
  }
}

TEST(LedgerProperty, AccountsSayWhatTheMeasuresSay) {
  const Months months(bad_years());
  using enum PortfolioMeasure;
  for (std::size_t month = 0; month < months.count(); ++month) {
    EXPECT_EQ(months.at(month, Account::principal), months.at(month, balance));
    EXPECT_EQ(-months.at(month, Account::partner_funding), months.at(month, funding_used));
    EXPECT_EQ(-months.at(month, Account::allowance), months.at(month, allowance));
    EXPECT_EQ(months.at(month, Account::impairment), months.at(month, impairment));
  }
}

TEST(LedgerProperty, CashThatIsOverRepaysWhatWasBorrowed) {
  const Months months(bad_years());
  bool borrowed = false;
  for (std::size_t month = 0; month < months.count(); ++month) {
    const std::int64_t cash = months.at(month, Account::cash);
    const std::int64_t owed = -months.at(month, Account::borrowings);
    EXPECT_GE(cash, 0);
    EXPECT_GE(owed, 0);
    EXPECT_TRUE(cash == 0 || owed == 0) << "month " << month;
    borrowed = borrowed || owed > 0;
  }
  EXPECT_TRUE(borrowed);
}

}  // namespace
