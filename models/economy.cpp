#include "models/economy.hpp"

#include <algorithm>
#include <cmath>

#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

using Member = double EconomyMonth::*;

constexpr double days_a_month = 365.25 / 12;

Member member_of(EconomyVariable variable) {
  return economy_members[static_cast<std::size_t>(variable)];
}

EconomyMonth held(const PathFile& file, std::size_t month) {
  if (file.months.empty()) return steady_economy;
  return file.months[std::min(month, file.months.size() - 1)];
}

// The deviation of the file from the baseline, which fades once the file has ended.
EconomyMonth deviation(const PathEconomy& model, const EconomyParameters& parameters,
                       std::size_t month) {
  if (model.file.months.empty()) return {};
  const std::size_t last = model.file.months.size() - 1;
  const std::size_t from = std::min(month, last);
  double remains = 1;
  if (month > last) {
    const double days = static_cast<double>(month - last) * days_a_month;
    remains = sim::exp2_of(-days / parameters.return_half_life.value);
  }
  const EconomyMonth base = held(parameters.baseline, from);
  EconomyMonth result;
  for (Member member : economy_members) {
    result.*member = remains * (model.file.months[from].*member - base.*member);
  }
  return result;
}

EconomyMonth values_of(const Regime& regime) {
  const auto fraction = [](sim::Rate rate) { return static_cast<double>(rate.ppm()) * 1e-6; };
  return {regime.unemployment.value, fraction(regime.output_growth), fraction(regime.inflation),
          fraction(regime.policy_rate), fraction(regime.wage_growth)};
}

std::vector<EconomyMonth> deviations(const PathEconomy& model, const EconomyParameters& parameters,
                                     const EconomyNews&, std::size_t months) {
  std::vector<EconomyMonth> result(months);
  for (std::size_t t = 0; t < months; ++t) result[t] = deviation(model, parameters, t);
  return result;
}

// Whether the month is the regime's last. A chance below which a uniform falls is a quantile below
// which its normal falls.
bool regime_ends(const EconomyNews& news, std::int32_t month, double p) {
  sim::Stream draws(news.own, purpose::economy_regime, 0, sim::Day{month});
  if (!news.home || p >= 1) return sim::chance(draws, p);
  sim::Stream at_home(*news.home, purpose::economy_regime, 0, sim::Day{month});
  const double home = sim::standard_normal(at_home);
  return linked(home, sim::standard_normal(draws), news.correlation) < sim::normal_quantile(p);
}

std::vector<EconomyMonth> deviations(const CycleEconomy& model, const EconomyParameters& parameters,
                                     const EconomyNews& news, std::size_t months) {
  const std::array regimes = {&model.expansion, &model.contraction};
  std::size_t regime = static_cast<std::size_t>(model.first);
  EconomyMonth now = values_of(*regimes[regime]);
  std::vector<EconomyMonth> result(months);
  for (std::size_t t = 0; t < months; ++t) {
    const bool ends =
        regime_ends(news, static_cast<std::int32_t>(t), 1 / regimes[regime]->mean_months);
    if (t > 0) {
      const EconomyMonth aim = values_of(*regimes[regime]);
      const double share = regimes[regime]->adjustment.value;
      for (Member member : economy_members) {
        now.*member += share * (aim.*member - now.*member);
      }
    }
    if (ends) regime = 1 - regime;
    const EconomyMonth base = held(parameters.baseline, t);
    for (Member member : economy_members) result[t].*member = now.*member - base.*member;
  }
  return result;
}

std::vector<EconomyMonth> deviations(const AutoregressionEconomy& model,
                                     const EconomyParameters& parameters, const EconomyNews& news,
                                     std::size_t months) {
  std::vector<EconomyMonth> result = autoregression_path(model, news, months);
  for (std::size_t t = 0; t < months; ++t) {
    const EconomyMonth base = held(parameters.baseline, t);
    for (Member member : economy_members) result[t].*member -= base.*member;
  }
  return result;
}

// The share of its size that a shock has in the middle of a month.
double height(const EconomyShock& shock, std::size_t month) {
  const double since = (static_cast<double>(month) + 0.5) * days_a_month - shock.start.value;
  if (since < 0) return 0;
  if (since < shock.ramp.value) return since / shock.ramp.value;
  return sim::exp2_of(-(since - shock.ramp.value) / shock.half_life.value);
}

}  // namespace

void EconomyParameters::validate(const Complain& complain) const {
  check_path(baseline, "baseline", complain);
  if (const auto* path = std::get_if<PathEconomy>(&model)) check_path(path->file, "file", complain);
}

std::vector<EconomyMonth> economy_path(const EconomyParameters& parameters, const EconomyNews& news,
                                       int months, int warm_up_months, const SeverityLuck& luck) {
  CHECK(months >= 0);
  CHECK(warm_up_months >= 0);
  const std::vector<EconomyMonth> away = std::visit(
      [&](const auto& model) {
        return deviations(model, parameters, news, static_cast<std::size_t>(months));
      },
      parameters.model);

  const double severity = severity_of(parameters.uncertainty, parameters.severity, luck);
  const double policy_rate_floor = static_cast<double>(parameters.policy_rate_floor.ppm()) * 1e-6;
  std::vector<EconomyMonth> path(static_cast<std::size_t>(warm_up_months),
                                 held(parameters.baseline, 0));
  for (std::size_t t = 0; t < away.size(); ++t) {
    EconomyMonth distance = away[t];
    for (const EconomyShock& shock : parameters.shocks) {
      distance.*member_of(shock.variable) += shock.size.value * height(shock, t);
    }
    EconomyMonth month = held(parameters.baseline, t);
    for (Member member : economy_members) month.*member += severity * distance.*member;
    month.unemployment = std::clamp(month.unemployment, unemployment_min, unemployment_max);
    month.policy_rate = std::max(month.policy_rate, policy_rate_floor);
    path.push_back(month);
  }
  return path;
}

}  // namespace models
