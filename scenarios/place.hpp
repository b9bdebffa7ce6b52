// Where a value stands that is named by a path within a tree: "tiers[2].points", "" for the whole.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/node.hpp"

namespace scenarios {

struct Place {
  Origin origin;
  std::string key;  // dotted, items by their id where they have one: "membership.tiers.gold.points"
};

// The place of `relative` below `top`, whose own key is `key`. Its origin is that of the deepest
// part of the path that a file or the command line has written: what nobody wrote cannot be where a
// fault is.
Place place_of(const Node& top, const std::string& key, std::string_view relative);

}  // namespace scenarios
