#include "cli/bench_report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <functional>

#include "cli/bench_figures.hpp"
#include "cli/json.hpp"
#include "cli/report.hpp"
#include "cli/revision.hpp"
#include "cli/text.hpp"
#include "sim/parallel.hpp"

namespace cli {

namespace {

// Processor time a thread below which a run counts as disturbed.
constexpr double undisturbed_min = 0.9;
constexpr int table_width = 100;

// As the system tells it, where it does.
std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("model name")) continue;
    const auto at = line.find_first_not_of(" \t:", std::string_view("model name").size());
    if (at != std::string::npos) return line.substr(at);
  }
  return "unknown processor";
}

std::string counted(std::int64_t count, const char* noun) {
  return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string percent(double share) {
  return with_decimals(100 * share, 1);
}

std::string heading_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal) {
  const auto& scenario = arm.scenario();
  return fmt::format(
      "{}\n{}, {} after {} of warm-up, seed {}, shards of {}\n{}, {}\n{}, best of {} of each run, "
      "alternating\n\n",
      terminal.bold(scenario.title), counted(scenario.portfolio.borrowers, "borrower"),
      counted(scenario.run.years, "year"), counted(scenario.run.warm_up_months, "month"),
      scenario.run.seed, grouped(sitting.settings.shard_size), processor_name(),
      counted(sim::Workers::available(), "core"), program_name(), counted(sitting.rounds, "round"));
}

double cores_had(const MeasuredRun& run) {
  return run.processor_seconds / run.seconds;
}

// Threads that are not given their cores are slower than the model is.
std::string busy_text(const std::vector<MeasuredRun>& runs) {
  const auto worst = std::min_element(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
    return cores_had(a) / a.shape.threads < cores_had(b) / b.shape.threads;
  });
  if (cores_had(*worst) >= undisturbed_min * worst->shape.threads) return {};
  const std::string text = fmt::format(
      "Threads had to wait: {} had the time of {:.2f} cores. If other work kept this machine busy, "
      "measure again in a quieter hour or with a larger --repeat.",
      counted(worst->shape.threads, "thread"), cores_had(*worst));
  return "\n" + wrap(text, table_width, 0) + "\n";
}

std::string runs_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal) {
  struct Row {
    const char* name;
    const char* unit;
    std::function<std::string(const MeasuredRun&, const RunFigures&)> cell;
  };
  using Run = MeasuredRun;
  using Of = RunFigures;
  const std::vector<Row> rows = {
      {"Borrower-months", "million a second and core",
       [](const Run&, const Of& of) {
         return three_digits(of.borrower_months_a_second_and_core / 1e6);
       }},
      {"Events, all threads", "million a second",
       [](const Run&, const Of& of) { return three_digits(of.events_a_second / 1e6); }},
      {"A borrower-month", "ns of a core",
       [](const Run&, const Of& of) { return three_digits(of.nanoseconds_a_borrower_month); }},
      {"Speed-up", "times the first column",
       [](const Run&, const Of& of) { return with_decimals(of.speed_up, 2); }},
      {"Processor time", "cores' worth",
       [](const Run& run, const Of&) { return with_decimals(cores_had(run), 2); }},
      {"The whole run", "s", [](const Run& run, const Of&) { return three_digits(run.seconds); }},
      {"Start-up", "s to the first day",
       [](const Run& run, const Of&) { return three_digits(run.seconds_to_begin); }},
      {"Writing results", "% of the run",
       [](const Run&, const Of& of) { return percent(of.writing_share); }},
      {"Dawn and dusk, serial", "% of the days",
       [](const Run&, const Of& of) { return percent(of.serial_share); }},
      {"Memory of the model", "bytes a borrower",
       [](const Run&, const Of& of) { return three_digits(of.bytes_a_borrower); }},
      {"Peak of the process", "bytes a borrower",
       [](const Run&, const Of& of) { return three_digits(of.peak_bytes_a_borrower); }},
  };
  std::vector<Align> aligns = {Align::left, Align::left};
  std::vector<std::string> threads = {"How fast", ""};
  std::vector<std::string> replications = {"", ""};
  for (const auto& run : sitting.runs) {
    aligns.push_back(Align::right);
    threads.push_back(counted(run.shape.threads, "thread"));
    replications.push_back(counted(run.shape.replications, "replication"));
  }
  Table table(aligns);
  table.add(threads);
  table.add(replications);
  for (const auto& row : rows) {
    std::vector<std::string> cells = {row.name, row.unit};
    for (const auto& run : sitting.runs) {
      cells.push_back(row.cell(run, figures_of(run, sitting, arm)));
    }
    table.add(cells);
  }
  return with_bold_heading(table.text(), terminal) + busy_text(sitting.runs);
}

std::string parts_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal) {
  const MeasuredRun& run = sitting.runs.front();
  const double months = borrower_months_of(arm);
  const double whole = run.seconds * 1e9;
  const auto parts = parts_of(run);
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({"Where the time went", "events", "ns", "ns", "% of"});
  table.add(
      {"1 thread, 1 replication", "a borrower-month", "an event", "a borrower-month", "the run"});
  double events = 0;
  for (const auto& part : parts) {
    const bool some = part.has_events && part.events > 0;
    events += part.events;
    table.add({part.name, part.has_events ? with_decimals(part.events / months, 3) : "",
               some ? with_decimals(part.nanoseconds / part.events, 0) : "",
               with_decimals(part.nanoseconds / months, 0), percent(part.nanoseconds / whole)});
  }
  table.add({"the whole run", with_decimals(events / months, 3), with_decimals(whole / events, 0),
             with_decimals(whole / months, 0), percent(1)});
  std::vector<std::string> most;
  double share = 0;
  for (const auto& part : costliest(parts)) {
    most.push_back(part.name);
    share += part.nanoseconds / whole;
  }
  return with_bold_heading(table.text(), terminal) +
         fmt::format("\nThe three costliest steps, {}, take {:.0f} % of the time.\n",
                     fmt::join(most, ", "), 100 * share);
}

std::string peers_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
               Align::right});
  const std::string heading = "Beside other programs";
  table.add({heading, "", "million", "ns", "bytes", "our speed", "our memory"});
  table.add({"", "threads", "events a second", "an event", "a borrower", "to its", "to its"});
  for (const auto& run : sitting.runs) {
    const RunFigures of = figures_of(run, sitting, arm);
    table.add({fmt::format("creditcycle, {}", counted(run.shape.replications, "replication")),
               grouped(run.shape.threads), three_digits(of.events_a_second / 1e6),
               three_digits(1e9 / of.events_a_second), three_digits(of.peak_bytes_a_borrower), "",
               ""});
  }
  std::string failures;
  for (const auto& [peer, best, failure] : sitting.peers) {
    if (!best) {
      // A row of its own shape: what went wrong takes the place of all figures.
      const std::string name = fmt::format("{:<{}}  ", peer.name, heading.size());
      failures +=
          name + wrap("failed: " + failure, table_width, static_cast<int>(columns(name))) + "\n";
      continue;
    }
    const RunFigures ours = figures_of(ours_for(*best, sitting, arm), sitting, arm);
    const auto bytes = best->bytes_a_borrower;
    table.add({peer.name, fmt::format("{}", best->threads),
               three_digits(best->events_a_second() / 1e6),
               three_digits(1e9 / best->events_a_second()), bytes ? three_digits(*bytes) : "",
               three_digits(ours.events_a_second / best->events_a_second()),
               bytes ? three_digits(ours.peak_bytes_a_borrower / *bytes) : ""});
  }
  return with_bold_heading(table.text(), terminal) + failures +
         "\nTo its: ours on one thread to a peer on one thread, else ours at its fastest. An event "
         "is what\n"
         "each program counts as one; ours run the whole model.\n";
}

void run_json(const MeasuredRun& run, const RunFigures& of, Json& json) {
  json.begin_object().member("threads", run.shape.threads);
  json.member("replications", run.shape.replications).member("seconds", run.seconds);
  json.member("processor_seconds", run.processor_seconds);
  json.member("borrower_months", of.borrower_months).member("events", of.events);
  json.member("borrower_months_a_second_and_core", of.borrower_months_a_second_and_core);
  json.member("events_a_second", of.events_a_second);
  json.member("nanoseconds_a_borrower_month", of.nanoseconds_a_borrower_month);
  json.member("speed_up", of.speed_up).member("seconds_to_first_day", run.seconds_to_begin);
  json.member("seconds_of_days", run.seconds_of_days);
  json.member("seconds_writing", run.seconds_writing).member("writing_share", of.writing_share);
  json.member("serial_share", of.serial_share).member("bytes_a_borrower", of.bytes_a_borrower);
  json.member("peak_bytes_a_borrower", of.peak_bytes_a_borrower).end_object();
}

void part_json(const Part& part, const MeasuredRun& run, double months, Json& json) {
  json.begin_object().member("name", part.name).member("nanoseconds", part.nanoseconds);
  if (part.has_events) {
    json.member("events", part.events).member("events_a_borrower_month", part.events / months);
    json.member("nanoseconds_an_event", part.nanoseconds / part.events);
  }
  json.member("nanoseconds_a_borrower_month", part.nanoseconds / months);
  json.member("share", part.nanoseconds / (run.seconds * 1e9)).end_object();
}

void peer_json(const MeasuredPeer& measured, const Sitting& sitting, const Arm& arm, Json& json) {
  json.begin_object().member("name", measured.peer.name);
  json.member("command", measured.peer.command);
  if (!measured.best) {
    json.member("failed", measured.failure).end_object();
    return;
  }
  const PeerFigures& best = *measured.best;
  const MeasuredRun& our_run = ours_for(best, sitting, arm);
  const RunFigures ours = figures_of(our_run, sitting, arm);
  json.member("events", best.events).member("seconds", best.seconds);
  json.member("threads", best.threads).member("events_a_second", best.events_a_second());
  json.member("nanoseconds_an_event", 1e9 / best.events_a_second());
  json.member("our_threads", our_run.shape.threads);
  json.member("our_replications", our_run.shape.replications);
  json.member("our_speed_to_its", ours.events_a_second / best.events_a_second());
  if (best.bytes_a_borrower) {
    json.member("bytes_a_borrower", *best.bytes_a_borrower);
    json.member("our_memory_to_its", ours.peak_bytes_a_borrower / *best.bytes_a_borrower);
  }
  json.end_object();
}

}  // namespace

std::string sitting_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal) {
  std::string text = heading_text(sitting, arm, terminal) + runs_text(sitting, arm, terminal) +
                     "\n" + parts_text(sitting, arm, terminal);
  if (!sitting.peers.empty()) text += "\n" + peers_text(sitting, arm, terminal);
  return text;
}

std::string sitting_json(const Sitting& sitting, const Arm& arm) {
  const auto& scenario = arm.scenario();
  const MeasuredRun& first = sitting.runs.front();
  const double months = borrower_months_of(arm);
  Json json;
  json.begin_object().member("program", program_version()).member("revision", program_revision());
  json.member("processor", processor_name()).member("cores", sim::Workers::available());
  json.member("name", arm.name).member("title", scenario.title).member("hash", arm.hash);
  json.member("borrowers", scenario.portfolio.borrowers).member("years", scenario.run.years);
  json.member("warm_up_months", scenario.run.warm_up_months).member("seed", scenario.run.seed);
  json.member("shard_size", sitting.settings.shard_size).member("rounds", sitting.rounds);
  json.key("runs").begin_array();
  for (const auto& run : sitting.runs) run_json(run, figures_of(run, sitting, arm), json);
  json.end_array().key("steps").begin_array();
  const auto parts = parts_of(first);
  for (const auto& part : parts) part_json(part, first, months, json);
  json.end_array().key("costliest").begin_array();
  for (const auto& part : costliest(parts)) json.value(part.name);
  json.end_array().key("peers").begin_array();
  for (const auto& peer : sitting.peers) peer_json(peer, sitting, arm, json);
  return json.end_array().end_object().text();
}

}  // namespace cli
