#include "cli/study_result.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/options.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/study.hpp"
#include "sim/check.hpp"

namespace cli {

namespace {

// An arm's name in its two parts; no scenario where the file is not one of several.
struct ArmName {
  std::string scenario;
  std::string variant;
};

std::vector<ArmName> in_parts(const std::vector<std::string>& arms) {
  const bool all = std::all_of(arms.begin(), arms.end(), [](const std::string& arm) {
    return arm.find(':') != std::string::npos;
  });
  std::vector<ArmName> names;
  for (const std::string& arm : arms) {
    const auto colon = arm.find(':');
    names.push_back(all ? ArmName{arm.substr(0, colon), arm.substr(colon + 1)} : ArmName{"", arm});
    // What a search has run again under other luck has only that in common.
    ArmName& name = names.back();
    if (!name.variant.ends_with(fresh_mark)) continue;
    name.variant.erase(name.variant.size() - fresh_mark.size());
    name.scenario += name.scenario.empty() ? fresh_mark.substr(1) : fresh_mark;
  }
  return names;
}

// The place in `variants` of the one from which differences are taken.
std::size_t base_among(const std::vector<std::string>& variants, const std::string& scenario,
                       const std::optional<std::string>& baseline) {
  if (!baseline) return 0;
  const auto found = std::find(variants.begin(), variants.end(), *baseline);
  if (found != variants.end()) return static_cast<std::size_t>(found - variants.begin());
  const std::string nearest = scenarios::nearest_name(*baseline, variants);
  throw InputError(fmt::format(
      "--baseline: found {}, expected {}{}", scenarios::in_quotes(*baseline),
      scenario.empty() ? "an arm of the file" : fmt::format("a variant of {}", scenario),
      nearest.empty() ? ": " + scenarios::one_of(variants)
                      : fmt::format("; did you mean {}?", scenarios::in_quotes(nearest))));
}

}  // namespace

StudyResult study_of(const std::vector<std::string>& names_of_arms,
                     const std::optional<std::string>& baseline) {
  const auto names = in_parts(names_of_arms);
  std::vector<std::string> scenarios;
  for (const ArmName& name : names) {
    if (std::find(scenarios.begin(), scenarios.end(), name.scenario) == scenarios.end()) {
      scenarios.push_back(name.scenario);
    }
  }
  StudyResult study;
  std::size_t contrasts = 0;
  for (const std::string& scenario : scenarios) {
    std::vector<std::size_t> places;
    std::vector<std::string> variants;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].scenario != scenario) continue;
      places.push_back(i);
      variants.push_back(names[i].variant);
    }
    const std::size_t base = base_among(variants, scenario, baseline);
    ScenarioArms arms{scenario, places[base], variants[base], {}, {}};
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == base) continue;
      arms.others.push_back(places[i]);
      arms.other_names.push_back(variants[i]);
    }
    contrasts += arms.others.size();
    study.scenarios.push_back(std::move(arms));
  }
  if (contrasts == 0) {
    throw InputError("nothing to decide: a decision needs two arms or more of one scenario");
  }
  const std::string& base = study.scenarios.front().base_name;
  study.title = contrasts == 1 ? fmt::format("{} against {}",
                                             study.scenarios.front().other_names.front(), base)
                               : fmt::format("{} contrasts with {}", contrasts, base);
  return study;
}

void weigh(StudyResult& study, std::vector<double> probabilities) {
  CHECK(probabilities.size() == study.scenarios.size());
  study.probabilities = std::move(probabilities);
  study.together = study.scenarios.front();
  study.together.scenario = scenarios::weighted_scenario;
}

std::vector<analysis::WeightedArm> weighted_arms(const StudyResult& study,
                                                 const std::string& variant) {
  std::vector<analysis::WeightedArm> arms;
  for (std::size_t s = 0; s < study.scenarios.size(); ++s) {
    const ScenarioArms& scenario = study.scenarios[s];
    std::size_t place = scenario.base;
    if (variant != scenario.base_name) {
      const auto& names = scenario.other_names;
      const auto found = std::find(names.begin(), names.end(), variant);
      CHECK(found != names.end(), "{} has no variant {}", scenario.scenario, variant);
      place = scenario.others[static_cast<std::size_t>(found - names.begin())];
    }
    arms.push_back({place, study.probabilities[s]});
  }
  return arms;
}

std::vector<Contrast> contrasts_of(const StudyResult& study, const output::ResultReader& file) {
  const auto tables = analysis::headline_tables(file);
  std::vector<Contrast> contrasts;
  for (const ScenarioArms& scenario : study.scenarios) {
    for (std::size_t i = 0; i < scenario.others.size(); ++i) {
      contrasts.push_back(
          {&scenario, scenario.other_names[i],
           analysis::decide(
               file, tables, scenario.base, scenario.others[i],
               analysis::sampling_of(file, scenario.base, scenario.others[i], study.control))});
    }
  }
  if (study.probabilities.empty()) return contrasts;
  const auto bases = weighted_arms(study, study.together.base_name);
  for (const std::string& variant : study.together.other_names) {
    const auto arms = weighted_arms(study, variant);
    std::vector<analysis::ArmPair> pairs;
    std::vector<analysis::Sampling> samplings;
    for (std::size_t s = 0; s < arms.size(); ++s) {
      // What cannot happen is not waited for.
      if (arms[s].weight == 0) continue;
      pairs.push_back({bases[s].arm, arms[s].arm, arms[s].weight});
      samplings.push_back(analysis::sampling_of(file, bases[s].arm, arms[s].arm, study.control));
    }
    contrasts.push_back(
        {&study.together, variant,
         analysis::decide(file, tables, pairs, analysis::sampling_together(samplings))});
  }
  return contrasts;
}

}  // namespace cli
