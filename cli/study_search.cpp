#include "cli/study_search.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/study_figures.hpp"
#include "cli/text.hpp"
#include "sim/check.hpp"

namespace cli {

namespace {

using analysis::Evaluated;

std::vector<std::vector<std::size_t>> axes_of(const scenarios::Study& study) {
  return scenarios::axes_of(study.parameters, study.combine);
}

std::string amount_text(double value, const Figure& figure) {
  // Four digits of the value itself.
  return estimate_text({1, value, 0, std::fabs(value) / 1000}, figure.headline->format).mean;
}

std::string rule_text(const Constraint& constraint) {
  return fmt::format("{} {} {}", constraint.figure.text, constraint.below ? "<" : ">",
                     amount_text(constraint.bound, constraint.figure));
}

}  // namespace

StudySearch::StudySearch(const StudyArms& study, std::string path,
                         const ExperimentSettings& settings, Interrupt& interrupt,
                         Terminal& terminal)
    : study_(study),
      scenarios_(scenario_names(study.study)),
      objective_(objective_of(study.study.optimise.objective, "optimise.objective", scenarios_)),
      file_(std::move(path), settings, interrupt, terminal),
      terminal_(terminal) {
  for (const std::string& text : study.study.optimise.subject_to) {
    constraints_.push_back(constraint_of(text, "optimise.subject_to", scenarios_));
  }
}

StudySearch::Trial StudySearch::trial_at(const scenarios::Values& values, bool fresh) {
  scenarios::Study study = study_.study;
  if (fresh) ++study.seed;
  const auto policy = scenarios::policies_of(study).front();
  Trial trial{values, scenarios::variant_name(study, policy, values), {}};
  for (auto& point : scenarios::points_at(study, study_.path, find_scenario, policy, values)) {
    if (fresh) point.name += fresh_mark;
    Arm arm = arm_at(point);
    arm.loaded.scenario.run.replications = study.replications;
    trial.arms.push_back(file_.add(std::move(arm)));
  }
  return trial;
}

std::optional<std::vector<Evaluated>> StudySearch::evaluate(
    const std::vector<scenarios::UnitPoint>& points) {
  const auto axes = axes_of(study_.study);
  std::vector<Trial> asked;
  for (const auto& point : points) {
    const auto values = scenarios::values_at(study_.study.parameters, axes, point);
    if (scenarios::counts(study_.study, values)) {
      asked.push_back(trial_at(values, false));
    } else {
      asked.push_back({values, "", {}});
    }
  }
  if (!file_.run()) return std::nullopt;
  const output::ResultReader file(file_.path());
  std::vector<Evaluated> values;
  for (auto& trial : asked) {
    values.push_back(value_of(file, trial));
    trials_.push_back(std::move(trial));
  }
  terminal_.info(fmt::format("{} of at most {} points tried", trials_.size(),
                             study_.study.optimise.evaluations));
  return values;
}

std::vector<double> StudySearch::values_of(const output::ResultReader& file, const Figure& figure,
                                           const Trial& trial) const {
  const auto scenario = static_cast<std::size_t>(
      std::find(scenarios_.begin(), scenarios_.end(), figure.scenario) - scenarios_.begin());
  const auto values = analysis::headline_of_arm(file, *figure.headline, trial.arms[scenario]);
  CHECK(values.has_value(), "the file has no {}", figure.headline->name);
  return *values;
}

Evaluated StudySearch::value_of(const output::ResultReader& file, const Trial& trial) const {
  if (trial.arms.empty()) {
    return {std::nan(""), std::vector<double>(constraints_.size(), std::nan(""))};
  }
  const auto value = [&](const Figure& figure) {
    return figure.of(values_of(file, figure, trial));
  };
  Evaluated evaluated{objective_.worth(value(objective_.figure)), {}};
  for (const Constraint& constraint : constraints_) {
    evaluated.excess.push_back(constraint.excess(value(constraint.figure)));
  }
  return evaluated;
}

bool StudySearch::run() {
  const scenarios::Values as_it_is(study_.study.parameters.size());
  trial_at(as_it_is, false);
  const analysis::SearchDesign design{axes_of(study_.study).size(),
                                      constraints_.size(),
                                      static_cast<std::size_t>(study_.study.optimise.evaluations),
                                      static_cast<std::uint64_t>(study_.study.seed),
                                      {}};
  search_ = analysis::search_highest(design, [&](const auto& points) { return evaluate(points); });
  if (search_.ended) return false;
  if (!search_.best || trials_[*search_.best].arms.empty()) {
    throw InputError(fmt::format("{}: where: no point that was tried holds it", study_.path));
  }
  best_ = trials_[*search_.best];
  base_fresh_ = trial_at(as_it_is, true);
  best_fresh_ = trial_at(best_.values, true);
  if (!file_.run()) return false;
  file_.finish();
  return outcome().complete();
}

StudyResult StudySearch::contrasts() const {
  StudyResult result{study_.study.title, {}, {}};
  for (std::size_t i = 0; i < scenarios_.size(); ++i) {
    result.scenarios.push_back({scenarios_[i],
                                base_fresh_.arms[i],
                                base_fresh_.variant,
                                {best_fresh_.arms[i]},
                                {best_fresh_.variant}});
  }
  return result;
}

std::string StudySearch::against_text(const output::ResultReader& file) const {
  const Evaluated best = value_of(file, best_fresh_);
  const Evaluated base = value_of(file, base_fresh_);
  const Figure& figure = objective_.figure;
  std::string text = "\nAgainst the scenario as it is, under the same fresh luck: ";
  if (figure.quantile) {
    text += amount_text(figure.of(values_of(file, figure, best_fresh_)), figure) + " for " +
            amount_text(figure.of(values_of(file, figure, base_fresh_)), figure);
  } else {
    const auto difference = analysis::paired_difference(values_of(file, figure, base_fresh_),
                                                        values_of(file, figure, best_fresh_));
    const auto shown = difference_text(difference, figure.headline->format);
    text += fmt::format("{} ({})", shown.mean, shown.interval);
  }
  text += fmt::format(" of {}.\n", figure.text);
  if (base.feasible() && (!best.feasible() || !(best.worth > base.worth))) {
    text +=
        "The scenario as it is holds all constraints and does at least as well: nothing better "
        "was found.\n";
  } else if (!best.feasible()) {
    text +=
        "Under fresh luck it does not hold all constraints; a tighter bound or more "
        "replications find one that does.\n";
  }
  return text;
}

Answer StudySearch::answer(const output::ResultReader& file, const Terminal& terminal) const {
  Answer answer;
  const auto line = [&](const char* section, const Figure& figure, const std::string& arm) {
    ReportLine made;
    made.scenario = figure.scenario;
    made.arm = arm;
    made.section = section;
    made.item = figure.headline->name;
    made.group = figure.text;
    made.unit = unit_name(figure.headline->format);
    return made;
  };
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
               Align::left});
  table.add({"the best found", "in the search", "under fresh luck", "looked better by",
             "95 % interval", "as it is, fresh luck", ""});
  // By which a figure had looked better than it is; `better` is 1 where more of it is, or −1.
  const auto add = [&](const Figure& figure, const std::string& label, double better,
                       const Constraint* constraint) {
    const auto seen = values_of(file, figure, best_);
    const auto fresh = values_of(file, figure, best_fresh_);
    const double in_search = figure.of(seen);
    const double in_fresh = figure.of(fresh);
    auto optimism = analysis::independent_difference(fresh, seen);
    if (better < 0) optimism.mean = -optimism.mean;
    const auto text = difference_text(optimism, figure.headline->format);
    const bool plain = !figure.quantile;  // A difference of means says nothing of one of quantiles.
    const bool holds = constraint == nullptr || constraint->excess(in_fresh) <= 0;
    table.add({label, amount_text(in_search, figure), amount_text(in_fresh, figure),
               plain ? text.mean : "", plain ? text.interval : "",
               amount_text(figure.of(values_of(file, figure, base_fresh_)), figure),
               constraint == nullptr ? ""
               : holds               ? "holds"
                                     : "does not hold under fresh luck"});
    auto one = line("optimum", figure, best_.variant);
    one.set_alone(in_search);
    answer.lines.push_back(one);
    one.section = "optimum_fresh";
    one.set_alone(in_fresh);
    if (constraint != nullptr) one.verdict = holds ? "holds" : "does not hold";
    answer.lines.push_back(one);
    if (!plain) return;
    one.section = "optimism";
    one.verdict.clear();
    one.set(optimism);
    answer.lines.push_back(one);
  };
  add(objective_.figure, study_.study.optimise.objective, objective_.maximise ? 1 : -1, nullptr);
  for (const Constraint& constraint : constraints_) {
    add(constraint.figure, rule_text(constraint), constraint.below ? -1 : 1, &constraint);
  }
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    if (trials_[i].arms.empty()) continue;
    auto one = line("search", objective_.figure, trials_[i].variant);
    one.set_alone(objective_.worth(search_.values[i].worth));
    one.verdict = search_.values[i].feasible() ? "" : "broken";
    answer.lines.push_back(one);
  }
  const bool feasible = search_.values[*search_.best].feasible();
  answer.text = terminal.bold(best_.variant) + "\n";
  answer.text += fmt::format(
      "the {} of {} points that were tried{}\n\n", feasible ? "best" : "least bad", trials_.size(),
      feasible ? "" : "; none holds all constraints, so this one breaks them least");
  answer.text += with_bold_heading(table.text(), terminal);
  answer.text += against_text(file);
  answer.text +=
      "\nFresh luck: replications that the search has not seen. The best of many points looks "
      "better\nthan it is, because luck is part of why it was chosen.\n";
  return answer;
}

}  // namespace cli
