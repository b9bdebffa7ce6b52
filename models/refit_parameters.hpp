// When and how a score is fitted anew (models/refit.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"
#include "models/score_scale.hpp"

namespace models {

enum class RejectInference : std::uint8_t { none, augmentation, parcelling };
template <>
struct EnumNames<RejectInference> {
  static constexpr std::array<std::string_view, 3> names = {"none", "augmentation", "parcelling"};
};

enum class FittedSigns : std::uint8_t { keep, free };
template <>
struct EnumNames<FittedSigns> {
  static constexpr std::array<std::string_view, 2> names = {"keep", "free"};
};

struct RefitParameters {
  std::int64_t every = 0;
  std::int64_t sample = 20'000;
  RejectInference reject_inference = RejectInference::none;
  double rejected_odds = 1;
  FittedSigns signs = FittedSigns::keep;
  ScoreScale scale;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("every", self.every,
          {.meaning = "a scorecard's points, or a logistic model's intercept and coefficients, are "
                      "fitted anew at the end of every so many months of the report; 0 never",
           .source = "[J] never, so that a scenario's score is the one it shows",
           .min = 0,
           .max = 120,
           .unit = "months"});
    field("sample", self.sample,
          {.meaning = "people whose applications are written down, on average; all where there are "
                      "fewer",
           .source = "[J]",
           .min = 100,
           .max = 10'000'000,
           .unit = "borrowers"});
    field(
        "reject_inference", self.reject_inference,
        {.meaning = "what is made of applications declined for their score, whose outcome nobody "
                    "knows: nothing; \"augmentation\" gives the accepted of a score the weight of "
                    "all who applied with it; \"parcelling\" takes the declined as good and bad "
                    "in parts, as the accepted let expect"});
    field("rejected_odds", self.rejected_odds,
          {.meaning = "of \"parcelling\": the odds of being bad of one who was declined over those "
                      "of an accepted one of the same features",
           .source = "[J] as the accepted",
           .min = 0.1,
           .max = 100});
    field("signs", self.signs,
          {.meaning = "of a logistic model: \"keep\" fits the likeliest coefficients of which none "
                      "has another sign than the scenario gives it, so that a term whose sign "
                      "would turn is out; \"free\" lets signs turn",
           .source = "[P] signs must make sense: Siddiqi 2006"});
    field("scale", self.scale,
          {.meaning = "how a scorecard's fitted log-odds become points; a logistic model has a "
                      "scale of its own"});
  }
};

}  // namespace models
