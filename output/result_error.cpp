#include "output/result_error.hpp"

#include <utility>

namespace output {

ResultError::ResultError(Kind kind, std::filesystem::path path, const std::string& what)
    : std::runtime_error(path.string() + ": " + what), kind_(kind), path_(std::move(path)) {}

}  // namespace output
