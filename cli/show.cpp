// creditcycle show: the summary that a result file holds, one measure's distribution, how likely a
// breach is, or which arm is the best.
#include "cli/breach_rule.hpp"
#include "cli/command.hpp"
#include "cli/distribution.hpp"
#include "cli/ranking.hpp"
#include "cli/report.hpp"

namespace cli {

namespace {

std::string summary_of(const output::ResultReader& file, const Terminal& terminal) {
  if (!terminal.json()) return summary_text(file, terminal) + "\ndigest " + file.digest() + "\n";
  Json json;
  json.begin_object();
  summary_json(file, json);
  return json.end_object().text();
}

ExitCode show(const Arguments& arguments, Terminal& terminal) {
  const auto measure = arguments.text("measure");
  const auto breach = arguments.text("breach");
  const auto margin = arguments.text("best");
  if (measure && breach) throw UsageError("--breach names its measure: leave out --measure");
  if (margin && !measure)
    throw UsageError("--best wants the --measure in which an arm is the best");
  if (arguments.has("lowest") && !margin) throw UsageError("--lowest goes with --best");
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const bool as_json = terminal.json();
  if (margin) {
    const RankingQuestion question{*measure, *margin, arguments.has("lowest")};
    terminal.print(as_json ? ranking_json(file, question) : ranking_text(file, question, terminal));
  } else if (measure) {
    terminal.print(as_json ? distribution_json(file, *measure)
                           : distribution_text(file, *measure, terminal));
  } else if (breach) {
    const BreachRule rule = breach_rule_of(*breach);
    terminal.print(as_json ? breach_json(file, rule) : breach_text(file, rule, terminal));
  } else {
    terminal.print(summary_of(file, terminal));
  }
  return exit_done;
}

}  // namespace

Command show_command() {
  return {"show",
          "Print the summary of a result file, or what it says of one measure",
          "show RESULT.h5 [--measure NAME [--best MARGIN]] [--breach RULE]",
          {{"show recession.h5", "the headline measures with their 95 % intervals"},
           {"show recession.h5 --measure net_income_a_year",
            "quantiles of one measure over the replications, and the means of its tails"},
           {"show limits.h5 --measure net_income_a_year --best \"1 %\"",
            "the arms ranked, and the best one with the probability that it is"},
           {"show recession.h5 --breach \"return_on_assets < 3 %\"",
            "how likely that is, with its interval"},
           {"show recession.h5 --json", "the same for another program"}},
          {{"measure", "NAME", "a headline measure, by its name in --json"},
           {"best", "MARGIN",
            "rank the arms; differences below the margin do not matter: \"1 %\" of the first arm's "
            "mean, \"0.1 pp\" or \"10,000\""},
           {"lowest", "", "with --best: the smallest value is the best"},
           {"breach", "RULE", "a headline measure, < or >, and a value: \"net_income < 0\""}},
          show};
}

}  // namespace cli
