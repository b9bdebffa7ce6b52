#include "models/observation.hpp"

#include <bit>
#include <limits>

#include "models/purposes.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {

void validate_observation(const std::vector<ObservedFeature>& features, const Complain& complain) {
  for (std::size_t i = 0; i < features.size(); ++i) {
    const std::string key = "observation[" + std::to_string(i) + "]";
    if (features[i].id.empty()) complain(key + ".id", "is empty, a name is expected");
    for (std::size_t j = 0; j < i; ++j) {
      if (features[i].id == features[j].id) {
        complain(key + ".id", "stands twice, ids that differ are expected");
      }
      if (features[i].feature == features[j].feature) {
        complain(key + ".feature", "stands twice, one item a feature is expected");
      }
    }
  }
}

Observation::Observation(const std::vector<ObservedFeature>& features) {
  for (const ObservedFeature& one : features) {
    const auto at = static_cast<std::size_t>(one.feature);
    missing_[at] = one.missing.value;
    noise_[at] = one.noise;
    misses_ = misses_ || one.missing.value > 0;
    errs_ = errs_ || one.noise > 0;
  }
  perfect_ = !misses_ && !errs_;
}

ScoreView Observation::seen(const sim::StreamKey& key, std::uint64_t person, sim::Day day,
                            const ScoreView& view) const {
  FeatureValues values = values_of(view);
  // A draw for every feature, whether it needs one or not: what befalls one does not depend on how
  // well the others are seen.
  if (errs_) {
    sim::Stream luck(key, purpose::feature_error, person, day);
    for (std::size_t i = 0; i < feature_count; ++i) {
      const double z = sim::standard_normal(luck);
      if (noise_[i] > 0) values[i] *= static_cast<float>(sim::exp_of(noise_[i] * z));
    }
  }
  if (misses_) {
    sim::Stream luck(key, purpose::feature_missing, person, sim::Day(0));
    for (float& value : values) {
      const auto i = static_cast<std::size_t>(&value - values.data());
      if (sim::chance(luck, missing_[i])) value = std::numeric_limits<float>::quiet_NaN();
    }
  }
  return std::bit_cast<ScoreView>(values);
}

}  // namespace models
