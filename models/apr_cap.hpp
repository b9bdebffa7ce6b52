// The legal cap on what each loan costs a year, fees included.
//
// The annual percentage rate is that of Regulation Z, appendix J, by the actuarial method
// (models/annual_percentage_rate). Whether a loan is within a cap takes no root: payments are worth
// less the higher the rate, so its APR is at most i a unit-period if, at i, they are worth no more
// than what was received.
#pragma once

#include <optional>
#include <vector>

#include "models/schedule.hpp"
#include "models/unit_period.hpp"
#include "sim/day.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// A loan whose price is still open.
struct LoanOffer {
  Terms terms{};  // the rate in them is not read
  sim::Money received{};
  sim::Money service_fee{};  // with each instalment
  sim::Day opened;
};

class AnnualCost {
 public:
  AnnualCost(const LoanOffer& offer, const sim::Timeline& timeline);

  // The APR at this price, as a fraction a year; nothing where no rate solves its equation. Due
  // days are those before they are moved to business days, as in models/effective_rates.
  std::optional<double> apr(sim::Rate price) const;

  // The highest price, in whole millionths and at most `asked`, whose APR is within the cap: one
  // millionth more is not. Nothing where fees alone exceed the cap.
  std::optional<sim::Rate> highest_within(sim::Rate cap, sim::Rate asked) const;

 private:
  // What the payments are worth at a rate a unit-period, less what was received, minor units.
  double excess(sim::Rate price, double per_period) const;
  std::vector<sim::Money> payments(sim::Rate price) const;

  const LoanOffer& offer_;
  const sim::Timeline& timeline_;
  UnitPeriod unit_;
  std::vector<UnitPeriods> when_;  // of the instalments
};

}  // namespace models
