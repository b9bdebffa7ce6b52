// creditcycle economy: what the economy of a scenario does, before anything is run.
#include <fmt/format.h>

#include "cli/arms.hpp"
#include "cli/command.hpp"
#include "cli/economy_report.hpp"
#include "cli/shipped.hpp"
#include "cli/text_output.hpp"

namespace cli {

namespace {

// More paths would not make the quantiles sharper than anybody reads them.
constexpr std::int64_t replications_max = 100'000;

Arm arm_of(const Arguments& arguments) {
  scenarios::Request request = request_of(arguments);
  request.scenario = find_scenario(only_argument(arguments, "one scenario"));
  std::vector<Arm> arms = load_arms(request);
  expect_equal_weights(arms, "economy");
  for (const Arm& arm : arms) {
    const auto& first = arms.front().scenario();
    const bool same = arm.scenario().economy == first.economy &&
                      arm.scenario().run.start == first.run.start &&
                      arm.scenario().run.seed == first.run.seed;
    if (!same) {
      throw InputError(
          fmt::format("{} has arms whose economies differ, such as {} and {}; the "
                      "scenario of one of them is expected",
                      request.scenario, arms.front().name, arm.name));
    }
  }
  if (arms.front().scenario().run.replications > replications_max) {
    throw InputError(fmt::format("run.replications: out of range, found {}, expected {} at most",
                                 arms.front().scenario().run.replications, replications_max));
  }
  return std::move(arms.front());
}

ExitCode economy(const Arguments& arguments, Terminal& terminal) {
  const Arm arm = arm_of(arguments);
  const EconomyPaths paths = economy_paths(
      arm.scenario(), arguments.text("market").value_or(std::string(models::home_market)));
  if (const auto csv = arguments.text("csv")) write_text(*csv, economy_csv(paths));
  if (terminal.json()) {
    terminal.print(economy_json(paths));
  } else if (!terminal.quiet()) {
    terminal.print(economy_text(paths));
  }
  return exit_done;
}

}  // namespace

Command economy_command() {
  Command command{
      "economy",
      "Print what the economy of a scenario does, by quarter, before anything is run: its path, or "
      "the mean and the spread of those it draws, and what an autoregression learnt from its "
      "history",
      "economy SCENARIO [--replications N] [--csv FILE] [--json] [--set KEY=VALUE ...]",
      {{"economy recession", "unemployment, growth, inflation, policy rate and wages by quarter"},
       {"economy random-economy --replications 1000",
        "the mean and the quantiles of 5 and 95 % of a thousand paths, and the autoregression"},
       {"economy random-economy --set economy.lags=4 --json", "with four lags, as JSON"},
       {"economy recession --set economy.severity=2 --csv severe.csv",
        "twice as severe, as a table"}},
      composing_options(),
      economy};
  command.options.push_back(
      {"market", "ID",
       "of this market, where the scenario names several; by default the home one"});
  command.options.push_back(
      {"csv", "FILE", "write date, variable, mean, p5, p95 as CSV, in percent"});
  return command;
}

}  // namespace cli
