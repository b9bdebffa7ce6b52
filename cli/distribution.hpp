// How one measure is distributed over the replications of a file, and how likely a breach is.
#pragma once

#include <string>
#include <vector>

#include "cli/breach_rule.hpp"
#include "cli/report_line.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// The headline of this name over the whole file. Throws InputError that begins with --measure and
// has the nearest name.
analysis::HeadlineTable measure_of(const output::ResultReader& file, const std::string& name);

// By arm: the mean, quantiles, and the means of both tails, with 95 % intervals. Replications that
// were drawn by importance sampling count by their weights.
std::string distribution_text(const output::ResultReader& file, const std::string& measure,
                              const Terminal& terminal);
std::string distribution_json(const output::ResultReader& file, const std::string& measure);
// Sections `tail_mean`, `quantile`, `lower_tail_mean` and `upper_tail_mean`, the share as group.
std::vector<ReportLine> distribution_lines(const output::ResultReader& file,
                                           const std::string& measure);

// By arm: the probability of a breach, with its exact interval where replications weigh the same.
std::string breach_text(const output::ResultReader& file, const BreachRule& rule,
                        const Terminal& terminal);
std::string breach_json(const output::ResultReader& file, const BreachRule& rule);
// Section `breach`, the rule as group; `breach_worth`: how many times as many replications that
// weigh the same would give the same interval, where these do not.
std::vector<ReportLine> breach_lines(const output::ResultReader& file, const BreachRule& rule);

}  // namespace cli
