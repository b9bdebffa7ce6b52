#include "cli/figure.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "analysis/interval.hpp"
#include "analysis/quantile.hpp"
#include "cli/options.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/quantity.hpp"
#include "scenarios/trimmed.hpp"

namespace cli {

namespace {

InputError bad(const std::string& where, const std::string& found, const std::string& expected) {
  return InputError(
      fmt::format("{}: found {}, expected {}", where, scenarios::in_quotes(found), expected));
}

Figure figure_of(const std::string& text, const std::string& where,
                 const std::vector<std::string>& scenarios) {
  Figure figure;
  figure.text = scenarios::trimmed(text);
  figure.scenario = scenarios.front();
  std::string rest = figure.text;
  if (const auto colon = rest.find(':'); colon != std::string::npos) {
    figure.scenario = scenarios::trimmed(std::string_view(rest).substr(0, colon));
    if (std::find(scenarios.begin(), scenarios.end(), figure.scenario) == scenarios.end()) {
      const std::string nearest = scenarios::nearest_name(figure.scenario, scenarios);
      throw bad(where, figure.scenario,
                fmt::format("a scenario of the study, {}{}", scenarios::one_of(scenarios),
                            nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
    }
    rest = std::string(scenarios::trimmed(std::string_view(rest).substr(colon + 1)));
  }
  if (rest.starts_with("quantile(")) {
    const auto comma = rest.find(',');
    const auto end = rest.find(')');
    const auto share = comma == std::string::npos || end == std::string::npos
                           ? std::nullopt
                           : scenarios::parse_share(rest.substr(comma + 1, end - comma - 1));
    if (!share || share->value <= 0 || share->value >= 1 || end + 1 != rest.size()) {
      throw bad(where, rest, "quantile(MEASURE, SHARE), such as \"quantile(net_income, 5 %)\"");
    }
    figure.quantile = share->value;
    constexpr std::size_t start = sizeof "quantile(" - 1;
    rest = std::string(scenarios::trimmed(std::string_view(rest).substr(start, comma - start)));
  }
  figure.headline = &headline_named(rest, where);
  return figure;
}

}  // namespace

const analysis::Headline& headline_named(const std::string& name, const std::string& where) {
  std::vector<std::string> names;
  for (const auto& headline : analysis::headlines()) {
    if (headline.name == name) return headline;
    names.emplace_back(headline.name);
  }
  const std::string nearest = scenarios::nearest_name(name, names);
  throw bad(where, name,
            fmt::format("the name of a headline measure{}",
                        nearest.empty()
                            ? ": " + scenarios::one_of(names)
                            : fmt::format("; did you mean {}?", scenarios::in_quotes(nearest))));
}

std::optional<double> measure_value(std::string text, analysis::Format format) {
  using analysis::Format;
  std::erase_if(text, [](char c) { return c == ' ' || c == ',' || c == '_'; });
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  if (format == Format::percent) {
    return unit == "%" ? std::optional(value / 100) : std::nullopt;
  }
  const bool fits = unit.empty() || (format == Format::money && unit == scenarios::currency);
  return fits ? std::optional(value) : std::nullopt;
}

double Figure::of(std::span<const double> values) const {
  if (quantile) return analysis::quantile(values, *quantile).value;
  return analysis::estimate(values).mean;
}

Objective objective_of(const std::string& text, const std::string& where,
                       const std::vector<std::string>& scenarios) {
  const std::string whole(scenarios::trimmed(text));
  Objective objective;
  objective.maximise = whole.starts_with("maximise ");
  if (!objective.maximise && !whole.starts_with("minimise ")) {
    throw bad(where, text,
              "\"maximise\" or \"minimise\" and a measure, such as \"maximise net_income_a_year\"");
  }
  objective.figure = figure_of(whole.substr(sizeof "maximise " - 1), where, scenarios);
  return objective;
}

Constraint constraint_of(const std::string& text, const std::string& where,
                         const std::vector<std::string>& scenarios) {
  const auto at = text.find_first_of("<>");
  if (at == std::string::npos) {
    throw bad(where, text, "a measure, < or >, and a value, such as \"approval_rate > 40 %\"");
  }
  Constraint constraint;
  constraint.below = text[at] == '<';
  constraint.figure = figure_of(text.substr(0, at), where, scenarios);
  const auto format = constraint.figure.headline->format;
  const auto bound = measure_value(text.substr(at + 1), format);
  if (!bound) {
    throw bad(where, std::string(scenarios::trimmed(std::string_view(text).substr(at + 1))),
              format == analysis::Format::percent ? "a value in per cent, such as \"3 %\""
                                                  : "a number in the measure's unit");
  }
  constraint.bound = *bound;
  return constraint;
}

}  // namespace cli
