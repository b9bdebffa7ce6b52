// What the processor can do: the generation of x86-64 whose instructions loops and kernels use.
//
// Results do not depend on it. Whoever wants to see that, or to measure what a generation is worth,
// sets the environment variable CREDITCYCLE_X86_64 to 2, 3 or 4; it can only lower what is used.
#pragma once

#include <stdexcept>

namespace sim {

// what() says what CREDITCYCLE_X86_64 is and what is expected.
class BadGeneration : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// 4 has AVX-512 with bytes, doublewords and lengths, 3 has AVX2. All else is 2, which stands for
// code without a choice: older processors, other machines, compilers other than GCC.
int generation_of_processor();

// The generation to use on such a processor where the variable is `named`, nullptr when it is not
// set. BadGeneration when that is not 2, 3 or 4 or is above the processor's.
int generation_to_use(int processor, const char* named);

// The same of this processor and the environment.
int find_generation();

// The same, found at the first call. A program calls it at its start, so that a wrong variable is
// reported there; afterwards it does not throw.
inline int generation() {
  static const int found = find_generation();
  return found;
}

}  // namespace sim
