// creditcycle show: the summary that a result file holds, or one measure's distribution.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analysis/quantile.hpp"
#include "cli/command.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Format;
using analysis::TailEstimate;

// The shares of replications below the quantiles shown; the first is the tail's too.
constexpr double quantiles[] = {0.05, 0.5, 0.95};

analysis::HeadlineTable measure_of(const output::ResultReader& file, const std::string& name) {
  std::vector<std::string> names;
  for (auto& table : analysis::headline_tables(file)) {
    if (table.headline->name == name) return table;
    names.emplace_back(table.headline->name);
  }
  const std::string nearest = scenarios::nearest_name(name, names);
  throw InputError(fmt::format("--measure: found {}, expected {}", scenarios::in_quotes(name),
                               nearest.empty() ? scenarios::one_of(names)
                                               : fmt::format("a headline measure; did you mean {}?",
                                                             scenarios::in_quotes(nearest))));
}

// One cell: the value with its interval, where few replications leave an end open "–" stands.
std::string cell(const TailEstimate& found, Format format) {
  // Digits by the width of the interval, or of the value's own size where it has none.
  const bool known = std::isfinite(found.low) && std::isfinite(found.high);
  const double precision = known ? (found.high - found.low) / 2 : std::fabs(found.value) / 100;
  const auto one = [&](double value) {
    return std::isfinite(value) ? estimate_text({found.n, value, 0, precision}, format).mean
                                : std::string("–");
  };
  return fmt::format("{}  ({} to {})", one(found.value), one(found.low), one(found.high));
}

std::string distribution_text(const output::ResultReader& file, const std::string& measure,
                              const Terminal& terminal) {
  const auto table = measure_of(file, measure);
  const Format format = table.headline->format;
  const std::string unit(table.headline->unit);
  std::string text = terminal.bold(std::string(table.headline->long_name));
  text += fmt::format("{}\nover {} replications, with 95 % intervals\n\n",
                      unit.empty() ? "" : ", " + unit, grouped(file.replications()));
  Table rows({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  std::vector<std::string> heading = {"", "mean"};
  for (const double p : quantiles) heading.push_back(fmt::format("quantile of {:g} %", 100 * p));
  heading.push_back(fmt::format("mean of the lowest {:g} %", 100 * quantiles[0]));
  rows.add(heading);
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const auto& values = table.values[arm];
    const auto mean = analysis::estimate(values);
    std::vector<std::string> cells = {file.run().arms[arm].name,
                                      cell({mean.n, mean.mean, mean.low(), mean.high()}, format)};
    for (const double p : quantiles) cells.push_back(cell(analysis::quantile(values, p), format));
    cells.push_back(cell(analysis::lower_tail_mean(values, quantiles[0]), format));
    rows.add(std::move(cells));
  }
  return text + with_bold_heading(rows.text(), terminal) +
         "\n–: an end that takes more replications\n";
}

void tail_json(const TailEstimate& found, Json& json) {
  json.member("n", static_cast<std::uint64_t>(found.n)).member("value", found.value);
  json.member("low", found.low).member("high", found.high).end_object();
}

std::string distribution_json(const output::ResultReader& file, const std::string& measure) {
  const auto table = measure_of(file, measure);
  Json json;
  json.begin_object().member("measure", table.headline->name).key("arms").begin_array();
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const auto& values = table.values[arm];
    json.begin_object().member("arm", file.run().arms[arm].name);
    estimate_json("mean", analysis::estimate(values), json);
    json.key("quantiles").begin_array();
    for (const double p : quantiles) {
      json.begin_object().member("share", p);
      tail_json(analysis::quantile(values, p), json);
    }
    json.end_array().key("lower_tail_mean").begin_object().member("share", quantiles[0]);
    tail_json(analysis::lower_tail_mean(values, quantiles[0]), json);
    json.end_object();
  }
  return json.end_array().end_object().text();
}

ExitCode show(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  if (const auto measure = arguments.text("measure")) {
    terminal.print(terminal.json() ? distribution_json(file, *measure)
                                   : distribution_text(file, *measure, terminal));
    return exit_done;
  }
  if (terminal.json()) {
    Json json;
    json.begin_object();
    summary_json(file, json);
    terminal.print(json.end_object().text());
  } else {
    terminal.print(summary_text(file, terminal));
    terminal.print("\ndigest " + file.digest() + "\n");
  }
  return exit_done;
}

}  // namespace

Command show_command() {
  return {"show",
          "Print the summary of a result file, or the distribution of one measure",
          "show RESULT.h5 [--measure NAME]",
          {{"show recession.h5", "the headline measures with their 95 % intervals"},
           {"show recession.h5 --measure net_income_a_year",
            "quantiles of one measure over the replications, and the mean of its lower tail"},
           {"show recession.h5 --json", "the same for another program"}},
          {{"measure", "NAME", "a headline measure, by its name in --json"}},
          show};
}

}  // namespace cli
