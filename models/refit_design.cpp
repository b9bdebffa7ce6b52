#include "models/refit_design.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

namespace models {
namespace {

float value_of(const FeatureValues& features, Feature feature) {
  return features[static_cast<std::size_t>(feature)];
}

std::int64_t points_of(const Characteristic& one, std::size_t at) {
  return at < one.points.size() ? one.points[at] : one.missing_points;
}

}  // namespace

CardDesign::CardDesign(const PointsScore& card, const ScoreScale& scale)
    : card_(card), scale_(scale) {
  for (const Characteristic& one : card.characteristics) {
    first_.push_back(first_.back() + classes_of(one));
    for (std::size_t i = 0; i < classes_of(one); ++i)
      prior_.push_back(static_cast<double>(points_of(one, i)) / scale.points_per_log_odds());
  }
}

void CardDesign::add(DesignRows& rows, const FeatureValues& features) const {
  for (std::size_t i = 0; i < entries(); ++i) {
    const Characteristic& one = card_.characteristics[i];
    const std::size_t at = class_of(one, value_of(features, one.feature));
    rows.columns.push_back(static_cast<std::uint16_t>(first_[i] + at));
  }
}

ScoreModel CardDesign::fitted(const LogisticFit& fit) const {
  PointsScore card = card_;
  card.base = std::clamp<std::int64_t>(std::llround(scale_.score(fit.intercept)), -1000, 2000);
  for (std::size_t i = 0; i < entries(); ++i) {
    Characteristic& one = card.characteristics[i];
    const auto points = [&](std::size_t at) {
      const double share = scale_.points_per_log_odds() * fit.coefficients[first_[i] + at];
      return std::clamp<std::int64_t>(std::llround(share), -1000, 1000);
    };
    for (std::size_t at = 0; at < one.points.size(); ++at) one.points[at] = points(at);
    one.missing_points = points(one.points.size());
  }
  return card;
}

TermsDesign::TermsDesign(const LogisticScore& model, std::span<const SeenApplication> applications)
    : model_(model), spreads_(model.terms.size()) {
  const auto count = static_cast<double>(applications.size());
  for (std::size_t i = 0; i < entries(); ++i) {
    const LogisticTerm& term = model.terms[i];
    std::vector<double> values;
    values.reserve(applications.size());
    for (const SeenApplication& one : applications)
      values.push_back(standardised(term, value_of(one.features, term.feature)));
    // Where all are equal, roundings of a sum would leave some deviation.
    const auto differ = std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>());
    if (differ != values.end()) {
      double sum = 0, squares = 0;
      for (const double value : values) sum += value;
      const double mean = sum / count;
      for (const double value : values) squares += (value - mean) * (value - mean);
      spreads_[i] = {mean, std::sqrt(squares / count)};
    } else if (!values.empty()) {
      spreads_[i] = {values.front(), 0};
    }
    prior_.push_back(term.coefficient * spreads_[i].deviation);
  }
}

void TermsDesign::add(DesignRows& rows, const FeatureValues& features) const {
  for (std::size_t i = 0; i < entries(); ++i) {
    const LogisticTerm& term = model_.terms[i];
    const double value = standardised(term, value_of(features, term.feature));
    const auto [mean, deviation] = spreads_[i];
    rows.columns.push_back(static_cast<std::uint16_t>(i));
    rows.values.push_back(deviation > 0 ? (value - mean) / deviation : 0.0);
  }
}

ScoreModel TermsDesign::fitted(const LogisticFit& fit) const {
  const auto bounded = [](double log_odds) { return std::clamp(log_odds, -1000.0, 1000.0); };
  LogisticScore model = model_;
  double intercept = fit.intercept;
  for (std::size_t i = 0; i < entries(); ++i) {
    const auto [mean, deviation] = spreads_[i];
    double& coefficient = model.terms[i].coefficient;
    if (deviation > 0) coefficient = bounded(fit.coefficients[i] / deviation);
    intercept -= coefficient * mean;
  }
  model.intercept = bounded(intercept);
  return model;
}

}  // namespace models
