// creditcycle diff: what differs between two scenarios once they are composed.
#include "scenarios/diff.hpp"

#include <fmt/format.h>

#include "cli/arms.hpp"
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/shipped.hpp"

namespace cli {

namespace {

std::string json_text(const std::vector<scenarios::Difference>& differences) {
  Json json;
  json.begin_array();
  for (const auto& difference : differences) {
    json.begin_object().member("key", difference.key);
    json.member("left", difference.left).member("right", difference.right);
    json.member("left_origin", to_text(difference.left_origin));
    json.member("right_origin", to_text(difference.right_origin)).end_object();
  }
  return json.end_array().text();
}

ExitCode diff(const Arguments& arguments, Terminal& terminal) {
  const auto& names = arguments.positional();
  if (names.size() != 2) throw UsageError("two scenarios are expected");
  scenarios::Request request = request_of(arguments);
  request.scenario = find_scenario(names[0]);
  const auto left = load_arms(request);
  request.scenario = find_scenario(names[1]);
  const auto right = load_arms(request);
  const auto differences =
      scenarios::diff(left.front().loaded.resolved.tree, right.front().loaded.resolved.tree);
  if (terminal.json()) {
    terminal.print(json_text(differences));
  } else {
    terminal.print(to_text(differences));
    if (differences.empty()) terminal.info("no difference");
  }
  return exit_done;
}

}  // namespace

Command diff_command() {
  return {"diff",
          "Print what differs between two scenarios after everything they extend is composed",
          "diff A B [--set KEY=VALUE ...] [--policy FILE ...]",
          {{"diff baseline recession", "each key that differs, with both values and their places"},
           {"diff recession.h5 mine.toml", "against what a result file was made from"}},
          {composing_options()[0], composing_options()[1]},
          diff};
}

}  // namespace cli
