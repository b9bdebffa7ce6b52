// Kinds that people or employers are of: lists of items that have an id and a share each.
#pragma once

#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <set>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"

namespace models {

inline constexpr double share_tolerance = 1e-6;

// Which of the kinds, by their shares, the uniform `u` falls on. Rounding of the shares falls to
// the last.
template <class Kinds>
std::size_t kind_at(const Kinds& kinds, double u) {
  for (std::size_t i = 0; i + 1 < kinds.size(); ++i) {
    u -= kinds[i].share.value;
    if (u < 0) return i;
  }
  return kinds.size() - 1;
}

// One to `most` kinds, ids unique, shares that add to one.
template <class Kinds>
void check_kinds(const Kinds& kinds, std::string_view key, std::size_t most,
                 const Complain& complain) {
  if (kinds.empty() || kinds.size() > most) {
    complain(key, fmt::format("there are {}; 1 to {} are expected", kinds.size(), most));
    return;
  }
  std::set<std::string_view> ids;
  double sum = 0;
  for (const auto& kind : kinds) {
    sum += kind.share.value;
    if (kind.id.empty()) complain(key, "an item has no id");
    if (!ids.insert(kind.id).second)
      complain(key, fmt::format("the id \"{}\" occurs twice", kind.id));
  }
  if (std::abs(sum - 1) > share_tolerance) {
    complain(key, fmt::format("the shares add to {:.6g} %; 100 % is expected", sum * 100));
  }
}

// Whether what `member` holds is one on average, weighted by the shares, so that the kinds together
// are what the economy is.
template <class Kind>
void check_average(const std::vector<Kind>& kinds, std::string_view key, std::string_view name,
                   double Kind::*member, const Complain& complain) {
  double mean = 0;
  for (const Kind& kind : kinds) mean += kind.share.value * kind.*member;
  if (kinds.empty() || std::abs(mean - 1) <= share_tolerance) return;
  complain(key, fmt::format("{}, weighted by share, is {:.6g} on average; 1 is expected, so that "
                            "the jobless share is the economy's",
                            name, mean));
}

}  // namespace models
