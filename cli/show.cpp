// creditcycle show: the summary that a result file holds, one measure's distribution, how likely a
// breach is, which arm is the best, or what to decide.
#include <fmt/format.h>

#include "analysis/weights.hpp"
#include "cli/breach_rule.hpp"
#include "cli/command.hpp"
#include "cli/decision_view.hpp"
#include "cli/distribution.hpp"
#include "cli/ranking.hpp"
#include "cli/report.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

std::string summary_of(const output::ResultReader& file, bool control, const Terminal& terminal) {
  if (!terminal.json()) {
    return summary_text(file, terminal, control) + "\ndigest " + file.digest() + "\n";
  }
  Json json;
  json.begin_object();
  summary_json(file, json, control);
  return json.end_object().text();
}

std::string decision_of(const output::ResultReader& file, const Arguments& arguments,
                        const Terminal& terminal) {
  std::vector<std::string> arms;
  for (const auto& arm : file.run().arms) {
    if (analysis::luck_of(file, arms.size()).is_weighted()) {
      throw InputError(fmt::format(
          "--decision: arm {} was drawn by importance sampling, expected replications that weigh "
          "the same; --measure and --breach weigh them",
          scenarios::in_quotes(arm.name)));
    }
    arms.push_back(arm.name);
  }
  const StudyResult study = decision_among(arms, arguments);
  if (!terminal.json()) {
    return decision_text(study, file, arguments, terminal) + "\ndigest " + file.digest() + "\n";
  }
  Json json;
  json.begin_object();
  decision_json(study, file, arguments, json);
  return json.end_object().text();
}

// The best arm of each scenario; all arms are of one where their names do not say which.
std::string best_of(const output::ResultReader& file, const std::string& measure,
                    const std::string& margin, bool lowest, const Terminal& terminal) {
  std::vector<std::string> names;
  for (const auto& arm : file.run().arms) names.push_back(arm.name);
  if (names.size() < 2) {
    throw InputError("--best: found one arm in the file, expected two or more");
  }
  std::string text;
  const StudyResult study = study_of(names, std::nullopt);
  for (const ScenarioArms& scenario : study.scenarios) {
    if (scenario.others.empty()) continue;
    RankingQuestion question{measure, margin, lowest};
    question.arms = {scenario.base};
    question.arms.insert(question.arms.end(), scenario.others.begin(), scenario.others.end());
    const Ranking ranking = rank(file, question);
    if (!text.empty()) text += terminal.json() ? ",\n" : "\n";
    text += terminal.json() ? ranking_json(file, ranking) : ranking_text(file, ranking, terminal);
  }
  if (!terminal.json() || study.scenarios.size() == 1) return text;
  return "[\n" + text + "]\n";
}

// One question at a time, and no option that its question does not have.
void check_question(const Arguments& arguments) {
  const bool measure = arguments.has("measure");
  if (measure && arguments.has("breach")) {
    throw UsageError("--breach names its measure: leave out --measure");
  }
  if (arguments.has("best") && !measure) {
    throw UsageError("--best wants the --measure in which an arm is the best");
  }
  if (arguments.has("lowest") && !arguments.has("best")) {
    throw UsageError("--lowest goes with --best");
  }
  if (arguments.has("control") && (measure || arguments.has("breach"))) {
    throw UsageError("--control goes with the summary and with --decision");
  }
  if (!wants_decision(arguments)) return;
  for (const char* other : {"measure", "breach"}) {
    if (!arguments.has(other)) continue;
    throw UsageError(
        fmt::format("--decision and --{} are two questions; ask one at a time", other));
  }
}

ExitCode show(const Arguments& arguments, Terminal& terminal) {
  check_question(arguments);
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const bool as_json = terminal.json();
  const auto measure = arguments.text("measure");
  if (wants_decision(arguments)) {
    terminal.print(decision_of(file, arguments, terminal));
  } else if (const auto margin = arguments.text("best")) {
    terminal.print(best_of(file, *measure, *margin, arguments.has("lowest"), terminal));
  } else if (measure) {
    terminal.print(as_json ? distribution_json(file, *measure)
                           : distribution_text(file, *measure, terminal));
  } else if (const auto breach = arguments.text("breach")) {
    const BreachRule rule = breach_rule_of(*breach);
    terminal.print(as_json ? breach_json(file, rule) : breach_text(file, rule, terminal));
  } else {
    terminal.print(summary_of(file, arguments.has("control"), terminal));
  }
  return exit_done;
}

}  // namespace

Command show_command() {
  Command command{
      "show",
      "Print the summary of a result file, what it says of one measure, or what to decide",
      "show RESULT.h5 [--measure NAME [--best MARGIN] | --breach RULE | --decision]",
      {{"show recession.h5", "the headline measures with their 95 % intervals"},
       {"show recession.h5 --measure net_income_a_year",
        "quantiles of one measure over the replications, and the means of its tails"},
       {"show limits.h5 --measure net_income_a_year --best \"1 %\"",
        "the arms ranked, and the best one with the probability that it is"},
       {"show recession.h5 --breach \"return_on_assets < 3 %\"",
        "how likely that is, with its interval"},
       {"show limits.h5 --decision",
        "its arms against the first of each scenario: verdict, drivers, whom it touches"},
       {"show recession.h5 --json", "the same for another program"}},
      {{"measure", "NAME", "a headline measure, by its name in --json"},
       {"best", "MARGIN",
        "rank the arms; differences below the margin do not matter: \"1 %\" of the first arm's "
        "mean, \"0.1 pp\" or \"10,000\""},
       {"lowest", "", "with --best: the smallest value is the best"},
       {"breach", "RULE", "a headline measure, < or >, and a value: \"net_income < 0\""}},
      show};
  command.options.push_back(control_option());
  for (const auto& option : decision_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
