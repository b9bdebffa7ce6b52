// The scenarios that come with the program, found from where the program is.
#pragma once

#include <filesystem>
#include <string>

namespace cli {

// The folder that CREDITCYCLE_SCENARIOS names; else share/creditcycle/scenarios beside the folder
// of the installed program, or scenarios/ of the source tree it was built in; empty when none is
// there.
std::filesystem::path shipped_folder();

// The file that is meant: `name` itself where there is such a file; else the shipped scenario or
// policy of that name ("recession", "recession.toml", "scenarios/recession.toml", "tight-limits");
// else `name`, so that whoever reads it says what is wrong.
std::string find_scenario(const std::string& name);

}  // namespace cli
