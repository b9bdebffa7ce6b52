#include "models/apr_cap.hpp"

#include <gtest/gtest.h>

#include "models/effective_rates.hpp"
#include "random_loan.hpp"
#include "small_scenario.hpp"

namespace {

using models::AnnualCost;
using models::Frequency;
using models::LoanOffer;
using models::LoanTerms;
using models_test::RandomLoan;
using sim::Money;
using sim::Rate;
using namespace std::chrono_literals;

const sim::Timeline timeline(2020y / std::chrono::January / 1, 12);

// A loan that both modules know, with fees; `book` is the same as an offer.
LoanTerms random_terms(RandomLoan& random, LoanOffer& book) {
  LoanTerms terms = random.plain();
  terms.amount = Money::of_minor(random.whole(500'00, 50'000'00));
  if (terms.due.frequency.unit == Frequency::Unit::months) terms.due.frequency.every = 1;
  terms.due.first.reset();
  if (terms.repayment == models::Repayment::bullet) terms.instalments = 1;
  const int which = random.whole(0, 2);
  const models::DayConvention conventions[] = {models::DayConvention::actual_365,
                                               models::DayConvention::actual_360,
                                               models::DayConvention::thirty_360};
  terms.day_count = conventions[which];
  terms.fees.upfront_ppm = random.chance(5) ? random.whole(0, 60'000) : 0;
  terms.fees.handling = random.any<models::FeeHandling>();
  if (random.chance(5)) terms.fees.each = Money::of_minor(random.whole(0, 10'00));
  const bool monthly = terms.due.frequency.unit == Frequency::Unit::months;
  if (monthly || terms.due.frequency.every >= 7) terms.due.shift = random.any<models::DayShift>();
  const models::OriginationFee fee{
      .ppm = terms.fees.upfront_ppm,
      .financed = terms.fees.handling == models::FeeHandling::financed};
  book = {.terms = {.principal = fee.owed(terms.amount),
                    .repayment = {.shape = static_cast<models::Shape>(terms.repayment),
                                  .step_ppm = terms.step_ppm,
                                  .step_every = terms.step_every,
                                  .minimum_ppm = terms.minimum_ppm,
                                  .minimum = terms.minimum},
                    .day_count = static_cast<sim::DayCount>(which),
                    .plan = {.instalments = terms.instalments,
                             .every_days = monthly ? 0 : terms.due.frequency.every,
                             .month_end = terms.due.month_end,
                             .shift = terms.due.shift}},
          .received = fee.received(terms.amount),
          .service_fee = terms.fees.each,
          .opened = timeline.day_of(terms.due.disbursed)};
  return terms;
}

TEST(AprCapOracle, TheAnnualPercentageRateIsThatOfTheSingleLoan) {
  RandomLoan random(21);
  int compared = 0;
  for (int i = 0; i < 3'000; ++i) {
    LoanOffer offer;
    const LoanTerms terms = random_terms(random, offer);
    const models::Amortisation loan = models::amortise(terms);
    // A revolving loan that its minimum ends with the first payment has another unit-period there.
    if (loan.rows.size() == 1 && terms.instalments > 1) continue;
    const auto expected = models::effective_rates(loan, terms.due.frequency).apr;
    const auto apr = AnnualCost(offer, timeline).apr(terms.rate);
    ASSERT_EQ(apr.has_value(), expected.has_value()) << i;
    if (apr) {
      ASSERT_NEAR(*apr, *expected, 1e-9 * (1 + *expected)) << i;
    }
    ++compared;
  }
  EXPECT_GT(compared, 2'500);
}

TEST(AprCapProperty, ThePriceIsTheHighestWithinTheCap) {
  RandomLoan random(22);
  int lowered = 0;
  int declined = 0;
  for (int i = 0; i < 1'500; ++i) {
    LoanOffer offer;
    const Rate asked = random_terms(random, offer).rate;
    const Rate cap = Rate::of_ppm(random.whole(1'000, 400'000));
    const double most = static_cast<double>(cap.ppm()) * 1e-6;
    const AnnualCost cost(offer, timeline);
    const auto highest = cost.highest_within(cap, asked);
    if (!highest) {
      ASSERT_GT(cost.apr(Rate{}).value_or(1e9), most) << i;
      ++declined;
      continue;
    }
    ASSERT_LE(*highest, asked);
    ASSERT_LE(cost.apr(*highest).value(), most + 1e-9) << i;
    if (*highest == asked) continue;
    ASSERT_GT(cost.apr(*highest + Rate::of_ppm(1)).value(), most - 1e-9) << i;
    ++lowered;
  }
  EXPECT_GT(lowered, 300);
  EXPECT_GT(declined, 100);
}

// Without fees, and with a year of twelve months of thirty days, the APR is the price itself.
TEST(AprCap, WithoutFeesTheNominalPriceIsTheAnnualPercentageRate) {
  const LoanOffer offer{.terms = {.principal = Money::of_minor(10'000'00),
                                  .day_count = sim::DayCount::thirty_360,
                                  .plan = {.instalments = 12}},
                        .received = Money::of_minor(10'000'00),
                        .opened = sim::Day(14)};
  const AnnualCost cost(offer, timeline);
  EXPECT_NEAR(cost.apr(Rate::of_ppm(180'000)).value(), 0.18, 2e-6);
  const Rate highest = cost.highest_within(Rate::of_ppm(154'000), Rate::of_ppm(240'000)).value();
  EXPECT_NEAR(static_cast<double>(highest.ppm()), 154'000, 5);
}

// In the book: no loan costs more than the cap, prices fall to it, and a loan whose fees alone cost
// more is not made.
TEST(AprCap, NoLoanOfTheBookCostsMore) {
  models::Scenario scenario = models_test::small_scenario(1'500, 1);
  for (models::ProductParameters& product : scenario.products) {
    product.origination_fee = {0.01};
    product.service_fee = Money::of_minor(2'00);
  }
  scenario.pricing.apr_cap = Rate::of_ppm(240'000);
  models_test::Stepper stepper(scenario);
  const models::World& world = stepper.world();
  int opened = 0;
  for (int day = 1; day <= 365; ++day) {
    stepper.run_to(sim::Day(day));
    for (std::size_t shard = 0; shard < stepper.run().shards(); ++shard) {
      for (const models::Loan& loan : stepper.run().shard(shard).loans) {
        if (loan.status != models::LoanStatus::open || loan.opened != day - 1) continue;
        const models::ProductTerms& product = world.products[loan.product];
        const LoanOffer offer{.terms = {.principal = loan.original,
                                        .repayment = product.repayment,
                                        .day_count = product.day_count,
                                        .plan = product.plan},
                              .received = product.fee.received(loan.original),
                              .service_fee = product.service_fee,
                              .opened = sim::Day(loan.opened)};
        const AnnualCost cost(offer, world.timeline);
        ASSERT_LE(cost.apr(Rate::of_ppm(loan.rate_ppm + loan.discount_ppm)).value(), 0.24 + 1e-9);
        ++opened;
      }
    }
  }
  EXPECT_GT(opened, 300);
  const sim::Panel panel = stepper.run().panels()[0];
  const auto total = [&](models::PortfolioMeasure measure) {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < panel.cells(); ++month) {
      sum += panel.at(month, static_cast<std::size_t>(measure));
    }
    return sum;
  };
  using enum models::PortfolioMeasure;
  EXPECT_GT(total(price_capped), 0);
  EXPECT_GT(total(declined_price), 0) << "a bullet of a week, whose fee alone is 52 % a year";
  EXPECT_LT(total(price_capped), total(originations));
  const double mean =
      static_cast<double>(total(apr_cost)) / static_cast<double>(total(originated_amount));
  EXPECT_GT(mean, 0.15);
  EXPECT_LE(mean, 0.24);
  EXPECT_EQ(total(applications), total(approvals) + total(declined_score) + total(declined_limit) +
                                     total(declined_funding) + total(declined_price));
}

}  // namespace
