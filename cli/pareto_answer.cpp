// The front of several objectives over the variants of a study.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "analysis/pareto.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/study_answers.hpp"
#include "cli/study_figures.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

// The study's variants, each once, in its order.
std::vector<std::string> variants_of(const StudyArms& study) {
  std::vector<std::string> names;
  for (const auto& point : study.points) {
    if (std::find(names.begin(), names.end(), point.variant) == names.end()) {
      names.push_back(point.variant);
    }
  }
  return names;
}

std::string share_text(double share) {
  if (std::isnan(share)) return "–";
  return fmt::format("{:.0f} %", 100 * share);
}

}  // namespace

Answer pareto_answer(const StudyArms& study, const output::ResultReader& file,
                     const Terminal& terminal) {
  const StudyFigures figures(study, file);
  std::vector<Objective> objectives;
  for (const std::string& text : study.study.pareto.objectives) {
    objectives.push_back(objective_of(text, "pareto.objectives", scenario_names(study.study)));
  }
  const auto variants = variants_of(study);
  std::vector<std::vector<std::vector<double>>> values;  // objective, variant, replication
  for (const Objective& objective : objectives) {
    values.emplace_back();
    for (const std::string& variant : variants) {
      const auto of =
          figures.values(*objective.figure.headline, objective.figure.scenario, variant);
      values.back().emplace_back();
      for (const double value : of) values.back().back().push_back(objective.worth(value));
    }
  }
  const auto points = analysis::pareto_points(values);
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return points[a].worth.front() > points[b].worth.front();
  });
  std::vector<std::string> heading = {"on the front"};
  std::vector<Align> aligns = {Align::left};
  for (const std::string& text : study.study.pareto.objectives) {
    heading.push_back(text);
    aligns.push_back(Align::right);
  }
  heading.push_back("on it in");
  aligns.push_back(Align::right);
  Table table(aligns);
  table.add(heading);
  Answer answer;
  std::size_t behind = 0;
  for (const std::size_t i : order) {
    std::vector<std::string> row = {variants[i]};
    for (std::size_t k = 0; k < objectives.size(); ++k) {
      const auto& figure = objectives[k].figure;
      const auto estimate =
          analysis::estimate(figures.values(*figure.headline, figure.scenario, variants[i]));
      row.push_back(estimate_text(estimate, figure.headline->format).mean);
      ReportLine line;
      line.scenario = figure.scenario;
      line.arm = variants[i];
      line.section = "pareto";
      line.item = figure.headline->name;
      line.unit = unit_name(figure.headline->format);
      line.set(estimate);
      if (points[i].on_front) line.verdict = "on the front";
      answer.lines.push_back(std::move(line));
    }
    ReportLine share;
    share.arm = variants[i];
    share.section = "pareto_share";
    share.unit = "fraction";
    share.set_alone(points[i].share);
    if (points[i].on_front) share.verdict = "on the front";
    answer.lines.push_back(std::move(share));
    if (!points[i].on_front) {
      ++behind;
      continue;
    }
    row.push_back(share_text(points[i].share));
    table.add(std::move(row));
  }
  answer.text = with_bold_heading(table.text(), terminal);
  answer.text += fmt::format(
      "\n{} of {} variants lie behind: another one is at least as good in every respect. On it in: "
      "the\nshare of resamples of the replications in which the variant lies on the front.\n",
      behind, points.size());
  return answer;
}

}  // namespace cli
