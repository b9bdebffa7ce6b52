// The scorecard of bins and points: each characteristic falls in a class, and the score is the sum
// of the classes' points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "models/score_view.hpp"

namespace models {

struct Characteristic {
  std::string id;
  Feature feature = Feature::tenure_months;
  std::vector<double> cuts;
  std::vector<std::int64_t> points;
  std::int64_t missing_points = 0;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the characteristic"});
    field("feature", self.feature, {.meaning = "what it looks at"});
    field("cuts", self.cuts,
          {.meaning = "values at which the next class starts, ascending",
           .source = "[J]",
           .min = -1e6,
           .max = 1e6});
    field("points", self.points,
          {.meaning = "points of each class: one more than there are cuts, the first for values "
                      "below the first cut",
           .source = "[J]",
           .min = -1000,
           .max = 1000,
           .unit = "points"});
    field("missing_points", self.missing_points,
          {.meaning = "points of a member of whom it is not known (scoring.observation)",
           .source = "[J] neither for nor against",
           .min = -1000,
           .max = 1000,
           .unit = "points"});
  }
};

inline constexpr std::size_t characteristics_max = 64;
inline constexpr std::size_t cuts_max = 100;
std::vector<Characteristic> default_characteristics();

// The class that a value falls in: as many as there are cuts at or below it; one more than there
// are cuts where it is not a number.
std::size_t class_of(const Characteristic& characteristic, float value);
inline std::size_t classes_of(const Characteristic& characteristic) {
  return characteristic.cuts.size() + 2;  // the missing included
}

struct PointsScore {
  static constexpr std::string_view kind = "scorecard";

  std::int64_t base = 560;
  std::vector<Characteristic> characteristics = default_characteristics();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("base", self.base,
          {.meaning = "score before any characteristic adds its points",
           .source = "[J]",
           .min = -1000,
           .max = 2000,
           .unit = "points"});
    field("characteristics", self.characteristics,
          {.meaning = "the scorecard; without characteristics everybody has the base score"});
  }
  // Ascending finite cuts, one more points than cuts, ids that differ, at most 64 characteristics
  // of 100 cuts.
  void validate(const Complain& complain) const;
};

}  // namespace models
