// The consumer score, 350–950, and what the lender does with it. It is made by a scorecard of bins
// and points (models/points_score.hpp) or by a logistic model (models/logistic_score.hpp), on what
// the lender can observe (models/score_view.hpp), as well as it sees it (models/observation.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "models/logistic_score.hpp"
#include "models/observation.hpp"
#include "models/parameter.hpp"
#include "models/points_score.hpp"
#include "models/refit_parameters.hpp"
#include "models/score_view.hpp"

namespace models {

using ScoreModel = std::variant<PointsScore, LogisticScore>;

struct ScoringParameters {
  ScoreModel model;
  std::int64_t cut_off = 550;
  Share accept_rejected{0};
  Days refresh_every{30};
  std::vector<ObservedFeature> observation;
  RefitParameters refit;

  // The model's kind and keys stand directly in this table.
  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("", self.model, {.meaning = "how features become a score"});
    field("cut_off", self.cut_off,
          {.meaning = "applications with a lower score are declined",
           .source = "[J] the lowest band of the consumer score ends at 550 [P]",
           .min = 350,
           .max = 951,
           .unit = "points"});
    field(
        "accept_rejected", self.accept_rejected,
        {.meaning = "share of the applications below the cut-off that are decided as if they had "
                    "reached it; drawn for each, so that what the rejected would have done is seen",
         .source = "[J] nobody, as a policy that means its cut-off",
         .min = 0,
         .max = 1});
    field("refresh_every", self.refresh_every,
          {.meaning = "time between two updates of a score",
           .source = "[P] updated monthly",
           .min = 1,
           .max = 366});
    field("observation", self.observation,
          {.meaning = "features that are not known of everybody, or not exactly; all others are"});
    field("refit", self.refit, {.meaning = "how the score is fitted anew to what has been seen"});
  }
  // One item a feature in the observation.
  void validate(const Complain& complain) const;
};

// Either model as a flat table, made once per run and at each refit.
//
// The points of a class are the points of the lowest class and one step for each cut below the
// value, so a score is a sum of steps: without branches, many members side by side. So is a
// logistic model's.
class Scorecard {
 public:
  explicit Scorecard(const ScoringParameters& parameters);

  // 350–950. A value on a cut belongs to the class above it; what is not a number has the points of
  // the missing, or, where the feature is known of everybody, those of the lowest class.
  int score(const ScoreView& view) const;
  // The same for all rows of `columns`, whether they have been set or not.
  void score(ScoreColumns& columns) const;

  bool accepts(int score) const { return score >= cut_off_; }

 private:
  struct Step {
    std::uint32_t feature;
    float cut;
    std::int32_t points;  // of the class above the cut less those of the class below
  };
  struct Missing {
    std::uint32_t feature;
    std::int32_t points;  // of the missing less those of the lowest class
  };
  struct Term {
    std::uint32_t feature;
    bool log;
    float missing, low, high, mean;
    float points;  // for each unit above the mean
  };

  void take(const PointsScore& model, const Observation& observation);
  void take(const LogisticScore& model);

  std::int32_t cut_off_;
  std::int32_t base_ = 0;  // points of all lowest classes included
  std::vector<Step> steps_;
  std::vector<Missing> missing_;
  bool logistic_ = false;
  float intercept_ = 0;  // in points
  std::vector<Term> terms_;
};

}  // namespace models
