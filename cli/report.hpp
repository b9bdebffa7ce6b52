// The summary of a result file: headline measures with their 95 % intervals, and arms against the
// first.
#pragma once

#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "cli/json.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// For people: what was run, and one table with a row a headline; a file with several arms adds for
// each other arm the paired difference from the first.
// `control`: take off what the severity that was drawn explains.
std::string summary_text(const output::ResultReader& file, const Terminal& terminal,
                         bool control = false);

// The same as members of an object that is open.
void summary_json(const output::ResultReader& file, Json& json, bool control = false);

// How replications were drawn, where not independently, and what a control found to take off, in a
// line; empty for plain ones.
std::string sampling_text(const std::vector<analysis::Sampling>& samplings, bool control);

// The table with its first line in bold.
std::string with_bold_heading(const std::string& table, const Terminal& terminal);

}  // namespace cli
