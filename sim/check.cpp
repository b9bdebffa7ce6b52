#include "sim/check.hpp"

namespace sim {

namespace {

// "sim/check.cpp" whatever directory the compiler was called in: messages are compared by tests and
// read by people, neither of whom cares where the source tree was unpacked.
std::string_view last_two_components(std::string_view path) {
  const auto name = path.rfind('/');
  if (name == std::string_view::npos || name == 0) return path;
  const auto folder = path.rfind('/', name - 1);
  return folder == std::string_view::npos ? path : path.substr(folder + 1);
}

}  // namespace

void fail_check(const char* file, int line, const char* condition, std::string_view message) {
  throw CheckFailure(fmt::format("{}:{}: CHECK({}) failed{}{}", last_two_components(file), line,
                                 condition, message.empty() ? "" : ": ", message));
}

}  // namespace sim
