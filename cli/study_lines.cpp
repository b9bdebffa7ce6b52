#include "cli/study_lines.hpp"

#include <cmath>
#include <string_view>

#include "cli/estimate_text.hpp"
#include "cli/market_report.hpp"
#include "cli/rejected_report.hpp"
#include "cli/study_report.hpp"

namespace cli {

using analysis::Driver;
using analysis::Estimate;
using analysis::Format;

namespace {

ReportLine line(std::string_view section, std::string_view item, Format format) {
  ReportLine made;
  made.section = section;
  made.item = item;
  made.unit = unit_name(format);
  return made;
}

std::vector<ReportLine> lines_of(const Contrast& one) {
  const analysis::Decision& decision = one.decision;
  std::vector<ReportLine> lines;
  const auto add = [&](std::string_view section, std::string_view item, Format format,
                       const Estimate& estimate) -> ReportLine& {
    lines.push_back(line(section, item, format));
    lines.back().set(estimate);
    return lines.back();
  };
  const auto add_alone = [&](std::string_view item, Format format, double value) {
    lines.push_back(line("decision", item, format));
    lines.back().set_alone(value);
  };
  lines.push_back(line("decision", "net_income_a_year_bca", Format::money));
  lines.back().set(decision.income_bootstrap);
  const auto& income = decision.income;
  add("decision", income.headline->name, Format::money, income.arms[1].difference).verdict =
      verdict_name(decision.judgement.verdict);
  add_alone("material", Format::money, decision.material);
  add_alone("replications_saved", Format::number, decision.replications_saved);
  add_alone("sampling_gain", Format::number, decision.sampling_gain);
  // 0 where it is known already, and nothing where no number would tell.
  const bool hopeless = decision.judgement.verdict == analysis::Verdict::not_known &&
                        decision.judgement.replications_needed == 0;
  const auto needed = static_cast<double>(decision.judgement.replications_needed);
  add_alone("replications_needed", Format::count, hopeless ? std::nan("") : needed);
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    const auto& name = analysis::name_of(static_cast<Driver>(i)).name;
    add("driver", name, Format::money, decision.drivers[i]);
  }
  for (const auto& effect : decision.effects) {
    const auto& headline = *effect.headline;
    add("base", headline.name, headline.format, effect.arms[0].level);
    add("effect", headline.name, headline.format, effect.arms[1].difference);
  }
  for (const auto& effect : decision.groups) {
    const auto& figure = *effect.figure;
    const char* base = effect.panel == "tier" ? "tier_base" : "segment_base";
    add(base, figure.name, figure.format, effect.base).group = effect.group;
    add(effect.panel, figure.name, figure.format, effect.difference).group = effect.group;
  }
  for (ReportLine& made : lines) {
    made.scenario = one.scenario->scenario;
    made.arm = one.arm;
    made.base = one.scenario->base_name;
  }
  return lines;
}

}  // namespace

std::vector<ReportLine> study_lines(const StudyResult& study, const output::ResultReader& file) {
  std::vector<ReportLine> lines;
  for (const Contrast& one : contrasts_of(study, file)) {
    for (ReportLine& made : lines_of(one)) lines.push_back(std::move(made));
  }
  for (ReportLine& made : rejected_lines(file)) lines.push_back(std::move(made));
  for (ReportLine& made : market_lines(file)) lines.push_back(std::move(made));
  for (const auto& one : study.precision) {
    const auto add = [&](const char* section, double half_width) {
      lines.push_back(line(section, one.measure, one.format));
      lines.back().group = one.contrast;
      lines.back().set_alone(half_width);
    };
    add("precision_wanted", one.wanted);
    add("precision_reached", one.reached);
  }
  return lines;
}

}  // namespace cli
