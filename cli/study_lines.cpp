#include "cli/study_lines.hpp"

#include <cmath>

#include "cli/estimate_text.hpp"
#include "cli/rejected_report.hpp"
#include "cli/study_report.hpp"

namespace cli {

using analysis::Driver;
using analysis::Estimate;
using analysis::Format;

namespace {

// What a line says besides its contrast; a number without a scatter has n = 0 and no interval.
struct Line {
  std::string_view section;
  std::string_view item;
  std::string_view group;
  std::string_view unit;
  Estimate estimate;
  std::string_view verdict = {};
};

Estimate alone(double value) {
  return {0, value, std::nan(""), std::nan("")};
}

ReportLine report_line(const Line& line) {
  ReportLine report{{},
                    {},
                    {},
                    std::string(line.section),
                    std::string(line.item),
                    std::string(line.group),
                    std::string(line.unit),
                    0,
                    0,
                    0,
                    0,
                    std::string(line.verdict)};
  report.set(line.estimate);
  return report;
}

std::vector<Line> lines_of(const Contrast& one) {
  const analysis::Decision& decision = one.decision;
  const char* currency = unit_name(Format::money);
  const auto& income = decision.income;
  // 0 where it is known already, and nothing where no number would tell.
  const bool hopeless = decision.judgement.verdict == analysis::Verdict::not_known &&
                        decision.judgement.replications_needed == 0;
  const auto needed = static_cast<double>(decision.judgement.replications_needed);
  std::vector<Line> lines = {
      {"decision", income.headline->name, "", currency, income.arms[1].difference,
       verdict_name(decision.judgement.verdict)},
      {"decision", "material", "", currency, alone(decision.material)},
      {"decision", "replications_saved", "", "number", alone(decision.replications_saved)},
      {"decision", "sampling_gain", "", "number", alone(decision.sampling_gain)},
      {"decision", "replications_needed", "", "count", alone(hopeless ? std::nan("") : needed)},
  };
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    const auto& name = analysis::name_of(static_cast<Driver>(i)).name;
    lines.push_back({"driver", name, "", currency, decision.drivers[i]});
  }
  for (const auto& effect : decision.effects) {
    const auto& headline = *effect.headline;
    const char* unit = unit_name(headline.format);
    lines.push_back({"base", headline.name, "", unit, effect.arms[0].level});
    lines.push_back({"effect", headline.name, "", unit, effect.arms[1].difference});
  }
  for (const auto& effect : decision.groups) {
    const auto& figure = *effect.figure;
    const char* unit = unit_name(figure.format);
    const bool tier = effect.panel == "tier";
    lines.push_back(
        {tier ? "tier_base" : "segment_base", figure.name, effect.group, unit, effect.base});
    lines.push_back({effect.panel, figure.name, effect.group, unit, effect.difference});
  }
  return lines;
}

}  // namespace

std::vector<ReportLine> study_lines(const StudyResult& study, const output::ResultReader& file) {
  std::vector<ReportLine> lines;
  for (const Contrast& one : contrasts_of(study, file)) {
    ReportLine resampled = report_line(
        {"decision", "net_income_a_year_bca", "", unit_name(Format::money), alone(std::nan(""))});
    resampled.n = one.decision.income_bootstrap.n;
    resampled.mean = one.decision.income_bootstrap.value;
    resampled.low = one.decision.income_bootstrap.low;
    resampled.high = one.decision.income_bootstrap.high;
    resampled.scenario = one.scenario->scenario;
    resampled.arm = one.arm;
    resampled.base = one.scenario->base_name;
    lines.push_back(std::move(resampled));
    for (const Line& line : lines_of(one)) {
      lines.push_back(report_line(line));
      lines.back().scenario = one.scenario->scenario;
      lines.back().arm = one.arm;
      lines.back().base = one.scenario->base_name;
    }
  }
  for (auto& line : rejected_lines(file)) lines.push_back(std::move(line));
  for (const auto& one : study.precision) {
    const char* unit = unit_name(one.format);
    const auto add = [&](const char* section, double half_width) {
      lines.push_back(report_line({section, one.measure, one.contrast, unit, alone(half_width)}));
    };
    add("precision_wanted", one.wanted);
    add("precision_reached", one.reached);
  }
  return lines;
}

}  // namespace cli
