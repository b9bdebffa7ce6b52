// A household's month against one that is lived coin by coin, and against what must hold of any.
#include "models/household.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "models/life.hpp"
#include "small_scenario.hpp"

namespace {

using models::buffer_after;
using models::HouseholdMonth;
using models::HouseholdParameters;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;
using sim::Money;

HouseholdParameters drawn_parameters(std::mt19937& random) {
  std::uniform_int_distribution<int> percent(0, 100);
  HouseholdParameters parameters;
  parameters.squeeze.value = percent(random) / 100.0;
  parameters.saving.value = percent(random) / 100.0;
  parameters.spend_down.value = percent(random) / 100.0;
  return parameters;
}

// Whole amounts, such that each case of the equation comes up: nothing saved, nothing owed, more
// saved than aimed for, an income that is not enough.
HouseholdMonth drawn_month(std::mt19937& random) {
  const auto amount = [&](int most) {
    return random() % 4 == 0 ? 0.0 : std::uniform_int_distribution<int>(0, most)(random);
  };
  HouseholdMonth month;
  month.buffer = amount(600);
  month.target = amount(300);
  month.income = amount(500);
  month.essentials = amount(300);
  month.outside_debt = amount(80);
  month.instalments = amount(80);
  month.arrears = amount(150);
  return month;
}

// The same month lived coin by coin. Income comes in one coin at a time, and bills take coins until
// they are paid or the income is spent; a coin is a hundred parts, so that a share of one can be
// saved. Nothing of how the model writes it is used.
class CoinByCoin {
 public:
  CoinByCoin(const HouseholdParameters& parameters, const HouseholdMonth& month)
      : saving_(percent(parameters.saving)),
        spend_down_(percent(parameters.spend_down)),
        savings_(parts(month.buffer)),
        set_aside_for_arrears_(parts(month.arrears)),
        aim_(parts(month.arrears + month.target)) {
    const std::int64_t bills = coins(month.essentials + month.outside_debt + month.instalments);
    std::int64_t unpaid = bills, left = 0;
    for (std::int64_t coin = 0; coin < coins(month.income); ++coin) unpaid > 0 ? --unpaid : ++left;
    // What can be done without is done without first, to the hundredth.
    std::int64_t dispensable = percent(parameters.squeeze) * coins(month.essentials);
    for (std::int64_t part = 0; part < unpaid * per_coin; ++part)
      dispensable > 0 ? --dispensable : --savings_;
    for (std::int64_t coin = 0; coin < left; ++coin) earn();
    spend();
    savings_ += parts(month.instalments) * per_part;
  }

  double buffer() const {
    return savings_ < 0 ? 0.0 : static_cast<double>(savings_) / (per_coin * per_part);
  }

 private:
  static constexpr std::int64_t per_coin = 100, per_part = 100;
  static std::int64_t coins(double amount) { return std::llround(amount); }
  static std::int64_t parts(double amount) { return coins(amount) * per_coin; }
  static std::int64_t percent(models::Share share) { return std::llround(100 * share.value); }

  // A coin that is over: put by whole while what is overdue is not covered, else in part.
  void earn() {
    if (savings_ < set_aside_for_arrears_) {
      savings_ += per_coin;
      return;
    }
    for (std::int64_t part = 0; part < saving_; ++part)
      if (savings_ < aim_) ++savings_;
  }
  // From here on in parts of a part: of each part that is more than wanted, some go.
  void spend() {
    const std::int64_t above = savings_ - aim_;
    savings_ *= per_part;
    for (std::int64_t part = 0; part < above; ++part) savings_ -= spend_down_;
  }

  std::int64_t saving_, spend_down_;
  std::int64_t savings_;  // in parts, at the end in parts of them
  std::int64_t set_aside_for_arrears_, aim_;
};

TEST(HouseholdOracle, IsTheMonthLivedCoinByCoin) {
  std::mt19937 random(1);
  int short_of_income = 0, behind = 0, saves = 0, spends = 0, empty = 0;
  for (int i = 0; i < 20'000; ++i) {
    const HouseholdParameters parameters = drawn_parameters(random);
    const HouseholdMonth month = drawn_month(random);
    const double after = buffer_after(parameters, month);
    ASSERT_NEAR(after, CoinByCoin(parameters, month).buffer(), 1e-9) << "household " << i;
    const double surplus = month.income - month.essentials - month.outside_debt - month.instalments;
    short_of_income += surplus < 0;
    behind += surplus > 0 && month.buffer < month.arrears;
    saves +=
        surplus > 0 && month.buffer > month.arrears && month.buffer < month.arrears + month.target;
    spends += month.buffer > month.arrears + month.target;
    empty += after == 0;
  }
  for (const int cases : {short_of_income, behind, saves, spends, empty}) EXPECT_GT(cases, 1000);
}

// A coin more of income, or of savings, is never less of a buffer, nor more than a coin more of it:
// so there is no step anywhere.
TEST(HouseholdProperty, RisesWithIncomeAndSavingsWithoutASteepStep) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> step(0, 5);
  int moved = 0;
  for (int i = 0; i < 20'000; ++i) {
    const HouseholdParameters parameters = drawn_parameters(random);
    HouseholdMonth month = drawn_month(random);
    // Right where the month just balances, every other time.
    if (i % 2 == 0)
      month.income = std::max(
          0.0, month.essentials + month.outside_debt + month.instalments - step(random) / 2);
    const double before = buffer_after(parameters, month);
    ASSERT_GE(before, 0);
    const double more = step(random);
    for (double HouseholdMonth::*part : {&HouseholdMonth::income, &HouseholdMonth::buffer}) {
      HouseholdMonth richer = month;
      richer.*part += more;
      const double gain = buffer_after(parameters, richer) - before;
      ASSERT_GE(gain, -1e-9) << "household " << i;
      ASSERT_LE(gain, more + 1e-9) << "household " << i;
      moved += gain > 0;
    }
  }
  EXPECT_GT(moved, 10'000);
}

// Instalments wait in the buffer for their due day: they are there beside what a household would
// have that had been paid that much less and owed none.
TEST(HouseholdProperty, InstalmentsAreKeptBesideTheRest) {
  std::mt19937 random(3);
  int compared = 0;
  for (int i = 0; i < 10'000; ++i) {
    const HouseholdParameters parameters = drawn_parameters(random);
    HouseholdMonth month = drawn_month(random);
    month.income += month.instalments;
    const double after = buffer_after(parameters, month);
    HouseholdMonth paid = month;
    paid.income -= paid.instalments;
    paid.instalments = 0;
    const double rest = buffer_after(parameters, paid);
    if (rest > 0) {
      ASSERT_NEAR(after, rest + month.instalments, 1e-9) << "household " << i;
      ++compared;
    }
    const double left = month.income - month.essentials - month.outside_debt - month.instalments;
    if (left >= 0) {
      ASSERT_GE(after, month.instalments) << "household " << i;
    }
  }
  EXPECT_GT(compared, 5000);
}

HouseholdMonth balanced(double buffer, double target) {
  return {.buffer = buffer, .target = target, .income = 100, .essentials = 80, .outside_debt = 20};
}

TEST(HouseholdOracle, ABalancedMonthLeavesATargetThatIsReached) {
  for (const double target : {0.0, 1.0, 700.0})
    EXPECT_EQ(buffer_after({}, balanced(target, target)), target);
  // A surplus does not lead beyond it.
  HouseholdMonth better = balanced(699, 700);
  better.income = 5000;
  EXPECT_EQ(buffer_after({}, better), 700);
}

// What is above the target goes as (1 − spend_down)^months, what is below comes by saving · surplus
// a month.
TEST(HouseholdOracle, ComesToItsTargetAsTheClosedFormSays) {
  const HouseholdParameters parameters;
  double above = 1000, below = 0;
  for (int month = 1; month <= 60; ++month) {
    above = buffer_after(parameters, balanced(above, 300));
    EXPECT_NEAR(above, 300 + 700 * std::pow(1 - parameters.spend_down.value, month), 1e-9);
    HouseholdMonth saving = balanced(below, 300);
    saving.income += 12;
    below = buffer_after(parameters, saving);
    EXPECT_NEAR(below, std::min(300.0, month * parameters.saving.value * 12), 1e-9);
  }
}

// A gap up to the squeeze costs no savings, what is beyond it as much as it is.
TEST(HouseholdOracle, EssentialsAreSqueezedBeforeSavings) {
  HouseholdParameters parameters;
  parameters.squeeze.value = 0.25;
  for (int gap = 0; gap <= 100; ++gap) {
    HouseholdMonth month = balanced(50, 300);
    month.income -= gap;
    EXPECT_NEAR(buffer_after(parameters, month), std::clamp(50.0 - (gap - 20), 0.0, 50.0), 1e-9)
        << gap;
  }
}

// Two runs with the same luck, one of which keeps a part of each loan: until its first loan a
// borrower is the same in both, and on that day short households differ by the part, and others
// not.
TEST(HouseholdOracle, AShortHouseholdKeepsItsPartOfWhatItReceives) {
  models::Scenario none = small_scenario(4000, 1);
  none.household.loan_kept.value = 0;
  none.household.reserve.value = 30;
  none.need.shortage_effect = 20;  // many of them are short
  for (models::ProductParameters& product : none.products) product.origination_fee.value = 0.03;
  models::Scenario kept = none;
  kept.household.loan_kept.value = 0.4;
  Stepper without(none, 4000), with(kept, 4000);
  int short_ones = 0, others = 0;
  std::vector<bool> seen(4000);
  for (Day day(0); day < Day(300); ++day) {
    without.run_to(day + 1);
    with.run_to(day + 1);
    const models::Shard &a = without.run().shard(0), &b = with.run().shard(0);
    for (std::uint32_t place = 0; place < a.borrowers.size(); ++place) {
      const models::Borrower &poor = a.borrowers[place], &rich = b.borrowers[place];
      if (seen[place] || poor.loans_taken == 0) continue;
      seen[place] = true;
      const models::Loan& loan = a.loans[poor.first_loan];
      ASSERT_EQ(rich.loans_taken, 1);
      const double received = static_cast<double>(loan.original.minor()) -
                              std::nearbyint(0.03 * static_cast<double>(loan.original.minor()));
      const bool is_short =
          static_cast<double>(poor.buffer.minor()) < models::reserve(without.world(), poor);
      const double more = static_cast<double>((rich.buffer - poor.buffer).minor());
      ASSERT_NEAR(more, is_short ? 0.4 * received : 0.0, 0.51) << "day " << day.value();
      ++(is_short ? short_ones : others);
    }
  }
  EXPECT_GT(short_ones, 50);
  EXPECT_GT(others, 50);
}

}  // namespace
