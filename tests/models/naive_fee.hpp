// A second reading of how a fee is earned by the effective rate: the cash flows are written down,
// the rate is found by halving an interval, and the carrying amount is rolled forward.
#pragma once

#include <cstddef>
#include <vector>

namespace models_test {

// What each period earns of `fee`, in minor units, where the plan has `balances` outstanding before
// each bill and bills all of them, and the loan bears `rate` a period.
inline std::vector<double> naive_fee_parts(const std::vector<double>& balances, double rate,
                                           double fee) {
  std::vector<double> payments;
  for (std::size_t k = 0; k < balances.size(); ++k) {
    const double after = k + 1 < balances.size() ? balances[k + 1] : 0;
    payments.push_back(balances[k] - after + balances[k] * rate);
  }
  const auto value_at = [&](double r) {
    double value = 0;
    for (std::size_t k = payments.size(); k-- > 0;) value = (value + payments[k]) / (1 + r);
    return value;
  };
  double low = rate;
  double high = rate + 100;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (value_at(middle) > balances[0] - fee ? low : high) = middle;
  }
  std::vector<double> parts;
  double carried = balances[0] - fee;
  for (std::size_t k = 0; k < balances.size(); ++k) {
    parts.push_back(carried * low - balances[k] * rate);
    carried = carried * (1 + low) - payments[k];
  }
  return parts;
}

}  // namespace models_test
