// A subcommand: its name, its help by example, what it accepts and what it does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

namespace cli {

struct Example {
  std::string_view line;   // "run recession.toml -o out.h5", without the program's name
  std::string_view shows;  // what it does, as a phrase
};

struct Command {
  std::string_view name;
  std::string_view purpose;  // one sentence without its full stop
  std::string_view usage;    // after the program's name
  std::vector<Example> examples;
  std::vector<Option> options;  // its own; the common ones are added
  ExitCode (*act)(const Arguments&, Terminal&);
};

// The one positional argument, which is `expected`; UsageError when there is none or another.
const std::string& only_argument(const Arguments& arguments, std::string_view expected);

// One file each; in the order in which --help lists them.
Command run_command();
Command plan_command();
Command check_command();
Command describe_command();
Command economy_command();
Command diff_command();
Command compare_command();
Command study_command();
Command reverse_command();
Command schedule_command();
Command show_command();
Command refit_command();
Command score_command();
Command facts_command();
Command members_command();
Command statements_command();
Command table_command();
Command digest_command();
Command bench_command();
Command version_command();
std::vector<Command> all_commands();

// The whole program but for the process around it: `words` are the arguments after its name.
// Every error ends here, printed with its cause first.
ExitCode dispatch(const std::vector<std::string>& words, Terminal& terminal);

}  // namespace cli
