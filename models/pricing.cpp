#include "models/pricing.hpp"

#include <algorithm>
#include <cmath>

#include "models/score_bands.hpp"

namespace models {

std::vector<PriceBand> default_price_bands() {
  const auto band = [](std::string_view id, std::int64_t score_from, std::int64_t add_ppm) {
    return PriceBand{
        .id = std::string(id), .score_from = score_from, .add = sim::Rate::of_ppm(add_ppm)};
  };
  // [P] the bands, [J] the additions: with the base they span 10.5 to 22.5 % a year.
  return {band("poor", 350, 80'000), band("fair", 550, 45'000), band("good", 600, 20'000),
          band("very-good", 650, 0), band("exceptional", 700, -40'000)};
}

void PricingParameters::validate(const Complain& complain) const {
  if (floor > cap) complain("floor", "is above cap, at most that is expected");
  validate_score_bands(bands, complain);
}

Price price(const PricingParameters& parameters, const PriceView& view) {
  // Bands count from their score upwards, whatever their order in the scenario.
  const PriceBand* band = nullptr;
  for (const PriceBand& other : parameters.bands) {
    if (other.score_from > view.score) continue;
    if (band == nullptr || other.score_from > band->score_from) band = &other;
  }
  const std::int64_t passed_on_ppm = sim::nearest_integer(
      parameters.pass_through.value * static_cast<double>(view.policy_rate_change.ppm()));
  const sim::Rate asked = parameters.base + (band ? band->add : sim::Rate::of_ppm(0)) +
                          view.product_add + sim::Rate::of_ppm(passed_on_ppm);
  const sim::Rate list = std::clamp(asked, parameters.floor, parameters.cap);
  // The discount is taken off what would be paid, so that it is worth something under the cap too.
  return {list, std::clamp(list - view.tier_discount, parameters.floor, parameters.cap)};
}

}  // namespace models
