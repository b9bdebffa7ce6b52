// What the tables by score of pricing and limits have in common: bands that start at a score.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"

namespace models {

// What every band declares: its name, and the score at which it starts.
template <class Band, class Field>
void declare_score_band(Band& self, Field&& field) {
  field("id", self.id, {.meaning = "name of the band"});
  field("score_from", self.score_from,
        {.meaning = "lowest score of the band",
         .source = "[P] bands of the consumer score at 550, 600, 650, 700",
         .min = 350,
         .max = 950,
         .unit = "points"});
}

// Complains unless one band starts at 350, the lowest score, and no two share an id or a score.
// `name` is the key of the bands in the struct that holds them.
template <class Band>
void validate_score_bands(const std::vector<Band>& bands, const Complain& complain,
                          std::string_view name = "bands") {
  bool lowest = false;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::string key = std::string(name) + "[" + std::to_string(i) + "]";
    lowest = lowest || bands[i].score_from == 350;
    for (std::size_t j = 0; j < i; ++j) {
      if (bands[i].id == bands[j].id) {
        complain(key + ".id", "stands twice, ids that differ are expected");
      }
      if (bands[i].score_from == bands[j].score_from) {
        complain(key + ".score_from",
                 "another band starts at the same score, scores that differ are expected");
      }
    }
  }
  if (!lowest) complain(name, "no band starts at 350, the lowest score; one is expected");
}

// The band that a score falls in: bands count from their score upwards, whatever their order. Null
// below all bands.
template <class Band>
const Band* band_at(const std::vector<Band>& bands, int score) {
  const Band* found = nullptr;
  for (const Band& band : bands) {
    if (band.score_from > score) continue;
    if (found == nullptr || band.score_from > found->score_from) found = &band;
  }
  return found;
}

}  // namespace models
