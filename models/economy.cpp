#include "models/economy.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

using Member = double EconomyMonth::*;

// The longest path accepted: two centuries.
constexpr std::size_t months_max = 2400;

constexpr double days_a_month = 365.25 / 12;

Member member_of(EconomyVariable variable) {
  return economy_members[static_cast<std::size_t>(variable)];
}

// Left and right end of the parabola of a quarter with mean q, before limiting.
struct Edges {
  double left = 0;
  double right = 0;
};

// The value between quarters i and i + 1, of fourth order inside and never beyond the two quarters.
double edge_between(std::span<const double> q, std::size_t i) {
  double edge = 0.5 * (q[i] + q[i + 1]);
  if (i > 0 && i + 2 < q.size()) {
    edge = (7 * (q[i] + q[i + 1]) - (q[i - 1] + q[i + 2])) / 12;
  }
  return std::clamp(edge, std::min(q[i], q[i + 1]), std::max(q[i], q[i + 1]));
}

// The outer end of the first or last quarter: as far beyond the mean as the inner end, on the other
// side, but never below half of a positive mean.
double outer_edge(double q, double inner) {
  const double outer = 2 * q - inner;
  return q > 0 ? std::max(outer, q / 2) : outer;
}

// Colella and Woodward 1984, eq. 1.10: flat at an extremum, and no overshoot inside the quarter.
Edges limited(Edges edges, double q) {
  if ((edges.right - q) * (q - edges.left) <= 0) return {q, q};
  const double rise = edges.right - edges.left;
  const double bend = 6 * (q - 0.5 * (edges.left + edges.right));
  if (rise * bend > rise * rise) edges.left = 3 * q - 2 * edges.right;
  if (rise * bend < -rise * rise) edges.right = 3 * q - 2 * edges.left;
  return edges;
}

// Means of the quarter's parabola left + x (rise + bend (1 − x)) over its three thirds. The mean of
// x over the thirds is 1/6, 1/2, 5/6 and that of x (1 − x) is 7/54, 13/54, 7/54.
std::array<double, 3> thirds(Edges edges, double q) {
  const double rise = edges.right - edges.left;
  const double bend = 6 * (q - 0.5 * (edges.left + edges.right));
  const double first = edges.left + rise / 6 + bend * 7 / 54;
  const double last = edges.left + rise * 5 / 6 + bend * 7 / 54;
  return {first, 3 * q - first - last, last};
}

std::vector<double> months_of(std::span<const double> q) {
  const std::size_t n = q.size();
  std::vector<double> months;
  months.reserve(3 * n);
  for (std::size_t i = 0; i < n; ++i) {
    Edges edges{q[i], q[i]};
    if (i > 0) edges.left = edge_between(q, i - 1);
    if (i + 1 < n) edges.right = edge_between(q, i);
    if (i == 0 && n > 1) edges.left = outer_edge(q[i], edges.right);
    if (i + 1 == n && n > 1) edges.right = outer_edge(q[i], edges.left);
    for (double month : thirds(limited(edges, q[i]), q[i])) months.push_back(month);
  }
  return months;
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
                                     const sim::StreamKey&, std::size_t months) {
  std::vector<EconomyMonth> result(months);
  for (std::size_t t = 0; t < months; ++t) result[t] = deviation(model, parameters, t);
  return result;
}

std::vector<EconomyMonth> deviations(const CycleEconomy& model, const EconomyParameters& parameters,
                                     const sim::StreamKey& key, std::size_t months) {
  const std::array regimes = {&model.expansion, &model.contraction};
  std::size_t regime = static_cast<std::size_t>(model.first);
  EconomyMonth now = values_of(*regimes[regime]);
  std::vector<EconomyMonth> result(months);
  for (std::size_t t = 0; t < months; ++t) {
    sim::Stream draws(key, purpose::economy_regime, 0, sim::Day{static_cast<std::int32_t>(t)});
    const bool ends = sim::chance(draws, 1 / regimes[regime]->mean_months);
    if (t > 0) {
      const EconomyMonth aim = values_of(*regimes[regime]);
      for (Member member : economy_members) {
        now.*member += model.adjustment.value * (aim.*member - now.*member);
      }
    }
    if (ends) regime = 1 - regime;
    const EconomyMonth base = held(parameters.baseline, t);
    for (Member member : economy_members) result[t].*member = now.*member - base.*member;
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

void check_path(const PathFile& file, std::string_view key, const Complain& complain) {
  if (file.months.size() > months_max) {
    complain(key, fmt::format("the path has {} months; at most {} are expected", file.months.size(),
                              months_max));
  }
  for (std::size_t t = 0; t < file.months.size(); ++t) {
    const double u = file.months[t].unemployment;
    const bool plausible = u >= unemployment_min && u <= unemployment_max;
    if (!plausible) {
      complain(key, fmt::format(
                        "unemployment in month {} of the path is {:.4g} %; {:.4g} % to {:.4g} % is "
                        "expected",
                        t + 1, u * 100, unemployment_min * 100, unemployment_max * 100));
      return;
    }
  }
}

}  // namespace

std::vector<EconomyMonth> monthly_from_quarterly(std::span<const EconomyMonth> quarters) {
  std::vector<EconomyMonth> months(3 * quarters.size());
  std::vector<double> values(quarters.size());
  for (Member member : economy_members) {
    for (std::size_t i = 0; i < quarters.size(); ++i) values[i] = quarters[i].*member;
    const std::vector<double> smooth = months_of(values);
    for (std::size_t t = 0; t < months.size(); ++t) months[t].*member = smooth[t];
  }
  return months;
}

void EconomyParameters::validate(const Complain& complain) const {
  check_path(baseline, "baseline", complain);
  if (const auto* path = std::get_if<PathEconomy>(&model)) check_path(path->file, "file", complain);
}

std::vector<EconomyMonth> economy_path(const EconomyParameters& parameters,
                                       const sim::StreamKey& key, int months, int warm_up_months,
                                       const SeverityLuck& luck) {
  CHECK(months >= 0);
  CHECK(warm_up_months >= 0);
  const std::vector<EconomyMonth> away = std::visit(
      [&](const auto& model) {
        return deviations(model, parameters, key, static_cast<std::size_t>(months));
      },
      parameters.model);

  const double severity = severity_of(parameters.uncertainty, parameters.severity, luck);
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
    path.push_back(month);
  }
  return path;
}

}  // namespace models
