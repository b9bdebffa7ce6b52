#include "cli/bench_figures.hpp"

#include <algorithm>
#include <numeric>

namespace cli {

namespace {

using models::Profile;
using models::Step;

constexpr std::size_t costliest_shown = 3;

double serial_nanoseconds(const Profile& profile) {
  double sum = 0;
  for (std::size_t i = 0; i < models::step_count; ++i) {
    const auto step = static_cast<Step>(i);
    if (models::is_serial(step)) sum += static_cast<double>(profile[step].nanoseconds);
  }
  return sum;
}

}  // namespace

RunFigures figures_of(const MeasuredRun& run, const Sitting& sitting, const Arm& arm) {
  const auto replications = static_cast<double>(run.shape.replications);
  const double months = borrower_months_of(arm);
  const auto borrowers = static_cast<double>(arm.scenario().portfolio.borrowers);
  const double cores = run.shape.threads;
  const MeasuredRun& first = sitting.runs.front();

  RunFigures of;
  of.borrower_months = months * replications;
  for (const auto& tally : run.profile.steps) of.events += static_cast<double>(tally.events);
  of.borrower_months_a_second_and_core = of.borrower_months / run.seconds / cores;
  of.events_a_second = of.events / run.seconds;
  of.nanoseconds_a_borrower_month = 1e9 / of.borrower_months_a_second_and_core;
  of.writing_share = run.seconds_writing / run.seconds;
  of.serial_share = serial_nanoseconds(run.profile) / (run.seconds_of_days * 1e9 * replications);
  of.bytes_a_borrower = run.bytes / borrowers;
  of.peak_bytes_a_borrower = run.peak_bytes / borrowers / run.at_once();
  of.speed_up = replications * first.seconds / run.seconds;
  return of;
}

std::vector<Part> parts_of(const MeasuredRun& run) {
  std::vector<Part> parts = {{"start-up", 0, run.seconds_to_begin * 1e9}};
  for (std::size_t i = 0; i < models::step_count; ++i) {
    const auto step = static_cast<Step>(i);
    const auto& tally = run.profile[step];
    parts.push_back({std::string(models::step_names[i]), static_cast<double>(tally.events),
                     static_cast<double>(tally.nanoseconds), true, models::is_event(step)});
  }
  parts.push_back({"writing results", 0, run.seconds_writing * 1e9});
  const double known =
      std::accumulate(parts.begin(), parts.end(), 0.0,
                      [](double sum, const Part& p) { return sum + p.nanoseconds; });
  parts.push_back({"the rest", 0, run.seconds * 1e9 - known});
  return parts;
}

std::vector<Part> costliest(std::vector<Part> parts) {
  std::erase_if(parts, [](const Part& part) { return !part.is_step; });
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.nanoseconds > b.nanoseconds; });
  parts.resize(std::min(parts.size(), costliest_shown));
  return parts;
}

const MeasuredRun& ours_for(const PeerFigures& peer, const Sitting& sitting, const Arm& arm) {
  if (peer.threads == 1) return sitting.runs.front();
  return *std::max_element(sitting.runs.begin(), sitting.runs.end(),
                           [&](const auto& a, const auto& b) {
                             return figures_of(a, sitting, arm).events_a_second <
                                    figures_of(b, sitting, arm).events_a_second;
                           });
}

}  // namespace cli
