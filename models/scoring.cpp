#include "models/scoring.hpp"

#include <span>
#include <type_traits>

#include "sim/maths.hpp"
#include "sim/widest.hpp"

namespace models {

namespace {

[[gnu::always_inline]] inline std::int32_t within(std::int32_t score) {
  const std::int32_t raised = score < score_lowest ? score_lowest : score;
  return raised > score_highest ? score_highest : raised;
}

[[gnu::always_inline]] inline float within(float value, float low, float high) {
  const float raised = value < low ? low : value;
  return raised > high ? high : raised;
}

}  // namespace

void ScoringParameters::validate(const Complain& complain) const {
  validate_observation(observation, complain);
}

Scorecard::Scorecard(const ScoringParameters& parameters)
    : cut_off_(static_cast<std::int32_t>(parameters.cut_off)) {
  const Observation observation(parameters.observation);
  if (const auto* points = std::get_if<PointsScore>(&parameters.model)) take(*points, observation);
  if (const auto* logistic = std::get_if<LogisticScore>(&parameters.model)) take(*logistic);
}

void Scorecard::take(const PointsScore& model, const Observation& observation) {
  base_ = static_cast<std::int32_t>(model.base);
  for (const Characteristic& one : model.characteristics) {
    const auto feature = static_cast<std::uint32_t>(one.feature);
    base_ += static_cast<std::int32_t>(one.points[0]);
    for (std::size_t i = 0; i < one.cuts.size(); ++i) {
      steps_.push_back({.feature = feature,
                        .cut = static_cast<float>(one.cuts[i]),
                        .points = static_cast<std::int32_t>(one.points[i + 1] - one.points[i])});
    }
    if (observation.may_miss(one.feature)) {
      missing_.push_back({.feature = feature,
                          .points = static_cast<std::int32_t>(one.missing_points - one.points[0])});
    }
  }
}

void Scorecard::take(const LogisticScore& model) {
  logistic_ = true;
  intercept_ = static_cast<float>(model.scale.score(model.intercept));
  const double points = model.scale.points_per_log_odds();
  for (const LogisticTerm& one : model.terms) {
    terms_.push_back({.feature = static_cast<std::uint32_t>(one.feature),
                      .log = one.transform == Transform::log,
                      .missing = static_cast<float>(one.missing),
                      .low = static_cast<float>(one.low),
                      .high = static_cast<float>(one.high),
                      .mean = static_cast<float>(one.mean),
                      .points = static_cast<float>(points * one.coefficient / one.deviation)});
  }
}

int Scorecard::score(const ScoreView& view) const {
  ScoreColumns columns{};
  columns.set(0, view);
  score(columns);
  return columns.scores[0];
}

void Scorecard::score(ScoreColumns& columns) const {
  if (logistic_) {
    sim::widest([intercept = intercept_, terms = std::span(terms_), to = &columns](auto) {
      std::array<float, score_block> sums;
      for (float& sum : sums) sum = intercept;
      for (const Term& term : terms) {
        const float* const values = to->features[term.feature].data();
        const Term t = term;
        const auto value = [&](std::size_t i) {
          return within(values[i] != values[i] ? t.missing : values[i], t.low, t.high);
        };
        if (t.log) {
          for (std::size_t i = 0; i < score_block; ++i) {
            const auto taken = static_cast<float>(sim::log_of(1.0 + value(i)));
            sums[i] += (taken - t.mean) * t.points;
          }
        } else {
          for (std::size_t i = 0; i < score_block; ++i) sums[i] += (value(i) - t.mean) * t.points;
        }
      }
      for (std::size_t i = 0; i < score_block; ++i) {
        // To the nearest whole number: on this scale all are positive.
        to->scores[i] =
            static_cast<std::int32_t>(within(sums[i], score_lowest, score_highest) + 0.5F);
      }
    });
    return;
  }
  sim::widest([base = base_, steps = std::span(steps_), missing = std::span(missing_),
               to = &columns](auto) {
    std::int32_t* const scores = to->scores.data();
    for (std::size_t i = 0; i < score_block; ++i) scores[i] = base;
    for (const Step& step : steps) {
      const float* const values = to->features[step.feature].data();
      const float cut = step.cut;
      const std::int32_t points = step.points;
      for (std::size_t i = 0; i < score_block; ++i) scores[i] += values[i] >= cut ? points : 0;
    }
    for (const Missing& one : missing) {
      const float* const values = to->features[one.feature].data();
      const std::int32_t points = one.points;
      for (std::size_t i = 0; i < score_block; ++i)
        scores[i] += values[i] != values[i] ? points : 0;
    }
    for (std::size_t i = 0; i < score_block; ++i) scores[i] = within(scores[i]);
  });
}

}  // namespace models
