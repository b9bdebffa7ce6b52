#include "sim/processor.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <string_view>

namespace sim {

int generation_of_processor() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  if (__builtin_cpu_supports("x86-64-v4")) return 4;
  if (__builtin_cpu_supports("x86-64-v3")) return 3;
#endif
  return 2;
}

int generation_to_use(int processor, const char* named) {
  if (named == nullptr) return processor;
  const std::string_view text = named;
  if (text.size() == 1 && text[0] >= '2' && text[0] <= '0' + processor) return text[0] - '0';
  const char* const has = processor == 4 ? "2, 3 or 4" : processor == 3 ? "2 or 3" : "2";
  throw BadGeneration(fmt::format(
      "CREDITCYCLE_X86_64: found \"{}\", expected a generation of x86-64 that this processor has: "
      "{}; or leave the variable unset",
      text, has));
}

int find_generation() {
  return generation_to_use(generation_of_processor(), std::getenv("CREDITCYCLE_X86_64"));
}

}  // namespace sim
