// From quarters to months and back, without a change of any quarter's mean.
#pragma once

#include <span>
#include <vector>

#include "models/economy_month.hpp"

namespace models {

// Three months for each quarter, whose mean is the quarter's value up to rounding. Each variable is
// a continuous, piecewise quadratic curve through the quarters that stays monotone where they are,
// and so between its neighbours' values: what is positive stays positive. Source: the piecewise
// parabolic method, Colella and Woodward, J. Comput. Phys. 54 (1984), eqs 1.5–1.10.
std::vector<EconomyMonth> monthly_from_quarterly(std::span<const EconomyMonth> quarters);

// The means of three months in a row, for a path of whole quarters.
std::vector<EconomyMonth> quarterly_from_monthly(std::span<const EconomyMonth> months);

}  // namespace models
