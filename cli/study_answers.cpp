#include "cli/study_answers.hpp"

#include <fmt/format.h>

#include "cli/distribution.hpp"
#include "cli/precision.hpp"
#include "cli/study_figures.hpp"

namespace cli {

namespace {

Answer tail_answer(const StudyArms& study, const output::ResultReader& file,
                   const Terminal& terminal) {
  Answer answer;
  const auto add = [&](const std::string& text, std::vector<ReportLine> lines) {
    answer.text += (answer.text.empty() ? "" : "\n") + text;
    answer.lines.insert(answer.lines.end(), lines.begin(), lines.end());
  };
  for (const std::string& measure : study.study.tail.measures) {
    add(distribution_text(file, measure, terminal), distribution_lines(file, measure));
  }
  for (const std::string& rule : study.study.tail.breaches) {
    add(breach_text(file, breach_rule_of(rule), terminal),
        breach_lines(file, breach_rule_of(rule)));
  }
  return answer;
}

}  // namespace

void check_questions(const scenarios::Study& study) {
  const auto names = scenario_names(study);
  for (const std::string& measure : study.sensitivity.measures) {
    headline_named(measure, "sensitivity.measures");
  }
  for (const std::string& objective : study.pareto.objectives) {
    objective_of(objective, "pareto.objectives", names);
  }
  for (const std::string& measure : study.tail.measures) headline_named(measure, "tail.measures");
  for (const std::string& rule : study.tail.breaches) {
    constraint_of(rule, "tail.breaches", names);
  }
  if (study.best.is_asked()) {
    const auto objective = objective_of(study.best.objective, "best.objective", names);
    if (!parse_half_width(study.best.indifference, objective.figure.headline->format)) {
      throw InputError(fmt::format(
          "best.indifference: found \"{}\", expected a share such as \"1 %\", or an amount in the "
          "measure's unit such as \"0.1 pp\" or \"10,000\"",
          study.best.indifference));
    }
  }
  if (study.optimise.is_asked()) {
    objective_of(study.optimise.objective, "optimise.objective", names);
    for (const std::string& constraint : study.optimise.subject_to) {
      constraint_of(constraint, "optimise.subject_to", names);
    }
  }
}

Ranking best_of(const StudyArms& study, const output::ResultReader& file) {
  const auto& best = study.study.best;
  const auto objective =
      objective_of(best.objective, "best.objective", scenario_names(study.study));
  RankingQuestion question;
  question.measure = objective.figure.headline->name;
  question.margin = best.indifference;
  question.lowest = !objective.maximise;
  question.probability = best.probability.value;
  question.where = "best";
  const std::string baseline = scenarios::baseline_of(study.study, study.points);
  for (std::size_t i = 0; i < study.points.size(); ++i) {
    if (study.points[i].scenario != objective.figure.scenario) continue;
    const bool first = study.points[i].variant == baseline;
    question.arms.insert(first ? question.arms.begin() : question.arms.end(), i);
  }
  return rank(file, question);
}

std::vector<Answer> answers_of(const StudyArms& study, const output::ResultReader& file,
                               const Terminal& terminal) {
  std::vector<Answer> answers;
  if (study.study.best.is_asked()) {
    const Ranking ranking = best_of(study, file);
    answers.push_back({ranking_text(file, ranking, terminal), ranking_lines(file, ranking)});
  }
  if (study.study.sensitivity.is_asked()) {
    answers.push_back(sensitivity_answer(study, file, terminal));
  }
  if (study.study.pareto.is_asked()) answers.push_back(pareto_answer(study, file, terminal));
  if (study.study.tail.is_asked()) answers.push_back(tail_answer(study, file, terminal));
  return answers;
}

}  // namespace cli
