// creditcycle facts: does a run show what is known of such lenders.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/done_replications.hpp"
#include "cli/facts_report.hpp"

namespace cli {

namespace {

ArmFacts facts_of(const output::ResultReader& file, std::size_t arm) {
  const DoneReplications done(file, arm, ", and facts are of those");
  return {file.run().arms[arm].name, done.sources().size(), analysis::economy_moves(done.sources()),
          analysis::judge(done.sources(), done.sampling())};
}

ExitCode facts(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const bool csv = arguments.has("csv");
  if (csv && terminal.json()) throw UsageError("--csv or --json is expected, not both");
  std::vector<ArmFacts> arms;
  std::size_t missed = 0;
  bool all_judged = true;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    arms.push_back(facts_of(file, arm));
    missed += misses(arms.back());
    all_judged = all_judged && judged(arms.back()) > 0;
  }
  terminal.print(csv               ? facts_csv(arms)
                 : terminal.json() ? facts_json(arms)
                                   : facts_text(arms, terminal));
  if (missed > 0) return exit_missed;
  // A run that shows nothing has not shown that all is well.
  return all_judged ? exit_done : exit_bad_input;
}

}  // namespace

Command facts_command() {
  return {
      "facts",
      "Say which stylised facts a result file shows: each with its interval, the range that "
      "is published or judged, pass or miss, and the source; exit code 5 where one misses, 2 where "
      "none could be judged",
      "facts RESULT.h5 [--csv | --json]",
      {{"run baseline -o baseline.h5", "first the run: ten years, so that vintages are followed"},
       {"facts baseline.h5", "roll rates, cures, 30+ and 90+, vintages, prepayment, utilisation"},
       {"facts great-recession.h5",
        "where unemployment spans more than a point: how far 30+ and charge-offs rise, and how "
        "many quarters behind; facts of ordinary years are then told without a verdict"},
       {"facts baseline.h5 --csv", "with how each is computed, one line a fact"},
       {"facts baseline.h5 --json", "the same for another program"}},
      {{"csv", "",
        "print the facts as CSV: arm, name, fact, computed, unit, n, mean, low, high, "
        "range_low, range_high, verdict, miss_by, tag, source"}},
      facts};
}

}  // namespace cli
