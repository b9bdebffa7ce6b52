// How one measure is distributed over the replications of a file, and how likely a breach is.
#pragma once

#include <string>

#include "cli/breach_rule.hpp"
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

// By arm: the probability of a breach, with its exact interval where replications weigh the same.
std::string breach_text(const output::ResultReader& file, const BreachRule& rule,
                        const Terminal& terminal);
std::string breach_json(const output::ResultReader& file, const BreachRule& rule);

}  // namespace cli
