// The terms of a loan as they are written on a command line.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "models/loan_terms.hpp"

namespace cli {

std::vector<Option> loan_options();

// The terms with all that is not given at its default. UsageError where an option cannot be read:
// it says what was found and expected, and the nearest name.
models::LoanTerms loan_terms(const Arguments& arguments);

// "24 %", "24", "2 % a month", "0.05 % a day" of an option.
std::optional<sim::Rate> rate_option(const Arguments& arguments, std::string_view option);

// What --frequency and --term make of a loan without a name: "monthly", "15 days".
std::string frequency_text(const models::Frequency& frequency);

}  // namespace cli
