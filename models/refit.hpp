// A scorecard's points fitted anew to the applications that the lender has seen the outcome of.
//
// A logistic regression on the card's classes (models/logistic_regression.hpp) gives log-odds, and
// the scale (models/score_scale.hpp) makes points of them. The prior of each class are its points
// in the card of the scenario: a class that no accepted application was in keeps its distance from
// the others.
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
#include <vector>

#include "models/application_history.hpp"
#include "models/points_score.hpp"
#include "models/refit_parameters.hpp"

namespace models {

struct KnownApplication {
  SeenApplication application;
  std::vector<std::uint8_t> classes;
};

struct Refit {
  int month = 0;  // simulated, at whose end it was made
  PointsScore card;
  std::int64_t accepted = 0;
  std::int64_t bad = 0;  // of them
  std::int64_t rejected = 0;
  double rejected_bad = 0;  // share of the rejected that the card takes for bad
  // Of the accepted, those below the cut-off (ScoringParameters::accept_rejected), and the bad ones
  // among them: what the rejected would have done.
  std::int64_t passed_over = 0;
  std::int64_t passed_over_bad = 0;
};

// With fewer bad accounts no card is made of them. [J]
inline constexpr std::int64_t bad_least = 50;

// The card of the scenario with new points. `known` in an order that does not depend on shards.
// Nothing where there are too few bad accounts to fit anything to.
std::optional<Refit> refit(const PointsScore& card, const RefitParameters& parameters,
                           std::span<const KnownApplication> known);

}  // namespace models
