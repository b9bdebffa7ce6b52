#include "cli/experiment.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <signal.h>
#include <thread>
#include <unistd.h>

#include "cli/progress.hpp"
#include "models/simulate.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace cli {

namespace {

using Clock = std::chrono::steady_clock;

// Ends the run where a test wants it ended, after a commit.
void leave_if_wanted(const Seams& seams, std::int64_t commits, const Interrupt& interrupt) {
  if (seams.kill_after == commits) kill(getpid(), SIGKILL);
  if (seams.interrupt_after != commits) return;
  kill(getpid(), SIGINT);
  // Nothing more is begun by this thread until the signal has arrived, however busy the machine is.
  while (!interrupt.requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

std::string unit_text(const std::vector<Arm>& arms, output::Unit unit) {
  return arms.size() == 1
             ? fmt::format("replication {}", unit.replication)
             : fmt::format("replication {} of {}", unit.replication, arms[unit.arm].name);
}

output::IfExists if_exists_of(const Arguments& arguments) {
  if (arguments.has("resume") && arguments.has("force")) {
    throw UsageError("--resume and --force exclude each other");
  }
  if (arguments.has("resume")) return output::IfExists::resume;
  return arguments.has("force") ? output::IfExists::replace : output::IfExists::fail;
}

}  // namespace

std::vector<Option> experiment_options() {
  return {
      {"threads", "T",
       "how many threads; all of the machine by default; results do not depend on it"},
      {"audit", "", "check that the books balance every day, not every month"},
      {"resume", "", "continue the result file where it was interrupted"},
      {"force", "", "replace the result file if it exists"},
      {"shard-size", "N", "borrowers a shard", false, true},
      {"interrupt-after", "N", "SIGINT after N commits", false, true},
      {"kill-after", "N", "SIGKILL after N commits", false, true},
      {"fail-replication", "R", "replication R fails", false, true},
  };
}

ExperimentSettings experiment_settings_of(const Arguments& arguments) {
  ExperimentSettings settings;
  settings.threads =
      static_cast<int>(arguments.whole("threads", 1, 1024).value_or(sim::Workers::available()));
  settings.shard_size =
      static_cast<int>(arguments.whole("shard-size", 1, 1 << 22).value_or(settings.shard_size));
  settings.audit_daily = arguments.has("audit");
  settings.if_exists = if_exists_of(arguments);
  settings.seams.interrupt_after = arguments.whole("interrupt-after", 1, 1'000'000'000);
  settings.seams.kill_after = arguments.whole("kill-after", 1, 1'000'000'000);
  settings.seams.fail_replication = arguments.whole("fail-replication", 0, 1'000'000'000);
  return settings;
}

std::int64_t days_simulated(const models::Scenario& scenario) {
  const auto end = scenario.run.start + std::chrono::years(static_cast<int>(scenario.run.years));
  return (std::chrono::sys_days(end) - std::chrono::sys_days(scenario.first_day())).count();
}

Outcome run_experiment(const std::vector<Arm>& arms, output::ResultWriter& writer,
                       const ExperimentSettings& settings, Interrupt& interrupt,
                       Terminal& terminal) {
  const auto& units = writer.to_do();
  const auto start = Clock::now();
  Outcome outcome;
  outcome.to_do = units.size();

  std::int64_t work = 0;
  for (const auto& unit : units) work += days_simulated(arms[unit.arm].scenario());
  Progress progress(terminal, settings.counted, static_cast<std::int64_t>(units.size()), work);
  sim::Workers workers(settings.threads);
  std::mutex counting;

  const auto run_unit = [&](std::size_t i) {
    const output::Unit unit = units[i];
    models::Settings how;
    how.shard_size = settings.shard_size;
    how.audit_daily = settings.audit_daily;
    how.stop = interrupt.token();
    how.on_day = [&, before = 0](int days_done) mutable {
      progress.advance(days_done - before);
      before = days_done;
    };
    try {
      CHECK(settings.seams.fail_replication != unit.replication, "as --fail-replication asked");
      const sim::Panels panels =
          models::simulate(arms[unit.arm].scenario(), unit.replication, how, workers);
      writer.commit(unit, panels);
      const std::lock_guard lock(counting);
      ++outcome.done;
      progress.part_done();
      leave_if_wanted(settings.seams, static_cast<std::int64_t>(outcome.done), interrupt);
    } catch (const sim::Stopped&) {
      // Its part of the work is lost, which is what an interruption costs.
    } catch (const output::ResultError&) {
      throw;  // The file cannot be written: nothing further can be kept.
    } catch (const std::exception& error) {
      writer.fail(unit, error.what());
      const std::lock_guard lock(counting);
      ++outcome.failed;
      progress.part_done();
      progress.warning(fmt::format("{} failed: {}", unit_text(arms, unit), error.what()));
    }
  };
  workers.for_each_replication(units.size(), interrupt.token(), run_unit);

  outcome.interrupted = interrupt.requested() && !outcome.complete();
  outcome.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  if (outcome.complete() && settings.finish) writer.finish();
  return outcome;
}

Outcome run_into(const std::string& path, const std::vector<Arm>& arms,
                 const ExperimentSettings& settings, Interrupt& interrupt, Terminal& terminal) {
  // --force replaces results, or what their name says they are; not the scenario that was named by
  // mistake.
  std::error_code ignored;
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension != ".h5" && extension != ".hdf5" && std::filesystem::exists(path, ignored) &&
      !is_result_file(path)) {
    throw InputError(fmt::format("{}: exists and is no result file; -o names another file", path));
  }
  std::optional<output::ResultWriter> writer;
  try {
    writer.emplace(path, skeleton_of(arms), settings.if_exists);
  } catch (const output::ResultError& error) {
    // Nothing has been computed: whatever it is, it is about the name that was given.
    const bool exists = error.kind() == output::ResultError::Kind::exists;
    throw InputError(fmt::format(
        "{}{}", error.what(),
        exists ? "\n--resume continues it, --force replaces it, -o names another file" : ""));
  }
  terminal.debug(fmt::format("{}: {} replications to do, on {} threads, shards of {}", path,
                             writer->to_do().size(), settings.threads, settings.shard_size));
  return run_experiment(arms, *writer, settings, interrupt, terminal);
}

ExitCode conclude(const Outcome& outcome, const std::string& path, Terminal& terminal) {
  if (outcome.complete()) return exit_done;
  const std::size_t missing = outcome.to_do - outcome.done;
  terminal.error(fmt::format(
      "{}: {} of the {} replications to do are missing from {}\nThe same command with --resume {}",
      outcome.interrupted ? "interrupted" : fmt::format("{} replications failed", outcome.failed),
      missing, outcome.to_do, path, outcome.interrupted ? "finishes it." : "tries them again."));
  return exit_incomplete;
}

}  // namespace cli
