// Reading an economic path from a CSV file.
//
// Columns, found by their names in the first line, in any order: date, unemployment, output_growth,
// inflation, policy_rate, wage_growth, the last five in percent (growth and inflation: percent a
// year). A date is the first day of its period, 2025-01-01, or a quarter, 2025 Q1. Lines that start
// with # are comments, and a byte order mark is passed over. The rows follow one another by months
// or by quarters without a gap; the values of quarters become months whose quarterly means they
// are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/economy.hpp"
#include "scenarios/problem.hpp"

namespace scenarios {

// The path, or nothing and what is wrong (twenty problems at most), each with its line, its column
// and, as its key, the name of its column. `path` is the file in messages, `name` that of the
// result.
std::optional<models::PathFile> parse_economy_path(std::string_view text, const std::string& path,
                                                   const std::string& name, Problems& problems);

}  // namespace scenarios
