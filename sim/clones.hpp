// CREDITCYCLE_CLONES: a function compiled once for each generation of processors.
//
// Write it in front of a function that is a plain loop over arrays, everything it calls inlined by
// force, as all of sim/maths.hpp is. A function called within the loop that is not inlined keeps
// the code for the oldest processor and stops the loop from being vectorised. Static functions,
// members, templates and those of an unnamed namespace may have clones too.
//
// The widest version that the processor can run is chosen when the program is loaded. As the
// program is compiled without contraction, all give the same bits: an operation on eight lanes
// rounds as eight operations do. Each call goes through a pointer, so let it be worth a few dozen
// elements.
#pragma once

// Not under the sanitizers: they are not set up yet when the loader asks which version to take.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CREDITCYCLE_CLONES [[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#else
#define CREDITCYCLE_CLONES
#endif
