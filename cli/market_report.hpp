// What each market brings, where a lender has several (models/markets.hpp).
#pragma once

#include <string>
#include <vector>

#include "cli/report_line.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// By market, in the reporting currency, all of them together last; empty where a file has one
// market.
std::string market_text(const output::ResultReader& file, const Terminal& terminal);

// The same line by line, in the section `market` with its name as group.
std::vector<ReportLine> market_lines(const output::ResultReader& file);

}  // namespace cli
