// The designs that scores are fitted anew on: columns and prior of the scenario's model, rows of
// applications, and the model that fitted coefficients make.
//
//   scorecard   a column for each class, the missing's included: 1 where the feature is in it
//   logistic    a column for each term: z = (x − m) / s, x what the coefficient multiplies in the
//               score (models/logistic_score.hpp), m and s its mean and standard deviation among
//               all who applied
//
// The prior of a column is its share of the log-odds in the scenario's model: points over the
// points of a unit of log-odds, or s · coefficient. With z a prior of some strength means as much
// for every term, whatever unit its feature is in. A term that is the same for all who applied is
// not fitted: its z is zero and its coefficient stays.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/application_history.hpp"
#include "models/logistic_regression.hpp"
#include "models/scoring.hpp"

namespace models {

class CardDesign {
 public:
  CardDesign(const PointsScore& card, const ScoreScale& scale);

  const std::vector<double>& prior() const { return prior_; }
  std::size_t entries() const { return card_.characteristics.size(); }
  void add(DesignRows& rows, const FeatureValues& features) const;
  // Its points are whole and within their bounds.
  ScoreModel fitted(const LogisticFit& fit) const;

 private:
  const PointsScore& card_;
  const ScoreScale& scale_;
  std::vector<std::size_t> first_ = {0};  // where each characteristic's classes begin
  std::vector<double> prior_;
};

class TermsDesign {
 public:
  TermsDesign(const LogisticScore& model, std::span<const SeenApplication> applications);

  const std::vector<double>& prior() const { return prior_; }
  std::size_t entries() const { return model_.terms.size(); }
  void add(DesignRows& rows, const FeatureValues& features) const;
  ScoreModel fitted(const LogisticFit& fit) const;

 private:
  struct Spread {
    double mean = 0;
    double deviation = 0;  // zero where all are the same
  };

  const LogisticScore& model_;
  std::vector<Spread> spreads_;  // by term
  std::vector<double> prior_;
};

}  // namespace models
