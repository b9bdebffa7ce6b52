#include "cli/precision.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <span>

#include "analysis/sampling.hpp"
#include "analysis/stopping.hpp"
#include "cli/figure.hpp"
#include "cli/study_figures.hpp"
#include "scenarios/problem.hpp"
#include "sim/check.hpp"

namespace cli {

namespace {

const analysis::Headline& headline_of(const scenarios::Precision& target) {
  return headline_named(target.measure, fmt::format("until.{}.measure", target.id));
}

// In the order in which they first stand among the points.
std::vector<std::string> scenarios_of(const StudyArms& study) {
  std::vector<std::string> names;
  for (const auto& point : study.points) {
    if (std::find(names.begin(), names.end(), point.scenario) == names.end()) {
      names.push_back(point.scenario);
    }
  }
  return names;
}

std::vector<double> differences_of(std::span<const double> base, std::span<const double> other) {
  std::vector<double> differences(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) differences[i] = other[i] - base[i];
  return differences;
}

}  // namespace

std::optional<HalfWidth> parse_half_width(std::string text, analysis::Format format) {
  std::erase_if(text, [](char c) { return c == ',' || c == '_' || c == ' '; });
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || !std::isfinite(value) || value <= 0) return std::nullopt;
  if (unit == "%") return HalfWidth{true, value / 100};
  if (unit == "pp" && format == analysis::Format::percent) return HalfWidth{false, value / 100};
  if (unit == "CNY" && format == analysis::Format::money) return HalfWidth{false, value};
  if (unit.empty() && format != analysis::Format::percent) return HalfWidth{false, value};
  return std::nullopt;
}

HalfWidth half_width_of(const scenarios::Precision& target) {
  const auto format = headline_of(target).format;
  if (const auto width = parse_half_width(target.half_width, format)) return *width;
  throw InputError(fmt::format(
      "until.{}.half_width: found {}, expected a share of the second variant's mean such as "
      "\"1 %\", or a width in the measure's unit such as \"0.1 pp\" or \"10,000\"",
      target.id, scenarios::in_quotes(target.half_width)));
}

void check_precision(const scenarios::Study& study) {
  for (const auto& target : study.until) half_width_of(target);
}

PrecisionStage precision_of(const StudyArms& study, const output::ResultReader& file) {
  PrecisionStage stage;
  stage.next = file.replications();
  if (study.study.until.empty()) return stage;
  const StudyFigures figures(study, file);
  for (const auto& target : study.study.until) {
    const analysis::Headline& headline = headline_of(target);
    const HalfWidth half_width = half_width_of(target);
    const auto contrast = scenarios::contrast_of(target.contrast);
    for (const auto& scenario : scenarios_of(study)) {
      const auto base = figures.values(headline, scenario, contrast.base);
      const auto other = figures.values(headline, scenario, contrast.arm);
      PrecisionReached reached{std::string(headline.long_name),
                               fmt::format("{}: {}", scenario, target.contrast), headline.format};
      reached.wanted = half_width.relative
                           ? half_width.value * std::fabs(analysis::estimate(base).mean)
                           : half_width.value;
      reached.reached = std::numeric_limits<double>::quiet_NaN();
      // A share of nothing, or of what is not known, is never reached.
      if (reached.wanted > 0) {
        const auto sampling = analysis::sampling_of(
            file, figures.place(scenario, contrast.base).value(),
            figures.place(scenario, contrast.arm).value(), study.study.control);
        const std::size_t first =
            static_cast<std::size_t>(study.study.replications) / sampling.block;
        const auto now =
            analysis::next_stage(analysis::observations(differences_of(base, other), sampling),
                                 std::max<std::size_t>(first, 2), reached.wanted);
        reached.reached = now.half_width;
        reached.met = now.met;
        reached.needed = now.next * sampling.block;
        stage.next = std::max(stage.next, reached.needed);
      } else {
        stage.next = std::max<std::size_t>(stage.next, file.replications() + 1);
      }
      stage.met = stage.met && reached.met;
      stage.reached.push_back(std::move(reached));
    }
  }
  return stage;
}

}  // namespace cli
