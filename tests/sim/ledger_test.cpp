#include "sim/ledger.hpp"

#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace {

using sim::CheckFailure;
using sim::Money;

enum class Account { cash, grain, sales, equity, count_ };
using Ledger = sim::Ledger<Account>;
using OneSided = sim::OneSidedPosting<Account>;

Money minor(std::int64_t amount) {
  return Money::of_minor(amount);
}

TEST(Ledger, BalancesAreDebitsMinusCredits) {
  Ledger ledger;
  ledger.post(Account::cash, Account::equity, minor(100));
  ledger.post(Account::grain, Account::cash, minor(30));
  EXPECT_EQ(ledger.balance(Account::cash), minor(70));
  EXPECT_EQ(ledger.balance(Account::grain), minor(30));
  EXPECT_EQ(ledger.balance(Account::equity), minor(-100));
  EXPECT_EQ(ledger.balance(Account::sales), Money());
  EXPECT_EQ(ledger.debits(Account::cash), minor(100));
  EXPECT_EQ(ledger.credits(Account::cash), minor(30));
  EXPECT_EQ(ledger.trial_balance(), Money());
}

TEST(Ledger, CatchesAPostingOfOneSide) {
  Ledger ledger;
  ledger.post(Account::cash, Account::equity, minor(100));
  OneSided::debit(ledger, Account::grain, minor(1));
  EXPECT_EQ(ledger.trial_balance(), minor(1));
  OneSided::credit(ledger, Account::cash, minor(3));
  EXPECT_EQ(ledger.trial_balance(), minor(-2));
}

TEST(Ledger, CatchesAPostingOfOneSideInOneOfManyShards) {
  Ledger total;
  for (int shard = 0; shard < 10; ++shard) {
    Ledger ledger;
    ledger.post(Account::cash, Account::sales, minor(shard));
    if (shard == 7) OneSided::credit(ledger, Account::sales, minor(1));
    total += ledger;
  }
  EXPECT_EQ(total.trial_balance(), minor(-1));
}

TEST(Ledger, RefusesNegativeAmountsAndPostingsToItself) {
  Ledger ledger;
  EXPECT_THROW(ledger.post(Account::cash, Account::sales, minor(-1)), CheckFailure);
  EXPECT_THROW(ledger.post(Account::cash, Account::cash, minor(1)), CheckFailure);
  EXPECT_THROW(ledger.post(Account::cash, Account::count_, minor(1)), CheckFailure);
}

TEST(Ledger, RefusesToOverflow) {
  Ledger ledger;
  ledger.post(Account::cash, Account::sales, minor(std::numeric_limits<std::int64_t>::max()));
  EXPECT_THROW(ledger.post(Account::cash, Account::equity, minor(1)), CheckFailure);
}

TEST(LedgerProperty, RandomPostingsBalanceAndAddUpInAnyOrder) {
  std::mt19937_64 random(5);
  std::vector<Ledger> shards(8);
  Ledger all;
  for (int i = 0; i < 20'000; ++i) {
    const auto debit = random() % 4;
    const auto credit = (debit + 1 + random() % 3) % 4;
    const Money amount = minor(static_cast<std::int64_t>(random() % 1'000'000'007));
    shards[random() % 8].post(Account(debit), Account(credit), amount);
    all.post(Account(debit), Account(credit), amount);
    ASSERT_EQ(all.trial_balance(), Money());
  }
  Ledger forwards, backwards;
  for (std::size_t i = 0; i < 8; ++i) {
    forwards += shards[i];
    backwards += shards[7 - i];
  }
  EXPECT_EQ(forwards, all);
  EXPECT_EQ(backwards, all);
}

}  // namespace
