// Whom a difference touches: what it does to each group of members, tier by tier and segment by
// segment.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "analysis/sampling.hpp"

namespace analysis {

// What is said of a group, over all months of a run. Both parts of a share are counted alike: a
// tier's charge-offs, which are those of the tier in which the loan was opened, are taken of what
// that tier was lent, and not of the balance of those who are in it today.
struct GroupFigure {
  std::string_view name;       // snake_case
  std::string_view long_name;  // for people
  Format format;
};

struct GroupEffect {
  std::string_view panel;  // "tier" or "segment"
  std::string group;       // the tier or the segment
  const GroupFigure* figure;
  Estimate base;        // of the arm from which differences are taken
  Estimate difference;  // paired by replication; n = 0 where the group is empty in one of the arms
};

// One replication of two arms; both are empty where one of them is not done.
struct SourcePair {
  Source base;
  Source other;
};

// The panels that say something of groups, in the order of a report.
std::span<const std::string_view> group_panels();

// By figure, then group. `groups` are the labels of the panel's last axis. A figure whose measures
// the sources lack is left out, so without such a panel, or without pairs, there are none.
std::vector<GroupEffect> touched(std::string_view panel, std::span<const std::string> groups,
                                 std::span<const SourcePair> pairs, const Sampling& sampling = {});

}  // namespace analysis
