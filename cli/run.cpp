// creditcycle run: a scenario in, a result file out.
#include <filesystem>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/experiment.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/text.hpp"
#include "cli/trace.hpp"

namespace cli {

namespace {

namespace fs = std::filesystem;

// recession.toml gives recession.h5 in the working directory; a result file that runs again from
// itself must not be its own output.
std::string default_output(const std::string& scenario) {
  const fs::path stem = fs::path(scenario).stem();
  return stem.string() + (is_result_file(scenario) ? "-again.h5" : ".h5");
}

// Thread time of a borrower's month, the warm-up included.
double nanoseconds_a_month(const std::vector<Arm>& arms, const Outcome& outcome, int threads) {
  double months = 0;
  for (const auto& arm : arms) months += borrower_months_of(arm);
  months *= static_cast<double>(outcome.done) / static_cast<double>(arms.size());
  return outcome.seconds * threads * 1e9 / months;
}

std::string cost_text(const std::vector<Arm>& arms, const Outcome& outcome, int threads) {
  if (outcome.done == 0) return "nothing was left to do";
  return fmt::format("{} on {} thread{}, {:.0f} ns a borrower and month",
                     duration_text(outcome.seconds), threads, threads == 1 ? "" : "s",
                     nanoseconds_a_month(arms, outcome, threads));
}

// A trace is of one arm and one replication, and leaves no file behind.
ExitCode trace(const TraceQuestion& question, const std::vector<Arm>& arms,
               const Arguments& arguments, const Interrupt& interrupt, Terminal& terminal) {
  for (const char* option : {"output", "resume", "force"}) {
    if (!arguments.has(option)) continue;
    throw UsageError(fmt::format("--{} is about a result file, and --trace keeps none", option));
  }
  if (arms.size() > 1) {
    throw InputError(fmt::format("--trace: found {} arms in {}, expected a file with one of them",
                                 arms.size(), arguments.positional().front()));
  }
  const models::Scenario& scenario = arms.front().scenario();
  if (question.replication >= scenario.run.replications) {
    throw InputError(
        fmt::format("--replication: found {}, expected one from 0 to {} (run.replications less "
                    "one)",
                    question.replication, scenario.run.replications - 1));
  }
  return tell_trace(scenario, question, experiment_settings_of(arguments), interrupt, terminal);
}

ExitCode run(const Arguments& arguments, Terminal& terminal) {
  const ExperimentSettings settings = experiment_settings_of(arguments);
  Interrupt interrupt;
  scenarios::Request request = request_of(arguments);
  request.scenario = find_scenario(only_argument(arguments, "a scenario"));
  const auto question = trace_question_of(arguments);
  if (!question && arguments.has("csv")) {
    throw UsageError("--csv is about a trace; add --trace borrower=N");
  }
  const std::vector<Arm> arms = load_arms(request);
  if (question) return trace(*question, arms, arguments, interrupt, terminal);
  const std::string path = arguments.text("output").value_or(default_output(request.scenario));

  const Outcome outcome = run_into(path, arms, settings, interrupt, terminal);
  const output::ResultReader file(path);
  if (terminal.json()) {
    Json json;
    json.begin_object().member("file", path).member("seconds", outcome.seconds);
    summary_json(file, json);
    terminal.print(json.end_object().text());
  } else if (!terminal.quiet()) {
    terminal.print(summary_text(file, terminal));
    terminal.print(fmt::format("\n{}\ndigest {}\nresults in {} ({})\n",
                               cost_text(arms, outcome, settings.threads), file.digest(), path,
                               bytes_text(static_cast<double>(fs::file_size(path)))));
  }
  return conclude(outcome, path, terminal);
}

}  // namespace

Command run_command() {
  Command command{
      "run",
      "Simulate a scenario and keep the results in a file",
      "run SCENARIO [--set KEY=VALUE ...] [--policy FILE ...] [-o FILE] [--resume | --force]",
      {
          {"run scenarios/recession.toml", "simulate the recession; results in recession.h5"},
          {"run recession --set portfolio.borrowers=10_000 run.years=3 -o small.h5",
           "the shipped scenario of that name, smaller"},
          {"run recession --policy tight-limits -o tight.h5", "the same under another policy"},
          {"run recession --resume", "finish what was interrupted or killed, to the same results"},
          {"run recession.h5 --seed 2 -o other-luck.h5",
           "run again from a result file, which holds all that is needed"},
          {"run recession --replication 3 --trace borrower=1234",
           "what happened to one borrower in one replication, event by event"},
      },
      composing_options(),
      run};
  command.options.push_back(
      {"output,o", "FILE", "the result file; by default named after the scenario, in this folder"});
  for (const auto& option : trace_options()) command.options.push_back(option);
  command.options.push_back({"csv", "FILE", "with --trace: write every figure of it as CSV"});
  for (const auto& option : experiment_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
