// Origination fees are earned by the effective rate.
#include "models/fee_income.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "naive_fee.hpp"

namespace {

using models::InstalmentView;
using models::RepaymentRule;
using models::Shape;
using sim::Money;

struct Plan {
  RepaymentRule rule{};
  sim::Rate rate;
  Money principal;
  int instalments = 12;

  double rate_a_period() const { return static_cast<double>(rate.ppm()) * 1e-6 / 12; }
};

struct Row {
  InstalmentView view;
  Money principal;
};

double growth(const RepaymentRule& rule, int number) {
  if (rule.shape != Shape::step_up) return 1;
  return std::pow(1 + static_cast<double>(rule.step_ppm) * 1e-6, (number - 1) / rule.step_every);
}

// The plan in periods of equal length, bill by bill.
std::vector<Row> rows_of(const Plan& plan) {
  const double rate = plan.rate_a_period();
  double worth = 0;
  for (int n = 1; n <= plan.instalments; ++n) worth += growth(plan.rule, n) / std::pow(1 + rate, n);
  std::vector<Row> rows;
  Money left = plan.principal;
  for (int n = 1; n <= plan.instalments && left > Money{}; ++n) {
    const auto owed = static_cast<double>(left.minor());
    const double instalment =
        static_cast<double>(plan.principal.minor()) * growth(plan.rule, n) / worth;
    const InstalmentView view{.principal_left = left,
                              .interest = sim::nearest(rate * owed),
                              .instalment = sim::nearest(instalment),
                              .original = plan.principal,
                              .left = plan.instalments - n + 1,
                              .instalments = plan.instalments};
    rows.push_back({view, models::instalment_principal(plan.rule, view)});
    left -= rows.back().principal;
  }
  return rows;
}

// What each bill earns, one after the other, as the book asks for it.
std::vector<Money> parts_of(const Plan& plan, Money fee) {
  std::vector<Money> parts;
  for (const Row& row : rows_of(plan)) {
    const Money part = row.principal == row.view.principal_left
                           ? fee
                           : models::fee_earned(plan.rule, row.view, plan.rate_a_period(), fee);
    parts.push_back(part);
    fee -= part;
  }
  EXPECT_EQ(fee, Money{});
  return parts;
}

std::vector<double> naive_parts_of(const Plan& plan, Money fee) {
  std::vector<double> balances;
  for (const Row& row : rows_of(plan))
    balances.push_back(static_cast<double>(row.view.principal_left.minor()));
  return models_test::naive_fee_parts(balances, plan.rate_a_period(),
                                      static_cast<double>(fee.minor()));
}

TEST(FeeIncomeOracle, IsTheEffectiveInterestScheduleButForRounding) {
  std::mt19937 luck(9);
  const auto whole = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(luck);
  };
  for (int round = 0; round < 2000; ++round) {
    Plan plan;
    plan.rule = {.shape = static_cast<Shape>(whole(0, static_cast<int>(Shape::revolving))),
                 .step_ppm = whole(0, 100'000),
                 .step_every = whole(1, 6),
                 .minimum_ppm = whole(20'000, 200'000)};
    plan.rate = sim::Rate::of_ppm(whole(0, 360'000));
    plan.principal = Money::of_minor(whole(100'00, 10'000'00));
    plan.instalments = plan.rule.shape == Shape::bullet ? 1 : whole(1, 36);
    const Money fee = sim::scale(plan.principal, whole(1, 60), 1000);
    const auto parts = parts_of(plan, fee);
    const auto naive = naive_parts_of(plan, fee);
    ASSERT_EQ(parts.size(), naive.size());
    for (std::size_t k = 0; k < parts.size(); ++k) {
      ASSERT_NEAR(static_cast<double>(parts[k].minor()), naive[k], 1.5)
          << "round " << round << ", instalment " << k + 1 << " of " << parts.size();
    }
  }
}

TEST(FeeIncome, MoreIsEarnedWhileMoreIsOwed) {
  const Plan amortising{.rate = sim::Rate::of_ppm(150'000),
                        .principal = Money::of_minor(10'000'00)};
  const auto parts = parts_of(amortising, Money::of_minor(300'00));
  for (std::size_t k = 1; k < parts.size(); ++k) EXPECT_LT(parts[k], parts[k - 1]);
  EXPECT_GT(parts.front().minor(), 40'00);  // equal parts would be 25.00
  EXPECT_LT(parts.back().minor(), 5'00);

  Plan bullet = amortising;
  bullet.rule.shape = Shape::interest_only;
  const auto rising = parts_of(bullet, Money::of_minor(300'00));
  for (std::size_t k = 1; k < rising.size(); ++k) EXPECT_GE(rising[k], rising[k - 1]);
  EXPECT_NEAR(static_cast<double>(rising.front().minor()), 25'00, 3'00);
}

TEST(FeeIncome, AFeeThatIsAllOfTheLoanIsEarnedInEqualParts) {
  const InstalmentView view{.principal_left = Money::of_minor(100'00),
                            .instalment = Money::of_minor(30'00),
                            .original = Money::of_minor(100'00),
                            .left = 4,
                            .instalments = 4};
  EXPECT_EQ(models::fee_earned({}, view, 0.01, Money::of_minor(100'00)).minor(), 25'00);
  EXPECT_EQ(models::fee_earned({}, view, 0.01, Money{}).minor(), 0);
}

}  // namespace
