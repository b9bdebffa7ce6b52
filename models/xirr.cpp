#include "models/xirr.hpp"

#include <algorithm>

#include "models/root.hpp"
#include "sim/check.hpp"
#include "sim/maths.hpp"

namespace models {

namespace {

using std::chrono::sys_days;

sys_days first_day(const std::vector<CashFlow>& flows) {
  const auto earlier = [](const CashFlow& a, const CashFlow& b) { return a.day < b.day; };
  return std::min_element(flows.begin(), flows.end(), earlier)->day;
}

sys_days last_day(const std::vector<CashFlow>& flows) {
  const auto earlier = [](const CashFlow& a, const CashFlow& b) { return a.day < b.day; };
  return std::max_element(flows.begin(), flows.end(), earlier)->day;
}

// Σ amount e^(-force × years since `origin`): a rate is searched as its force, log(1 + rate), which
// no rate makes leave the numbers.
double value_at(const std::vector<CashFlow>& flows, double force, sys_days origin) {
  double sum = 0;
  for (const CashFlow& flow : flows) {
    const double years = static_cast<double>((flow.day - origin).count()) / 365.0;
    sum += static_cast<double>(flow.amount.minor()) * sim::exp_of(-force * years);
  }
  return sum;
}

}  // namespace

double present_value(const std::vector<CashFlow>& flows, double rate) {
  CHECK(rate > -1);
  if (flows.empty()) return 0;
  return value_at(flows, sim::log_of(1 + rate), first_day(flows));
}

std::optional<double> xirr(const std::vector<CashFlow>& flows) {
  const auto gains = [](const CashFlow& flow) { return flow.amount > sim::Money{}; };
  const auto costs = [](const CashFlow& flow) { return flow.amount < sim::Money{}; };
  if (std::none_of(flows.begin(), flows.end(), gains)) return std::nullopt;
  if (std::none_of(flows.begin(), flows.end(), costs)) return std::nullopt;
  const sys_days first = first_day(flows);
  const sys_days last = last_day(flows);
  if (first == last) return std::nullopt;
  // Seen from the end that is worth more, no exponential is above one, and the sign is the same.
  const auto value = [&](double force) { return value_at(flows, force, force < 0 ? last : first); };
  // Beyond e^700 a rate is no number.
  const auto force = root_from_zero(value, {.lowest = -700, .highest = 700, .first_step = 0.01});
  if (!force) return std::nullopt;
  return sim::exp_of(*force) - 1;
}

}  // namespace models
