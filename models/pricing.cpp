#include "models/pricing.hpp"

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

PriceList::PriceList(const PricingParameters& parameters)
    : base_(parameters.base),
      floor_(parameters.floor),
      cap_(parameters.cap),
      pass_through_(parameters.pass_through.value) {
  const PriceBand* last = nullptr;
  for (int score = score_lowest; score <= score_highest; ++score) {
    const PriceBand* band = band_at(parameters.bands, score);
    if (adds_.empty() || band != last) adds_.push_back(band == nullptr ? sim::Rate{} : band->add);
    last = band;
    band_by_score_[static_cast<std::size_t>(score - score_lowest)] =
        static_cast<std::uint16_t>(adds_.size() - 1);
  }
}

}  // namespace models
