// What a study has found, for whoever decides: per scenario each variant against the baseline.
#pragma once

#include <string>
#include <vector>

#include "analysis/decision.hpp"
#include "cli/json.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// A contrast that was to be known to a half width.
struct PrecisionReached {
  std::string measure;   // the headline's long name
  std::string contrast;  // "recession: tight-limits - as-is"
  analysis::Format format = analysis::Format::money;
  double wanted = 0;   // half widths, in the measure's unit
  double reached = 0;  // NaN where there is none yet
  bool met = false;
};

// The arms of one scenario; places are those of the arms in the file.
struct ScenarioArms {
  std::string scenario;
  std::size_t base = 0;
  std::string base_name;
  std::vector<std::size_t> others;
  std::vector<std::string> other_names;
};

struct StudyResult {
  std::string title;
  std::vector<ScenarioArms> scenarios;
  std::vector<PrecisionReached> precision;
};

// `details` adds for each contrast the intervals of its drivers, every headline, and each tier.
std::string study_text(const StudyResult& study, const output::ResultReader& file, bool details,
                       const Terminal& terminal);

// The same as members of an object that is open.
void study_json(const StudyResult& study, const output::ResultReader& file, Json& json);

// The same as a table in long form: scenario, arm, base, section, item, tier, unit, n, mean, low,
// high, one line a figure, RFC 4180.
std::string study_csv(const StudyResult& study, const output::ResultReader& file);

// "better: earns more", and what would be needed where it is not known.
std::string verdict_text(const analysis::Judgement& judgement);

}  // namespace cli
