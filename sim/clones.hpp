// CREDITCYCLE_CLONES: a function compiled once for each generation of processors.
//
// Write it in front of a function that is a plain loop over arrays and calls nothing that is not
// inlined by force, as all of sim/maths.hpp is; static and unnamed-namespace functions may have it
// too. The widest version that the processor can run is chosen when the program is loaded. As the
// program is compiled without contraction, all versions give the same bits: an operation on eight
// lanes rounds as eight operations do.
//
// A function called within the loop that is not inlined stays as it is, for the oldest processor,
// and stops the loop from being vectorised. A lambda's body is such a function, and a template
// cannot have clones: let the clone be a plain function, and force what it calls inline.
#pragma once

// The sanitizers are not ready yet when the loader asks which version to take.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CREDITCYCLE_CLONES [[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#else
#define CREDITCYCLE_CLONES
#endif
