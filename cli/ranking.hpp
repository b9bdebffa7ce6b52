// Which arm of a file is the best in one measure, and how sure that is.
#pragma once

#include <string>

#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

struct RankingQuestion {
  std::string measure;
  std::string margin;   // differences below it do not matter: "1 %" of the first arm's mean, or an
                        // amount in the measure's unit
  bool lowest = false;  // whether the smallest value is the best
};

// The arms by their means, each against the first with an interval that holds together with the
// others and its adjusted p value; and the best arm, with the probability of correct selection, or
// those that may still be it. Throws InputError.
std::string ranking_text(const output::ResultReader& file, const RankingQuestion& question,
                         const Terminal& terminal);
std::string ranking_json(const output::ResultReader& file, const RankingQuestion& question);

}  // namespace cli
