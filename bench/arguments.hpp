// The few flags of the benchmark programs: --name NUMBER.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace bench {

// The number after `--name`, or `otherwise`. Anything that is not a number from 1 to 2^31 - 1 ends
// the program with a message and exit code 2.
inline std::uint32_t number_argument(int argc, char** argv, const char* name,
                                     std::uint32_t otherwise) {
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], name) != 0) continue;
    char* end = nullptr;
    const long value = i + 1 < argc ? std::strtol(argv[i + 1], &end, 10) : 0;
    if (end == nullptr || *end != '\0' || value < 1 || value > 0x7fffffff) {
      std::fprintf(stderr, "%s needs a whole number from 1 to 2147483647\n", name);
      std::exit(2);
    }
    return static_cast<std::uint32_t>(value);
  }
  return otherwise;
}

}  // namespace bench
