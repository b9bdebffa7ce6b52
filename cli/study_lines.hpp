// Every figure of a study's report as one table.
#pragma once

#include <vector>

#include "cli/report_line.hpp"
#include "cli/study_result.hpp"
#include "output/result_reader.hpp"

namespace cli {

// In long form (cli/report_line.hpp). Sections: `decision` (the effect on net income a year with
// its verdict, from where on an effect matters, how many replications pairing saved and how many
// more would tell), `driver`, `base` and `effect` of each headline, `tier_base`, `tier`,
// `segment_base` and `segment` with the group's name, those of cli/rejected_report.hpp and
// cli/market_report.hpp, and `precision_wanted` and `precision_reached`, half widths with the
// contrast as group. What is not known is empty.
std::vector<ReportLine> study_lines(const StudyResult& study, const output::ResultReader& file);

}  // namespace cli
