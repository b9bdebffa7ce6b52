#include "models/credit_cost.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace models {
namespace {

sim::Money middle_amount(const ProductTerms& product) {
  const auto least = static_cast<double>(product.amount_min.minor());
  const auto most = static_cast<double>(product.amount_max.minor());
  return sim::nearest(std::sqrt(least * most));
}

}  // namespace

LoanOffer offer_of(const ProductTerms& product, sim::Money amount, sim::Day opened) {
  return {.terms = {.principal = product.fee.owed(amount),
                    .repayment = product.repayment,
                    .day_count = product.day_count,
                    .plan = product.plan},
          .received = product.fee.received(amount),
          .service_fee = product.service_fee,
          .opened = opened};
}

sim::Rate loan_cost(const World& world, const ProductTerms& product, sim::Rate price, int free_days,
                    sim::Day opened) {
  if (product.fee.ppm == 0 && product.service_fee == sim::Money{} && free_days == 0) return price;
  LoanOffer offer = offer_of(product, middle_amount(product), opened);
  LoanOffer without = offer;
  without.received = without.terms.principal;
  without.service_fee = sim::Money{};
  offer.terms.free_days = free_days;
  const auto all_told = AnnualCost(offer, world.timeline).apr(price);
  const auto plain = AnnualCost(without, world.timeline).apr(price);
  if (!all_told || !plain) return price;
  constexpr double most_a_year = 10;  // as far as fees count
  const double more = std::min(*all_told - *plain, most_a_year);
  return std::max(sim::Rate{}, price + sim::Rate::of_ppm(std::llround(more * 1e6)));
}

sim::Rate credit_cost(const World& world, const Shared& shared, std::size_t tier,
                      std::size_t band) {
  const Tier& benefits = world.tiers.tier(tier);
  const sim::Rate cap = world.scenario.pricing.apr_cap;
  double sum = 0;
  double demand = 0;
  sim::Rate first;
  for (std::size_t i = 0; i < world.products.size(); ++i) {
    const ProductTerms& product = world.products[i];
    const PriceView view{.tier_discount = benefits.rate_discount,
                         .product_add = world.scenario.products[i].rate_add,
                         .policy_rate_change = shared.policy_rate_change,
                         .policy_rate = shared.policy_rate,
                         .term_years = product.years};
    Price price = world.prices.price_in(band, view);
    if (i == 0) first = price.paid;
    if (product.demand <= 0) continue;
    if (cap > sim::Rate{}) {
      const AnnualCost cost(offer_of(product, middle_amount(product), shared.today),
                            world.timeline);
      const std::optional<sim::Rate> highest = cost.highest_within(cap, price.list);
      if (!highest) continue;
      if (*highest < price.list) price = world.prices.price_in(band, view, *highest);
    }
    const sim::Rate cost =
        loan_cost(world, product, price.paid, benefits.coupon.value, shared.today);
    sum += product.demand * static_cast<double>(cost.ppm());
    demand += product.demand;
  }
  return demand > 0 ? sim::Rate::of_ppm(std::llround(sum / demand)) : first;
}

}  // namespace models
