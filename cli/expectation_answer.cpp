#include "cli/expectation_answer.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "analysis/headline.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

using analysis::Estimate;
using analysis::HeadlineTable;
using analysis::Sampling;

// What a table of many variants has room for.
constexpr std::array<std::string_view, 3> chief = {"net_income_a_year", "return_on_assets",
                                                   "charge_off_rate"};

struct Expected {
  const analysis::Headline* headline;
  std::string variant;
  std::vector<Estimate> scenarios;  // by scenario of the study
  Estimate weighted;
};

std::vector<Expected> expected_of(const StudyResult& study, const output::ResultReader& file) {
  const auto tables = analysis::headline_tables(file);
  std::vector<std::string> variants = {study.together.base_name};
  variants.insert(variants.end(), study.together.other_names.begin(),
                  study.together.other_names.end());
  std::vector<Expected> all;
  for (const HeadlineTable& table : tables) {
    for (const std::string& variant : variants) {
      const auto arms = weighted_arms(study, variant);
      std::vector<Sampling> samplings;
      Expected one{table.headline, variant, {}, {}};
      for (const analysis::WeightedArm& arm : arms) {
        const Sampling sampling = analysis::sampling_of(file, arm.arm, arm.arm, study.control);
        one.scenarios.push_back(analysis::estimate(table.values.at(arm.arm), sampling));
        if (arm.weight > 0) samplings.push_back(sampling);
      }
      one.weighted = analysis::estimate(analysis::expectation(table.values, arms),
                                        analysis::sampling_together(samplings));
      all.push_back(std::move(one));
    }
  }
  return all;
}

std::string table_of(const StudyResult& study, const std::vector<Expected>& all, bool details,
                     const Terminal& terminal) {
  const bool several = !study.together.other_names.empty();
  std::vector<Align> aligns = {Align::left};
  std::vector<std::string> heading = {"expected over the scenarios"};
  const auto add_column = [&](std::string name, Align align) {
    aligns.push_back(align);
    heading.push_back(std::move(name));
  };
  if (several) add_column("", Align::left);
  for (std::size_t s = 0; s < study.scenarios.size(); ++s) {
    add_column(
        fmt::format("{} {:.3g} %", study.scenarios[s].scenario, 100 * study.probabilities[s]),
        Align::right);
  }
  add_column("weighted", Align::right);
  add_column("95 % interval", Align::right);
  Table table(aligns);
  table.add(heading);
  const analysis::Headline* last = nullptr;
  for (const Expected& one : all) {
    const auto& headline = *one.headline;
    const bool is_chief = std::find(chief.begin(), chief.end(), headline.name) != chief.end();
    if (several && !details && !is_chief) continue;
    if (headline.where_defined && one.weighted.n == 0) continue;
    std::vector<std::string> row = {one.headline == last ? "" : std::string(headline.long_name)};
    if (several) row.push_back(one.variant);
    for (const Estimate& scenario : one.scenarios) {
      row.push_back(estimate_text(scenario, headline.format).mean);
    }
    const auto text = estimate_text(one.weighted, headline.format);
    row.insert(row.end(), {text.mean, text.interval});
    table.add(std::move(row));
    last = one.headline;
  }
  return with_bold_heading(table.text(), terminal);
}

}  // namespace

Answer expectation_answer(const StudyResult& study, const output::ResultReader& file, bool details,
                          const Terminal& terminal) {
  const auto all = expected_of(study, file);
  Answer answer;
  answer.text = table_of(study, all, details, terminal);
  ReportLine line;
  for (std::size_t s = 0; s < study.scenarios.size(); ++s) {
    line.scenario = study.scenarios[s].scenario;
    line.section = line.item = "probability";
    line.unit = unit_name(analysis::Format::percent);
    line.set_alone(study.probabilities[s]);
    answer.lines.push_back(line);
  }
  for (const Expected& one : all) {
    line.scenario = study.together.scenario;
    line.arm = one.variant;
    line.section = "expectation";
    line.item = one.headline->name;
    line.unit = unit_name(one.headline->format);
    line.set(one.weighted);
    answer.lines.push_back(line);
  }
  return answer;
}

}  // namespace cli
