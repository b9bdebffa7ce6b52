// widest: one plain loop, compiled for several generations of processors; the program picks.
//
// Same bits whatever the width: an operation on eight lanes rounds as eight operations do, and the
// program is compiled without contraction. Each call is one that is not inlined, so let it be worth
// a few dozen elements.
#pragma once

#include <utility>

#include "sim/processor.hpp"

namespace sim {

// How many 32-bit numbers a vector register holds: 4, 8 or 16.
template <int count>
struct Lanes {};

namespace widest_detail {

// Passed by value: captured copies cannot alias what the loop writes, so it vectorises.
template <class Loop>
[[gnu::noinline, gnu::flatten]] auto plainly(Loop loop) {
  return loop(Lanes<4>{});
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
// AVX2.
template <class Loop>
[[gnu::target("arch=x86-64-v3"), gnu::noinline, gnu::flatten]] auto with_256_bits(Loop loop) {
  return loop(Lanes<8>{});
}

// AVX-512 with bytes, doublewords and lengths.
template <class Loop>
[[gnu::target("arch=x86-64-v4"), gnu::noinline, gnu::flatten]] auto with_512_bits(Loop loop) {
  return loop(Lanes<16>{});
}
#endif

}  // namespace widest_detail

// Calls loop(Lanes<count>) and returns its result. The loop is a lambda that captures by value what
// it reads, pointers for instance; whatever it calls is inlined into each version, if its source is
// at hand:
//   sim::widest([=](auto) { for (...) ... });
// A loop that the compiler will not vectorise may be written with GCC's vector types, as wide as
// the lanes say. A caller names a generation, which the processor must have, only to test or
// measure it.
template <class Loop>
auto widest(Loop loop, [[maybe_unused]] int version = generation()) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  if (version == 4) return widest_detail::with_512_bits(std::move(loop));
  if (version == 3) return widest_detail::with_256_bits(std::move(loop));
#endif
  return widest_detail::plainly(std::move(loop));
}

}  // namespace sim
