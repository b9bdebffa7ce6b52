// CHECK: assertions that stay on in every build.
//
// A programming error must stop the run, because a wrong number that looks right costs more than an
// abort. Bad input is not a programming error: it is reported by the reader of the input, with its
// own typed error. An expected outcome is a return value.
#pragma once

#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sim {

// Thrown by CHECK. what() is "folder/file.cpp:12: CHECK(condition) failed: message".
class CheckFailure : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn, gnu::cold, gnu::noinline]] void fail_check(const char* file, int line,
                                                       const char* condition,
                                                       std::string_view message);

// Formatting lives in its own cold function, so that a CHECK on a hot path costs one branch.
template <class... Args>
[[noreturn, gnu::cold, gnu::noinline]] void fail_check_with(const char* file, int line,
                                                            const char* condition,
                                                            fmt::format_string<Args...> format,
                                                            Args&&... args) {
  fail_check(file, line, condition, fmt::format(format, std::forward<Args>(args)...));
}

[[noreturn, gnu::cold, gnu::noinline]] inline void fail_check_with(const char* file, int line,
                                                                   const char* condition) {
  fail_check(file, line, condition, {});
}

}  // namespace sim

// CHECK(condition) or CHECK(condition, "fmt {}", arguments...); throws sim::CheckFailure.
#define CHECK(condition, ...)                                                            \
  do {                                                                                   \
    if (!(condition)) [[unlikely]] {                                                     \
      ::sim::fail_check_with(__FILE__, __LINE__, #condition __VA_OPT__(, ) __VA_ARGS__); \
    }                                                                                    \
  } while (false)
