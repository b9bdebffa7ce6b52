// What those would have done whom the cut-off turns away: of arms that let some of them through,
// what they lost and earned beside the others.
#pragma once

#include <string>
#include <vector>

#include "cli/report_line.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

// Both are empty where no arm let anybody through. Lines of sections `rejected`, `accepted` and
// `rejected_difference`, replication by replication within an arm.
std::string rejected_text(const output::ResultReader& file, const Terminal& terminal);
std::vector<ReportLine> rejected_lines(const output::ResultReader& file);

}  // namespace cli
