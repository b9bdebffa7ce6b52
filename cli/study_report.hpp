// What a study has found, for whoever decides: per scenario each variant against the baseline.
#pragma once

#include <string>
#include <vector>

#include "cli/json.hpp"
#include "cli/study_result.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// `details` adds for each contrast the intervals of its drivers, every headline, and each group of
// members.
std::string study_text(const StudyResult& study, const output::ResultReader& file, bool details,
                       const Terminal& terminal);

// The same as members of an object that is open.
void study_json(const StudyResult& study, const output::ResultReader& file, Json& json);

// The title, and what was run.
std::string study_heading(const StudyResult& study, const output::ResultReader& file,
                          const Terminal& terminal);

// "better: earns more", and what would be needed where it is not known.
std::string verdict_text(const analysis::Judgement& judgement);

// For programs: "better", "worse", "no difference", "not known".
const char* verdict_name(analysis::Verdict verdict);

}  // namespace cli
