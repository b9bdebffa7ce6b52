#include "models/limits.hpp"

#include <algorithm>
#include <cmath>

namespace models {

namespace {

constexpr std::int64_t step_minor = 100'00;  // limits are multiples of this

sim::Money rounded_down(sim::Money amount) {
  return sim::Money::of_minor(amount.minor() / step_minor * step_minor);
}

sim::Money times(sim::Money amount, double factor) {
  return sim::scale(amount, sim::nearest_integer(factor * 1e6), 1'000'000);
}

double multiple_for(const LimitParameters& parameters, int score) {
  const LimitBand* band = band_at(parameters.bands, score);
  return band == nullptr ? 0 : band->multiple;
}

sim::Money within(const LimitParameters& parameters, sim::Money limit) {
  return rounded_down(std::clamp(limit, parameters.minimum, parameters.maximum));
}

sim::Money lowered(const LimitParameters& parameters, sim::Money limit, double part) {
  return std::min(limit, within(parameters, times(limit, 1 - part)));
}

}  // namespace

std::vector<LimitBand> default_limit_bands() {
  const auto band = [](std::string_view id, std::int64_t score_from, double multiple) {
    return LimitBand{.id = std::string(id), .score_from = score_from, .multiple = multiple};
  };
  // [P] the bands; [J] the multiples, so that incomes of 4,000 to 30,000 span most of 1,000 to
  // 300,000.
  return {band("poor", 350, 0.5), band("fair", 550, 1.0), band("good", 600, 1.8),
          band("very-good", 650, 3.0), band("exceptional", 700, 4.5)};
}

void LimitParameters::validate(const Complain& complain) const {
  if (minimum > maximum) complain("minimum", "is above maximum, at most that is expected");
  if (rounded_down(minimum) != minimum) complain("minimum", "is not a multiple of 100");
  if (rounded_down(maximum) != maximum) complain("maximum", "is not a multiple of 100");
  validate_score_bands(bands, complain);
}

LimitClimate limit_climate(const LimitParameters& parameters, double unemployment_rise,
                           sim::Money outstanding) {
  const bool capped = parameters.portfolio_cap > sim::Money{};
  return {.overlay = unemployment_rise >= parameters.overlay_unemployment.value &&
                     parameters.overlay_unemployment.value < 1,
          .portfolio_full = capped && outstanding >= parameters.portfolio_cap};
}

sim::Money initial_limit(const LimitParameters& parameters, const LimitClimate& climate,
                         const LimitView& view) {
  const double multiple = multiple_for(parameters, view.score) * view.tier_multiplier;
  if (multiple <= 0) return sim::Money{};
  const double part = climate.overlay ? 1 - parameters.overlay_cut.value : 1;
  return within(parameters, times(view.monthly_income, multiple * part));
}

LimitDecision review_limit(const LimitParameters& parameters, const LimitClimate& climate,
                           const LimitView& view) {
  if (view.limit == sim::Money{}) return {LimitAction::unchanged, view.limit};
  const bool seriously_late = view.worst_dpd >= parameters.freeze_dpd.value;
  if (view.frozen)
    return {seriously_late ? LimitAction::unchanged : LimitAction::freed, view.limit};
  if (seriously_late) return {LimitAction::frozen, view.limit};

  const bool weakened = view.worst_dpd >= parameters.cut_dpd.value ||
                        view.score_before - view.score >= parameters.cut_score_fall;
  const bool overlaid = climate.overlay && view.score < parameters.overlay_score;
  if (weakened || overlaid) {
    const double part = std::max(weakened ? parameters.cut.value : 0.0,
                                 overlaid ? parameters.overlay_cut.value : 0.0);
    sim::Money limit = lowered(parameters, view.limit, part);
    // An overlay that lasts for years would cut down to nothing whoever a new customer's limit is
    // still given to.
    if (!weakened) {
      const sim::Money first = initial_limit(parameters, climate, view);
      limit = std::max(limit, std::min(view.limit, first));
    }
    return {limit < view.limit ? LimitAction::cut : LimitAction::unchanged, limit};
  }

  if (climate.overlay || climate.portfolio_full || climate.no_raises ||
      view.score < parameters.raise_score) {
    return {LimitAction::unchanged, view.limit};
  }
  if (view.balance < times(view.limit, parameters.raise_utilisation.value)) {
    return {LimitAction::unchanged, view.limit};
  }
  const sim::Money first = initial_limit(parameters, climate, view);
  const sim::Money ceiling = times(first, parameters.raise_ceiling);
  const sim::Money limit =
      within(parameters, std::min(times(view.limit, 1 + parameters.raise.value), ceiling));
  if (limit <= view.limit) return {LimitAction::unchanged, view.limit};
  return {LimitAction::raised, limit};
}

}  // namespace models
