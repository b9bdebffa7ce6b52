// What an arm is judged by: one figure over its replications, as a study file writes it.
//
//   figure      [SCENARIO:] MEASURE | [SCENARIO:] quantile(MEASURE, SHARE)
//   objective   maximise FIGURE | minimise FIGURE
//   constraint  FIGURE < VALUE | FIGURE > VALUE
//
// A measure is a headline by its name in --json and means its mean over replications; without a
// scenario the study's first is meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/headline.hpp"

namespace cli {

// Throws InputError that begins with `where` and has the nearest name.
const analysis::Headline& headline_named(const std::string& name, const std::string& where);

// "10 %", "0", "10,000 CNY" as a value of a measure, in its unit; nothing where it is none.
std::optional<double> measure_value(std::string text, analysis::Format format);

struct Figure {
  std::string text;      // as it was written
  std::string scenario;  // by its name in the study
  const analysis::Headline* headline = nullptr;
  std::optional<double> quantile;  // a share; the mean where there is none

  // Of the measure by replication; NaN where no replication has a value.
  double of(std::span<const double> values) const;
};

struct Objective {
  Figure figure;
  bool maximise = true;

  // The figure with the sign that makes more of it better.
  double worth(double value) const { return maximise ? value : -value; }
};

struct Constraint {
  Figure figure;
  bool below = true;  // the figure must lie below the bound, otherwise above it
  double bound = 0;

  // By how much it is broken, in the measure's unit; zero and less where it holds.
  double excess(double value) const { return below ? value - bound : bound - value; }
};

// Throw InputError that begins with `where`, such as "optimise.objective". `scenarios` are the
// names of the study's scenarios.
Objective objective_of(const std::string& text, const std::string& where,
                       const std::vector<std::string>& scenarios);
Constraint constraint_of(const std::string& text, const std::string& where,
                         const std::vector<std::string>& scenarios);

}  // namespace cli
