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
#include "scenarios/resolve.hpp"

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

// A parameter that takes several values.
struct SweptParameter {
  std::string id;
  std::string key;
  std::vector<models::Literal> values;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "short name of the parameter in the names of arms"});
    field("key", self.key, {.meaning = "the key, as --set takes it: scoring.cut_off"});
    field("values", self.values, {.meaning = "the values it takes, one arm or more for each"});
  }
  void validate(const models::Complain& complain) const;
};

enum class Combination : std::uint8_t { grid, zip };

}  // namespace scenarios

template <>
struct models::EnumNames<scenarios::Combination> {
  static constexpr std::array<std::string_view, 2> names = {"grid", "zip"};
};

namespace scenarios {

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
  std::vector<StudyPolicy> policies;
  std::vector<SweptParameter> parameters;
  Combination combine = Combination::grid;
  std::string baseline;
  std::vector<std::string> set;
  std::int64_t replications = 10;
  std::int64_t replications_max = 200;
  std::int64_t seed = 1;
  double minutes_max = 0;
  std::vector<Precision> until;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("title", self.title, {.meaning = "the question, in a few words"});
    field("scenarios", self.scenarios, {.meaning = "scenario files, each met by every variant"});
    field("policies", self.policies, {.meaning = "what the lender may do; none: as the scenario"});
    field("parameters", self.parameters, {.meaning = "parameters that take several values"});
    field("combine", self.combine,
          {.meaning = "grid: every combination of the parameters' values; zip: the first with the "
                      "first, the second with the second"});
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
    field("minutes_max", self.minutes_max,
          {.meaning = "no further stage is begun that would end later than this; 0: no limit",
           .min = 0,
           .max = 1e6,
           .unit = "minutes"});
    field("until", self.until, {.meaning = "precision wanted; none: as many replications as said"});
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

// All points, scenario by scenario, in the order of the file. `find` turns the name of a file,
// taken relative to the study first, into a path.
std::vector<StudyPoint> points_of(const Study& study, const std::string& path,
                                  const std::function<std::string(const std::string&)>& find);

// The variant from which differences are taken.
std::string baseline_of(const Study& study, const std::vector<StudyPoint>& points);

// "a - b" as its two variants; empty texts where it is not of that form.
struct Contrast {
  std::string arm;
  std::string base;
};
Contrast contrast_of(const std::string& text);

}  // namespace scenarios
