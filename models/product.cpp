#include "models/product.hpp"

#include <algorithm>
#include <cmath>

#include "models/step_up.hpp"

namespace models {

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t days_in_36_months = 1'096;

}  // namespace

void ProductParameters::validate(const Complain& complain) const {
  if (id.empty()) complain("id", "is empty, a name is expected");
  if (shape == Shape::bullet && instalments != 1) {
    complain("instalments", "a bullet is paid at once: 1 is expected");
  }
  if (shape != Shape::bullet && every.value == 0 && instalments > 36) {
    complain("instalments", "no loan runs longer than 36 months: at most 36 are expected");
  }
  if (shape != Shape::bullet && instalments * every.value > days_in_36_months) {
    complain("instalments",
             "no loan runs longer than 36 months: instalments times every is to be "
             "at most 1096 days");
  }
  const RepaymentRule rule = repayment_rule(*this);
  const int steps = static_cast<int>((instalments - 1) / step_every);
  if (shape == Shape::step_up && !step_weight(rule.step_ppm, steps)) {
    complain("step", "instalments grow more than 4096-fold over the loan's life");
  }
  const int every_days = due_plan(*this).every_days;
  if (shift != DayShift::none && every_days > 0 && every_days < 7) {
    complain("shift", "due days less than a week apart would meet: none is expected");
  }
  if (amount_min > amount_max) {
    complain("amount_min", "is above amount_max, at most that is expected");
  }
}

RepaymentRule repayment_rule(const ProductParameters& product) {
  return {.shape = product.shape,
          .step_ppm = sim::nearest_integer(product.step.value * 1e6),
          .step_every = static_cast<std::int32_t>(product.step_every),
          .minimum_ppm = sim::nearest_integer(product.minimum_share.value * 1e6),
          .minimum = product.minimum,
          .rounding = {.mode = product.instalment_rounding, .unit = product.instalment_unit}};
}

sim::Rate late_rate(const ProductParameters& product, sim::Rate agreed) {
  const std::int64_t factor = sim::nearest_integer(product.late_interest.value * 1e6);
  return sim::Rate::of_ppm(sim::divide_half_even(sim::Int128{agreed.ppm()} * factor, million));
}

sim::Money prepayment_fee(const ProductParameters& product, sim::Money prepaid) {
  return sim::scale(prepaid, sim::nearest_integer(product.prepayment_fee.value * 1e6), million);
}

OriginationFee origination_fee(const ProductParameters& product) {
  return {.ppm = sim::nearest_integer(product.origination_fee.value * 1e6),
          .financed = product.fee_handling == FeeHandling::financed};
}

sim::Money OriginationFee::amount_within(sim::Money most) const {
  if (!financed) return most;
  // The nearest amount is the largest, or one minor unit beyond it.
  const sim::Money amount = sim::scale(most, million, million + ppm);
  return owed(amount) > most ? amount - sim::Money::of_minor(1) : amount;
}

// [P] Loans from one day to 36 months, mostly of 3, 6 or 12 monthly instalments, amounts up to
// 200,000 a person; [J] the weights, the amounts of each product and the additions to the price.
std::vector<ProductParameters> default_products() {
  const auto money = [](std::int64_t major) { return sim::Money::of_minor(100 * major); };
  const auto monthly = [&](std::string_view id, Shape shape, std::int64_t instalments,
                           std::int64_t amount_min, std::int64_t amount_max, double demand,
                           std::int64_t rate_add_ppm) {
    ProductParameters product;
    product.id = id;
    product.shape = shape;
    product.instalments = instalments;
    product.amount_min = money(amount_min);
    product.amount_max = money(amount_max);
    product.demand = {demand};
    product.rate_add = sim::Rate::of_ppm(rate_add_ppm);
    return product;
  };
  const auto bullet = [&](std::string_view id, std::int32_t days, std::int64_t amount_min,
                          std::int64_t amount_max, double demand) {
    ProductParameters product = monthly(id, Shape::bullet, 1, amount_min, amount_max, demand, 0);
    product.term = {days};
    return product;
  };
  return {
      monthly("instalments-12", Shape::equal_instalment, 12, 500, 200'000, 0.45, 0),
      monthly("instalments-6", Shape::equal_instalment, 6, 500, 200'000, 0.22, 0),
      monthly("instalments-3", Shape::equal_instalment, 3, 500, 100'000, 0.14, 0),
      monthly("instalments-36", Shape::equal_instalment, 36, 5'000, 200'000, 0.04, 5'000),
      bullet("bullet-30", 30, 500, 20'000, 0.06),
      bullet("bullet-7", 7, 500, 5'000, 0.02),
      monthly("principal-12", Shape::equal_principal, 12, 1'000, 200'000, 0.05, 0),
      monthly("interest-only-12", Shape::interest_only, 12, 5'000, 200'000, 0.02, 10'000),
  };
}

void validate_products(const std::vector<ProductParameters>& products, const Complain& complain) {
  if (products.empty()) complain("", "there is no product, one at least is expected");
  // A loan keeps its product in one byte.
  if (products.size() > 200) complain("", "there are more than 200 products");
  for (std::size_t i = 0; i < products.size(); ++i) {
    const auto same = [&](const ProductParameters& other) { return other.id == products[i].id; };
    if (std::any_of(products.begin(), products.begin() + static_cast<std::ptrdiff_t>(i), same)) {
      complain("[" + std::to_string(i) + "].id", "stands twice, ids that differ are expected");
    }
  }
  const auto wanted = [](const ProductParameters& product) { return product.demand.value > 0; };
  if (!products.empty() && std::none_of(products.begin(), products.end(), wanted)) {
    complain("", "nobody wants any product: a demand above 0 % is expected of one at least");
  }
}

}  // namespace models
