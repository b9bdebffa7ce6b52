// Which of a file's arms is the best in one measure, and how sure that is.
#pragma once

#include <string>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "analysis/selection.hpp"
#include "cli/report_line.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

struct RankingQuestion {
  std::string measure;
  std::string margin;   // differences below it do not matter: "1 %" of the first arm's mean, or an
                        // amount in the measure's unit
  bool lowest = false;  // whether the smallest value is the best
  double probability = 0.95;        // of correct selection
  std::vector<std::size_t> arms{};  // places in the file, the first is compared with; empty: all
  std::string where = "--best";     // what an error speaks of
};

// By place in `arms`.
struct Ranking {
  RankingQuestion question;  // with its arms
  const analysis::Headline* headline = nullptr;
  double margin = 0;
  analysis::Selection selection;
  std::vector<analysis::Estimate> level;
  std::vector<analysis::Estimate> difference;  // from the first arm, intervals that hold together
  std::vector<double> adjusted;                // p values, NaN for the first arm
  std::vector<std::size_t> order;              // best first
};

// Throws InputError.
Ranking rank(const output::ResultReader& file, const RankingQuestion& question);

// The arms by their means, each against the first with an interval that holds together with the
// others and its adjusted p value; and the best arm, with the probability of correct selection, or
// those that may still be it.
std::string ranking_text(const output::ResultReader& file, const Ranking& ranking,
                         const Terminal& terminal);
std::string ranking_json(const output::ResultReader& file, const Ranking& ranking);
// Section `best`: each arm's level, with "best" or "may be best" as its verdict, and
// `best_difference`.
std::vector<ReportLine> ranking_lines(const output::ResultReader& file, const Ranking& ranking);

}  // namespace cli
