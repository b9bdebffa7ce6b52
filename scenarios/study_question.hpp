// What a study may be asked beyond its contrasts: each a table of the study file, off unless it is
// there. How the texts in them are read stands in cli/figure.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"

namespace scenarios {

enum class SensitivityMethod : std::uint8_t { none, morris, sobol, tornado };

// Which parameters matter: the points of the study are then those that the method asks for.
struct Sensitivity {
  SensitivityMethod method = SensitivityMethod::none;
  std::vector<std::string> measures = {"net_income_a_year"};
  std::int64_t rows = 10;

  bool is_asked() const { return method != SensitivityMethod::none; }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field);
  void validate(const models::Complain& complain) const {
    if (measures.empty()) complain("measures", "is empty, one measure at least is expected");
  }
};

// The best point that can be found, within constraints.
struct Optimise {
  std::string objective;
  std::vector<std::string> subject_to;
  std::int64_t evaluations = 40;

  bool is_asked() const { return !objective.empty(); }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("objective", self.objective,
          {.meaning = "what is looked for: \"maximise net_income_a_year\", \"minimise recession: "
                      "share_90_peak\""});
    field("subject_to", self.subject_to,
          {.meaning = "what must hold: \"recession: quantile(share_90_peak, 95 %) < 3 %\""});
    field("evaluations", self.evaluations,
          {.meaning = "how many points may be tried", .min = 3, .max = 10'000, .unit = "points"});
  }
};

// Which points no other is better than in every respect.
struct Pareto {
  std::vector<std::string> objectives;

  bool is_asked() const { return !objectives.empty(); }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("objectives", self.objectives,
          {.meaning = "two or three of them: \"maximise net_income_a_year\", \"minimise "
                      "denial_rate\""});
  }
  void validate(const models::Complain& complain) const {
    if (is_asked() && (objectives.size() < 2 || objectives.size() > 3)) {
      complain("objectives", "two or three of them are expected");
    }
  }
};

// Which variant is the best one, to a stated probability.
struct Best {
  std::string objective;
  std::string indifference = "1 %";
  models::Share probability{0.95};

  bool is_asked() const { return !objective.empty(); }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("objective", self.objective,
          {.meaning = "by what: \"maximise net_income_a_year\", with \"recession: \" before the "
                      "measure for another scenario than the first"});
    field("indifference", self.indifference,
          {.meaning = "how much better it must be to matter: \"1 %\" of the baseline's mean, or an "
                      "amount in the measure's unit"});
    field(
        "probability", self.probability,
        {.meaning = "of selecting it where it is better by that much", .min = 0.5, .max = 0.9999});
  }
};

// How measures are distributed over replications, and how likely a floor is to be breached.
struct Tail {
  std::vector<std::string> measures;
  std::vector<std::string> breaches;

  bool is_asked() const { return !measures.empty() || !breaches.empty(); }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("measures", self.measures,
          {.meaning = "headline measures of which quantiles and means of the tails are wanted"});
    field("breaches", self.breaches,
          {.meaning = "rules such as \"capital_ratio < 8 %\", whose probability is wanted"});
  }
};

}  // namespace scenarios

template <>
struct models::EnumNames<scenarios::SensitivityMethod> {
  static constexpr std::array<std::string_view, 4> names = {"none", "morris", "sobol", "tornado"};
};

namespace scenarios {

template <class Self, class Field>
void Sensitivity::declare(Self& self, Field&& field) {
  field("method", self.method,
        {.meaning = "morris: elementary effects, few points; sobol: shares of the variance, many; "
                    "tornado: each parameter alone at either end of its range"});
  field("measures", self.measures, {.meaning = "the headline measures, by their names in --json"});
  field("rows", self.rows,
        {.meaning = "trajectories of morris, with a point for each parameter and one more; rows of "
                    "sobol, with a point for each parameter and two more",
         .min = 2,
         .max = 262'144,
         .unit = "rows"});
}

}  // namespace scenarios
