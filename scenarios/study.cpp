#include "scenarios/study.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace scenarios {

namespace fs = std::filesystem;

namespace {

// One value for each swept parameter.
using Values = std::vector<std::string>;

std::vector<Values> grid_of(const std::vector<SweptParameter>& parameters) {
  std::vector<Values> all = {{}};
  for (const SweptParameter& parameter : parameters) {
    std::vector<Values> longer;
    for (const Values& values : all) {
      for (const models::Literal& value : parameter.values) {
        longer.push_back(values);
        longer.back().push_back(value.text);
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::vector<Values> zip_of(const std::vector<SweptParameter>& parameters) {
  if (parameters.empty()) return {{}};
  std::vector<Values> all(parameters.front().values.size());
  for (const SweptParameter& parameter : parameters) {
    for (std::size_t i = 0; i < all.size(); ++i) all[i].push_back(parameter.values[i].text);
  }
  return all;
}

struct Variant {
  std::string name;
  const StudyPolicy* policy;
  const Values* values;
};

std::vector<Variant> variants_of(const Study& study, const std::vector<Values>& combinations) {
  static const StudyPolicy as_is{"as-is", {}, {}};
  std::vector<const StudyPolicy*> policies;
  for (const StudyPolicy& policy : study.policies) policies.push_back(&policy);
  if (policies.empty()) policies.push_back(&as_is);
  std::vector<Variant> variants;
  for (const StudyPolicy* policy : policies) {
    for (const Values& values : combinations) {
      std::string name = study.policies.empty() && !values.empty() ? "" : policy->id;
      for (std::size_t i = 0; i < values.size(); ++i) {
        name += fmt::format("{}{}={}", name.empty() ? "" : ",", study.parameters[i].id, values[i]);
      }
      variants.push_back({name, policy, &values});
    }
  }
  return variants;
}

// Names become names of arms and of groups in the result file.
bool is_nameable(std::string_view text) {
  return !text.empty() && text.find('/') == std::string_view::npos;
}

}  // namespace

void SweptParameter::validate(const models::Complain& complain) const {
  if (key.empty()) complain("key", "is empty, the key of a parameter is expected");
  if (values.empty()) complain("values", "is empty, one value at least is expected");
  std::set<std::string> known;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string item = fmt::format("values[{}]", i);
    if (!is_nameable(values[i].text)) {
      complain(item, "cannot be part of an arm's name: a text without \"/\" is expected");
    }
    if (!known.insert(values[i].text).second) complain(item, "stands there twice");
  }
}

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
  if (combine == Combination::zip) {
    for (std::size_t i = 1; i < parameters.size(); ++i) {
      if (parameters[i].values.size() == parameters.front().values.size()) continue;
      complain(fmt::format("parameters[{}].values", i),
               fmt::format("has {} values, {} are expected, as many as {} has: they are zipped",
                           parameters[i].values.size(), parameters.front().values.size(),
                           parameters.front().id));
    }
  }
  std::vector<std::string> names;
  // Without values, or with zipped ones of unequal number, there is nothing to name yet.
  const bool sweepable = std::all_of(parameters.begin(), parameters.end(), [&](const auto& one) {
    return !one.values.empty() &&
           (combine == Combination::grid || one.values.size() == parameters.front().values.size());
  });
  if (!sweepable) return;
  const auto combinations = combine == Combination::zip ? zip_of(parameters) : grid_of(parameters);
  for (const Variant& variant : variants_of(*this, combinations)) names.push_back(variant.name);
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
    if (contrast.arm.empty() || contrast.base.empty()) {
      complain(key, fmt::format("is {}, \"variant - variant\" is expected, with blanks around the "
                                "minus",
                                in_quotes(until[i].contrast)));
      continue;
    }
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

std::vector<StudyPoint> points_of(const Study& study, const std::string& path,
                                  const std::function<std::string(const std::string&)>& find) {
  const fs::path folder = fs::path(path).parent_path();
  const auto located = [&](const std::string& name) {
    std::error_code ignored;
    const fs::path beside = folder / name;
    return fs::is_regular_file(beside, ignored) ? beside.lexically_normal().string() : find(name);
  };
  const auto combinations =
      study.combine == Combination::zip ? zip_of(study.parameters) : grid_of(study.parameters);
  std::vector<StudyPoint> points;
  for (const std::string& scenario : study.scenarios) {
    for (const Variant& variant : variants_of(study, combinations)) {
      StudyPoint point;
      point.scenario = fs::path(scenario).stem().string();
      point.variant = variant.name;
      point.name = study.scenarios.size() == 1 ? variant.name
                                               : fmt::format("{}:{}", point.scenario, variant.name);
      point.request.scenario = located(scenario);
      for (const std::string& file : variant.policy->files) {
        point.request.policies.push_back(located(file));
      }
      auto& sets = point.request.sets;
      sets = study.set;
      sets.insert(sets.end(), variant.policy->set.begin(), variant.policy->set.end());
      for (std::size_t i = 0; i < variant.values->size(); ++i) {
        sets.push_back(fmt::format("{}={}", study.parameters[i].key, (*variant.values)[i]));
      }
      sets.push_back(fmt::format("run.seed={}", study.seed));
      points.push_back(std::move(point));
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
  const auto trimmed = [](std::string part) {
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
    return part;
  };
  return {trimmed(text.substr(0, at)), trimmed(text.substr(at + minus.size()))};
}

}  // namespace scenarios
