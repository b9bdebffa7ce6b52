// Runs of one scenario measured in one sitting: alternating, several rounds, the best of each kept.
// Machines are noisy, and only what was measured side by side can be compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arms.hpp"
#include "cli/interrupt.hpp"
#include "cli/peer.hpp"
#include "cli/terminal.hpp"
#include "models/profile.hpp"

namespace cli {

struct RunShape {
  int threads = 1;
  std::int64_t replications = 1;
};

// One run, from laying out its result file to that file finished. Nothing is printed meanwhile.
struct MeasuredRun {
  RunShape shape;
  double seconds = 0;            // by the clock on the wall
  double processor_seconds = 0;  // of all threads of the process meanwhile
  double seconds_to_begin = 0;   // a replication's, up to its first day; the mean over replications
  double seconds_of_days = 0;    // likewise, all its days
  double seconds_writing = 0;    // of `seconds`, laying out, committing and finishing the file
  double bytes = 0;              // likewise the mean: held by the model
  double peak_bytes = 0;         // of the process, until the end of the first run of this shape
  models::Profile profile;       // the sum over replications

  // How many replications are in memory at a time.
  double at_once() const;
};

struct MeasuredPeer {
  Peer peer;
  std::optional<PeerFigures> best;
  std::string failure;  // why there is no figure
};

struct SittingSettings {
  int threads = 1;
  int shard_size = 16384;
  int rounds = 3;
  std::vector<Peer> peers;
};

struct Sitting {
  SittingSettings settings;
  int rounds = 0;  // completed; fewer than asked for after an interruption
  // The first with one replication on one thread; then, with more threads, one replication on all
  // of them; then, with more replications, all of them on all threads.
  std::vector<MeasuredRun> runs;
  std::vector<MeasuredPeer> peers;
};

// Measures the arm with its own number of replications, and the peers, round by round. What an
// interrupted round has measured is dropped. A peer that fails is not asked again.
Sitting hold_sitting(const Arm& arm, const SittingSettings& settings, Interrupt& interrupt,
                     Terminal& terminal);

}  // namespace cli
