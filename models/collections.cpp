#include "models/collections.hpp"

#include "models/strategy.hpp"
#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

constexpr std::int64_t million = 1'000'000;

std::int64_t ppm_of(Share share) {
  return std::llround(share.value * 1e6);
}

}  // namespace

std::vector<CollectionsStage> default_stages() {
  const auto cents = [](std::int64_t n) { return sim::Money::of_minor(n); };
  using Action = CollectionsAction;
  return {
      {.id = "text",
       .from_dpd = {1},
       .action = Action::text,
       .every = {3},
       .cost = cents(5),
       .effect = 0.1,
       .lasts = {4},
       .next = {"voice"}},
      {.id = "voice",
       .from_dpd = {4},
       .action = Action::voice,
       .every = {3},
       .cost = cents(30),
       .effect = 0.3,
       .lasts = {5},
       .next = {"call", "small"}},
      {.id = "call",
       .from_dpd = {10},
       .action = Action::agent_call,
       .every = {4},
       .cost = cents(4'00),
       .effect = 0.7,
       .lasts = {7},
       .owed_min = cents(300'00),
       .next = {"middle"}},
      {.id = "small",
       .from_dpd = {10},
       .action = Action::voice,
       .every = {7},
       .cost = cents(30),
       .effect = 0.3,
       .lasts = {5},
       .next = {"agency"}},
      {.id = "middle",
       .from_dpd = {31},
       .action = Action::agent_call,
       .every = {4},
       .cost = cents(6'00),
       .effect = 1.6,
       .lasts = {10},
       .next = {"agency"}},
      {.id = "agency",
       .from_dpd = {91},
       .action = Action::agency,
       .every = {30},
       .cost = cents(10'00),
       .effect = 0.5,
       .lasts = {30},
       .next = {"legal"}},
      {.id = "legal",
       .from_dpd = {150},
       .action = Action::legal,
       .cost = cents(250'00),
       .effect = 0.8,
       .lasts = {90},
       .owed_min = cents(20'000'00)},
  };
}

void CollectionsParameters::validate(const Complain& complain) const {
  validate_strategy(stages, complain);
  if (restructuring.from_dpd >= charge_off_dpd) {
    complain("restructuring.from_dpd", "is not before charge_off_dpd, which comes first");
  }
}

double contact_effect(const CollectionsParameters& parameters, double effect,
                      std::int64_t contacts_this_week) {
  CHECK(contacts_this_week >= 0, "{} contacts", contacts_this_week);
  if (contacts_this_week >= parameters.contacts_a_week) return 0;
  for (std::int64_t i = 0; i < contacts_this_week; ++i) effect *= 1.0 - parameters.tiredness.value;
  return effect;
}

double recovery_probability(const RecoveryParameters& parameters, std::int32_t month) {
  return parameters.monthly_hazard * sim::exp2_of(-month / parameters.half_life_months);
}

sim::Money recovery_amount(const RecoveryParameters& parameters, sim::Money owed, double u) {
  const double mean = parameters.payment_share.value;
  const double share = mean <= 0.5 ? 2.0 * mean * u : (2.0 * mean - 1.0) + 2.0 * (1.0 - mean) * u;
  return sim::scale(owed, ppm_of({share}), million);
}

sim::Money sale_price(const RecoveryParameters& parameters, sim::Money owed) {
  return sim::scale(owed, ppm_of(parameters.sale_price), million);
}

sim::Money agency_fee(const RecoveryParameters& parameters, sim::Money recovered) {
  return sim::scale(recovered, ppm_of(parameters.agency_fee), million);
}

}  // namespace models
