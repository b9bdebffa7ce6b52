// What a command needs of a result file: a panel, and the arms that are asked for.
#pragma once

#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "output/result_reader.hpp"

namespace cli {

// InputError where the file has none of that name.
const sim::PanelShape& panel_of(const output::ResultReader& file, std::string_view name);

// One arm by its name (--arm), or all; InputError where there is none of that name.
std::vector<std::size_t> arms_asked(const output::ResultReader& file, const Arguments& arguments);

}  // namespace cli
