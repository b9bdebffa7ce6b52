// A table as people read it.
#pragma once

#include <string>

#include "cli/table_figures.hpp"
#include "cli/terminal.hpp"

namespace cli {

// Few columns stand side by side, each mean before its interval, with a row a line, or a period
// where there is one line. Lines in several periods, and more columns than that, have periods side
// by side and the interval of the last.
std::string table_text(const TableFigures& figures, const Terminal& terminal);

}  // namespace cli
