#include "models/payment.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

using models::BehaviourPayment;
using models::ChainPayment;
using models::PaymentDecision;
using models::PaymentDraws;
using models::PaymentParameters;
using models::PaymentPolicy;
using models::PaymentReason;
using models::PaymentView;
using models_test::complaints;
using sim::Money;
using testing::ElementsAre;
using testing::IsEmpty;

Money yuan(std::int64_t major) {
  return Money::of_minor(major * 100);
}

constexpr PaymentDraws lucky{.u_memory = 0.999, .u_will = 0.0001};

PaymentView view_of(Money due, Money cash) {
  return {.due = due, .instalment = due, .cash = cash, .forgetfulness = 0.03};
}

TEST(Payment, DefaultsAreValid) {
  EXPECT_THAT(complaints(BehaviourPayment{}), IsEmpty());
  EXPECT_THAT(complaints(ChainPayment{}), IsEmpty());
  for (const auto& row : ChainPayment{}.rows) EXPECT_THAT(complaints(row), IsEmpty());
}

TEST(Payment, ATableThatDoesNotSumToOneIsComplainedOf) {
  models::ChainRow row{"M2", {0.5}, {0.2}, {0.2}};
  EXPECT_THAT(complaints(row), ElementsAre("miss"));
  row.miss = {0.3 + 1e-8};
  EXPECT_THAT(complaints(row), ElementsAre("miss"));
  row.miss = {0.3};
  EXPECT_THAT(complaints(row), IsEmpty());
  row.id = "M8";
  EXPECT_THAT(complaints(row), ElementsAre("id"));
}

TEST(Payment, AChainNeedsEveryRowOnce) {
  ChainPayment chain;
  chain.rows.pop_back();
  EXPECT_THAT(complaints(chain), ElementsAre("rows"));
  chain.rows.push_back(chain.rows.front());
  EXPECT_THAT(complaints(chain), ElementsAre("rows", "rows"));
  EXPECT_THROW(PaymentPolicy(PaymentParameters{chain}), sim::CheckFailure);
}

TEST(Payment, EarlyRepaymentProbabilitiesMustFitTogether) {
  BehaviourPayment behaviour;
  behaviour.early_jump = {0.95};
  EXPECT_THAT(complaints(behaviour), ElementsAre("early_jump"));
}

TEST(Payment, WhoeverCanWillAndRemembersPaysEverything) {
  const PaymentPolicy policy{PaymentParameters{}};
  const PaymentDecision decision = policy.decide(view_of(yuan(500), yuan(500)), lucky);
  EXPECT_EQ(decision.pay, yuan(500));
  EXPECT_EQ(decision.why, PaymentReason::paid);
}

TEST(Payment, CashForAPartPaysThePartUnlessItIsTooSmall) {
  const PaymentPolicy policy{PaymentParameters{}};
  const PaymentDecision part = policy.decide(view_of(yuan(500), yuan(200)), lucky);
  EXPECT_EQ(part.pay, yuan(200));
  EXPECT_EQ(part.why, PaymentReason::partly);
  EXPECT_GT(part.retry.value, 0);
  const PaymentDecision nothing = policy.decide(view_of(yuan(500), yuan(100)), lucky);
  EXPECT_EQ(nothing.pay, Money{});
  EXPECT_EQ(nothing.why, PaymentReason::unable);
  const PaymentDecision overdrawn = policy.decide(view_of(yuan(500), -yuan(100)), lucky);
  EXPECT_EQ(overdrawn.why, PaymentReason::unable);
}

TEST(Payment, AReminderHalvesForgetting) {
  const PaymentPolicy policy{PaymentParameters{}};
  PaymentView view = view_of(yuan(500), yuan(500));
  EXPECT_DOUBLE_EQ(policy.forgets(view), 0.03);
  view.reminded = true;
  EXPECT_DOUBLE_EQ(policy.forgets(view), 0.015);
  EXPECT_EQ(policy.decide(view, {.u_memory = 0.02, .u_will = 0.0001}).why, PaymentReason::paid);
  view.reminded = false;
  EXPECT_EQ(policy.decide(view, {.u_memory = 0.02, .u_will = 0.0001}).why, PaymentReason::forgot);
}

TEST(Payment, EachInfluencePushesTheWillItsOwnWay) {
  const PaymentPolicy policy{PaymentParameters{}};
  const PaymentView plain = view_of(yuan(500), yuan(500));
  const auto odds_with = [&](auto change) {
    PaymentView view = plain;
    change(view);
    return policy.log_odds(view);
  };
  const double odds = policy.log_odds(plain);
  EXPECT_GT(odds_with([](PaymentView& v) { v.willingness = 1; }), odds);
  EXPECT_GT(odds_with([](PaymentView& v) { v.tier_benefit = 1; }), odds);
  EXPECT_GT(odds_with([](PaymentView& v) { v.contact_effect = 0.5; }), odds);
  EXPECT_LT(odds_with([](PaymentView& v) { v.debt_to_income = 0.3; }), odds);
  EXPECT_LT(odds_with([](PaymentView& v) { v.peer_default = 0.3; }), odds);
  EXPECT_LT(odds_with([](PaymentView& v) { v.late_history = 2; }), odds);
  EXPECT_LT(odds_with([](PaymentView& v) { v.unemployed = true; }), odds);
  EXPECT_LT(odds_with([](PaymentView& v) { v.dpd = 1; }), odds);
}

TEST(Payment, SomebodyWithoutIncomeButWithSavingsMayStillWantToPay) {
  const PaymentPolicy policy{PaymentParameters{}};
  PaymentView view = view_of(yuan(500), yuan(500));
  view.debt_to_income = 1;
  const double whole_income = policy.log_odds(view);
  view.debt_to_income = 1e6;
  EXPECT_DOUBLE_EQ(policy.log_odds(view), whole_income);
}

// The fact: of accounts just late 38.7 % cure in a month, of those long late 14.6 % (cards_taiwan).
TEST(PaymentProperty, TheLongerSomebodyIsLateTheSeldomerTheyPay) {
  const PaymentPolicy policy{PaymentParameters{}};
  PaymentView view = view_of(yuan(500), yuan(500));
  double last = 1e9;
  for (view.dpd = 0; view.dpd <= 240; ++view.dpd) {
    const double odds = policy.log_odds(view);
    EXPECT_LT(odds, last);
    last = odds;
  }
  const auto pays = [&](int dpd) {
    view.dpd = dpd;
    return 1 / (1 + std::exp(-policy.log_odds(view)));
  };
  EXPECT_GT(pays(15), 2 * pays(60));
}

TEST(PaymentProperty, APaymentIsNeverMoreThanIsDueOrThanThereIs) {
  std::mt19937 luck(20250101);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::uniform_int_distribution<std::int64_t> amount(1, 1'000'000);
  for (const bool chain : {false, true}) {
    const PaymentPolicy policy{chain ? PaymentParameters{ChainPayment{}} : PaymentParameters{}};
    for (int i = 0; i < 20'000; ++i) {
      PaymentView view =
          view_of(Money::of_minor(amount(luck)), Money::of_minor(amount(luck) - 100'000));
      view.instalment = Money::of_minor(1 + amount(luck) % view.due.minor());
      view.dpd = i % 240;
      view.late_instalments = i % 9;
      view.willingness = 4 * uniform(luck) - 2;
      const PaymentDecision decision =
          policy.decide(view, {.u_memory = uniform(luck), .u_will = uniform(luck)});
      EXPECT_GE(decision.pay, Money{});
      EXPECT_LE(decision.pay, view.due);
      if (!chain) {
        EXPECT_LE(decision.pay, std::max(view.cash, Money{}));
      }
      EXPECT_EQ(decision.why == PaymentReason::paid, decision.pay == view.due);
      EXPECT_EQ(decision.retry.value > 0, !chain && decision.pay < view.due);
    }
  }
}

// More luck never pays less: paired runs stay coupled.
TEST(PaymentProperty, DecisionsAreMonotoneInTheDraws) {
  const PaymentPolicy policy{PaymentParameters{}};
  const PaymentView view = view_of(yuan(500), yuan(400));
  for (double memory = 0.005; memory < 1; memory += 0.05) {
    Money last = yuan(500);
    for (double will = 0.001; will < 1; will += 0.001) {
      const Money pay = policy.decide(view, {.u_memory = memory, .u_will = will}).pay;
      EXPECT_LE(pay, last);
      last = pay;
    }
  }
}

TEST(Payment, PastLatenessFadesByHalves) {
  PaymentParameters parameters;
  std::get<BehaviourPayment>(parameters.policy).history_memory = {60};
  const PaymentPolicy policy{parameters};
  EXPECT_DOUBLE_EQ(policy.faded_late_history(policy.faded_late_history(2)), 1);
}

TEST(Payment, EarlyRepaymentNeedsTheCashJumpsWithPlentyAndFallsWithAge) {
  const PaymentPolicy policy{PaymentParameters{}};
  const BehaviourPayment p;
  EXPECT_EQ(policy.early_repayment({.balance = yuan(1000), .cash = yuan(999)}), 0);
  EXPECT_DOUBLE_EQ(policy.early_repayment({.balance = yuan(1000), .cash = yuan(1000)}),
                   p.early_base.value + p.early_front.value);
  EXPECT_DOUBLE_EQ(
      policy.early_repayment({.balance = yuan(1000), .cash = yuan(1000), .months_on_book = 30}),
      p.early_base.value);
  EXPECT_DOUBLE_EQ(
      policy.early_repayment({.balance = yuan(1000), .cash = yuan(1501), .months_on_book = 30}),
      p.early_base.value + p.early_jump.value);
}

TEST(Payment, TheLongerTheTermTheRarerEarlyRepayment) {
  const PaymentPolicy policy{PaymentParameters{}};
  const auto chance = [&](double term_months) {
    return policy.early_repayment(
        {.balance = yuan(1000), .cash = yuan(2000), .term_months = term_months});
  };
  const auto reference = static_cast<double>(BehaviourPayment{}.early_term_months);
  EXPECT_DOUBLE_EQ(chance(reference), chance(1));
  EXPECT_DOUBLE_EQ(chance(3 * reference), chance(1) / 9);
}

TEST(Payment, TheChainHearsNobody) {
  const PaymentPolicy chain{PaymentParameters{ChainPayment{}}};
  EXPECT_FALSE(chain.influences());
  EXPECT_EQ(chain.early_repayment({.balance = yuan(1), .cash = yuan(1000)}), 0);
  PaymentView view = view_of(yuan(500), -yuan(500));
  view.unemployed = true;
  view.willingness = -50;
  view.forgetfulness = 1;
  EXPECT_EQ(chain.decide(view, {.u_memory = 0.0001, .u_will = 0.94}).pay, yuan(500));
  EXPECT_EQ(chain.decide(view, {.u_memory = 0.0001, .u_will = 0.96}).pay, Money{});
}

TEST(Payment, TheChainPaysTheOldestInstalmentAlone) {
  const PaymentPolicy chain{PaymentParameters{ChainPayment{}}};
  PaymentView view = view_of(yuan(300), Money{});
  view.instalment = yuan(100);
  view.late_instalments = 2;
  EXPECT_EQ(chain.decide(view, {.u_will = 0.24}).pay, yuan(300));
  const PaymentDecision one = chain.decide(view, {.u_will = 0.26});
  EXPECT_EQ(one.pay, yuan(100));
  EXPECT_EQ(one.why, PaymentReason::partly);
  EXPECT_EQ(chain.decide(view, {.u_will = 0.36}).pay, Money{});
}

}  // namespace
