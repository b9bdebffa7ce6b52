#include "scenarios/study.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

#include "scenarios/condition.hpp"
#include "scenarios/trimmed.hpp"

namespace scenarios {

namespace fs = std::filesystem;

namespace {

// Names become names of arms and of groups in the result file.
bool is_nameable(std::string_view text) {
  return !text.empty() && text.find('/') == std::string_view::npos;
}

// Whether the parameters have what their combination needs; told where they have not.
bool check_combination(const Study& study, const models::Complain& complain) {
  bool good = true;
  const auto refuse = [&](const std::string& key, const std::string& what) {
    good = false;
    complain(key, what);
  };
  const auto& parameters = study.parameters;
  if (parameters.empty()) {
    if (study.combine != Combination::grid) refuse("combine", "has no parameters to combine");
    if (study.sensitivity.is_asked()) refuse("sensitivity.method", "has no parameters");
    if (study.optimise.is_asked()) refuse("optimise.objective", "has no parameters to change");
    return good;
  }
  if (study.optimise.is_asked()) {
    if (study.policies.size() > 1) {
      refuse("policies", "are several; one at most is expected beside optimise");
    }
    const bool more = !study.until.empty() || study.best.is_asked() || study.pareto.is_asked() ||
                      study.tail.is_asked();
    if (more) {
      refuse("optimise.objective", "stands beside another question; a search answers only its own");
    }
  }
  if (study.sensitivity.is_asked() && study.optimise.is_asked()) {
    refuse("optimise.objective", "stands beside a sensitivity; each decides on the points itself");
  }
  if (study.sensitivity.is_asked() &&
      (!study.until.empty() || study.best.is_asked() || study.pareto.is_asked())) {
    refuse("sensitivity.method",
           "stands beside another question; the points of a sensitivity answer only its own");
  }
  if (study.combine != Combination::grid &&
      (study.sensitivity.is_asked() || study.optimise.is_asked())) {
    refuse("combine", "stands beside a sensitivity or optimise, which decide on the points");
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const SweptParameter& one = parameters[i];
    const std::string key = fmt::format("parameters[{}]", i);
    const bool has_values = !one.listed().empty();
    if (one.is_range() && !one.range()) return false;  // Told by the parameter itself.
    if (!one.is_range() && !has_values && study.combine != Combination::list) {
      refuse(key + ".values", "is empty, one value at least is expected, or from and to");
      continue;
    }
    if (study.optimise.is_asked() && !one.is_range()) {
      refuse(key + ".values", "is a list, from and to are expected for a parameter to optimise");
    }
    if (!has_values && !is_sampled(study) && study.combine != Combination::list) {
      refuse(key + ".from",
             "is a range without `step` or `steps`; one of them is expected, or "
             "combine = \"lhs\" or \"sobol\"");
    }
  }
  if (study.combine == Combination::list) {
    if (study.list.empty()) refuse("list", "is empty, one combination at least is expected");
    for (std::size_t i = 0; i < study.list.size(); ++i) {
      if (study.list[i].size() == parameters.size()) continue;
      refuse(fmt::format("list[{}]", i), fmt::format("has {} values, {} are expected, one for each "
                                                     "parameter",
                                                     study.list[i].size(), parameters.size()));
    }
  } else if (!study.list.empty()) {
    refuse("list", "is not used; combine = \"list\" is expected");
  }
  if (!good || is_sampled(study) || study.combine == Combination::list) return good;
  for (const auto& axis : axes_of(parameters, study.combine)) {
    const std::size_t expected = parameters[axis.front()].listed().size();
    for (const std::size_t i : axis) {
      const std::size_t found = parameters[i].listed().size();
      if (found == expected) continue;
      refuse(fmt::format("parameters[{}].values", i),
             fmt::format("has {} values, {} are expected, as many as {} has: they are zipped",
                         found, expected, parameters[axis.front()].id));
    }
  }
  return good;
}

void check_weights(const Study& study, const models::Complain& complain) {
  if (study.weights.empty()) return;
  if (study.weights.size() != study.scenarios.size()) {
    complain("weights", fmt::format("has {} values, {} are expected, one for each scenario",
                                    study.weights.size(), study.scenarios.size()));
    return;
  }
  if (std::all_of(study.weights.begin(), study.weights.end(), [](double w) { return w == 0; })) {
    complain("weights", "is all zero, one scenario at least must be possible");
  }
  for (std::size_t i = 0; i < study.scenarios.size(); ++i) {
    if (fs::path(study.scenarios[i]).stem().string() != weighted_scenario) continue;
    complain(fmt::format("scenarios[{}]", i),
             "has the name that stands for all scenarios with their weights");
  }
  if (study.optimise.is_asked() || study.sensitivity.is_asked()) {
    complain("weights",
             "stands beside optimise or a sensitivity, whose measures are of one scenario");
  }
}

// The condition under `where`, with its errors told; nothing where there is none or it is wrong.
bool check_condition(const Study& study, const models::Complain& complain) {
  if (study.where.empty()) return true;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    names.push_back(study.parameters[i].id);
    if (is_identifier(names.back())) continue;
    complain(fmt::format("parameters[{}].id", i),
             "cannot stand in a condition: letters, digits and _ are expected, not a digit first");
    return false;
  }
  try {
    const Condition condition(study.where, names);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!condition.uses(i)) continue;
      for (const std::string& value : study.parameters[i].listed()) {
        if (number_of(value)) continue;
        complain("where", fmt::format("asks for {}, whose value {} is no number", names[i],
                                      in_quotes(value)));
        return false;
      }
    }
    return true;
  } catch (const std::invalid_argument& error) {
    complain("where", error.what());
    return false;
  }
}

// Those for which the condition holds, and those that leave a parameter as it is.
std::vector<Values> where_it_holds(const Study& study, std::vector<Values> all) {
  if (study.where.empty()) return all;
  std::vector<std::string> names;
  for (const SweptParameter& parameter : study.parameters) names.push_back(parameter.id);
  const Condition condition(study.where, names);
  std::erase_if(all, [&](const Values& values) {
    std::vector<double> numbers;
    for (const std::string& value : values) {
      if (value.empty()) return false;
      numbers.push_back(number_of(value).value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    return !condition.holds(numbers);
  });
  return all;
}

}  // namespace

void Study::validate(const models::Complain& complain) const {
  if (scenarios.empty()) complain("scenarios", "is empty, one scenario file at least is expected");
  std::set<std::string> stems;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (!stems.insert(fs::path(scenarios[i]).stem().string()).second) {
      complain(fmt::format("scenarios[{}]", i), "has the name of another scenario");
    }
  }
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (!is_nameable(policies[i].id)) {
      complain(fmt::format("policies[{}].id", i), "a name without \"/\" is expected");
    }
  }
  if (replications_max < replications) {
    complain("replications_max", fmt::format("is {}, at least `replications`, {}, is expected",
                                             replications_max, replications));
  }
  for (std::size_t i = 0; i < until.size(); ++i) {
    const Contrast contrast = contrast_of(until[i].contrast);
    if (!contrast.arm.empty() && contrast.arm == contrast.base) {
      complain(fmt::format("until[{}].contrast", i), "has the same variant on both sides");
    }
    if (!contrast.arm.empty()) continue;
    complain(fmt::format("until[{}].contrast", i),
             fmt::format("is {}, \"variant - variant\" is expected, with blanks around the minus",
                         in_quotes(until[i].contrast)));
  }
  check_weights(*this, complain);
  const bool combined = check_combination(*this, complain);
  // What is not combined has no names yet, and a sample gets its points from outside.
  if (!check_condition(*this, complain) || !combined || is_sampled(*this)) return;
  std::vector<std::string> names;
  const auto combinations = combinations_of(*this, {});
  if (combinations.empty()) {
    complain("where", "holds for no combination of the parameters");
    return;
  }
  for (const StudyPolicy& policy : policies_of(*this)) {
    for (const Values& values : combinations) names.push_back(variant_name(*this, policy, values));
  }
  const auto expect_variant = [&](const std::string& key, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    const std::string nearest = nearest_name(name, names);
    complain(key, fmt::format("{} is no variant of the study; there are {}{}", in_quotes(name),
                              one_of(names),
                              nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
  };
  if (!baseline.empty()) expect_variant("baseline", baseline);
  for (std::size_t i = 0; i < until.size(); ++i) {
    const std::string key = fmt::format("until[{}].contrast", i);
    const Contrast contrast = contrast_of(until[i].contrast);
    if (contrast.arm.empty()) continue;
    expect_variant(key, contrast.arm);
    expect_variant(key, contrast.base);
  }
}

LoadedStudy load_study(const std::string& path, const std::vector<std::string>& sets) {
  LoadedStudy loaded;
  loaded.resolved = resolve({.scenario = path, .policies = {}, .sets = sets}, {},
                            *shape_of<Study>(), &loaded.study);
  return loaded;
}

std::vector<double> probabilities_of(const Study& study) {
  const double sum = std::accumulate(study.weights.begin(), study.weights.end(), 0.0);
  std::vector<double> probabilities;
  for (const double weight : study.weights) probabilities.push_back(weight / sum);
  return probabilities;
}

bool is_sampled(const Study& study) {
  return study.combine == Combination::lhs || study.combine == Combination::sobol ||
         study.sensitivity.is_asked() || study.optimise.is_asked();
}

std::vector<StudyPolicy> policies_of(const Study& study) {
  if (!study.policies.empty()) return study.policies;
  return {StudyPolicy{"as-is", {}, {}}};
}

std::vector<Values> combinations_of(const Study& study, const std::vector<UnitPoint>& sample) {
  const auto axes = axes_of(study.parameters, study.combine);
  std::vector<Values> all;
  if (study.sensitivity.method == SensitivityMethod::tornado) {
    all.push_back(Values(study.parameters.size()));
    for (const auto& axis : axes) {
      for (const double end : {0.0, 1.0}) {
        all.push_back(Values(study.parameters.size()));
        for (const std::size_t i : axis) all.back()[i] = study.parameters[i].at(end);
      }
    }
  } else if (is_sampled(study)) {
    all.push_back(Values(study.parameters.size()));
    for (const UnitPoint& point : sample) all.push_back(values_at(study.parameters, axes, point));
  } else if (study.combine == Combination::list) {
    for (const auto& literals : study.list) {
      all.emplace_back();
      for (const models::Literal& literal : literals) all.back().push_back(literal.text);
    }
  } else {
    all = grid_of(study.parameters, axes);
  }
  all = where_it_holds(study, std::move(all));
  std::vector<Values> once;
  std::set<Values> known;
  for (Values& values : all) {
    if (known.insert(values).second) once.push_back(std::move(values));
  }
  return once;
}

bool counts(const Study& study, const Values& values) {
  return !where_it_holds(study, {values}).empty();
}

std::string variant_name(const Study& study, const StudyPolicy& policy, const Values& values) {
  std::string settings;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty()) continue;
    settings +=
        fmt::format("{}{}={}", settings.empty() ? "" : ",", study.parameters[i].id, values[i]);
  }
  if (settings.empty()) return policy.id;
  return study.policies.empty() ? settings : policy.id + "," + settings;
}

std::vector<StudyPoint> points_at(const Study& study, const std::string& path, const FindFile& find,
                                  const StudyPolicy& policy, const Values& values) {
  const fs::path folder = fs::path(path).parent_path();
  const auto located = [&](const std::string& name) {
    std::error_code ignored;
    const fs::path beside = folder / name;
    return fs::is_regular_file(beside, ignored) ? beside.lexically_normal().string() : find(name);
  };
  std::vector<StudyPoint> points;
  for (const std::string& scenario : study.scenarios) {
    StudyPoint point;
    point.scenario = fs::path(scenario).stem().string();
    point.variant = variant_name(study, policy, values);
    point.name = study.scenarios.size() == 1 ? point.variant
                                             : fmt::format("{}:{}", point.scenario, point.variant);
    point.request.scenario = located(scenario);
    for (const std::string& file : policy.files) point.request.policies.push_back(located(file));
    auto& sets = point.request.sets;
    sets = study.set;
    sets.insert(sets.end(), policy.set.begin(), policy.set.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].empty()) continue;
      sets.push_back(fmt::format("{}={}", study.parameters[i].key, values[i]));
    }
    sets.push_back(fmt::format("run.seed={}", study.seed));
    points.push_back(std::move(point));
  }
  return points;
}

std::vector<StudyPoint> points_of(const Study& study, const std::string& path, const FindFile& find,
                                  const std::vector<UnitPoint>& sample) {
  std::vector<StudyPoint> by_variant;
  for (const StudyPolicy& policy : policies_of(study)) {
    for (const Values& values : combinations_of(study, sample)) {
      for (StudyPoint& point : points_at(study, path, find, policy, values)) {
        by_variant.push_back(std::move(point));
      }
    }
  }
  // Scenario by scenario.
  const std::size_t scenarios = study.scenarios.size();
  std::vector<StudyPoint> points;
  for (std::size_t s = 0; s < scenarios; ++s) {
    for (std::size_t i = s; i < by_variant.size(); i += scenarios) {
      points.push_back(std::move(by_variant[i]));
    }
  }
  return points;
}

std::string baseline_of(const Study& study, const std::vector<StudyPoint>& points) {
  return study.baseline.empty() ? points.front().variant : study.baseline;
}

Contrast contrast_of(const std::string& text) {
  constexpr std::string_view minus = " - ";
  const auto at = text.find(minus);
  if (at == std::string::npos) return {};
  const std::string_view whole = text;
  Contrast contrast{std::string(trimmed(whole.substr(0, at))),
                    std::string(trimmed(whole.substr(at + minus.size())))};
  return contrast.arm.empty() || contrast.base.empty() ? Contrast{} : contrast;
}

}  // namespace scenarios
