#include "cli/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <unistd.h>

#include "models/simulate.hpp"
#include "sim/parallel.hpp"

namespace cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t sample_borrowers = 10'000;
constexpr std::int64_t sample_years = 1;

// Resident memory of this process; 0 where the system does not say.
double resident_bytes() {
  long pages = 0;
  long resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double borrower_days(const models::Scenario& scenario) {
  return static_cast<double>(scenario.portfolio.borrowers) *
         static_cast<double>(days_simulated(scenario));
}

}  // namespace

Estimate estimate_cost(const std::vector<Arm>& arms, const ExperimentSettings& settings) {
  models::Scenario sample = arms.front().scenario();
  sample.portfolio.borrowers = std::min(sample.portfolio.borrowers, sample_borrowers);
  sample.run.years = std::min(sample.run.years, sample_years);

  sim::Workers workers(1);
  double largest = 0;
  models::Settings how;
  how.shard_size = settings.shard_size;
  how.on_day = [&, day = 0](int) mutable {
    if (++day % 32 == 0) largest = std::max(largest, resident_bytes());
  };
  const double before = resident_bytes();
  const auto start = Clock::now();
  (void)models::simulate(sample, 0, how, workers);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();

  double work = 0;
  double units = 0;
  for (const auto& arm : arms) {
    work += borrower_days(arm.scenario()) * static_cast<double>(arm.scenario().run.replications);
    units += static_cast<double>(arm.scenario().run.replications);
  }
  const double borrowers = static_cast<double>(arms.front().scenario().portfolio.borrowers);
  const double at_once = std::min<double>(units, settings.threads);
  const double growth = std::max(0.0, largest - before);

  Estimate estimate;
  estimate.seconds = seconds / borrower_days(sample) * work / settings.threads;
  estimate.memory_bytes =
      growth / static_cast<double>(sample.portfolio.borrowers) * borrowers * at_once;
  estimate.working_file_bytes = static_cast<double>(output::bytes_while_writing(skeleton_of(arms)));
  estimate.nanoseconds_a_month = seconds / borrower_days(sample) * 1e9 * 365.25 / 12;
  return estimate;
}

}  // namespace cli
