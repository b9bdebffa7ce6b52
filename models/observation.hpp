// How well the lender sees what it scores: features that are unknown of some members, and features
// that are measured with an error. Nothing of it is in force by default.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/parameter.hpp"
#include "models/score_view.hpp"
#include "sim/day.hpp"
#include "sim/stream.hpp"

namespace models {

struct ObservedFeature {
  std::string id;
  Feature feature = Feature::tenure_months;
  Share missing{0};
  double noise = 0;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name by which other files change this item"});
    field("feature", self.feature, {.meaning = "what is seen less than well"});
    field("missing", self.missing,
          {.meaning = "share of the people of whom it is never known",
           .source = "[J] nobody, so that what a blind spot costs is seen by setting it",
           .min = 0,
           .max = 1});
    field("noise", self.noise,
          {.meaning = "standard deviation of the logarithm of the factor by which it is misread, "
                      "drawn anew at every update of the score; the factor's median is one",
           .source = "[J] none, so that what an error costs is seen by setting it",
           .min = 0,
           .max = 5});
  }
};

// At most one item a feature, ids that differ.
void validate_observation(const std::vector<ObservedFeature>& features, const Complain& complain);

// What the lender sees of a view.
class Observation {
 public:
  explicit Observation(const std::vector<ObservedFeature>& features);

  bool perfect() const { return perfect_; }
  // Whether there may be people of whom the feature is not known.
  bool may_miss(Feature feature) const { return missing_[static_cast<std::size_t>(feature)] > 0; }
  // `day` is that of the score's update: one error for each, and for each feature its own. What is
  // not known is not a number, for as long as the person stays.
  ScoreView seen(const sim::StreamKey& key, std::uint64_t person, sim::Day day,
                 const ScoreView& view) const;

 private:
  bool perfect_ = true;
  bool misses_ = false;
  bool errs_ = false;
  std::array<double, feature_count> missing_{};
  std::array<double, feature_count> noise_{};
};

}  // namespace models
