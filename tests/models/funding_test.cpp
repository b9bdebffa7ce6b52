#include "models/funding.hpp"

#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

using models::FundingChoice;
using models::FundingGrant;
using models::FundingParameters;
using models_test::complaints;
using sim::Money;
using sim::Rate;
using testing::ElementsAre;
using testing::IsEmpty;
using Kind = FundingChoice::Kind;

constexpr std::int64_t borrowers = 1'000;

Money yuan(std::int64_t major) {
  return Money::of_minor(major * 100);
}

// Two partners of appetite 3 and 1; the first is limited to 2,000 a borrower, frozen on days 30
// to 59.
FundingParameters two_partners() {
  FundingParameters parameters;
  parameters.partners.resize(2);
  parameters.partners[0].appetite = 3;
  parameters.partners[0].limit_per_borrower = yuan(2'000);
  parameters.partners[0].freeze_from = {30};
  parameters.partners[0].freeze_until = {60};
  parameters.partners[1].appetite = 1;
  parameters.own_limit_per_borrower = yuan(1'000);
  return parameters;
}

FundingGrant grant(const FundingParameters& parameters, int day, Money first, Money own) {
  const std::vector<Money> funded = {first, Money{}};
  return models::grant_funding(parameters, borrowers, {.day = day, .funded = funded, .own = own});
}

TEST(Funding, DefaultsAreValid) {
  const FundingParameters parameters;
  EXPECT_THAT(complaints(parameters), IsEmpty());
  for (const auto& partner : parameters.partners) EXPECT_THAT(complaints(partner), IsEmpty());
}

TEST(Funding, ComplainsOfAPartnerThatLeavesTheLenderTooLittle) {
  FundingParameters parameters;
  parameters.partners[1].funds = {0.71};
  EXPECT_THAT(complaints(parameters), ElementsAre("partners[1].funds"));
  parameters.partners.resize(17);
  parameters.partners[1].funds = {0.70};
  EXPECT_THAT(complaints(parameters), ElementsAre("partners"));
}

TEST(Funding, ComplainsOfAFreezeThatEndsBeforeItBegins) {
  models::Partner partner;
  partner.freeze_from = {10};
  partner.freeze_until = {9};
  EXPECT_THAT(complaints(partner), ElementsAre("freeze_until"));
}

TEST(Funding, OpenPartnersAreChosenByAppetite) {
  const FundingGrant both = grant(two_partners(), 0, {}, {});
  EXPECT_EQ(models::choose_funding(both, 0.001), (FundingChoice{Kind::partner, 0}));
  EXPECT_EQ(models::choose_funding(both, 0.749), (FundingChoice{Kind::partner, 0}));
  EXPECT_EQ(models::choose_funding(both, 0.751), (FundingChoice{Kind::partner, 1}));
  EXPECT_EQ(models::choose_funding(both, 0.999), (FundingChoice{Kind::partner, 1}));
}

TEST(Funding, AFrozenPartnerFundsNothingFromItsFirstDayToTheDayBeforeItsLast) {
  const auto share_of_first = [](int day) {
    return models::choose_funding(grant(two_partners(), day, {}, {}), 0.001).partner;
  };
  EXPECT_EQ(share_of_first(-1), 0);
  EXPECT_EQ(share_of_first(29), 0);
  EXPECT_EQ(share_of_first(30), 1);
  EXPECT_EQ(share_of_first(59), 1);
  EXPECT_EQ(share_of_first(60), 0);
}

TEST(Funding, APartnerAtItsLimitIsClosed) {
  const auto first = [](Money funded) {
    return models::choose_funding(grant(two_partners(), 0, funded, {}), 0.001).partner;
  };
  EXPECT_EQ(first(yuan(2'000 * borrowers) - Money::of_minor(1)), 0);
  EXPECT_EQ(first(yuan(2'000 * borrowers)), 1);
}

TEST(Funding, OwnFundsTakeOverWhenNoPartnerIsOpenAndThenNobody) {
  FundingParameters parameters = two_partners();
  parameters.partners[1] = parameters.partners[0];
  EXPECT_EQ(models::choose_funding(grant(parameters, 40, {}, {}), 0.5).kind, Kind::own);
  const Money used_up = yuan(1'000 * borrowers);
  EXPECT_EQ(models::choose_funding(grant(parameters, 40, {}, used_up), 0.5).kind, Kind::declined);
  // A joint loan needs own funds too.
  EXPECT_EQ(models::choose_funding(grant(parameters, 0, {}, used_up), 0.5).kind, Kind::declined);
  parameters.own_limit_per_borrower = {};
  EXPECT_EQ(models::choose_funding(grant(parameters, 40, {}, used_up), 0.5).kind, Kind::own);
}

TEST(Funding, WithoutPartnersTheLenderFundsAlone) {
  FundingParameters parameters;
  parameters.partners.clear();
  const auto granted = models::grant_funding(parameters, borrowers, {});
  EXPECT_EQ(models::choose_funding(granted, 0.5).kind, Kind::own);
}

TEST(Funding, OwnAppetiteTakesItsPartOfTheLoans) {
  FundingParameters parameters = two_partners();
  parameters.own_appetite = 4;
  const FundingGrant granted = grant(parameters, 0, {}, {});
  EXPECT_EQ(models::choose_funding(granted, 0.49).kind, Kind::partner);
  EXPECT_EQ(models::choose_funding(granted, 0.51).kind, Kind::own);
}

// Whatever is repaid in whatever pieces: the partner gets its part of the loan, to the minor unit.
TEST(FundingProperty, PartnersPartsOfAllPaymentsSumToItsPartOfTheLoan) {
  std::mt19937_64 luck(7);
  for (int loan = 0; loan < 500; ++loan) {
    const Money amount = Money::of_minor(std::uniform_int_distribution(1, 5'000'000)(luck));
    const auto ppm = std::uniform_int_distribution<std::uint32_t>(0, 1'000'000)(luck);
    Money outstanding = amount;
    Money received;
    while (outstanding > Money{}) {
      const Money paid = Money::of_minor(
          std::uniform_int_distribution<std::int64_t>(1, outstanding.minor())(luck));
      const Money before = models::partner_part(outstanding, ppm);
      outstanding -= paid;
      const Money part = before - models::partner_part(outstanding, ppm);
      EXPECT_GE(part, Money{});
      EXPECT_LE(part, paid);
      received += part;
    }
    EXPECT_EQ(received, models::partner_part(amount, ppm));
  }
}

TEST(FundingProperty, InterestSettledDailyOrYearlyIsTheSame) {
  models::CostMeter daily;
  models::CostMeter yearly;
  Money sum;
  const Money balance = Money::of_minor(987'654'321'987);
  const Rate rate = Rate::of_ppm(58'123);
  for (int day = 0; day < 365; ++day) {
    daily.accrue(balance, rate);
    yearly.accrue(balance, rate);
    sum += daily.settle();
  }
  EXPECT_EQ(sum, yearly.settle());
  const auto exact = static_cast<sim::Int128>(balance.minor()) * rate.ppm() / 1'000'000;
  EXPECT_EQ(sum.minor(), static_cast<std::int64_t>(exact));
}

}  // namespace
