// What a run shows of the stylised facts, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "analysis/facts.hpp"
#include "cli/terminal.hpp"

namespace cli {

// The facts of one arm.
struct ArmFacts {
  std::string arm;
  std::size_t replications = 0;  // done
  bool moving = false;           // the economy moves: facts of ordinary years have no verdict
  std::vector<analysis::JudgedFact> facts;
};

// How many facts miss their range, and how many have a verdict at all.
std::size_t misses(const ArmFacts& facts);
std::size_t judged(const ArmFacts& facts);

std::string facts_text(const std::vector<ArmFacts>& arms, const Terminal& terminal);
// One line a fact: arm, name, fact, computed, unit, n, mean, low, high, range_low, range_high,
// verdict, miss_by, tag, source. A bound that is not there is empty, and so is the verdict where
// there is none; shares are fractions.
std::string facts_csv(const std::vector<ArmFacts>& arms);
std::string facts_json(const std::vector<ArmFacts>& arms);

}  // namespace cli
