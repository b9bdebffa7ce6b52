// The annual percentage rate by the actuarial method of Regulation Z, appendix J (12 CFR part
// 1026), (b)(8): the rate i a unit-period that solves
//
//   Σ_k A_k / ((1 + e_k i) (1 + i)^q_k) = Σ_j P_j / ((1 + f_j i) (1 + i)^t_j)
//
// times the number of unit-periods in a year. Odd days bear simple interest.
#pragma once

#include <optional>
#include <vector>

#include "models/unit_period.hpp"
#include "sim/money.hpp"

namespace models {

// An advance or a payment and its time from the beginning of the term.
struct TimedAmount {
  UnitPeriods when;
  sim::Money amount;
};

// As a fraction a year: 0.0969 is 9.69 %. Nothing where no rate solves the equation.
std::optional<double> annual_percentage_rate(const std::vector<TimedAmount>& advances,
                                             const std::vector<TimedAmount>& payments,
                                             double unit_periods_per_year);

}  // namespace models
