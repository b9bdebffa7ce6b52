// A study: the arms that answer a question, what is to be told apart, and how sharply.
//
// Every scenario is met by every variant: a policy, with each combination of the swept parameters.
// A study file is read as a scenario file is, with the same errors; the files it names are relative
// to it, or shipped with the program.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/parameter.hpp"
#include "scenarios/combination.hpp"
#include "scenarios/resolve.hpp"
#include "scenarios/study_question.hpp"

namespace scenarios {

// What the lender does in one variant: policy files over the scenario, then settings.
struct StudyPolicy {
  std::string id;
  std::vector<std::string> files;
  std::vector<std::string> set;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the policy, as it stands in results"});
    field("files", self.files, {.meaning = "policy files, laid over the scenario in this order"});
    field("set", self.set, {.meaning = "single values on top, as key=value"});
  }
};

// A contrast that must be known well enough before the study may end.
struct Precision {
  std::string id;
  std::string measure = "net_income_a_year";
  std::string contrast;
  std::string half_width = "1 %";

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the target"});
    field("measure", self.measure, {.meaning = "the headline measure, by its name in --json"});
    field("contrast", self.contrast,
          {.meaning = "\"variant - variant\"; wanted in every scenario of the study"});
    field("half_width", self.half_width,
          {.meaning = "half width of the 95 % interval: \"1 %\" of the second variant's mean, "
                      "\"0.1 pp\" for a measure in per cent, or an amount such as \"10,000\""});
  }
};

struct Study {
  std::string title = "Untitled";
  std::vector<std::string> scenarios;
  std::vector<double> weights;
  std::vector<StudyPolicy> policies;
  std::vector<SweptParameter> parameters;
  Combination combine = Combination::grid;
  std::vector<std::vector<models::Literal>> list;
  std::int64_t points = 20;
  std::string where;
  std::string baseline;
  std::vector<std::string> set;
  std::int64_t replications = 10;
  std::int64_t replications_max = 200;
  std::int64_t seed = 1;
  bool control = false;
  double minutes_max = 0;
  std::vector<Precision> until;
  Best best;
  Sensitivity sensitivity;
  Pareto pareto;
  Optimise optimise;
  Tail tail;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("title", self.title, {.meaning = "the question, in a few words"});
    field("scenarios", self.scenarios, {.meaning = "scenario files, each met by every variant"});
    field(
        "weights", self.weights,
        {.meaning = "how likely each scenario is, in their order, as parts of their sum: [6, 3, 1] "
                    "and [0.6, 0.3, 0.1] are the same; none: each is told by itself alone",
         .min = 0,
         .max = 1e6});
    field("policies", self.policies, {.meaning = "what the lender may do; none: as the scenario"});
    field("parameters", self.parameters, {.meaning = "parameters that take several values"});
    field("combine", self.combine,
          {.meaning = "grid: every combination of the parameters' values; zip: the first with the "
                      "first, the second with the second; list: those under `list`; lhs: a Latin "
                      "hypercube; sobol: points of Sobol's sequence"});
    field("list", self.list,
          {.meaning = "combinations one by one, each a value for every parameter, in their order"});
    field("points", self.points,
          {.meaning = "how many points lhs and sobol take",
           .min = 1,
           .max = 10'000,
           .unit = "points"});
    field("where", self.where,
          {.meaning = "which combinations count: a condition between the parameters' short names, "
                      "\"raise > cut && price <= 24%\"; shares and rates as fractions, periods in "
                      "days"});
    field("baseline", self.baseline,
          {.meaning = "the variant from which differences are taken; the first by default"});
    field("set", self.set, {.meaning = "single values laid over every arm, as key=value"});
    field("replications", self.replications,
          {.meaning = "replications at first, and at least",
           .min = 2,
           .max = 1e6,
           .unit = "replications"});
    field("replications_max", self.replications_max,
          {.meaning = "no more than this, whatever the precision",
           .min = 2,
           .max = 1e6,
           .unit = "replications"});
    field("seed", self.seed,
          {.meaning = "names the luck, the same in all arms", .min = 0, .max = 9e15});
    field(
        "control", self.control,
        {.meaning = "where the severity of the economy is drawn, take off what it explains of each "
                    "measure"});
    field("minutes_max", self.minutes_max,
          {.meaning = "no further stage is begun that would end later than this; 0: no limit",
           .min = 0,
           .max = 1e6,
           .unit = "minutes"});
    field("until", self.until, {.meaning = "precision wanted; none: as many replications as said"});
    field("best", self.best, {.meaning = "selects the best variant; off without an objective"});
    field("sensitivity", self.sensitivity,
          {.meaning = "says which parameters matter; off without a method"});
    field("pareto", self.pareto,
          {.meaning = "the front of several objectives; off without objectives"});
    field("optimise", self.optimise,
          {.meaning = "looks for the best point in the parameters' ranges; off without an "
                      "objective"});
    field("tail", self.tail, {.meaning = "quantiles, tails and breaches; off when empty"});
  }
  void validate(const models::Complain& complain) const;
};

// One arm of the study.
struct StudyPoint {
  std::string name;      // the variant, before it "scenario:" where there are several
  std::string scenario;  // its file's stem
  std::string variant;   // "tight-limits", "cut=550", "tight-limits,cut=550"
  Request request;       // what it is composed of
};

struct LoadedStudy {
  Study study;
  Resolved resolved;  // the text to show or to keep, with its hash
};

// Throws BadScenario with all problems. `sets` are settings of the study itself, seed=2.
LoadedStudy load_study(const std::string& path, const std::vector<std::string>& sets = {});

// Whether the points are a sample, which is drawn outside: by lhs, sobol, or what a sensitivity or
// an optimisation asks for. The scenario without any of the parameters' values is then a variant,
// too, the first.
bool is_sampled(const Study& study);

// The combinations that count, without policies; of a sample those at its points, in that order,
// each once. With a tornado each parameter alone at either end; what is not set is empty.
std::vector<Values> combinations_of(const Study& study, const std::vector<UnitPoint>& sample);

// Whether a combination counts by the study's condition.
bool counts(const Study& study, const Values& values);

// The name of a variant: "tight-limits", "cut=550", "tight-limits,cut=550".
std::string variant_name(const Study& study, const StudyPolicy& policy, const Values& values);

// The probability of each scenario, in the order of the study; empty where it gives no weights.
std::vector<double> probabilities_of(const Study& study);

// What stands for all scenarios together in a report of a study with weights.
inline constexpr std::string_view weighted_scenario = "weighted";

// The study's policies; the scenario as it is where there are none.
std::vector<StudyPolicy> policies_of(const Study& study);

// Turns the name of a file into a path; it is asked for those that do not lie beside the study.
using FindFile = std::function<std::string(const std::string&)>;

// All points, scenario by scenario, in the order of the file.
std::vector<StudyPoint> points_of(const Study& study, const std::string& path, const FindFile& find,
                                  const std::vector<UnitPoint>& sample = {});

// The arm of one combination, in each scenario.
std::vector<StudyPoint> points_at(const Study& study, const std::string& path, const FindFile& find,
                                  const StudyPolicy& policy, const Values& values);

// The variant from which differences are taken.
std::string baseline_of(const Study& study, const std::vector<StudyPoint>& points);

// "a - b" as its two variants; empty texts where it is not of that form.
struct Contrast {
  std::string arm;
  std::string base;
};
Contrast contrast_of(const std::string& text);

}  // namespace scenarios
