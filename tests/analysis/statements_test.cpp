// Statements of trial balances that are small enough to add up by hand.
#include "analysis/statements.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using analysis::LedgerOfReplication;
using analysis::OutOfBalance;
using analysis::Period;
using analysis::Span;
using analysis::StatementLine;
using testing::ElementsAre;

const std::vector<std::string> accounts = {"1000 cash",     "1900 allowance", "2000 debt",
                                           "3000 paid_in",  "3100 retained",  "3200 dividends",
                                           "4000 interest", "5000 costs"};

// Two months; the first earns 30.00 − 10.00 and pays out 8.00, the second earns 5.00 − 25.00.
const std::vector<std::int64_t> balances = {
    142'00, -20'00, -60'00, -50'00, 0,      8'00, -30'00, 10'00,  //
    102'00, -20'00, -40'00, -50'00, -12'00, 0,    -5'00,  25'00,
};
constexpr std::size_t columns = 8;
const std::vector<std::int64_t> weighted = {200'00, 100'00};

std::vector<StatementLine> made(const std::vector<std::int64_t>& ledger,
                                const std::vector<Span>& spans) {
  const std::vector<LedgerOfReplication> one = {{ledger, weighted}};
  return analysis::statements(accounts, spans, one);
}

// The values of a line of the one replication, span by span.
std::vector<double> values(const std::vector<StatementLine>& lines, const std::string& name) {
  std::vector<double> found;
  for (const StatementLine& line : lines) {
    if (line.name != name) continue;
    for (const auto& of_span : line.values) found.push_back(of_span.at(0));
  }
  return found;
}

TEST(Statements, AreAsAddedUpByHandMonthByMonth) {
  const auto lines = made(balances, {{"2025-01", 0, 1}, {"2025-02", 1, 2}});
  EXPECT_THAT(values(lines, "interest"), ElementsAre(30, 5));
  EXPECT_THAT(values(lines, "total_expenses"), ElementsAre(10, 25));
  EXPECT_THAT(values(lines, "net_income"), ElementsAre(20, -20));
  EXPECT_THAT(values(lines, "allowance"), ElementsAre(-20, -20));
  EXPECT_THAT(values(lines, "total_assets"), ElementsAre(122, 82));
  EXPECT_THAT(values(lines, "debt"), ElementsAre(60, 40));
  EXPECT_THAT(values(lines, "paid_in"), ElementsAre(50, 50));
  EXPECT_THAT(values(lines, "retained"), ElementsAre(12, -8));
  EXPECT_THAT(values(lines, "total_equity"), ElementsAre(62, 42));
  EXPECT_THAT(values(lines, "equity_at_the_start"), ElementsAre(50, 62));
  EXPECT_THAT(values(lines, "net_income_of_the_period"), ElementsAre(20, -20));
  EXPECT_THAT(values(lines, "dividends_paid"), ElementsAre(-8, 0));
  EXPECT_THAT(values(lines, "equity_at_the_end"), ElementsAre(62, 42));
  EXPECT_THAT(values(lines, "capital_ratio"), ElementsAre(0.31, 0.42));
  EXPECT_THAT(values(lines, "return_on_equity"), ElementsAre(12 * 20 / 62.0, 12 * -20 / 42.0));
}

TEST(Statements, FlowsAddUpOverAPeriodAndStocksAreOfItsEnd) {
  const auto lines = made(balances, {{"2025", 0, 2}});
  EXPECT_THAT(values(lines, "interest"), ElementsAre(35));
  EXPECT_THAT(values(lines, "net_income"), ElementsAre(0));
  EXPECT_THAT(values(lines, "total_assets"), ElementsAre(82));
  EXPECT_THAT(values(lines, "retained"), ElementsAre(-8));
  EXPECT_THAT(values(lines, "equity_at_the_start"), ElementsAre(50));
  EXPECT_THAT(values(lines, "dividends_paid"), ElementsAre(-8));
  EXPECT_THAT(values(lines, "equity_at_the_end"), ElementsAre(42));
  EXPECT_THAT(values(lines, "return_on_assets"), ElementsAre(0));
}

// Nothing of a single month stands in the balance sheet: its lines add up to its totals, and what
// is retained moves by the income and the dividends of the period.
TEST(StatementsProperty, RetainedIncomeMovesByWhatTheOtherStatementsSay) {
  for (const auto& spans :
       std::vector<std::vector<Span>>{{{"2025-01", 0, 1}, {"2025-02", 1, 2}}, {{"2025", 0, 2}}}) {
    const auto lines = made(balances, spans);
    double retained_before = 0;
    for (std::size_t t = 0; t < spans.size(); ++t) {
      EXPECT_NEAR(values(lines, "retained")[t] - retained_before,
                  values(lines, "net_income")[t] + values(lines, "dividends_paid")[t], 1e-9);
      retained_before = values(lines, "retained")[t];
      double since_total = 0;
      int totals = 0;
      for (const StatementLine& line : lines) {
        if (line.section != analysis::StatementSection::balance_sheet) continue;
        const double value = line.values[t].at(0);
        if (!line.is_total) {
          since_total += value;
          continue;
        }
        EXPECT_NEAR(since_total, value, 1e-9) << line.name;
        since_total = 0;
        ++totals;
      }
      EXPECT_EQ(totals, 3);
    }
  }
}

TEST(Statements, AMinorUnitOutOfBalanceIsAnError) {
  for (std::size_t cell = 0; cell < balances.size(); ++cell) {
    auto wrong = balances;
    wrong[cell] += 1;
    EXPECT_THROW(made(wrong, {{"2025", 0, 2}}), OutOfBalance) << "cell " << cell;
  }
}

TEST(Statements, IncomeThatDoesNotReachEquityIsAnError) {
  auto wrong = balances;
  wrong[columns] += 1;      // cash of the second month
  wrong[columns + 4] -= 1;  // against what was retained
  EXPECT_THROW(made(wrong, {{"2025", 0, 2}}), OutOfBalance);
}

TEST(Statements, ADividendThatIsNotClosedIsAnError) {
  auto wrong = balances;
  wrong[columns + 4] -= 8'00;  // all income was retained
  wrong[columns + 5] += 8'00;  // and the dividend stands another month
  EXPECT_THROW(made(wrong, {{"2025", 0, 2}}), OutOfBalance);
}

TEST(Statements, AReturnOnNoEquityIsNotDefined) {
  auto poor = balances;
  for (const std::size_t month : {std::size_t{0}, columns}) {
    poor[month] -= 100'00;      // cash
    poor[month + 3] += 100'00;  // paid in
  }
  const auto lines = made(poor, {{"2025", 0, 2}});
  EXPECT_TRUE(std::isnan(values(lines, "return_on_equity").at(0)));
}

TEST(Statements, PeriodsAreThoseOfTheCalendar) {
  const std::vector<std::string> months = {"2025-02", "2025-03", "2025-04", "2025-05",
                                           "2025-06", "2025-07", "2025-08", "2025-09",
                                           "2025-10", "2025-11", "2025-12", "2026-01"};
  const auto names = [&](Period period) {
    std::vector<std::string> all;
    for (const Span& span : analysis::spans_of(months, period))
      all.push_back(span.name + ":" + std::to_string(span.months()));
    return all;
  };
  EXPECT_THAT(names(Period::year), ElementsAre("2025:11", "2026:1"));
  EXPECT_THAT(names(Period::quarter),
              ElementsAre("2025Q1:2", "2025Q2:3", "2025Q3:3", "2025Q4:3", "2026Q1:1"));
  EXPECT_EQ(names(Period::month).size(), months.size());
}

}  // namespace
