// A household's month: income in, essentials and debts out, the rest spent or saved.
//
//   surplus      = income − essentials − other lenders' debt service − this lender's instalments
//   saved        = when the surplus is negative, all of it that cannot be made up by cutting up to
//                  `squeeze` of the essentials; else first all of it until the buffer covers what
//                  is overdue, then `saving` of the rest while the buffer is below its target
//                  besides
//   spent beyond = `spend_down` of what the buffer holds above both
//
// This month's instalments stay in the buffer until their due day and count towards neither; the
// buffer never falls below zero: a household that has nothing left cuts its essentials.
#pragma once

#include <algorithm>

#include "models/parameter.hpp"

namespace models {

struct HouseholdParameters {
  Days reserve{2};
  Share squeeze{0.355};
  Share saving{0.60};
  Share spend_down{0.08};
  Share loan_kept{0.30};
  Share committed_max{0.15};

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("reserve", self.reserve,
          {.meaning =
               "cash a household does not use for paying instalments, in days of essentials; at "
               "most half of the buffer it aims for",
           .source = "[J]",
           .min = 0,
           .max = 365});
    field("squeeze", self.squeeze,
          {.meaning =
               "share of its essentials a household does without in a month that would cost it "
               "its buffer",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("saving", self.saving,
          {.meaning = "share of the month's surplus saved while the buffer is below its target",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("spend_down", self.spend_down,
          {.meaning = "share of the buffer above its target spent in a month",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("committed_max", self.committed_max,
          {.meaning =
               "most of its income that a household commits to instalments of a new loan and of "
               "those it has; a bullet counts in full in its month",
           .source = "[J]",
           .min = 0,
           .max = 2});
    field("loan_kept", self.loan_kept,
          {.meaning = "share of a new loan that a household short of cash keeps as buffer",
           .source = "[J]",
           .min = 0,
           .max = 1});
  }
};

// One month, all in minor units.
struct HouseholdMonth {
  double buffer = 0;
  double target = 0;
  double income = 0;
  double essentials = 0;
  double outside_debt = 0;
  double instalments = 0;  // this lender's, that fall due in the month
  double arrears = 0;      // overdue with this lender
};

// The buffer after the month's income and spending, before this lender's instalments are paid from
// it.
inline double buffer_after(const HouseholdParameters& parameters, const HouseholdMonth& month) {
  const double surplus = month.income - month.essentials - month.outside_debt - month.instalments;
  // Beyond this month's instalments.
  double free = month.buffer;
  if (surplus < 0) {
    free += std::min(0.0, surplus + parameters.squeeze.value * month.essentials);
  } else {
    const double for_arrears = std::clamp(month.arrears - free, 0.0, surplus);
    free += for_arrears;
    const double wanted = month.arrears + month.target - free;
    if (wanted > 0) free += std::min(parameters.saving.value * (surplus - for_arrears), wanted);
  }
  const double above = free - (month.arrears + month.target);
  if (above > 0) free -= parameters.spend_down.value * above;
  return std::max(free + month.instalments, 0.0);
}

}  // namespace models
