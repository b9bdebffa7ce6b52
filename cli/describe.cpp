// creditcycle describe: the parameter schema.
#include "scenarios/describe.hpp"

#include "cli/command.hpp"
#include "cli/json.hpp"
#include "scenarios/json_schema.hpp"
#include "scenarios/load.hpp"
#include "scenarios/study.hpp"

namespace cli {

namespace {

std::string json_text(const std::vector<scenarios::Description>& descriptions) {
  Json json;
  json.begin_array();
  for (const auto& description : descriptions) {
    json.begin_object().member("key", description.key).member("only_if", description.only_if);
    json.member("type", description.type).member("unit", description.unit);
    json.member("bounds", description.bounds).member("default", description.preset);
    json.member("meaning", description.meaning).member("source", description.source).end_object();
  }
  return json.end_array().text();
}

ExitCode describe(const Arguments& arguments, Terminal& terminal) {
  const auto& keys = arguments.positional();
  if (keys.size() > 1) throw UsageError("one key is expected, or none for all of them");
  const auto& shape = arguments.has("study") ? *scenarios::shape_of<scenarios::Study>()
                                             : scenarios::scenario_shape();
  if (arguments.has("json-schema")) {
    if (!keys.empty()) throw UsageError("--json-schema describes whole files and takes no key");
    terminal.print(arguments.has("study")
                       ? scenarios::json_schema(shape, "A creditcycle study file")
                       : scenarios::json_schema(shape));
    return exit_done;
  }
  const auto descriptions = scenarios::describe(shape, keys.empty() ? "" : keys.front());
  terminal.print(terminal.json() ? json_text(descriptions) : scenarios::to_text(descriptions));
  return exit_done;
}

}  // namespace

Command describe_command() {
  return {
      "describe",
      "Print what can be written into a scenario or a study: name, type, unit, bounds, default, "
      "meaning, source",
      "describe [KEY] [--study] [--json-schema]",
      {{"describe", "every parameter, a line each"},
       {"describe limits", "one table"},
       {"describe economy.severity", "all that is known of one parameter"},
       {"describe --study optimise", "what a study file may ask of a search"},
       {"describe --json-schema > scenario.schema.json",
        "the JSON Schema with which editors complete and check scenario files"}},
      {{"study", "", "of study files and not of scenarios"},
       {"json-schema", "", "print the JSON Schema of these files"}},
      describe};
}

}  // namespace cli
