#include "models/fee_income.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/check.hpp"

namespace models {
namespace {

constexpr std::size_t periods_max = 256;

// What the plan has outstanding before each bill that is left.
struct Balances {
  std::array<double, periods_max> before{};
  std::size_t count = 0;
};

Balances planned(const RepaymentRule& repayment, InstalmentView view, double rate) {
  Balances balances;
  const int number = view.instalments - view.left + 1;  // of this instalment, from 1
  const sim::Money instalment = view.instalment;
  const std::int64_t weight = instalment_weight(repayment, number);
  while (view.left > 0 && view.principal_left > sim::Money{} && balances.count < periods_max) {
    const auto outstanding = static_cast<double>(view.principal_left.minor());
    balances.before[balances.count++] = outstanding;
    view.interest = sim::nearest(rate * outstanding);
    const std::int64_t now = instalment_weight(repayment, view.instalments - view.left + 1);
    view.instalment = now == weight ? instalment : sim::scale(instalment, now, weight);
    view.principal_left -= instalment_principal(repayment, view);
    --view.left;
  }
  return balances;
}

// The rate by which the fee is earned beyond `rate`. What it discounts is concave in it, so
// Newton's steps from zero come from below and do not pass the root.
double added_rate(const Balances& balances, double rate, double deferred) {
  constexpr int steps_max = 60;
  double added = 0;
  for (int step = 0; step < steps_max; ++step) {
    const double discount = 1.0 / (1.0 + rate + added);
    double factor = 1;
    double sum = 0;
    double slope = 0;
    for (std::size_t k = 0; k < balances.count; ++k) {
      factor *= discount;
      const double value = balances.before[k] * factor;
      sum += value;
      slope -= static_cast<double>(k + 1) * value * discount;
    }
    const double change = (deferred - added * sum) / (sum + added * slope);
    added += change;
    if (std::fabs(change) < 1e-12) break;
  }
  return added;
}

}  // namespace

sim::Money fee_earned(const RepaymentRule& repayment, const InstalmentView& view, double rate,
                      sim::Money deferred) {
  CHECK(view.left <= static_cast<std::int32_t>(periods_max), "{} instalments left", view.left);
  const Balances balances = planned(repayment, view, rate);
  if (balances.count <= 1) return deferred;
  const auto left = static_cast<double>(deferred.minor());
  // A fee that is all of the loan has no rate.
  if (left >= balances.before[0]) return sim::scale(deferred, 1, view.left);
  const double added = added_rate(balances, rate, left);
  const double earned = added * balances.before[0] - (rate + added) * left;
  return std::clamp(sim::nearest(earned), sim::Money{}, deferred);
}

}  // namespace models
