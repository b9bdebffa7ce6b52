// The effective rate of dated cash flows: the yearly rate, compounded by the day over 365, at which
// their values add up to zero.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "sim/money.hpp"

namespace models {

struct CashFlow {
  std::chrono::sys_days day;
  sim::Money amount;  // below zero for what is paid out
};

// The rate r with Σ amount / (1 + r)^(days since the first / 365) = 0, as a fraction a year.
// Nothing where there is none: without flows of both signs, or where all fall on one day. Where
// flows change sign more than once there may be several; then it is one near zero. A loan, paid out
// first and paid back after, has exactly one.
std::optional<double> xirr(const std::vector<CashFlow>& flows);

// Σ amount / (1 + rate)^(days since the first / 365) in minor units. The rate above -1.
double present_value(const std::vector<CashFlow>& flows, double rate);

}  // namespace models
