#include "models/pricing.hpp"

#include "sim/maths.hpp"

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

std::vector<RiskBand> default_risk_bands() {
  const auto band = [](std::string_view id, std::int64_t score_from, double probability) {
    return RiskBand{
        .id = std::string(id), .score_from = score_from, .default_probability = {probability}};
  };
  return {band("poor", 350, 0.20), band("fair", 550, 0.08), band("good", 600, 0.03),
          band("very-good", 650, 0.01), band("exceptional", 700, 0.005)};
}

void GridPricing::validate(const Complain& complain) const {
  validate_score_bands(bands, complain);
}

void CostPlusPricing::validate(const Complain& complain) const {
  validate_score_bands(risk, complain, "risk");
}

void PricingParameters::validate(const Complain& complain) const {
  if (floor > cap) complain("floor", "is above cap, at most that is expected");
}

sim::Rate expected_loss(Share default_probability, Share loss_given_default, double years) {
  const double survives = sim::power_or_zero(1.0 - default_probability.value, years);
  const double a_year = (1.0 - survives) / years * loss_given_default.value;
  return sim::Rate::of_ppm(sim::nearest_integer(a_year * 1e6));
}

Price bounded(sim::Rate asked, sim::Rate discount, sim::Rate floor, sim::Rate highest) {
  const sim::Rate lowest = std::min(floor, highest);
  const sim::Rate list = std::clamp(asked, lowest, highest);
  return {list, std::clamp(list - discount, lowest, highest)};
}

template <class Band, class Value>
void PriceList::tabulate(const std::vector<Band>& bands, Value value) {
  const Band* last = nullptr;
  for (int score = score_lowest; score <= score_highest; ++score) {
    const Band* band = band_at(bands, score);
    if (by_band_.empty() || band != last) {
      by_band_.push_back(band == nullptr ? sim::Rate{} : value(*band));
    }
    last = band;
    band_by_score_[static_cast<std::size_t>(score - score_lowest)] =
        static_cast<std::uint16_t>(by_band_.size() - 1);
  }
}

PriceList::PriceList(const PricingParameters& parameters)
    : floor_(parameters.floor), cap_(parameters.cap) {
  if (const auto* grid = std::get_if<GridPricing>(&parameters.policy)) {
    base_ = grid->base;
    pass_through_ = grid->pass_through.value;
    tabulate(grid->bands, [](const PriceBand& band) { return band.add; });
    return;
  }
  const auto& parts = std::get<CostPlusPricing>(parameters.policy);
  cost_plus_ = true;
  base_ = parts.funding_spread + parts.operating + parts.margin;
  loss_given_default_ = parts.loss_given_default;
  tabulate(parts.risk, [](const RiskBand& band) {
    return sim::Rate::of_ppm(sim::nearest_integer(band.default_probability.value * 1e6));
  });
}

sim::Rate PriceList::asked_in(std::size_t band, const PriceView& view) const {
  if (cost_plus_) {
    const Share probability{static_cast<double>(by_band_[band].ppm()) * 1e-6};
    return base_ + view.policy_rate +
           expected_loss(probability, loss_given_default_, view.term_years) + view.product_add;
  }
  const std::int64_t passed_on_ppm =
      sim::nearest_integer(pass_through_ * static_cast<double>(view.policy_rate_change.ppm()));
  return base_ + by_band_[band] + view.product_add + sim::Rate::of_ppm(passed_on_ppm);
}

}  // namespace models
