// The decision that a result file with several arms supports, for the subcommands that print one
// instead of the summary.
#pragma once

#include <string>
#include <vector>

#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/study_result.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// --decision, and what goes with it: --baseline, --details, --csv.
std::vector<Option> decision_options();
// --control, with or without a decision.
Option control_option();

// Whether a decision is asked for. UsageError where an option that goes with it stands alone.
bool wants_decision(const Arguments& arguments);

// What is to be compared among arms of these names, which can be asked before they run. InputError
// as of study_of.
StudyResult decision_among(const std::vector<std::string>& arms, const Arguments& arguments);

// Of a file with those arms: writes the CSV that is asked for, and returns the report for people;
// decision_json adds it to an object that is open.
std::string decision_text(const StudyResult& study, const output::ResultReader& file,
                          const Arguments& arguments, const Terminal& terminal);
void decision_json(const StudyResult& study, const output::ResultReader& file,
                   const Arguments& arguments, Json& json);

}  // namespace cli
