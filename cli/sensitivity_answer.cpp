// Which parameters matter: Morris, Sobol or a tornado over the arms of a study.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "analysis/tornado.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/study_answers.hpp"
#include "cli/study_design.hpp"
#include "cli/study_figures.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

using analysis::Estimate;
using analysis::Format;
using scenarios::SensitivityMethod;

// One measure of one policy in one scenario, of which the sensitivity is asked.
struct Subject {
  const StudyArms& study;
  const StudyFigures& figures;
  std::string scenario;
  scenarios::StudyPolicy policy;
  const analysis::Headline* headline;

  const scenarios::Study& file() const { return study.study; }
  std::vector<std::vector<std::size_t>> axes() const {
    return scenarios::axes_of(file().parameters, file().combine);
  }
  std::span<const double> values(const scenarios::Values& settings) const {
    return figures.values(*headline, scenario, scenarios::variant_name(file(), policy, settings));
  }
  // The mean at each point of the sample; NaN where a condition leaves it out.
  std::vector<double> means() const {
    std::vector<double> all;
    for (const auto& point : study.sample) {
      all.push_back(
          analysis::estimate(values(scenarios::values_at(file().parameters, axes(), point))).mean);
    }
    return all;
  }
  ReportLine line(std::string section, std::string parameter) const {
    ReportLine line;
    line.scenario = scenario;
    line.arm = policy.id;
    line.section = std::move(section);
    line.item = headline->name;
    line.group = std::move(parameter);
    line.unit = unit_name(headline->format);
    return line;
  }
};

// "cut", or "cut+raise" for parameters that move together.
std::vector<std::string> labels_of(const scenarios::Study& study) {
  std::vector<std::string> labels;
  for (const auto& axis : scenarios::axes_of(study.parameters, study.combine)) {
    std::string label;
    for (const std::size_t i : axis) label += (label.empty() ? "" : "+") + study.parameters[i].id;
    labels.push_back(std::move(label));
  }
  return labels;
}

std::vector<std::size_t> ordered_by(const std::vector<double>& sizes) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // What is not known is last.
  const auto size = [&](std::size_t i) { return std::isnan(sizes[i]) ? -1 : std::fabs(sizes[i]); };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

Answer morris(const Subject& subject, const Terminal& terminal) {
  const auto labels = labels_of(subject.file());
  const auto effects =
      analysis::elementary_effects(morris_design_of(subject.file()), subject.means());
  const Format format = subject.headline->format;
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  table.add({"over its whole range", "size of the effect", "95 % interval", "effect on average",
             "95 % interval", "deviation"});
  Answer answer;
  std::vector<double> sizes;
  for (const auto& one : effects) sizes.push_back(one.magnitude.mean);
  for (const std::size_t i : ordered_by(sizes)) {
    const auto& one = effects[i];
    const auto size = estimate_text(one.magnitude, format);
    const auto mean = difference_text(one.mean, format);
    // As many digits as its interval allows.
    const Estimate spread{one.mean.n, one.deviation(), 0,
                          (one.deviation_high - one.deviation_low) / 2};
    table.add({labels[i], size.mean, size.interval, mean.mean, mean.interval,
               estimate_text(spread, format).mean});
    auto line = subject.line("morris_magnitude", labels[i]);
    line.set(one.magnitude);
    answer.lines.push_back(line);
    line.section = "morris_mean";
    line.set(one.mean);
    answer.lines.push_back(line);
    line.section = "morris_deviation";
    line.mean = one.deviation();
    line.low = one.deviation_low;
    line.high = one.deviation_high;
    answer.lines.push_back(line);
  }
  answer.text = with_bold_heading(table.text(), terminal);
  return answer;
}

std::string share_text(const analysis::ShareEstimate& share) {
  if (std::isnan(share.value)) return "–";
  return fmt::format("{:.2f}  ({:.2f} to {:.2f})", share.value, share.low, share.high);
}

Answer sobol(const Subject& subject, const Terminal& terminal) {
  const auto labels = labels_of(subject.file());
  const auto indices = analysis::sobol_indices(sobol_design_of(subject.file()), subject.means());
  Table table({Align::left, Align::right, Align::right});
  table.add({"share of the variance", "by itself", "with all it has a part in"});
  Answer answer;
  std::vector<double> sizes;
  for (const auto& one : indices) sizes.push_back(one.total.value);
  for (const std::size_t i : ordered_by(sizes)) {
    table.add({labels[i], share_text(indices[i].first), share_text(indices[i].total)});
    for (const auto& [section, share] :
         {std::pair("sobol_first", indices[i].first), std::pair("sobol_total", indices[i].total)}) {
      auto line = subject.line(section, labels[i]);
      line.unit = "fraction";
      line.n = indices[i].rows;
      line.mean = share.value;
      line.low = share.low;
      line.high = share.high;
      answer.lines.push_back(std::move(line));
    }
  }
  answer.text = with_bold_heading(table.text(), terminal);
  return answer;
}

// A bar from the lower to the higher of both ends, around where nothing changes.
std::string bar_text(const analysis::Swing& swing, double widest) {
  constexpr int half = 12;
  const double lowest = std::min({0.0, swing.low.mean, swing.high.mean});
  const double highest = std::max({0.0, swing.low.mean, swing.high.mean});
  if (std::isnan(swing.width()) || !(widest > 0)) return "";
  const auto cells = [&](double size) {
    return static_cast<int>(std::lround(half * std::fabs(size) / widest));
  };
  std::string text(static_cast<std::size_t>(half - cells(lowest)), ' ');
  for (int i = 0; i < cells(lowest); ++i) text += "█";
  text += "│";
  for (int i = 0; i < cells(highest); ++i) text += "█";
  return text;
}

Answer tornado(const Subject& subject, const Terminal& terminal) {
  const auto labels = labels_of(subject.file());
  const auto axes = subject.axes();
  const auto& parameters = subject.file().parameters;
  const auto at_end = [&](std::size_t axis, double end) {
    scenarios::Values settings(parameters.size());
    for (const std::size_t i : axes[axis]) settings[i] = parameters[i].at(end);
    return settings;
  };
  const auto end_text = [&](std::size_t axis, double end) {
    std::string text;
    for (const std::size_t i : axes[axis])
      text += (text.empty() ? "" : "+") + parameters[i].at(end);
    return text;
  };
  std::vector<analysis::Ends> ends;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    ends.push_back({subject.values(at_end(a, 0)), subject.values(at_end(a, 1))});
  }
  const auto base = subject.values(scenarios::Values(parameters.size()));
  const auto swings = analysis::tornado(base, ends);
  double widest = 0;
  for (const auto& swing : swings) {
    widest = std::max({widest, std::fabs(swing.low.mean), std::fabs(swing.high.mean)});
  }
  const Format format = subject.headline->format;
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.add({"one at a time", "at", "difference", "95 % interval", "", ""});
  Answer answer;
  for (const auto& swing : swings) {
    const std::string& label = labels[swing.parameter];
    bool first = true;
    for (const auto& [section, end, difference] :
         {std::tuple("tornado_low", 0.0, swing.low), std::tuple("tornado_high", 1.0, swing.high)}) {
      const auto text = difference_text(difference, format);
      table.add({first ? label : "", end_text(swing.parameter, end), text.mean, text.interval, "",
                 first ? bar_text(swing, widest) : ""});
      first = false;
      auto line = subject.line(section, label);
      line.base = subject.policy.id;
      line.set(difference);
      answer.lines.push_back(std::move(line));
    }
  }
  answer.text = with_bold_heading(table.text(), terminal);
  return answer;
}

const char* explanation(SensitivityMethod method) {
  switch (method) {
    case SensitivityMethod::none:
      break;
    case SensitivityMethod::morris:
      return "Size: the mean magnitude of what the measure does when a parameter crosses its "
             "range, "
             "others anywhere.\nA deviation near the size tells of bends or of interaction.\n";
    case SensitivityMethod::sobol:
      return "Of how much the measure varies when all parameters vary over their ranges. Where the "
             "two differ,\na parameter interacts with others. Ends are uncertain, not bounded: a "
             "small share may lie below 0.\n";
    case SensitivityMethod::tornado:
      return "Each parameter alone at either end of its range, the others as they are; what they "
             "do "
             "together\na tornado does not see.\n";
  }
  return "";
}

}  // namespace

Answer sensitivity_answer(const StudyArms& study, const output::ResultReader& file,
                          const Terminal& terminal) {
  const auto& asked = study.study.sensitivity;
  const StudyFigures figures(study, file);
  Answer all;
  for (const std::string& scenario : scenario_names(study.study)) {
    for (const auto& policy : scenarios::policies_of(study.study)) {
      for (const std::string& measure : asked.measures) {
        const auto& headline = headline_named(measure, "sensitivity.measures");
        const Subject subject{study, figures, scenario, policy, &headline};
        const Answer one = asked.method == SensitivityMethod::morris  ? morris(subject, terminal)
                           : asked.method == SensitivityMethod::sobol ? sobol(subject, terminal)
                                                                      : tornado(subject, terminal);
        all.text +=
            terminal.bold(fmt::format("{} in {}{}", headline.long_name, scenario,
                                      study.study.policies.empty() ? "" : ", " + policy.id));
        all.text += "\n\n" + one.text + "\n";
        all.lines.insert(all.lines.end(), one.lines.begin(), one.lines.end());
      }
    }
  }
  all.text += explanation(asked.method);
  return all;
}

}  // namespace cli
