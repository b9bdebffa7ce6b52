#include "models/need.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {
void NeedParameters::validate(const Complain& complain) const {
  if (season.size() != 12) {
    complain("season", fmt::format("has {} numbers; expected 12, one a month", season.size()));
  }
  if (loan_min < loan_step) {
    complain("loan_min", "is below loan_step; expected at least one step");
  }
}

double need_base(const NeedParameters& parameters, const NeedView& view) {
  CHECK(view.month_of_year >= 1, "month {}", view.month_of_year);
  CHECK(view.month_of_year <= 12, "month {}", view.month_of_year);
  if (view.headroom < parameters.loan_min) return 0;
  double rate =
      view.base_rate * parameters.season[static_cast<std::size_t>(view.month_of_year - 1)];
  rate *= 1.0 + parameters.tier_effect * view.tier_benefit;
  // One for the median member; more use than four times that makes no further needs.
  constexpr double level_max = 4.0;
  const double level = std::clamp(view.spending_level, 0.0, level_max);
  rate *= (1.0 + parameters.use_effect * level) / (1.0 + parameters.use_effect);
  return view.short_of_cash ? rate * parameters.shortage_effect : rate;
}

sim::Money need_amount(const NeedParameters& parameters, sim::Money monthly_income,
                       sim::Money headroom, double u) {
  if (headroom < parameters.loan_min) return {};
  const double mean = parameters.income_share.value *
                          static_cast<double>(std::max<std::int64_t>(0, monthly_income.minor())) +
                      parameters.limit_share.value * static_cast<double>(headroom.minor());
  // Increasing in u, and finite as 1 - u is at least 2^-53.
  const double wanted = -sim::log_of(1.0 - u) * mean;
  if (wanted >= static_cast<double>(headroom.minor())) {
    return std::max(parameters.loan_min,
                    sim::Money::of_minor(headroom.minor() / parameters.loan_step.minor() *
                                         parameters.loan_step.minor()));
  }
  const std::int64_t step = parameters.loan_step.minor();
  const std::int64_t whole = static_cast<std::int64_t>(wanted) / step * step;
  return std::max(parameters.loan_min, sim::Money::of_minor(whole));
}

}  // namespace models
