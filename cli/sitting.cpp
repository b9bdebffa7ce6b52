#include "cli/sitting.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <sys/resource.h>
#include <time.h>

#include "cli/passing_folder.hpp"
#include "cli/progress.hpp"
#include "models/simulate.hpp"
#include "output/result_writer.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Resident memory of this process at its peak so far.
double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024.0;
}

MeasuredRun measure(const Arm& arm, const RunShape& shape, int shard_size, const fs::path& path,
                    const std::stop_token& stop) {
  MeasuredRun measured;
  measured.shape = shape;
  output::Skeleton skeleton = skeleton_of({arm});
  skeleton.run.replications = static_cast<std::uint32_t>(shape.replications);
  sim::Workers workers(shape.threads);
  std::mutex counting;
  double seconds_committing = 0;

  const double processor_before = processor_seconds();
  const auto start = Clock::now();
  output::ResultWriter writer(path, std::move(skeleton), output::IfExists::replace);
  const double seconds_laying_out = seconds_since(start);
  const auto run_unit = [&](std::size_t i) {
    const output::Unit unit = writer.to_do()[i];
    models::Cost cost;
    models::Settings how;
    how.shard_size = static_cast<std::uint32_t>(shard_size);
    how.stop = stop;
    how.on_cost = [&](const models::Cost& of) { cost = of; };
    const sim::Panels panels = models::simulate(arm.scenario(), unit.replication, how, workers);
    const auto committing = Clock::now();
    writer.commit(unit, panels);
    const double seconds = seconds_since(committing);
    const std::lock_guard lock(counting);
    seconds_committing += seconds;
    measured.seconds_to_begin += cost.seconds_to_begin;
    measured.seconds_of_days += cost.seconds;
    measured.bytes += static_cast<double>(cost.memory.total());
    measured.profile += cost.profile;
  };
  workers.for_each_replication(writer.to_do().size(), stop, run_unit);
  if (stop.stop_requested()) throw sim::Stopped();
  const auto finishing = Clock::now();
  writer.finish();
  measured.seconds = seconds_since(start);
  measured.processor_seconds = processor_seconds() - processor_before;
  // Threads commit side by side, or one waits for another and its core does nothing else.
  measured.seconds_writing =
      seconds_laying_out + seconds_committing / measured.at_once() + seconds_since(finishing);

  const auto replications = static_cast<double>(shape.replications);
  measured.seconds_to_begin /= replications;
  measured.seconds_of_days /= replications;
  measured.bytes /= replications;
  measured.peak_bytes = peak_bytes();
  return measured;
}

std::vector<RunShape> shapes_of(int threads, std::int64_t replications) {
  std::vector<RunShape> shapes = {{1, 1}};
  if (threads > 1) shapes.push_back({threads, 1});
  if (replications > 1) shapes.push_back({threads, replications});
  return shapes;
}

// Keeps the faster run, and of memory the first, since a peak never falls.
void keep_best(MeasuredRun& best, const MeasuredRun& measured) {
  if (measured.seconds >= best.seconds) return;
  const double first_peak = best.peak_bytes;
  best = measured;
  best.peak_bytes = first_peak;
}

void ask(MeasuredPeer& measured, const fs::path& folder, const std::stop_token& stop,
         Progress& progress) {
  if (!measured.failure.empty()) return;
  try {
    const PeerFigures figures = run_peer(measured.peer, folder, stop);
    const bool first = !measured.best;
    if (first || figures.events_a_second() > measured.best->events_a_second()) {
      measured.best = figures;
    }
  } catch (const PeerFailed& failed) {
    measured.best.reset();
    measured.failure = failed.what();
    progress.warning("peer " + measured.peer.name + " failed: " + measured.failure);
  }
}

}  // namespace

double MeasuredRun::at_once() const {
  return static_cast<double>(std::min<std::int64_t>(shape.threads, shape.replications));
}

Sitting hold_sitting(const Arm& arm, const SittingSettings& settings, Interrupt& interrupt,
                     Terminal& terminal) {
  const PassingFolder folder("TMPDIR names another");
  const auto shapes = shapes_of(settings.threads, arm.scenario().run.replications);
  const auto parts =
      static_cast<std::int64_t>(shapes.size() + settings.peers.size()) * settings.rounds;
  Progress progress(terminal, "measurements", parts, parts);
  const auto part_done = [&] {
    progress.advance(1);
    progress.part_done();
  };

  Sitting sitting;
  sitting.settings = settings;
  for (const auto& peer : settings.peers) sitting.peers.push_back({peer, std::nullopt, {}});
  progress.advance(0);  // so that there is a line from the beginning
  try {
    for (; sitting.rounds < settings.rounds; ++sitting.rounds) {
      Sitting round = sitting;
      for (std::size_t i = 0; i < shapes.size(); ++i) {
        const MeasuredRun measured = measure(arm, shapes[i], settings.shard_size,
                                             folder.path() / "bench.h5", interrupt.token());
        if (i == round.runs.size()) round.runs.push_back(measured);
        keep_best(round.runs[i], measured);
        part_done();
      }
      for (auto& peer : round.peers) {
        ask(peer, folder.path(), interrupt.token(), progress);
        part_done();
      }
      sitting = std::move(round);
    }
  } catch (const sim::Stopped&) {
    // What the completed rounds have measured stands.
  }
  return sitting;
}

}  // namespace cli
