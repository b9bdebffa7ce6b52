// What the tiers of a membership are worth: who is in them and where members go from year to year,
// what their benefits cost, and what they bring.
//
// Of a span of whole years of the report, each figure over one replication:
//
//   share              members of the tier over all, at the span's end
//   promotions, demotions        of members on average, a year
//   migration          of those who were in a tier when a year began (or joined in it), the share
//                      that was in another when it ended, was barred or left; years added up
//   points, benefits   a member of the tier on average and year
//   balance            a member of the tier
//   charge-off rate    principal charged off, of balance, a year
//
// A year of tiers is counted person by person in the run (panel "tier_migration"): monthly steps
// may not be multiplied where a tier is kept for a year.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/statements.hpp"

namespace analysis {

// One figure over the replications; NaN where it is not defined.
struct MembersFigure {
  std::string item;   // "share", "migration", "benefit_cost", …
  std::string group;  // a tier, "all", or "gold to platinum"
  Format format = Format::money;
  std::vector<double> values;
  bool of_whole = false;  // a share of all that there are, so from 0 to 1
};

// What the figures are made of; names are those of the panels' axes.
struct MembersAxes {
  std::vector<std::string> tiers;
  std::vector<std::string> from;  // the tiers, then "joined"
  std::vector<std::string> to;    // the tiers, then "barred" and "left"
};

// Of each replication one source. All figures of the span in the order of the list above, by tier
// and then of all of them; `span` begins and ends with a year of the report. Empty where a measure
// is not there.
std::vector<MembersFigure> members_figures(const MembersAxes& axes, const Span& span,
                                           std::span<const Source> replications);

}  // namespace analysis
