#include "models/points_score.hpp"

#include <cmath>

namespace models {

// [J] throughout: the signs are those of retail scorecards. With the base, a first application of
// median behaviour scores about 630, a good old customer about 720, and somebody lately 60 days
// late about 400.
std::vector<Characteristic> default_characteristics() {
  const auto one = [](Feature feature, std::vector<double> cuts, std::vector<std::int64_t> points) {
    return Characteristic{.id = std::string(name_of(feature)),
                          .feature = feature,
                          .cuts = std::move(cuts),
                          .points = std::move(points)};
  };
  return {
      one(Feature::tenure_months, {6, 12, 24, 48}, {-25, -10, 0, 10, 20}),
      one(Feature::on_time_payments, {1, 6, 12, 24}, {0, 10, 20, 30, 40}),
      one(Feature::months_since_late, {3, 12, 24, 240}, {-60, -35, -15, -5, 5}),
      one(Feature::worst_dpd, {1, 8, 30, 60}, {10, -5, -25, -50, -80}),
      one(Feature::utilisation, {0.1, 0.3, 0.6, 0.9}, {15, 10, 0, -15, -35}),
      one(Feature::spending_level, {0.5, 1, 2, 4}, {-20, -5, 10, 25, 40}),
      one(Feature::savings_level, {0.25, 1, 3}, {-20, -5, 10, 30}),
      one(Feature::income_volatility, {0.1, 0.2, 0.4}, {12, 4, -8, -25}),
      one(Feature::open_loans, {1, 3, 5}, {0, 5, -10, -30}),
      one(Feature::recent_applications, {1, 3, 5}, {5, 0, -15, -35}),
      one(Feature::age, {22, 25, 30, 55}, {-20, -8, 0, 5, 10}),
      one(Feature::unpaid_bills, {1, 3}, {0, -15, -35}),
      one(Feature::bureau_debt_service, {0.08, 0.12, 0.2}, {8, 0, -8, -25}),
  };
}

void PointsScore::validate(const Complain& complain) const {
  if (characteristics.size() > characteristics_max) {
    complain("characteristics", "there are more than 64 characteristics");
  }
  for (std::size_t i = 0; i < characteristics.size(); ++i) {
    const Characteristic& one = characteristics[i];
    const std::string key = "characteristics[" + std::to_string(i) + "]";
    if (one.id.empty()) complain(key + ".id", "is empty, a name is expected");
    for (std::size_t j = 0; j < i; ++j) {
      if (one.id == characteristics[j].id) {
        complain(key + ".id", "stands twice, ids that differ are expected");
      }
    }
    if (one.cuts.size() > cuts_max) complain(key + ".cuts", "has more than 100 cuts");
    for (std::size_t j = 0; j < one.cuts.size(); ++j) {
      if (!std::isfinite(one.cuts[j])) complain(key + ".cuts", "a cut is not a finite number");
      // Cuts are compared as floats, so they must differ as floats.
      if (j > 0 && !(static_cast<float>(one.cuts[j - 1]) < static_cast<float>(one.cuts[j]))) {
        complain(key + ".cuts", "is not ascending, each cut is expected above the one before");
        break;
      }
    }
    if (one.points.size() != one.cuts.size() + 1) {
      complain(key + ".points", "has " + std::to_string(one.points.size()) + " values, " +
                                    std::to_string(one.cuts.size() + 1) +
                                    " are expected: one more than there are cuts");
    }
  }
}

std::size_t class_of(const Characteristic& characteristic, float value) {
  if (value != value) return characteristic.cuts.size() + 1;
  std::size_t at = 0;
  for (const double cut : characteristic.cuts) at += value >= static_cast<float>(cut);
  return at;
}

}  // namespace models
