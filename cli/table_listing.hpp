// What a result file has for tables: its panels, their axes and labels, and their measures.
#pragma once

#include <string>

#include "cli/json.hpp"
#include "cli/terminal.hpp"
#include "output/result_reader.hpp"

namespace cli {

std::string panels_text(const output::ResultReader& file, const Terminal& terminal);
void panels_json(const output::ResultReader& file, Json& json);  // an array

}  // namespace cli
