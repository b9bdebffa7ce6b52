// The scale that turns log-odds into a score, as the industry sets it: a score that stands for
// given odds, and the points that double them.
//
//   score = base_score + points_to_double_odds / ln 2 · (log-odds of being good − ln base_odds)
//
// (N. Siddiqi, Credit Risk Scorecards, Wiley 2006, chapter 6.)
#pragma once

#include "models/parameter.hpp"
#include "sim/maths.hpp"

namespace models {

struct ScoreScale {
  double points_to_double_odds = 30;
  double base_score = 600;
  double base_odds = 20;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("points_to_double_odds", self.points_to_double_odds,
          {.meaning = "points by which a score rises when the odds of being good double",
           .source = "[J] about the slope of the default scorecard in `baseline`",
           .min = 1,
           .max = 500,
           .unit = "points"});
    field("base_score", self.base_score,
          {.meaning = "the score that stands for base_odds",
           .source = "[J]",
           .min = 350,
           .max = 950,
           .unit = "points"});
    field("base_odds", self.base_odds,
          {.meaning = "good accounts to each bad one at base_score",
           .source = "[J] about those of the default scorecard in `baseline`, as bad accounts by "
                     "score show (creditcycle score)",
           .min = 0.1,
           .max = 10'000});
  }

  double points_per_log_odds() const { return points_to_double_odds / sim::log_of(2.0); }
  double score(double log_odds) const {
    return base_score + points_per_log_odds() * (log_odds - sim::log_of(base_odds));
  }
};

}  // namespace models
