// What a sitting has measured, as figures, as a table for people and as JSON.
#pragma once

#include <string>

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

// Both need a sitting of one round at least.
std::string sitting_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal);
std::string sitting_json(const Sitting& sitting, const Arm& arm);

}  // namespace cli
