// What to expect of each variant where the scenarios of a study have probabilities.
#pragma once

#include "cli/report_line.hpp"
#include "cli/study_result.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// Of a study with probabilities: of each variant the mean in each scenario and the weighted one
// with its interval. As text every headline where there is one variant or `details`, otherwise the
// chief ones; as lines all of them, in the section `expectation`, and the section `probability` of
// the scenarios.
Answer expectation_answer(const StudyResult& study, const output::ResultReader& file, bool details,
                          const Terminal& terminal);

}  // namespace cli
