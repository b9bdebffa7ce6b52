#include "models/annual_percentage_rate.hpp"

#include "models/root.hpp"
#include "sim/maths.hpp"

namespace models {

namespace {

double value_at(const std::vector<TimedAmount>& amounts, double rate) {
  const double force = sim::log_of(1 + rate);
  double sum = 0;
  for (const TimedAmount& one : amounts) {
    sum += static_cast<double>(one.amount.minor()) * sim::exp_of(-force * one.when.full) /
           (1 + one.when.fraction * rate);
  }
  return sum;
}

}  // namespace

std::optional<double> annual_percentage_rate(const std::vector<TimedAmount>& advances,
                                             const std::vector<TimedAmount>& payments,
                                             double unit_periods_per_year) {
  if (advances.empty() || payments.empty()) return std::nullopt;
  const auto gap = [&](double rate) { return value_at(payments, rate) - value_at(advances, rate); };
  const auto rate = root_from_zero(gap, {.lowest = -0.99, .highest = 1e9, .first_step = 1e-3});
  if (!rate) return std::nullopt;
  return *rate * unit_periods_per_year;
}

}  // namespace models
