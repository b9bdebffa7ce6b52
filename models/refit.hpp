// A score fitted anew to the applications that the lender has seen the outcome of: the points of a
// scorecard, or the intercept and coefficients of a logistic model.
//
// A logistic regression (models/logistic_regression.hpp) on the card's classes or the model's terms
// (models/refit_design.hpp) gives log-odds. For a card the scale of RefitParameters makes points of
// them; a logistic model keeps its own scale, and its caps, transforms, means and deviations. The
// prior is the model of the scenario: a class that no accepted application was in keeps its
// distance from the others, and a term that they hardly differ in keeps its coefficient.
//
// Only accepted applications have an outcome. What is made of the others:
//
//   none          nothing: the fit is to the accepted
//   augmentation  an accepted application has the weight 1 / (share accepted of its score bin), so
//                 the accepted stand for all who applied with that score. Where a cut-off is never
//                 passed over, below it nobody is accepted and above it everybody is, and it does
//                 nothing; with scoring.accept_rejected it is inverse-probability weighting
//   parcelling    the fit to the accepted says how likely a declined one is bad; its odds are
//                 multiplied by rejected_odds; it then enters as good and as bad in these parts,
//                 and all are fitted again ("fuzzy augmentation")
//
// (N. Siddiqi, Credit Risk Scorecards, Wiley 2006, chapter 6; D. J. Hand and W. E. Henley, Can
// reject inference ever work? IMA Journal of Mathematics Applied in Business and Industry 5, 1993.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "models/application_history.hpp"
#include "models/refit_parameters.hpp"
#include "models/scoring.hpp"

namespace models {

struct Refit {
  int month = 0;  // simulated, at whose end it was made
  ScoreModel model;
  std::int64_t accepted = 0;
  std::int64_t bad = 0;  // of them
  std::int64_t rejected = 0;
  double rejected_bad = 0;  // share of the rejected that the model takes for bad
  // Of the accepted, those below the cut-off (ScoringParameters::accept_rejected), and the bad ones
  // among them: what the rejected would have done.
  std::int64_t passed_over = 0;
  std::int64_t passed_over_bad = 0;
};

// With fewer bad accounts no score is made of them. [J]
inline constexpr std::int64_t bad_least = 50;

// The model of the scenario, fitted. `known` in an order that does not depend on shards.
// Nothing where there are too few bad accounts to fit anything to.
std::optional<Refit> refit(const ScoreModel& model, const RefitParameters& parameters,
                           std::span<const SeenApplication> known);

}  // namespace models
