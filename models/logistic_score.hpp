// The logistic model: log-odds of being good as a weighted sum of features, on the score's scale.
//
//   log-odds = intercept + Σ coefficient · (f(x) − mean) / deviation,   x held within [low, high]
//
// with f(x) = x, or ln(1 + x) where a feature's doublings count rather than its steps. A mean and a
// deviation are there for coefficients that were estimated on standardised features. A feature that
// is not known counts as `missing`.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "models/score_scale.hpp"
#include "models/score_view.hpp"

namespace models {

enum class Transform : std::uint8_t { none, log };
template <>
struct EnumNames<Transform> {
  static constexpr std::array<std::string_view, 2> names = {"none", "log"};
};

struct LogisticTerm {
  std::string id;
  Feature feature = Feature::tenure_months;
  double coefficient = 0;
  Transform transform = Transform::none;
  double low = 0;
  double high = 1000;
  double mean = 0;
  double deviation = 1;
  double missing = 1;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the term"});
    field("feature", self.feature, {.meaning = "what it looks at"});
    field("coefficient", self.coefficient,
          {.meaning = "log-odds of being good for each unit of the feature, once it is held within "
                      "its bounds, transformed and standardised",
           .source = "[J]",
           .min = -1000,
           .max = 1000});
    field("transform", self.transform,
          {.meaning = "\"log\" takes ln(1 + x) of the feature; it needs a low of 0 at least"});
    field(
        "low", self.low,
        {.meaning = "smaller values count as this one", .source = "[J]", .min = -1e6, .max = 1e6});
    field("high", self.high,
          {.meaning = "larger values count as this one", .source = "[J]", .min = -1e6, .max = 1e6});
    field("mean", self.mean,
          {.meaning = "what is taken off before the coefficient",
           .source = "[J] nothing: the shipped coefficients are on features as they are",
           .min = -1e6,
           .max = 1e6});
    field("deviation", self.deviation,
          {.meaning = "what is divided by before the coefficient",
           .source = "[J] one: the shipped coefficients are on features as they are",
           .min = 1e-6,
           .max = 1e6});
    field("missing", self.missing,
          {.meaning = "the value that counts where the feature is not known "
                      "(scoring.observation)",
           .source = "[J]",
           .min = -1e6,
           .max = 1e6});
  }
};

std::vector<LogisticTerm> default_terms();

// (f(x) − mean) / deviation of a feature's value, to the precision of a score: what the coefficient
// multiplies. Of what is not a number that of `missing`.
double standardised(const LogisticTerm& term, float value);

struct LogisticScore {
  static constexpr std::string_view kind = "logistic";

  double intercept = -1;
  std::vector<LogisticTerm> terms = default_terms();
  ScoreScale scale;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("intercept", self.intercept,
          {.meaning = "log-odds of being good before any term adds to them",
           .source = "[J]",
           .min = -1000,
           .max = 1000});
    field("terms", self.terms,
          {.meaning = "the model's terms; without them everybody has the intercept's score"});
    field("scale", self.scale, {.meaning = "how log-odds become a score"});
  }
  // Bounds in order, a logarithm of what is not negative, ids that differ, at most 64 terms.
  void validate(const Complain& complain) const;
};

}  // namespace models
