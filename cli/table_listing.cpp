#include "cli/table_listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/text.hpp"

namespace cli {

namespace {

std::string unit_text(const sim::Measure& measure) {
  if (measure.unit == "minor") return "currency";
  if (measure.unit == "1") return "count";
  if (measure.unit == "1e-6" || measure.unit == "1e-9") return "number";
  return measure.unit;
}

std::string over_time_text(const sim::Measure& measure) {
  return std::string(output::over_time_names[static_cast<std::size_t>(measure.over_time)]);
}

std::string labels_text(const std::vector<std::string>& labels) {
  constexpr std::size_t few = 12;
  if (labels.empty()) return "none";
  if (labels.size() <= few) return fmt::format("{}", fmt::join(labels, ", "));
  return fmt::format("{} to {}", labels.front(), labels.back());
}

}  // namespace

std::string panels_text(const output::ResultReader& file, const Terminal& terminal) {
  std::string text;
  for (const auto& shape : file.skeleton().panels) {
    if (!text.empty()) text += "\n";
    text += terminal.bold(shape->name) + "\n";
    for (const sim::Axis& axis : shape->axes) {
      text += fmt::format("  by {}: {}\n", axis.name,
                          wrap(labels_text(axis.labels), terminal.width(), 6));
    }
    Table table({Align::left, Align::left, Align::left, Align::left});
    for (const sim::Measure& measure : shape->measures) {
      table.add(
          {"  " + measure.name, unit_text(measure), over_time_text(measure), measure.long_name});
    }
    text += table.text();
  }
  return text +
         "\nOver several months a measure is their sum, the value at their end, or their mean.\n";
}

void panels_json(const output::ResultReader& file, Json& json) {
  json.begin_array();
  for (const auto& shape : file.skeleton().panels) {
    json.begin_object().member("name", shape->name).key("axes").begin_array();
    for (const sim::Axis& axis : shape->axes) {
      json.begin_object().member("name", axis.name).member("long_name", axis.long_name);
      json.key("labels").begin_array();
      for (const std::string& label : axis.labels) json.value(label);
      json.end_array().end_object();
    }
    json.end_array().key("measures").begin_array();
    for (const sim::Measure& measure : shape->measures) {
      json.begin_object().member("name", measure.name).member("unit", unit_text(measure));
      json.member("over_time", over_time_text(measure)).member("long_name", measure.long_name);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace cli
