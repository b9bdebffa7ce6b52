// What a study comes to: which arm of a file is compared with which, and how sharply it was wanted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/decision.hpp"
#include "analysis/expectation.hpp"
#include "output/result_reader.hpp"

namespace cli {

// A contrast that was to be known to a half width.
struct PrecisionReached {
  std::string measure;   // the headline's long name
  std::string contrast;  // "recession: tight-limits - as-is"
  analysis::Format format = analysis::Format::money;
  double wanted = 0;       // half widths, in the measure's unit
  double reached = 0;      // NaN where there is none yet
  std::size_t needed = 0;  // replications, where it is not met
  bool met = false;
};

// Ends the name of an arm that a search runs again under luck that it has not seen.
inline constexpr std::string_view fresh_mark = " (fresh)";

// The arms of one scenario; places are those of the arms in the file.
struct ScenarioArms {
  std::string scenario;
  std::size_t base = 0;
  std::string base_name;
  std::vector<std::size_t> others;
  std::vector<std::string> other_names;
};

struct StudyResult {
  std::string title;
  std::vector<ScenarioArms> scenarios;
  std::vector<PrecisionReached> precision;
  bool control = false;  // whether what the severity that was drawn explains is taken off
  std::vector<double> probabilities{};  // by scenario; empty where none are given

  // All scenarios at once, with `scenarios::weighted_scenario` as their name and no places; the
  // others are those of the first.
  ScenarioArms together{};
};

// Arms of a result file, by their names in its order, as a study of them without a precision that
// was wanted: where every name is "scenario:variant" the variants are compared within each
// scenario, and otherwise all arms with one. `baseline` names the variant or arm from which
// differences are taken, by default the first of each scenario. InputError where a scenario has no
// such arm, or there is nothing to compare.
StudyResult study_of(const std::vector<std::string>& arms,
                     const std::optional<std::string>& baseline);

// Gives the scenarios their probabilities, so that contrasts are told of all of them together, too.
void weigh(StudyResult& study, std::vector<double> probabilities);

// The places of a variant in all scenarios, each with its probability.
std::vector<analysis::WeightedArm> weighted_arms(const StudyResult& study,
                                                 const std::string& variant);

// One arm against the baseline of its scenario, or of all scenarios together.
struct Contrast {
  const ScenarioArms* scenario;  // of the study, which outlives it
  std::string arm;
  analysis::Decision decision;
};

// Scenario by scenario, those of all together last.
std::vector<Contrast> contrasts_of(const StudyResult& study, const output::ResultReader& file);

}  // namespace cli
