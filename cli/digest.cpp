// creditcycle digest: one line that is equal exactly when all results are equal.
#include "cli/command.hpp"
#include "cli/json.hpp"
#include "output/result_reader.hpp"

namespace cli {

namespace {

ExitCode digest(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  if (file.count(output::Status::done) < file.arms() * file.replications()) {
    terminal.warning("not all replications are done");
  }
  if (terminal.json()) {
    terminal.print(Json().begin_object().member("digest", file.digest()).end_object().text());
  } else {
    terminal.print(file.digest() + "\n");
  }
  return exit_done;
}

}  // namespace

Command digest_command() {
  return {"digest",
          "Print one line that is equal exactly when all results of two files are equal",
          "digest RESULT.h5",
          {{"digest recession.h5",
            "the same for any number of threads, any machine, any interruption"}},
          {},
          digest};
}

}  // namespace cli
