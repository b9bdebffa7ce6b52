#include "cli/table_value.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <regex>

#include "cli/options.hpp"
#include "cli/table_names.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Format;
using analysis::Reading;

constexpr std::string_view average_suffix = "_average";
constexpr const char* months_name = "months";

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

// Where the name ends: at an "=" that is no part of a comparison.
std::size_t end_of_name(const std::string& given) {
  for (std::size_t at = given.find('='); at != std::string::npos; at = given.find('=', at + 1)) {
    const bool before = at > 0 && std::string_view("<>!=").find(given[at - 1]) < 4;
    const bool after = at + 1 < given.size() && given[at + 1] == '=';
    // The "=" of NAME[AXIS=LABEL] is within its brackets.
    const bool within = given.find('[') < at;
    if (!before && !after && !within) return at;
  }
  return std::string::npos;
}

Format format_of(const sim::Measure& measure) {
  if (measure.unit == "minor") return Format::money;
  if (measure.unit == "1") return Format::count;
  return Format::number;
}

std::vector<std::string> names_of(const std::vector<sim::Measure>& measures) {
  std::vector<std::string> names;
  for (const sim::Measure& measure : measures) names.push_back(measure.name);
  return names;
}

}  // namespace

NamedText named_text(const std::string& given) {
  const std::size_t end = end_of_name(given);
  const auto refuse = [&] {
    throw InputError(
        fmt::format("found {}, expected NAME = EXPRESSION", scenarios::in_quotes(given)));
  };
  if (end == std::string::npos) {
    if (trimmed(given).ends_with('%')) refuse();
    return {trimmed(given), trimmed(given)};
  }
  NamedText named{trimmed(given.substr(0, end)), trimmed(given.substr(end + 1))};
  if (named.name.ends_with('%')) {
    named.percent = true;
    named.name = trimmed(named.name.substr(0, named.name.size() - 1));
  }
  if (named.name.empty() || named.name.ends_with(':')) refuse();
  return named;
}

TableValue::TableValue(const std::string& given, const sim::PanelShape& shape) : shape_(&shape) {
  const NamedText named = named_text(given);
  name_ = named.name;
  const auto refuse = [&](const std::string& why) {
    throw InputError(fmt::format("--value {}: {}", scenarios::in_quotes(given), why));
  };
  try {
    const std::string text = without_brackets(named.text);
    name_variables();
    std::vector<std::string> names;
    for (const Variable& variable : variables_) names.push_back(variable.name);
    names.emplace_back(months_name);
    formula_.emplace(text, names);
    std::vector<std::string> measures = names_of(shape.measures);
    const auto plain = std::find(measures.begin(), measures.end(), text);
    if (plain != measures.end()) {
      format_ = format_of(shape.measures[static_cast<std::size_t>(plain - measures.begin())]);
    }
    if (named.percent) format_ = Format::percent;
  } catch (const scenarios::UnknownName& unknown) {
    refuse(
        not_a_name(unknown.what(), "a measure of panel " + shape.name, names_of(shape.measures)));
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  } catch (const InputError& error) {
    refuse(error.what());
  }
}

bool TableValue::adds_up() const {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    if (formula_->uses(i) && !analysis::adds_up(shape_->measures[variables_[i].measure]))
      return false;
  }
  return true;
}

double TableValue::of(const Cells& cells, const analysis::Places& places) const {
  std::vector<double> values(variables_.size() + 1, 0.0);
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    if (!formula_->uses(i)) continue;
    const Variable& variable = variables_[i];
    const sim::Measure& measure = shape_->measures[variable.measure];
    analysis::Places there = places;
    for (const AxisPlaces& other : variable.elsewhere) there[other.axis] = other.places;
    values[i] = analysis::over_part(*shape_, measure, cells(measure), there, variable.reading);
  }
  const auto time = analysis::time_axis(*shape_);
  if (time) {
    const double a_place = shape_->axes[*time].name == "year" ? 12 : 1;
    values.back() = a_place * static_cast<double>(places[*time].size());
  }
  return formula_->value(values);
}

TableValue::Variable TableValue::variable_named(const std::string& name,
                                                const std::string& axes) const {
  const std::vector<std::string> measures = names_of(shape_->measures);
  Variable variable;
  auto found = std::find(measures.begin(), measures.end(), name);
  if (found == measures.end() && name.ends_with(average_suffix)) {
    variable.reading = Reading::average;
    found = std::find(measures.begin(), measures.end(),
                      name.substr(0, name.size() - average_suffix.size()));
  }
  if (found == measures.end()) throw scenarios::UnknownName(name);
  variable.measure = static_cast<std::size_t>(found - measures.begin());
  for (std::size_t from = 0; from <= axes.size();) {
    const std::size_t comma = std::min(axes.find(',', from), axes.size());
    variable.elsewhere.push_back(
        axis_places(*shape_, trimmed(std::string_view(axes).substr(from, comma - from))));
    from = comma + 1;
  }
  return variable;
}

// Formulas know plain names: each NAME[…] becomes one of its own.
std::string TableValue::without_brackets(const std::string& text) {
  static const std::regex bracketed(R"(([A-Za-z_]\w*)\[([^\]]*)\])");
  std::string plain;
  auto from = text.begin();
  for (std::sregex_iterator at(text.begin(), text.end(), bracketed), end; at != end; ++at) {
    Variable variable = variable_named((*at)[1].str(), (*at)[2].str());
    variable.name = fmt::format("{}__{}", (*at)[1].str(), variables_.size());
    plain.append(from, (*at)[0].first).append(variable.name);
    from = (*at)[0].second;
    variables_.push_back(std::move(variable));
  }
  return plain.append(from, text.end());
}

void TableValue::name_variables() {
  for (std::size_t measure = 0; measure < shape_->measures.size(); ++measure) {
    const std::string& name = shape_->measures[measure].name;
    variables_.push_back({measure, Reading::at_the_end, {}, name});
    variables_.push_back({measure, Reading::average, {}, name + std::string(average_suffix)});
  }
}

}  // namespace cli
