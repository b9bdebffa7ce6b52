// Stylised facts: what is known of such lenders and their customers, and whether a run shows it.
//
// Each fact is one row: what it is, how it is computed from the panels of one replication, the
// range it lies in and who says so. Nothing here is fitted to a run. Sources are marked P,
// published; D, computed from public data; J, our judgement (docs/model.md).
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "analysis/sampling.hpp"

namespace analysis {

// Bounds are inclusive.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool contains(double value) const { return low <= value && value <= high; }
  // To the nearer bound; zero inside.
  double distance(double value) const;
};

// When a fact holds. An economy moves where its unemployment spans more than a percentage point.
enum class Holds {
  ordinarily,  // in ordinary years; told without a verdict where the economy moves
  always,
  in_a_cycle,  // left out where the economy does not move
};

struct Fact {
  std::string_view name;       // snake_case, stable
  std::string_view long_name;  // for a table's first column, under 45 characters
  std::string_view computed;   // how, from the measures of the result file
  std::string_view unit;
  Format format;
  Holds holds;
  std::optional<Range> range;  // none where nothing is published: told without a verdict
  char tag;                    // P, D or J
  std::string_view source;

  // Whether it is a share of a whole: its unit says of what ("of balance"), or it is the part of a
  // bucket that leaves it in a month ("a month").
  bool of_whole() const {
    return format == Format::percent && (unit.starts_with("of ") || unit == "a month");
  }
};

// All facts, in the order in which a report tells them.
std::span<const Fact> facts();

enum class Verdict { pass, miss, none };

struct JudgedFact {
  const Fact* fact;
  Estimate value;  // over replications; n = 0 where the run is too short to tell
  Verdict verdict = Verdict::none;
  double miss_by = 0;  // how far the mean lies outside the range
};

// Whether unemployment spans more than a percentage point in any of the replications.
bool economy_moves(std::span<const Source> replications);

// The verdict is that of the mean; there is none where nothing is lent. `replications` are those
// that are done; facts whose measures they lack are left out. `sampling` is as long as they are
// (see analysis/sampling.hpp).
std::vector<JudgedFact> judge(std::span<const Source> replications, const Sampling& sampling = {});

}  // namespace analysis
