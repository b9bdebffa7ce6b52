// What a loan costs with its fees, and what that does to the need for credit.
#include "models/credit_cost.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "models/effective_rates.hpp"
#include "small_scenario.hpp"

namespace {

using models::PortfolioMeasure;
using models::ProductParameters;
using models::Shape;
using models_test::small_scenario;
using sim::Money;

models::Scenario one_product(double fee, std::int64_t service_fee) {
  models::Scenario scenario = small_scenario(6000, 2);
  ProductParameters product = scenario.products.front();
  product.id = "only";
  product.demand = {1};
  product.shape = Shape::equal_instalment;
  product.instalments = 12;
  product.every = {0};
  product.amount_min = Money::of_minor(1'000'00);
  product.amount_max = Money::of_minor(4'000'00);
  product.origination_fee = {fee};
  product.service_fee = Money::of_minor(service_fee);
  scenario.products = {product};
  return scenario;
}

// What fees add is what they add to the APR of the single loan that `creditcycle schedule` knows.
TEST(CreditCostOracle, IsWhatFeesAddToTheAnnualPercentageRateOfTheSingleLoan) {
  const models::Scenario scenario = one_product(0.03, 2'00);
  const models::World world(scenario, 0);
  for (const std::int64_t ppm : {54'750, 150'000, 240'000}) {
    const auto rate = sim::Rate::of_ppm(ppm);
    models::LoanTerms terms;
    terms.amount = Money::of_minor(2'000'00);
    terms.rate = rate;
    terms.instalments = 12;
    terms.due.disbursed = world.timeline.date(sim::Day(31));
    terms.due.month_end = models::MonthEnd::day_28;
    const double plain =
        models::effective_rates(models::amortise(terms), terms.due.frequency).apr.value();
    terms.fees.upfront_ppm = 30'000;
    terms.fees.each = Money::of_minor(2'00);
    const double dear =
        models::effective_rates(models::amortise(terms), terms.due.frequency).apr.value();
    const sim::Rate cost = models::loan_cost(world, world.products.front(), rate, 0, sim::Day(31));
    EXPECT_NEAR(static_cast<double>(cost.ppm() - ppm), (dear - plain) * 1e6, 1);
    EXPECT_GT(dear - plain, 0.05);
  }
}

TEST(CreditCost, IsThePriceWhereThereAreNone) {
  const models::Scenario scenario = one_product(0, 0);
  const models::World world(scenario, 0);
  const auto price = sim::Rate::of_ppm(123'457);
  EXPECT_EQ(models::loan_cost(world, world.products.front(), price, 0, sim::Day(0)), price);
}

double applications(const models::Scenario& scenario) {
  sim::Workers workers(1);
  const sim::Panel panel = models::simulate(scenario, 0, {}, workers)[0];
  double total = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    total += static_cast<double>(
        panel.at(month, static_cast<std::size_t>(PortfolioMeasure::applications)));
  }
  return total;
}

// A fee keeps as many from asking as a price that costs them as much.
TEST(CreditCostProperty, AFeeLowersApplicationsAsAPriceOfTheSameCostDoes) {
  const models::Scenario free = one_product(0, 0);
  const models::Scenario with_fee = one_product(0.02, 0);
  models::Scenario dearer = free;
  const models::World world(with_fee, 0);
  const auto price = sim::Rate::of_ppm(150'000);
  dearer.products.front().rate_add += sim::Rate::of_ppm(
      models::loan_cost(world, world.products.front(), price, 0, sim::Day(0)).ppm() - price.ppm());
  dearer.pricing.cap = sim::Rate::of_ppm(900'000);
  models::Scenario uncapped = free;
  uncapped.pricing.cap = dearer.pricing.cap;
  const double base = applications(free);
  const double by_fee = 1 - applications(with_fee) / base;
  const double by_price = 1 - applications(dearer) / applications(uncapped);
  EXPECT_GT(by_fee, 0.1);
  EXPECT_NEAR(by_fee, by_price, 0.15 * by_price + 0.02);
}

models::Shared first_day() {
  models::Shared shared;
  shared.today = sim::Day(0);
  return shared;
}

// By demand over the products, whichever of them is dear.
TEST(CreditCostOracle, IsTheMeanOfTheProductsByDemand) {
  models::Scenario scenario = one_product(0, 0);
  const models::World alone(scenario, 0);
  const sim::Rate before = models::credit_cost(alone, first_day(), 1, 2);
  ProductParameters dear = scenario.products.front();
  dear.id = "dear";
  dear.rate_add += sim::Rate::of_ppm(40'000);
  dear.demand = {3};
  scenario.products.push_back(dear);
  const models::World both(scenario, 0);
  EXPECT_EQ(models::credit_cost(both, first_day(), 1, 2).ppm(), before.ppm() + 30'000);
  scenario.products.front().demand = {0};
  const models::World other(scenario, 0);
  EXPECT_EQ(models::credit_cost(other, first_day(), 1, 2).ppm(), before.ppm() + 40'000);
}

TEST(CreditCostProperty, TheLegalCapLowersItAndSoDoInterestFreeDays) {
  models::Scenario scenario = one_product(0, 0);
  const models::World free(scenario, 0);
  const double before = static_cast<double>(models::credit_cost(free, first_day(), 0, 2).ppm());
  scenario.pricing.apr_cap = sim::Rate::of_ppm(100'000);
  const models::World capped(scenario, 0);
  EXPECT_NEAR(static_cast<double>(models::credit_cost(capped, first_day(), 0, 2).ppm()), 100'000,
              1'000);
  scenario.pricing.apr_cap = {};
  scenario.membership.tiers.front().coupon.value = 30;
  const models::World with_coupon(scenario, 0);
  const double less =
      1 - static_cast<double>(models::credit_cost(with_coupon, first_day(), 0, 2).ppm()) / before;
  // Of a year of equal instalments the first month has 2/13 of the interest.
  EXPECT_NEAR(less, 2.0 / 13, 0.01);
  EXPECT_EQ(static_cast<double>(models::credit_cost(with_coupon, first_day(), 1, 2).ppm()),
            static_cast<double>(models::credit_cost(free, first_day(), 1, 2).ppm()));
}

}  // namespace
