// A panel that a command needs of a result file.
#pragma once

#include <string_view>

#include "output/result_reader.hpp"

namespace cli {

// InputError where the file has none of that name.
const sim::PanelShape& panel_of(const output::ResultReader& file, std::string_view name);

}  // namespace cli
