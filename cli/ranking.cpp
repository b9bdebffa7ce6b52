#include "cli/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <vector>

#include "analysis/multiple.hpp"
#include "analysis/selection.hpp"
#include "analysis/weights.hpp"
#include "cli/distribution.hpp"
#include "cli/estimate_text.hpp"
#include "cli/options.hpp"
#include "cli/precision.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

struct Ranking {
  analysis::HeadlineTable table;
  double margin = 0;
  analysis::SelectionRule rule;
  analysis::Selection selection;
  std::vector<analysis::Estimate> level;       // by arm
  std::vector<analysis::Estimate> difference;  // from the first arm, together
  std::vector<double> adjusted;                // p values, NaN for the first arm
  std::vector<std::size_t> order;              // best first
};

double margin_of(const RankingQuestion& question, const Ranking& ranking) {
  const auto width = parse_half_width(question.margin, ranking.table.headline->format);
  const double value =
      width ? width->relative ? width->value * std::fabs(ranking.level[0].mean) : width->value : 0;
  if (value > 0) return value;
  throw InputError(fmt::format(
      "--best: found {}, expected the difference from which one arm is better than another, a "
      "share of the first arm's mean such as \"1 %\", or an amount in the measure's unit such as "
      "\"0.1 pp\" or \"10,000\"",
      scenarios::in_quotes(question.margin)));
}

Ranking rank(const output::ResultReader& file, const RankingQuestion& question) {
  Ranking ranking{measure_of(file, question.measure), 0, {}, {}, {}, {}, {}, {}};
  const std::size_t arms = file.arms();
  if (arms < 2) throw InputError("--best: found one arm in the file, expected two or more");
  for (std::size_t arm = 0; arm < arms; ++arm) {
    if (analysis::luck_of(file, arm).is_weighted()) {
      throw InputError(fmt::format(
          "--best: arm {} was drawn by importance sampling, expected replications that weigh the "
          "same",
          scenarios::in_quotes(file.run().arms[arm].name)));
    }
  }
  const auto& values = ranking.table.values;
  const double together = analysis::simultaneous_confidence(arms - 1);
  std::vector<double> p;
  for (std::size_t arm = 0; arm < arms; ++arm) {
    ranking.level.push_back(analysis::estimate(values[arm]));
    ranking.difference.push_back(
        arm == 0 ? analysis::estimate({})
                 : analysis::paired_difference(values[0], values[arm], together));
    p.push_back(analysis::p_value(ranking.difference[arm]));
  }
  ranking.adjusted = analysis::holm(p);
  ranking.margin = margin_of(question, ranking);

  ranking.rule.indifference = ranking.margin;
  std::vector<std::vector<double>> turned = values;
  if (question.lowest) {
    for (auto& arm : turned) {
      for (double& value : arm) value = -value;
    }
  }
  ranking.selection = analysis::select_best({turned.begin(), turned.end()}, ranking.rule);
  // An arm without a mean is last.
  ranking.order.resize(arms);
  std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
  const auto worth = [&](std::size_t arm) {
    const double mean = ranking.level[arm].mean;
    if (std::isnan(mean)) return -std::numeric_limits<double>::infinity();
    return question.lowest ? -mean : mean;
  };
  std::stable_sort(ranking.order.begin(), ranking.order.end(),
                   [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
  return ranking;
}

std::string p_text(double p) {
  if (std::isnan(p)) return "";
  return p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", p);
}

std::string answer(const Ranking& ranking, const std::vector<output::ArmInfo>& arms) {
  const auto& selection = ranking.selection;
  const std::string sure =
      fmt::format("with a probability of at least {:g} %", 100 * ranking.rule.probability);
  if (selection.selected) {
    return fmt::format(
        "the best: {}, or within the margin of it, {} ({} replications were needed)\n",
        arms[selection.best].name, sure, grouped(static_cast<std::int64_t>(selection.used)));
  }
  std::string names;
  for (const std::size_t arm : selection.left) {
    names += (names.empty() ? "" : ", ") + arms[arm].name;
  }
  return fmt::format("not known {}: the best may be {}; look again at {} replications\n", sure,
                     names, grouped(static_cast<std::int64_t>(selection.next)));
}

}  // namespace

std::string ranking_text(const output::ResultReader& file, const RankingQuestion& question,
                         const Terminal& terminal) {
  const Ranking ranking = rank(file, question);
  const auto format = ranking.table.headline->format;
  const auto& arms = file.run().arms;
  Table rows({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  rows.add({"", "mean", "95 % interval", "from " + arms[0].name, "95 % together", "adjusted p"});
  for (const std::size_t arm : ranking.order) {
    const auto level = estimate_text(ranking.level[arm], format);
    std::vector<std::string> row = {arms[arm].name, level.mean, level.interval, "", "", ""};
    if (arm != 0) {
      const auto difference = difference_text(ranking.difference[arm], format);
      row[3] = difference.mean;
      row[4] = difference.interval;
      row[5] = p_text(ranking.adjusted[arm]);
    }
    rows.add(std::move(row));
  }
  return terminal.bold(fmt::format("{}, {} first", ranking.table.headline->long_name,
                                   question.lowest ? "lowest" : "highest")) +
         "\n\n" + with_bold_heading(rows.text(), terminal) + "\n" + answer(ranking, arms);
}

std::string ranking_json(const output::ResultReader& file, const RankingQuestion& question) {
  const Ranking ranking = rank(file, question);
  const auto& arms = file.run().arms;
  const auto& selection = ranking.selection;
  Json json;
  json.begin_object().member("measure", ranking.table.headline->name);
  json.member("margin", ranking.margin).member("probability", ranking.rule.probability);
  json.member("selected", selection.selected).member("best", arms[selection.best].name);
  json.member("replications_used", static_cast<std::uint64_t>(selection.used));
  json.member("replications_next", static_cast<std::uint64_t>(selection.next));
  json.key("arms").begin_array();
  for (const std::size_t arm : ranking.order) {
    json.begin_object().member("arm", arms[arm].name);
    json.member("may_be_best", std::find(selection.left.begin(), selection.left.end(), arm) !=
                                   selection.left.end());
    estimate_json("level", ranking.level[arm], json);
    if (arm != 0) {
      estimate_json("difference", ranking.difference[arm], json);
      json.member("adjusted_p", ranking.adjusted[arm]);
    }
    json.end_object();
  }
  return json.end_array().end_object().text();
}

}  // namespace cli
