// creditcycle show: the summary that a result file holds.
#include "cli/command.hpp"
#include "cli/report.hpp"

namespace cli {

namespace {

ExitCode show(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  if (terminal.json()) {
    Json json;
    json.begin_object();
    summary_json(file, json);
    terminal.print(json.end_object().text());
  } else {
    terminal.print(summary_text(file, terminal));
    terminal.print("\ndigest " + file.digest() + "\n");
  }
  return exit_done;
}

}  // namespace

Command show_command() {
  return {"show",
          "Print the summary of a result file",
          "show RESULT.h5",
          {{"show recession.h5", "the headline measures with their 95 % intervals"},
           {"show recession.h5 --json", "the same for another program"}},
          {},
          show};
}

}  // namespace cli
