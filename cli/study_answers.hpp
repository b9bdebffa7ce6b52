// What a study's questions beyond its contrasts come to: the best arm, which parameters matter, the
// front of several objectives, tails.
#pragma once

#include <vector>

#include "cli/ranking.hpp"
#include "cli/report_line.hpp"
#include "cli/study_arms.hpp"
#include "output/result_reader.hpp"

namespace cli {

// Whether every question can be asked, before anything runs. Throws InputError with the key.
void check_questions(const scenarios::Study& study);

// The ranking that `best` asks for. InputError where it cannot be made.
Ranking best_of(const StudyArms& study, const output::ResultReader& file);

// All that are asked, in the order in which a report prints them.
std::vector<Answer> answers_of(const StudyArms& study, const output::ResultReader& file,
                               const Terminal& terminal);

// Each by itself. Lines of sections `morris_mean`, `morris_magnitude`, `morris_deviation`,
// `sobol_first`, `sobol_total`, `tornado_low` and `tornado_high`, with the parameter as group; of
// `pareto`, with the share of resamples as its own line `pareto_share`.
Answer sensitivity_answer(const StudyArms& study, const output::ResultReader& file,
                          const Terminal& terminal);
Answer pareto_answer(const StudyArms& study, const output::ResultReader& file,
                     const Terminal& terminal);

}  // namespace cli
