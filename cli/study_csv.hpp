// Every figure of a study's report as one table.
#pragma once

#include <string>

#include "cli/study_result.hpp"
#include "output/result_reader.hpp"

namespace cli {

// In long form, one line a figure, RFC 4180: scenario, arm, base, section, item, group, unit, n,
// mean, low, high, verdict. Sections: `decision` (the effect on net income a year with its verdict,
// from where on an effect matters, how many replications pairing saved and how many more would
// tell), `driver`, `base` and `effect` of each headline, `tier_base`, `tier`, `segment_base` and
// `segment` with the group's name, and `precision_wanted` and `precision_reached`, half widths with
// the contrast as group. What is not known is empty.
std::string study_csv(const StudyResult& study, const output::ResultReader& file);

// The same into a file, over what is there. InputError where it cannot be written.
void write_study_csv(const std::string& path, const StudyResult& study,
                     const output::ResultReader& file);

}  // namespace cli
