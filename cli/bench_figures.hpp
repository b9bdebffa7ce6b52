// The figures that a sitting's times come to. A sitting here has a completed round at least.
#pragma once

#include <string>
#include <vector>

#include "cli/arms.hpp"
#include "cli/sitting.hpp"

namespace cli {

// Of a run as a whole, start-up and writing included; a share is of 1. A core is a thread's.
struct RunFigures {
  double borrower_months = 0;  // simulated, warm-up included
  double events = 0;
  double borrower_months_a_second_and_core = 0;
  double events_a_second = 0;               // all threads together
  double nanoseconds_a_borrower_month = 0;  // of a core
  double writing_share = 0;                 // of the run's time
  double serial_share = 0;                  // dawn and dusk, of the days' time
  double bytes_a_borrower = 0;              // held by the model
  double peak_bytes_a_borrower = 0;         // of the whole process
  double speed_up = 0;                      // times the work a second of the sitting's first run
};

RunFigures figures_of(const MeasuredRun& run, const Sitting& sitting, const Arm& arm);

// Where the time of one replication on one thread went: the steps of its day in their order, and
// around them what is no step. All together are the whole run.
struct Part {
  std::string name;
  double events = 0;
  double nanoseconds = 0;
  bool is_step = false;
  bool has_events = false;
};

// Of the sitting's first run.
std::vector<Part> parts_of(const MeasuredRun& run);

// The steps that took most of the time, the costliest first; three, or fewer where there are no
// more.
std::vector<Part> costliest(std::vector<Part> parts);

// Our run that a peer is measured against: one thread against one thread, else the fastest of ours.
const MeasuredRun& ours_for(const PeerFigures& peer, const Sitting& sitting, const Arm& arm);

}  // namespace cli
