// creditcycle version: which program this is.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/json.hpp"
#include "cli/revision.hpp"
#include "cli/shipped.hpp"

namespace cli {

namespace {

ExitCode version(const Arguments& arguments, Terminal& terminal) {
  if (!arguments.positional().empty()) throw UsageError("no argument is expected");
  if (terminal.json()) {
    Json json;
    json.begin_object().member("version", program_version());
    json.member("revision", program_revision()).key("libraries").begin_object();
    for (const auto& [name, number] : libraries()) json.member(name, number);
    json.end_object().member("scenarios", shipped_folder().string());
    terminal.print(json.end_object().text());
    return exit_done;
  }
  std::string text = program_name() + "\n";
  for (const auto& [name, number] : libraries()) text += fmt::format("  {} {}\n", name, number);
  text += fmt::format("  scenarios in {}\n", shipped_folder().string());
  terminal.print(text);
  return exit_done;
}

}  // namespace

Command version_command() {
  return {"version", "Print the version, the revision of the source and the libraries",
          "version", {{"version", "what to name in a report"}},
          {},        version};
}

}  // namespace cli
