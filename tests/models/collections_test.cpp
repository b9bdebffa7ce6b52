#include "models/collections.hpp"

#include <gtest/gtest.h>

namespace {

using models::CollectionsAction;
using models::CollectionsParameters;
using models::RecoveryParameters;
using sim::Money;

TEST(Collections, EveryActionHasANameAndOnlyPeopleNeedAgents) {
  using Action = CollectionsAction;
  EXPECT_EQ(models::EnumNames<Action>::names.size(), static_cast<std::size_t>(Action::count_));
  EXPECT_EQ(models::name_of(Action::agent_call), "agent-call");
  for (std::size_t i = 0; i < static_cast<std::size_t>(Action::count_); ++i) {
    const auto action = static_cast<Action>(i);
    EXPECT_EQ(models::traits_of(action).needs_agent, action == Action::agent_call);
  }
}

TEST(Collections, CapacityIsAShareOfTheBorrowers) {
  CollectionsParameters parameters;
  parameters.agents_per_100k = 6;
  parameters.contacts_per_agent_day = 160;
  EXPECT_DOUBLE_EQ(models::agent_capacity(parameters, 100'000), 960);
  EXPECT_DOUBLE_EQ(models::agent_capacity(parameters, 1'000), 9.6);
}

TEST(CollectionsProperty, CallsExpectedToBeMadeNeverExceedCapacityOrDemand) {
  for (double demand = 0; demand < 50; ++demand) {
    const double made = demand * models::service_probability(20, demand);
    EXPECT_LE(made, demand);
    EXPECT_LE(made, 20 + 1e-12);
    EXPECT_DOUBLE_EQ(made, std::min(demand, 20.0));
  }
  EXPECT_EQ(models::service_probability(0, 0), 1);
  EXPECT_EQ(models::service_probability(0, 5), 0);
}

TEST(Collections, FurtherContactsOfAWeekWorkLessUntilNoneIsAllowed) {
  CollectionsParameters parameters;
  parameters.contacts_a_week = 3;
  parameters.tiredness = {0.25};
  EXPECT_DOUBLE_EQ(models::contact_effect(parameters, 0.8, 0), 0.8);
  EXPECT_DOUBLE_EQ(models::contact_effect(parameters, 0.8, 1), 0.6);
  EXPECT_DOUBLE_EQ(models::contact_effect(parameters, 0.8, 2), 0.45);
  EXPECT_DOUBLE_EQ(models::contact_effect(parameters, 0.8, 3), 0);
}

TEST(Collections, AnEffectHalvesInItsHalfLife) {
  EXPECT_DOUBLE_EQ(models::faded_effect(0.8, 0, {7}), 0.8);
  EXPECT_DOUBLE_EQ(models::faded_effect(0.8, 7, {7}), 0.4);
  EXPECT_DOUBLE_EQ(models::faded_effect(0.8, 21, {7}), 0.1);
}

TEST(CollectionsOracle, ExpectedRecoveryPaymentsAreTheGeometricSum) {
  const RecoveryParameters parameters;
  double sum = 0;
  for (int month = 0; month < 24; ++month) sum += models::recovery_probability(parameters, month);
  const double ratio = std::exp2(-1 / parameters.half_life_months);
  EXPECT_NEAR(sum, parameters.monthly_hazard * (1 - std::pow(ratio, 24)) / (1 - ratio), 1e-12);
}

TEST(CollectionsOracle, TheAverageRecoveryPaymentIsItsShareOfWhatIsOwed) {
  for (const double share : {0.0, 0.1, 0.5, 0.8, 1.0}) {
    RecoveryParameters parameters;
    parameters.payment_share = {share};
    const Money owed = Money::of_minor(1'000'000);
    std::int64_t sum = 0;
    constexpr int cells = 1'000;
    for (int i = 0; i < cells; ++i) {
      const Money paid = models::recovery_amount(parameters, owed, (i + 0.5) / cells);
      EXPECT_GE(paid, Money{});
      EXPECT_LE(paid, owed);
      sum += paid.minor();
    }
    EXPECT_NEAR(static_cast<double>(sum) / cells, share * 1e6, 1);
  }
}

// Published: 8-11 % of the gross loss comes back. What the defaults promise a loan never sold
// early.
TEST(CollectionsReference, DefaultsRecoverAboutWhatIsPublished) {
  const RecoveryParameters parameters;
  double owed = 1;
  double back = 0;
  const int months = parameters.sale_after.value / 30;
  for (int month = 0; month < months; ++month) {
    const double paid =
        owed * models::recovery_probability(parameters, month) * parameters.payment_share.value;
    back += paid;
    owed -= paid;
  }
  back += owed * parameters.sale_price.value;
  EXPECT_GT(back, 0.08);
  EXPECT_LT(back, 0.12);
}

TEST(Collections, SalePriceAndFeeAreRoundedHalfToEven) {
  RecoveryParameters parameters;
  parameters.sale_price = {0.035};
  parameters.agency_fee = {0.5};
  EXPECT_EQ(models::sale_price(parameters, Money::of_minor(100)), Money::of_minor(4));
  EXPECT_EQ(models::sale_price(parameters, Money::of_minor(300)), Money::of_minor(10));
  EXPECT_EQ(models::agency_fee(parameters, Money::of_minor(101)), Money::of_minor(50));
}

}  // namespace
