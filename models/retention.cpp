#include "models/retention.hpp"

#include <algorithm>

#include "sim/maths.hpp"

namespace models {
namespace {

double monthly(Share yearly) {
  return 1.0 - sim::power_or_zero(1.0 - yearly.value, 1.0 / 12.0);
}

}  // namespace

Retention::Retention(const RetentionParameters& parameters)
    : attrition_(monthly(parameters.attrition)),
      price_effect_(parameters.price_effect),
      tier_effect_(parameters.tier_effect),
      decline_effect_(parameters.decline_effect),
      dormant_effect_(parameters.dormant_effect),
      falling_dormant_(monthly(parameters.dormancy)),
      waking_(monthly(parameters.waking)) {}

double Retention::attrition(double price_ratio, double tier) const {
  // Nobody leaves because credit is given away.
  const double price = sim::power_or_zero(std::max(price_ratio, 0.0), price_effect_);
  return attrition_ * (price_effect_ > 0 ? price : 1.0) * (1.0 - tier_effect_ * tier);
}

}  // namespace models
