#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

#include "absorbing_chain.hpp"
#include "models/payment.hpp"

namespace {

using models::PaymentParameters;
using models::PaymentPolicy;
using models::PaymentReason;
using models::PaymentView;
using models_test::AbsorbingChain;
using sim::Money;

constexpr std::size_t absorbed = 8;

// Loans that decide with the policy, moved as the handlers move them. The seed is fixed, so the
// test either always passes or never does.
TEST(PaymentOracle, LoansUnderTheChainHaveTheSharesOfTheAbsorbingMarkovChain) {
  constexpr int loans = 20'000;
  constexpr int due_days = 24;
  const models::ChainPayment chain;
  const PaymentPolicy policy{PaymentParameters{chain}};
  std::mt19937_64 luck(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<double> count(absorbed + 1, 0.0);
  for (int i = 0; i < loans; ++i) {
    int late = 0;
    for (int day = 0; day < due_days && late < static_cast<int>(absorbed); ++day) {
      const Money one = Money::of_minor(10'000);
      const PaymentView view{
          .due = sim::scale(one, late + 1, 1), .instalment = one, .late_instalments = late};
      const Money pay =
          policy.decide(view, {.u_memory = uniform(luck), .u_will = uniform(luck)}).pay;
      late = pay == view.due ? 0 : pay == one ? late : late + 1;
    }
    ++count[static_cast<std::size_t>(late)];
  }
  const std::vector<double> shares = AbsorbingChain(chain, absorbed).after(due_days);
  double chi_squared = 0;
  for (std::size_t k = 0; k <= absorbed; ++k) {
    const double expected = loans * shares[k];
    ASSERT_GT(expected, 5);
    chi_squared += (count[k] - expected) * (count[k] - expected) / expected;
  }
  const boost::math::chi_squared distribution(absorbed);
  EXPECT_LT(chi_squared, boost::math::quantile(distribution, 0.999));
}

TEST(PaymentOracle, SharesOfTheChainSumToOneAndEndInTheAbsorbingState) {
  const AbsorbingChain chain(models::ChainPayment{}, absorbed);
  for (const std::size_t due_days : {0u, 1u, 12u, 120u}) {
    const auto shares = chain.after(due_days);
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
  }
  EXPECT_NEAR(chain.after(20'000).back(), 1.0, 1e-6);
}

// Two independent ways to the same number: the expected time is the sum of survival over all due
// days.
TEST(PaymentOracle, TimeToAbsorptionIsTheSumOfTheSurvivalCurve) {
  const AbsorbingChain chain(models::ChainPayment{}, absorbed);
  double survived = 0;
  for (std::size_t day = 0; day < 3'000; ++day) survived += 1 - chain.after(day).back();
  const double rest = (1 - chain.after(3'000).back()) /
                      (1 - (1 - chain.after(3'001).back()) / (1 - chain.after(3'000).back()));
  EXPECT_NEAR((survived + rest) / chain.due_days_to_absorption()[0], 1.0, 1e-6);
}

TEST(PaymentOracle, BehaviourPaysWithTheProbabilityOfItsEquation) {
  const PaymentPolicy policy{PaymentParameters{}};
  PaymentView view{.due = Money::of_minor(50'000), .cash = Money::of_minor(50'000)};
  view.dpd = 20;
  view.forgetfulness = 0.2;
  view.debt_to_income = 0.2;
  const double logistic = 1 / (1 + std::exp(-policy.log_odds(view)));
  const double expected = 0.8 * logistic;
  // A grid instead of luck: the share of cells that pay is the probability, to the cells' width.
  constexpr int cells = 1'000;
  int paid = 0;
  for (int i = 0; i < cells; ++i) {
    for (int j = 0; j < cells; ++j) {
      const auto decision =
          policy.decide(view, {.u_memory = (i + 0.5) / cells, .u_will = (j + 0.5) / cells});
      paid += decision.why == PaymentReason::paid ? 1 : 0;
    }
  }
  EXPECT_NEAR(static_cast<double>(paid) / cells / cells, expected, 2.0 / cells);
}

}  // namespace
