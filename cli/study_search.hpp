// The search that a study's `optimise` asks for: points are arms of one file, tried under the same
// luck; the best of them and the scenario as it is are run again under luck that the search has not
// seen, because the best of many looks better than it is.
#pragma once

#include <string>

#include "analysis/optimiser.hpp"
#include "cli/figure.hpp"
#include "cli/growing_file.hpp"
#include "cli/report_line.hpp"
#include "cli/study_arms.hpp"
#include "cli/study_result.hpp"

namespace cli {

class StudySearch {
 public:
  // Everything outlives the search. Throws InputError where the question cannot be asked.
  StudySearch(const StudyArms& study, std::string path, const ExperimentSettings& settings,
              Interrupt& interrupt, Terminal& terminal);

  // Searches and runs the best again; false when that was interrupted or replications failed.
  bool run();

  const Outcome& outcome() const { return file_.outcome(); }
  // The best against the scenario as it is, both under fresh luck.
  StudyResult contrasts() const;
  // What was found, and by how much it had looked better than it is. Lines of sections `optimum`
  // (objective and constraints by the search), `optimum_fresh`, `optimism` and, by point,
  // `search`.
  Answer answer(const output::ResultReader& file, const Terminal& terminal) const;

 private:
  // One variant of the study in all its scenarios.
  struct Trial {
    scenarios::Values values;
    std::string variant;
    std::vector<std::size_t> arms;  // by scenario, places in the file; empty where a condition
                                    // leaves the point out
  };

  Trial trial_at(const scenarios::Values& values, bool fresh);
  std::optional<std::vector<analysis::Evaluated>> evaluate(
      const std::vector<scenarios::UnitPoint>& points);
  std::vector<double> values_of(const output::ResultReader& file, const Figure& figure,
                                const Trial& trial) const;
  // The best against the scenario as it is, in words.
  std::string against_text(const output::ResultReader& file) const;
  analysis::Evaluated value_of(const output::ResultReader& file, const Trial& trial) const;

  const StudyArms& study_;
  std::vector<std::string> scenarios_;
  Objective objective_;
  std::vector<Constraint> constraints_;
  GrowingFile file_;
  Terminal& terminal_;
  std::vector<Trial> trials_;  // by point of the search
  analysis::Search search_;
  Trial best_, best_fresh_, base_fresh_;
};

}  // namespace cli
