// Which program this is: its version, the revision of its source, and the libraries it was built
// with.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

std::string_view program_version();  // "0.1.0"

// The git revision the program was built from, with "-dirty" behind it when the source had
// uncommitted changes; "unknown" when the source came without git.
std::string_view program_revision();

// "creditcycle 0.1.0 (revision)".
std::string program_name();

// Name and version of what the results may depend on: compiler, C library, and the libraries
// linked.
std::vector<std::pair<std::string, std::string>> libraries();

}  // namespace cli
