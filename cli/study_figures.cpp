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
    : study_(study), file_(file) {}

std::optional<std::size_t> StudyFigures::place(const std::string& scenario,
                                               const std::string& variant) const {
  const auto found = std::find_if(study_.points.begin(), study_.points.end(),
                                  [&](const scenarios::StudyPoint& point) {
                                    return point.scenario == scenario && point.variant == variant;
                                  });
  if (found == study_.points.end()) return std::nullopt;
  return static_cast<std::size_t>(found - study_.points.begin());
}

std::span<const double> StudyFigures::values(const analysis::Headline& headline,
                                             const std::string& scenario,
                                             const std::string& variant) const {
  const auto arm = place(scenario, variant);
  if (!arm) return {};
  const auto [known, is_new] = read_.try_emplace({*arm, headline.name});
  if (is_new) {
    auto values = analysis::headline_of_arm(file_, headline, *arm);
    CHECK(values.has_value(), "the file has no {}", headline.name);
    known->second = std::move(*values);
  }
  return known->second;
}

}  // namespace cli
