// The figures of a study's arms, found by scenario and variant.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/headline.hpp"
#include "cli/figure.hpp"
#include "cli/study_arms.hpp"
#include "output/result_reader.hpp"

namespace cli {

// The names of the study's scenarios, in its order.
std::vector<std::string> scenario_names(const scenarios::Study& study);

class StudyFigures {
 public:
  // Both outlive the figures; its arms are those of the file, in its order.
  StudyFigures(const StudyArms& study, const output::ResultReader& file);

  // The place of an arm; nothing where the study has none, because a condition leaves it out.
  std::optional<std::size_t> place(const std::string& scenario, const std::string& variant) const;

  // By replication; empty where there is no such arm. CheckFailure where the file lacks the
  // headline.
  std::span<const double> values(const analysis::Headline& headline, const std::string& scenario,
                                 const std::string& variant) const;

 private:
  const StudyArms& study_;
  const output::ResultReader& file_;
  // What was asked for, each read once: by arm and headline.
  mutable std::map<std::pair<std::size_t, std::string_view>, std::vector<double>> read_;
};

}  // namespace cli
