// The books balance every day, and a posting that is wrong does not get past the day.
#include <gtest/gtest.h>

#include "sim/check.hpp"
#include "small_scenario.hpp"

namespace {

using models::Account;
using models_test::small_scenario;
using models_test::Stepper;

TEST(Books, BalanceToTheMinorUnitOnEveryDayOfAYear) {
  // Every day ends with an audit of the subledger and a trial balance, which throw.
  Stepper stepper(small_scenario(3000, 1));
  EXPECT_NO_THROW(stepper.run_to(sim::Day(365)));
  const models::Books& books = stepper.run().shard(0).books;
  EXPECT_GT(books.balance(Account::principal), sim::Money{});
  EXPECT_GT(-books.balance(Account::partner_funding), sim::Money{});
}

TEST(Books, AOneSidedPostingIsCaughtTheSameDay) {
  Stepper stepper(small_scenario(500, 1));
  stepper.run_to(sim::Day(40));
  sim::OneSidedPosting<Account>::debit(stepper.run().shard(0).books, Account::operating_cost,
                                       sim::Money::of_minor(1));
  EXPECT_THROW(stepper.run_to(sim::Day(41)), sim::CheckFailure);
}

TEST(Books, APostingToTheWrongAccountIsCaughtTheSameDay) {
  Stepper stepper(small_scenario(500, 1));
  stepper.run_to(sim::Day(40));
  stepper.run().shard(0).books.post(Account::principal, Account::cash, sim::Money::of_minor(1));
  EXPECT_THROW(stepper.run_to(sim::Day(41)), sim::CheckFailure);
}

TEST(Books, ALoanThatOwesLessThanItsAccountSaysIsCaught) {
  Stepper stepper(small_scenario(500, 1));
  stepper.run_to(sim::Day(120));
  for (models::Loan& loan : stepper.run().shard(0).loans) {
    if (loan.status != models::LoanStatus::open || loan.principal < sim::Money::of_minor(2))
      continue;
    loan.principal -= sim::Money::of_minor(1);
    break;
  }
  EXPECT_THROW(stepper.run_to(sim::Day(121)), sim::CheckFailure);
}

TEST(Books, InterestThatNobodyEarnedIsCaught) {
  Stepper stepper(small_scenario(500, 1));
  stepper.run_to(sim::Day(120));
  stepper.run().shard(0).accrued += 1;
  EXPECT_THROW(stepper.run_to(sim::Day(121)), sim::CheckFailure);
}

TEST(Books, NetIncomeIsIncomeLessExpensesInEveryMonth) {
  Stepper stepper(small_scenario(2000, 1));
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  const sim::Panel panel = stepper.run().panels()[0];
  using enum models::PortfolioMeasure;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    const auto at = [&](models::PortfolioMeasure m) {
      return panel.at(month, static_cast<std::size_t>(m));
    };
    // Recoveries are booked for the lender's own part only, so they are what is left over.
    const std::int64_t own_recoveries = at(net_income) - at(interest_income) + at(funding_cost) +
                                        at(impairment) + at(collection_cost) + at(operating_cost) +
                                        at(benefit_cost);
    EXPECT_GE(own_recoveries, 0) << "month " << month;
    EXPECT_LE(own_recoveries, at(recovered)) << "month " << month;
    EXPECT_EQ(at(stage_1) + at(stage_2) + at(stage_3), at(balance));
    EXPECT_EQ(at(normal) + at(special_mention) + at(substandard) + at(doubtful) + at(loss),
              at(balance));
    EXPECT_EQ(at(funding_used) + at(own_funds_used), at(balance));
  }
}

}  // namespace
