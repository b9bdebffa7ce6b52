// What is said of a name that a result file does not have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

// "found "balanc", expected a measure of portfolio; did you mean "balance"?", or all names where
// none is near and they are few.
std::string not_a_name(std::string_view found, std::string_view expected,
                       const std::vector<std::string>& names);

}  // namespace cli
