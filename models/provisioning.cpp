#include "models/provisioning.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

void validate_rates(std::string_view key, const std::vector<Share>& rates,
                    const Complain& complain) {
  if (rates.size() != bucket_count) {
    complain(key,
             fmt::format("has {} rates; expected {}, for M0 to M7", rates.size(), bucket_count));
    return;
  }
  for (std::size_t i = 1; i < rates.size(); ++i) {
    if (rates[i] >= rates[i - 1]) continue;
    complain(key,
             fmt::format("falls from {} to {}; expected a loss rate that rises with delinquency",
                         bucket_names[i - 1], bucket_names[i]));
    return;
  }
}

// The factor multiplies the hazard of loss, not the loss: small rates rise by the factor, none
// passes one, and the order of the buckets stays.
double with_hazard(double share, double factor) {
  return 1.0 - sim::power_or_zero(1.0 - share, factor);
}

// The mean over the outlooks of the loss in each, with unemployment as it is expected over so many
// months.
double expected_share(const ProvisioningParameters& parameters, double share, double gap,
                      int months) {
  if (parameters.outlooks.empty()) return with_hazard(share, macro_factor(parameters, gap));
  double sum = 0;
  double weights = 0;
  for (const Outlook& outlook : parameters.outlooks) {
    const double factor = macro_factor(parameters, gap + expected_rise(outlook, months));
    sum += outlook.weight * with_hazard(share, factor);
    weights += outlook.weight;
  }
  return sum / weights;
}

}  // namespace

double expected_rise(const Outlook& outlook, int months) {
  CHECK(months > 0, "{} months", months);
  const std::vector<EconomyMonth>& path = outlook.path.months;
  if (path.empty()) return outlook.unemployment_add;
  double sum = 0;
  for (std::size_t t = 1; t <= static_cast<std::size_t>(months); ++t)
    sum += path[std::min(t, path.size() - 1)].unemployment - path[0].unemployment;
  return outlook.unemployment_add + 100 * sum / months;
}

void ProvisioningParameters::validate(const Complain& complain) const {
  double weights = 0;
  for (std::size_t i = 0; i < outlooks.size(); ++i) {
    weights += outlooks[i].weight;
    check_path(outlooks[i].path, fmt::format("outlooks[{}].path", i), complain);
  }
  if (!outlooks.empty() && weights <= 0) {
    complain("outlooks", "have no weight; expected a weight above zero for one of them");
  }
  validate_rates("twelve_month", twelve_month, complain);
  validate_rates("lifetime", lifetime, complain);
  if (twelve_month.size() == lifetime.size()) {
    for (std::size_t i = 0; i < lifetime.size() && i < bucket_count; ++i) {
      if (lifetime[i] >= twelve_month[i]) continue;
      complain("lifetime",
               fmt::format("of {} is below twelve_month; expected at least that", bucket_names[i]));
      break;
    }
  }
  if (stage_three_dpd <= stage_two_dpd) {
    complain("stage_three_dpd", fmt::format("is {} days; expected more than stage_two_dpd, {} days",
                                            stage_three_dpd.value, stage_two_dpd.value));
  }
}

double macro_factor(const ProvisioningParameters& parameters, double gap) {
  return 1.0 + std::min(parameters.macro_max.value,
                        parameters.macro_per_point.value * std::max(0.0, gap));
}

LossRates table_rates(const ProvisioningParameters& parameters) {
  CHECK(parameters.lifetime.size() == bucket_count, "{} rates", parameters.lifetime.size());
  CHECK(parameters.twelve_month.size() == bucket_count, "{} rates", parameters.twelve_month.size());
  LossRates rates;
  for (std::size_t b = 0; b < bucket_count; ++b) {
    rates.twelve_month[b] = parameters.twelve_month[b].value;
    rates.lifetime[b] = parameters.lifetime[b].value;
  }
  return rates;
}

Allowances::Allowances(const ProvisioningParameters& parameters, double unemployment_gap)
    : Allowances(parameters, table_rates(parameters), unemployment_gap) {}

Allowances::Allowances(const ProvisioningParameters& parameters, const LossRates& rates,
                       double unemployment_gap)
    : stage_two_dpd_(parameters.stage_two_dpd.value),
      stage_three_dpd_(parameters.stage_three_dpd.value),
      score_fall_(parameters.score_fall > 0 ? static_cast<std::int32_t>(parameters.score_fall)
                                            : std::numeric_limits<std::int32_t>::max()) {
  const auto ppm_of = [&](double share, int months) {
    return std::llround(rates.loss_given_charge_off *
                        expected_share(parameters, share, unemployment_gap, months) * 1e6);
  };
  const bool staged = parameters.method == AllowanceMethod::staged;
  for (std::size_t b = 0; b < bucket_count; ++b) {
    const std::int64_t lifetime = ppm_of(rates.lifetime[b], lifetime_ahead);
    rates_[static_cast<std::size_t>(Stage::one)][b] =
        staged ? ppm_of(rates.twelve_month[b], twelve_months_ahead) : lifetime;
    rates_[static_cast<std::size_t>(Stage::two)][b] = lifetime;
    rates_[static_cast<std::size_t>(Stage::three)][b] = lifetime;
  }
}

}  // namespace models
