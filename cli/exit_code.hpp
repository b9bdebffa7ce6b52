// How the program ends, for whoever called it.
#pragma once

namespace cli {

enum ExitCode : int {
  exit_done = 0,
  exit_our_fault = 1,  // a failed check, a full disk: nothing the input explains
  exit_bad_input = 2,  // the command line, a scenario or a result file is not as expected, or a run
                       // shows no stylised fact one way or the other
  exit_incomplete = 3,  // interrupted, or some replications failed; the result file says which; or
                        // a peer of bench failed
  exit_imprecise = 4,   // a study ended at its limit before it knew what it was to know
  exit_missed = 5,      // a stylised fact misses its range
};

}  // namespace cli
