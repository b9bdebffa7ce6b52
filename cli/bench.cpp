// creditcycle bench: how fast the whole model is here, and where the time goes.
#include <fmt/format.h>

#include "cli/bench_report.hpp"
#include "cli/command.hpp"
#include "cli/experiment.hpp"
#include "cli/shipped.hpp"
#include "cli/sitting.hpp"

namespace cli {

namespace {

constexpr std::int64_t rounds_default = 3;

// A size that takes under a minute, before whatever the command line sets.
void choose_size(const Arguments& arguments, int threads, scenarios::Request& request) {
  const auto set = [](const char* key, std::int64_t value) {
    return fmt::format("{}={}", key, value);
  };
  request.sets.insert(
      request.sets.begin(),
      {set("portfolio.borrowers", 100'000), set("run.years", 3), set("run.replications", threads)});
  if (const auto borrowers = arguments.whole("borrowers", 1, 1'000'000'000)) {
    request.sets.push_back(set("portfolio.borrowers", *borrowers));
  }
  if (const auto years = arguments.whole("years", 1, 1'000)) {
    request.sets.push_back(set("run.years", *years));
  }
}

Arm arm_of(const Arguments& arguments, int threads) {
  scenarios::Request request = request_of(arguments);
  choose_size(arguments, threads, request);
  request.scenario =
      find_scenario(arguments.positional().empty() ? "scenarios/recession.toml"
                                                   : only_argument(arguments, "a scenario"));
  std::vector<Arm> arms = load_arms(request);
  if (arms.size() > 1) {
    throw InputError(fmt::format("{} holds {} arms, and one is measured; name a scenario file",
                                 request.scenario, arms.size()));
  }
  return std::move(arms.front());
}

SittingSettings settings_of(const Arguments& arguments) {
  const ExperimentSettings experiment = experiment_settings_of(arguments);
  SittingSettings settings;
  settings.threads = experiment.threads;
  settings.shard_size = experiment.shard_size;
  settings.rounds = static_cast<int>(arguments.whole("repeat", 1, 1'000).value_or(rounds_default));
  for (const auto& peer : arguments.all("peer")) settings.peers.push_back(peer_of(peer));
  return settings;
}

ExitCode bench(const Arguments& arguments, Terminal& terminal) {
  const SittingSettings settings = settings_of(arguments);
  Interrupt interrupt;
  const Arm arm = arm_of(arguments, settings.threads);
  const Sitting sitting = hold_sitting(arm, settings, interrupt, terminal);
  if (sitting.rounds > 0) {
    terminal.print(terminal.json() ? sitting_json(sitting, arm)
                                   : sitting_text(sitting, arm, terminal));
  }
  if (sitting.rounds < settings.rounds) {
    terminal.error(
        fmt::format("interrupted: {} of {} rounds are complete", sitting.rounds, settings.rounds));
    return exit_incomplete;
  }
  for (const auto& peer : sitting.peers) {
    if (!peer.best) return exit_incomplete;
  }
  return exit_done;
}

}  // namespace

Command bench_command() {
  Command command{
      "bench",
      "Measure the whole model on this machine: how fast, how much memory, where the time goes",
      "bench [SCENARIO] [--set KEY=VALUE ...] [--repeat K] [--peer NAME=COMMAND ...]",
      {
          {"bench", "the shipped recession with 100,000 borrowers and 3 years; under a minute"},
          {"bench --borrowers 1_000_000 --threads 8 --repeat 5",
           "more borrowers, on 1 and on 8 threads, best of 5"},
          {"bench baseline --set network.degree_mean=0", "without a social network"},
          {"bench --peer 'heap=./heap --borrowers 100000' --json",
           "beside a program that prints {\"events\": 9800000, \"seconds\": 2.9}"},
      },
      composing_options(),
      bench};
  for (auto& option : command.options) {
    if (option.name == "replications") {
      option.meaning = "how many the last run has, on all threads; as many as threads by default";
    }
  }
  command.options.insert(
      command.options.end(),
      {{"borrowers", "N", "how many borrowers; 100,000 by default (portfolio.borrowers)"},
       {"years", "Y", "how many years after the warm-up; 3 by default (run.years)"},
       {"threads", "T", "what to measure beside one thread; all of the machine by default"},
       {"repeat", "K",
        "rounds in which all runs and peers take turns, the best of each being kept; 3 by default"},
       {"peer", "NAME=COMMAND",
        "measure another program too, which prints a line of JSON with \"events\" and \"seconds\" "
        "and may add \"threads\" and \"rss_per_borrower\"; one that fails is reported, and the "
        "exit "
        "code is 3; may be repeated",
        true},
       {"shard-size", "N", "borrowers a shard", false, true}});
  return command;
}

}  // namespace cli
