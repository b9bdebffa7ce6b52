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

double margin_of(const Ranking& ranking) {
  const auto width = parse_half_width(ranking.question.margin, ranking.headline->format);
  const double value =
      width ? width->relative ? width->value * std::fabs(ranking.level[0].mean) : width->value : 0;
  if (value > 0) return value;
  throw InputError(fmt::format(
      "{}: found {}, expected the difference from which one arm is better than another, a "
      "share of the first arm's mean such as \"1 %\", or an amount in the measure's unit such as "
      "\"0.1 pp\" or \"10,000\"",
      ranking.question.where, scenarios::in_quotes(ranking.question.margin)));
}

std::string p_text(double p) {
  if (std::isnan(p)) return "";
  return p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", p);
}

std::string answer(const Ranking& ranking, const std::vector<output::ArmInfo>& arms) {
  const auto& selection = ranking.selection;
  const auto name = [&](std::size_t i) { return arms[ranking.question.arms[i]].name; };
  const std::string sure =
      fmt::format("with a probability of at least {:g} %", 100 * ranking.question.probability);
  if (selection.selected) {
    return fmt::format(
        "the best: {}, or within the margin of it, {} ({} replications were needed)\n",
        name(selection.best), sure, grouped(static_cast<std::int64_t>(selection.used)));
  }
  std::string names;
  for (const std::size_t i : selection.left) names += (names.empty() ? "" : ", ") + name(i);
  return fmt::format("not known {}: the best may be {}; look again at {} replications\n", sure,
                     names, grouped(static_cast<std::int64_t>(selection.next)));
}

bool may_be_best(const Ranking& ranking, std::size_t i) {
  const auto& left = ranking.selection.left;
  return std::find(left.begin(), left.end(), i) != left.end();
}

}  // namespace

Ranking rank(const output::ResultReader& file, const RankingQuestion& question) {
  Ranking ranking;
  ranking.question = question;
  auto& places = ranking.question.arms;
  if (places.empty()) {
    places.resize(file.arms());
    std::iota(places.begin(), places.end(), std::size_t{0});
  }
  const auto table = measure_of(file, question.measure);
  ranking.headline = table.headline;
  const std::size_t arms = places.size();
  if (arms < 2) {
    throw InputError(question.where + ": found one arm in the file, expected two or more");
  }
  std::vector<std::vector<double>> values;
  for (const std::size_t arm : places) {
    if (analysis::luck_of(file, arm).is_weighted()) {
      throw InputError(fmt::format(
          "{}: arm {} was drawn by importance sampling, expected replications that weigh the same",
          question.where, scenarios::in_quotes(file.run().arms[arm].name)));
    }
    values.push_back(table.values[arm]);
  }
  const double together = analysis::simultaneous_confidence(arms - 1);
  std::vector<double> p;
  for (std::size_t i = 0; i < arms; ++i) {
    ranking.level.push_back(analysis::estimate(values[i]));
    ranking.difference.push_back(i == 0
                                     ? analysis::estimate({})
                                     : analysis::paired_difference(values[0], values[i], together));
    p.push_back(analysis::p_value(ranking.difference[i]));
  }
  ranking.adjusted = analysis::holm(p);
  ranking.margin = margin_of(ranking);

  if (question.lowest) {
    for (auto& arm : values) {
      for (double& value : arm) value = -value;
    }
  }
  const analysis::SelectionRule rule{10, ranking.margin, question.probability};
  ranking.selection = analysis::select_best({values.begin(), values.end()}, rule);
  // An arm without a mean is last.
  ranking.order.resize(arms);
  std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
  const auto worth = [&](std::size_t i) {
    const double mean = ranking.level[i].mean;
    if (std::isnan(mean)) return -std::numeric_limits<double>::infinity();
    return question.lowest ? -mean : mean;
  };
  std::stable_sort(ranking.order.begin(), ranking.order.end(),
                   [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
  return ranking;
}

std::string ranking_text(const output::ResultReader& file, const Ranking& ranking,
                         const Terminal& terminal) {
  const auto format = ranking.headline->format;
  const auto& arms = file.run().arms;
  const auto name = [&](std::size_t i) { return arms[ranking.question.arms[i]].name; };
  Table rows({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  rows.add({"", "mean", "95 % interval", "from " + name(0), "95 % together", "adjusted p"});
  for (const std::size_t i : ranking.order) {
    const auto level = estimate_text(ranking.level[i], format);
    std::vector<std::string> row = {name(i), level.mean, level.interval, "", "", ""};
    if (i != 0) {
      const auto difference = difference_text(ranking.difference[i], format);
      row[3] = difference.mean;
      row[4] = difference.interval;
      row[5] = p_text(ranking.adjusted[i]);
    }
    rows.add(std::move(row));
  }
  return terminal.bold(fmt::format("{}, {} first", ranking.headline->long_name,
                                   ranking.question.lowest ? "lowest" : "highest")) +
         "\n\n" + with_bold_heading(rows.text(), terminal) + "\n" + answer(ranking, arms);
}

std::string ranking_json(const output::ResultReader& file, const Ranking& ranking) {
  const auto& arms = file.run().arms;
  const auto name = [&](std::size_t i) { return arms[ranking.question.arms[i]].name; };
  const auto& selection = ranking.selection;
  Json json;
  json.begin_object().member("measure", ranking.headline->name);
  json.member("margin", ranking.margin).member("probability", ranking.question.probability);
  json.member("selected", selection.selected).member("best", name(selection.best));
  json.member("replications_used", static_cast<std::uint64_t>(selection.used));
  json.member("replications_next", static_cast<std::uint64_t>(selection.next));
  json.key("arms").begin_array();
  for (const std::size_t i : ranking.order) {
    json.begin_object().member("arm", name(i));
    json.member("may_be_best", may_be_best(ranking, i));
    estimate_json("level", ranking.level[i], json);
    if (i != 0) {
      estimate_json("difference", ranking.difference[i], json);
      json.member("adjusted_p", ranking.adjusted[i]);
    }
    json.end_object();
  }
  return json.end_array().end_object().text();
}

std::vector<ReportLine> ranking_lines(const output::ResultReader& file, const Ranking& ranking) {
  const auto& arms = file.run().arms;
  const auto name = [&](std::size_t i) { return arms[ranking.question.arms[i]].name; };
  std::vector<ReportLine> lines;
  for (const std::size_t i : ranking.order) {
    ReportLine line;
    line.arm = name(i);
    line.base = name(0);
    line.item = ranking.headline->name;
    line.unit = unit_name(ranking.headline->format);
    line.section = "best";
    line.set(ranking.level[i]);
    if (may_be_best(ranking, i)) {
      line.verdict = ranking.selection.selected ? "best" : "may be best";
    }
    lines.push_back(line);
    if (i == 0) continue;
    line.section = "best_difference";
    line.set(ranking.difference[i]);
    line.verdict.clear();
    lines.push_back(line);
  }
  return lines;
}

}  // namespace cli
