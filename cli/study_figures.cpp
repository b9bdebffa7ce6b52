#include "cli/study_figures.hpp"

#include <algorithm>
#include <filesystem>

#include "sim/check.hpp"

namespace cli {

std::vector<std::string> scenario_names(const scenarios::Study& study) {
  std::vector<std::string> names;
  for (const std::string& scenario : study.scenarios) {
    names.push_back(std::filesystem::path(scenario).stem().string());
  }
  return names;
}

StudyFigures::StudyFigures(const StudyArms& study, const output::ResultReader& file)
    : study_(study), tables_(analysis::headline_tables(file)) {}

std::optional<std::size_t> StudyFigures::place(const std::string& scenario,
                                               const std::string& variant) const {
  const auto found = std::find_if(study_.points.begin(), study_.points.end(),
                                  [&](const scenarios::StudyPoint& point) {
                                    return point.scenario == scenario && point.variant == variant;
                                  });
  if (found == study_.points.end()) return std::nullopt;
  return static_cast<std::size_t>(found - study_.points.begin());
}

const std::vector<std::vector<double>>& StudyFigures::table(
    const analysis::Headline& headline) const {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const auto& one) {
    return one.headline->name == headline.name;
  });
  CHECK(found != tables_.end(), "the file has no {}", headline.name);
  return found->values;
}

std::span<const double> StudyFigures::values(const analysis::Headline& headline,
                                             const std::string& scenario,
                                             const std::string& variant) const {
  const auto arm = place(scenario, variant);
  if (!arm) return {};
  return table(headline)[*arm];
}

}  // namespace cli
