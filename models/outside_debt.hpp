// Debt stacking: what others lend to somebody whose limit has been raised here.
//
// Other lenders see the higher limit, or what made it possible, and lend too; how much of it is
// taken up goes with how much of the limit is in use. It is paid back over `months`, so that the
// service it adds fades by one part in `months` each month:
//
//   service a month / income = stacking · utilisation · raise / (months · income)
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/parameter.hpp"
#include "sim/money.hpp"

namespace models {

struct OutsideDebtParameters {
  Share stacking{0.50};
  std::int64_t months = 12;
  bool operator==(const OutsideDebtParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("stacking", self.stacking,
          {.meaning = "what others lend when a limit that is used in full is raised, as a share of "
                      "the raise",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("months", self.months,
          {.meaning = "how long what others lend is paid back",
           .source = "[J]",
           .min = 1,
           .max = 120,
           .unit = "months"});
  }
};

// Service of stacked debt as a borrower's state: in thousandths of a percent of permanent income,
// at most 65 % of it.
using StackedService = std::uint16_t;
inline constexpr double stacked_unit = 1e-5;

// After the limit of somebody with a permanent `income` a month, minor units, has been raised.
inline StackedService stacked_after_raise(const OutsideDebtParameters& parameters,
                                          StackedService before, sim::Money raise,
                                          double utilisation, double income) {
  constexpr double most = 65'535;
  const double months = static_cast<double>(parameters.months);
  const double lent = parameters.stacking.value * std::clamp(utilisation, 0.0, 1.0) *
                      static_cast<double>(raise.minor());
  const double added = income > 0 ? lent / (months * income * stacked_unit) : 0.0;
  return static_cast<StackedService>(std::min(before + added + 0.5, most));
}

// A month later; by one unit at least, so that it comes to an end.
inline StackedService stacked_after_month(const OutsideDebtParameters& parameters,
                                          StackedService before) {
  const std::int64_t paid_back = (before + parameters.months / 2) / parameters.months;
  return static_cast<StackedService>(
      std::max<std::int64_t>(0, before - std::max<std::int64_t>(1, paid_back)));
}

}  // namespace models
