// Why two arms earn differently: the difference of their net incomes as a sum over drivers.
//
// Net income of a run is volume times a margin,
//
//   income = V · (price − benefits − funding − default × loss given default − operations),
//
// all rates of the volume V, the sum of month-end balances. Each driver's part of a difference is
// its Shapley value: the change that its factor makes when it moves from the first arm's value to
// the second's, averaged over all orders in which the factors may move. The parts add up to the
// difference, do not depend on an order, and change their sign when the arms change places (L. S.
// Shapley 1953; for decompositions A. F. Shorrocks, J. Econ. Inequal. 11 (2013) 99–126).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "analysis/headline.hpp"

namespace analysis {

enum class Driver : std::size_t {
  volume,              // how much is lent
  price,               // interest at list price
  benefits,            // interest forgone by tier discounts
  funding,             // interest on partners' and own funds
  default_rate,        // how much comes to 90 days past due
  loss_given_default,  // what a default costs: impairment less recoveries, for each unit of it
  operations,          // collections, verification, applications and accounts
  count_
};
inline constexpr std::size_t driver_count = static_cast<std::size_t>(Driver::count_);

struct DriverName {
  std::string_view name;       // snake_case
  std::string_view long_name;  // for people
};
const DriverName& name_of(Driver driver);

// By Driver: the volume in major units, each other factor a rate of it; the default rate is the
// balance that comes to 90 days past due or straight to charge-off, and the loss is of that.
// Without defaults the rate is the whole loss and the loss given default 1; without a balance every
// factor but operations is 0, and `operations` is the income itself, with its sign turned.
struct IncomeFactors {
  std::array<double, driver_count> values{};
  bool no_balance = false;

  double income() const;
};

// Of one replication; nothing where the file lacks a measure.
std::optional<IncomeFactors> income_factors(const Source& source);

// Of other's income less base's, by Driver.
std::array<double, driver_count> drivers(const IncomeFactors& base, const IncomeFactors& other);

}  // namespace analysis
