#include "models/membership.hpp"

#include <algorithm>
#include <cmath>

namespace models {

std::vector<Tier> default_tiers() {
  const auto tier = [](std::string_view id, std::int64_t points_from, std::int64_t discount_ppm,
                       double limit_multiplier, std::int32_t grace, bool reminder) {
    return Tier{.id = std::string(id),
                .points_from = points_from,
                .rate_discount = sim::Rate::of_ppm(discount_ppm),
                .limit_multiplier = limit_multiplier,
                .grace = {grace},
                .reminder = reminder};
  };
  // [P] names and points, by the press; [J] the benefits.
  return {tier("primary", 0, 0, 1.0, 0, false), tier("gold", 2'000, 5'000, 1.2, 1, false),
          tier("platinum", 6'000, 10'000, 1.5, 3, true),
          tier("diamond", 18'000, 20'000, 2.0, 5, true)};
}

void MembershipParameters::validate(const Complain& complain) const {
  if (tiers.empty()) complain("tiers", "there is no tier, one at least is expected");
  // A borrower keeps the tier in one byte, and every tier is a row in each result.
  if (tiers.size() > tiers_max) complain("tiers", "there are more than 16 tiers");
  bool lowest = false;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const std::string key = "tiers[" + std::to_string(i) + "]";
    lowest = lowest || tiers[i].points_from == 0;
    if (tiers[i].id.empty()) complain(key + ".id", "is empty, a name is expected");
    for (std::size_t j = 0; j < i; ++j) {
      if (tiers[i].id == tiers[j].id) {
        complain(key + ".id", "stands twice, ids that differ are expected");
      }
      if (tiers[i].points_from == tiers[j].points_from) {
        complain(key + ".points_from",
                 "another tier starts at the same points, points that differ are expected");
      }
    }
  }
  if (!tiers.empty() && !lowest) {
    complain("tiers", "no tier starts at 0 points, one that does is expected");
  }
}

TierLadder::TierLadder(const MembershipParameters& parameters)
    : tiers_(parameters.tiers),
      valid_days_(parameters.valid.value),
      grace_days_(parameters.demotion_grace.value) {
  std::sort(tiers_.begin(), tiers_.end(),
            [](const Tier& a, const Tier& b) { return a.points_from < b.points_from; });
  for (const Tier& tier : tiers_) {
    points_from_.push_back(static_cast<std::uint32_t>(tier.points_from));
  }
}

}  // namespace models
