// creditcycle refit: the score that a lender would fit to what it has seen.
#include "models/refit.hpp"

#include <fmt/format.h>
#include <variant>

#include "cli/arms.hpp"
#include "cli/command.hpp"
#include "cli/experiment.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/text.hpp"
#include "cli/text_output.hpp"
#include "models/simulate.hpp"
#include "sim/parallel.hpp"

namespace cli {

namespace {

// The end of which month of the report, as "2026-12".
std::string month_name(const models::Scenario& scenario, int simulated_month) {
  const auto date = scenario.first_day() + std::chrono::months(simulated_month);
  return fmt::format("{:04}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()));
}

std::string keys_of(const models::PointsScore& card) {
  std::string text = fmt::format("base = {}\n", card.base);
  for (const models::Characteristic& one : card.characteristics) {
    text += fmt::format(
        "\n[[scoring.characteristics]]\nid = \"{}\"\nfeature = \"{}\"\ncuts = [{}]\npoints = [{}]\n"
        "missing_points = {}\n",
        one.id, models::name_of(one.feature), fmt::join(one.cuts, ", "),
        fmt::join(one.points, ", "), one.missing_points);
  }
  return text;
}

// Numbers have as many digits as it takes to read them back to the last bit.
std::string keys_of(const models::LogisticScore& model) {
  std::string text = fmt::format(
      "intercept = {}\n\n[scoring.scale]\npoints_to_double_odds = {}\nbase_score = {}\n"
      "base_odds = {}\n",
      model.intercept, model.scale.points_to_double_odds, model.scale.base_score,
      model.scale.base_odds);
  for (const models::LogisticTerm& one : model.terms) {
    text += fmt::format(
        "\n[[scoring.terms]]\nid = \"{}\"\nfeature = \"{}\"\ncoefficient = {}\ntransform = \"{}\"\n"
        "low = {}\nhigh = {}\nmean = {}\ndeviation = {}\nmissing = {}\n",
        one.id, models::name_of(one.feature), one.coefficient, models::name_of(one.transform),
        one.low, one.high, one.mean, one.deviation, one.missing);
  }
  return text;
}

// The model as a policy file.
std::string policy_text(const models::ScoreModel& fitted, const std::string& month) {
  return std::visit(
      [&](const auto& model) {
        return fmt::format(
            "title = \"Score fitted at the end of {}\"\n\n[scoring]\nkind = \"{}\"\n{}", month,
            model.kind, keys_of(model));
      },
      fitted);
}

std::string refits_text(const models::Scenario& scenario, const std::vector<models::Refit>& refits,
                        const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
               Align::right});
  table.add({"fitted at the end of", "accepted", "bad", "declined", "bad, as expected",
             "let through", "bad"});
  for (const models::Refit& one : refits) {
    const auto percent = [](double part, std::int64_t whole) {
      if (whole == 0) return std::string("–");
      return with_decimals(100 * part / static_cast<double>(whole), 2) + " %";
    };
    const auto count = [](std::int64_t number) {
      return with_decimals(static_cast<double>(number), 0);
    };
    table.add({month_name(scenario, one.month), count(one.accepted),
               percent(static_cast<double>(one.bad), one.accepted), count(one.rejected),
               percent(one.rejected_bad * static_cast<double>(one.rejected), one.rejected),
               count(one.passed_over),
               percent(static_cast<double>(one.passed_over_bad), one.passed_over)});
  }
  return with_bold_heading(table.text(), terminal);
}

ExitCode refit(const Arguments& arguments, Terminal& terminal) {
  scenarios::Request request = request_of(arguments);
  request.scenario = find_scenario(only_argument(arguments, "one scenario"));
  const std::vector<Arm> arms = load_arms(request);
  const models::Scenario& scenario = arms.front().scenario();
  if (scenario.scoring.refit.every == 0) {
    throw InputError(
        "scoring.refit.every is 0: the score is never fitted; a number of months is expected, "
        "as with --set scoring.refit.every=12");
  }
  std::vector<models::Refit> refits;
  models::Settings how;
  how.on_refit = [&](const models::Refit& one) { refits.push_back(one); };
  const auto replication = arguments.whole("replication", 0, 1'000'000).value_or(0);
  sim::Workers workers(experiment_settings_of(arguments).threads);
  models::simulate(scenario, static_cast<std::uint32_t>(replication), how, workers);
  if (refits.empty()) {
    throw InputError(
        fmt::format("no score could be fitted: of the applications of a year, {} bad ones are "
                    "expected at least; more borrowers or years would have them",
                    models::bad_least));
  }
  const std::string policy =
      policy_text(refits.back().model, month_name(scenario, refits.back().month));
  if (const auto file = arguments.text("output")) write_text(*file, policy);
  terminal.print(refits_text(scenario, refits, terminal));
  if (!arguments.has("output")) terminal.print("\n" + policy);
  return exit_done;
}

}  // namespace

Command refit_command() {
  Command command{
      "refit",
      "Simulate a scenario whose score is fitted anew, and print the last one as a policy file",
      "refit SCENARIO [-o FILE] [--replication R] [--set KEY=VALUE ...] [--policy FILE ...]",
      {{"refit recession --set scoring.refit.every=12 -o card.toml",
        "a scorecard a year, the last as a policy for run --policy card.toml"}},
      composing_options(),
      refit};
  command.options.push_back({"output,o", "FILE", "write the last score as a policy file"});
  command.options.push_back({"replication", "R", "which replication; 0 by default"});
  command.options.push_back(
      {"threads", "N", "threads; as many as there are processors by default"});
  return command;
}

}  // namespace cli
