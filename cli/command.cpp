#include "cli/command.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <new>

#include "cli/revision.hpp"
#include "cli/text.hpp"
#include "output/result_error.hpp"
#include "scenarios/problem.hpp"
#include "sim/check.hpp"
#include "sim/processor.hpp"

namespace cli {

namespace {

std::string program_help(int width) {
  std::string help = fmt::format(
      "{}\n\n"
      "Simulates a consumer-credit portfolio day by day through economic cycles.\n\n"
      "  creditcycle run recession            a stress test, kept in recession.h5\n"
      "  creditcycle COMMAND --help           what a command does, by example\n\n"
      "Commands:\n",
      program_name());
  for (const auto& command : all_commands()) {
    help += fmt::format("  {:<12}{}\n", command.name, wrap(command.purpose, width, 14));
  }
  help +=
      "\nExit codes: 0 done; 2 bad input, or no stylised fact could be judged; 3 interrupted or\n"
      "some replications failed, and resumable, or a peer of bench failed; 4 a study is not as\n"
      "precise as it was to be; 5 a stylised fact misses its range; 1 our fault.\n";
  return help;
}

std::vector<Option> with_common(std::vector<Option> options) {
  for (const auto& option : common_options()) options.push_back(option);
  return options;
}

std::string command_help(const Command& command, int width) {
  std::string help = fmt::format("{}.\n\nUsage: creditcycle {}\n\nExamples:\n",
                                 wrap(command.purpose, width, 0), command.usage);
  for (const auto& example : command.examples) {
    help +=
        fmt::format("  creditcycle {}\n      {}\n", example.line, wrap(example.shows, width, 6));
  }
  return help + "\nOptions:\n" + options_help(with_common(command.options), width);
}

Terminal::Settings settings_of(const Arguments& arguments) {
  Terminal::Settings settings;
  settings.quiet = arguments.has("quiet");
  settings.json = arguments.has("json");
  if (const auto level = arguments.text("log-level")) {
    const std::vector<std::string> names = {"error", "warning", "info", "debug"};
    const auto at = std::find(names.begin(), names.end(), *level);
    if (at == names.end()) {
      throw UsageError(fmt::format("--log-level: found {}, expected error, warning, info or debug",
                                   scenarios::in_quotes(*level)));
    }
    settings.level = static_cast<LogLevel>(at - names.begin());
  }
  return settings;
}

ExitCode act(const Command& command, const std::vector<std::string>& words, Terminal& terminal) {
  if (std::find(words.begin(), words.end(), "--help") != words.end() ||
      std::find(words.begin(), words.end(), "-h") != words.end()) {
    terminal.print(command_help(command, terminal.width()));
    return exit_done;
  }
  const Arguments arguments = parse_arguments(words, with_common(command.options));
  terminal.use(settings_of(arguments));
  return command.act(arguments, terminal);
}

ExitCode choose(const std::vector<std::string>& words, Terminal& terminal) {
  if (words.empty()) {
    terminal.print(program_help(terminal.width()));
    throw UsageError("no command is given");
  }
  const std::string& name = words.front();
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const auto commands = all_commands();
  const auto named = [&](const std::string& wanted) {
    return std::find_if(commands.begin(), commands.end(),
                        [&](const Command& command) { return command.name == wanted; });
  };
  if (name == "--version") return act(*named("version"), rest, terminal);
  if (name == "--help" || name == "-h" || name == "help") {
    if (!rest.empty() && named(rest.front()) != commands.end()) {
      return act(*named(rest.front()), {"--help"}, terminal);
    }
    terminal.print(program_help(terminal.width()));
    return exit_done;
  }
  if (const auto command = named(name); command != commands.end()) {
    try {
      return act(*command, rest, terminal);
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("{}\nUsage: creditcycle {}\nMore: creditcycle {} --help",
                                   error.what(), command->usage, command->name));
    }
  }
  std::vector<std::string> names;
  for (const auto& command : commands) names.emplace_back(command.name);
  const std::string nearest = scenarios::nearest_name(name, names);
  throw UsageError(fmt::format("unknown command {}{}\nMore: creditcycle --help",
                               scenarios::in_quotes(name),
                               nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
}

}  // namespace

const std::string& only_argument(const Arguments& arguments, std::string_view expected) {
  const auto& positional = arguments.positional();
  if (positional.empty()) throw UsageError(fmt::format("{} is expected", expected));
  if (positional.size() > 1) {
    throw UsageError(
        fmt::format("{} is expected, found {}", expected, fmt::join(positional, ", ")));
  }
  return positional.front();
}

std::vector<Command> all_commands() {
  return {run_command(),     plan_command(),     check_command(),   describe_command(),
          economy_command(), diff_command(),     compare_command(), study_command(),
          reverse_command(), schedule_command(), show_command(),    score_command(),
          refit_command(),   facts_command(),    members_command(), statements_command(),
          table_command(),   digest_command(),   bench_command(),   version_command()};
}

ExitCode dispatch(const std::vector<std::string>& words, Terminal& terminal) {
  ExitCode code = exit_our_fault;
  try {
    sim::generation();  // a wrong variable is reported before anything begins
    code = choose(words, terminal);
  } catch (const InputError& error) {
    terminal.error(error.what());
    code = exit_bad_input;
  } catch (const sim::BadGeneration& error) {
    terminal.error(error.what());
    code = exit_bad_input;
  } catch (const scenarios::BadScenario& error) {
    terminal.error(error.what());
    code = exit_bad_input;
  } catch (const output::ResultError& error) {
    terminal.error(error.what());
    code = error.kind() == output::ResultError::Kind::failed ? exit_our_fault : exit_bad_input;
  } catch (const std::bad_alloc&) {
    terminal.error("out of memory; fewer borrowers or fewer threads need less");
  } catch (const std::exception& error) {
    terminal.error(
        fmt::format("{}\nThis is a fault of {}, not of your input.", error.what(), program_name()));
  }
  if (!terminal.flush() && code == exit_done) {
    terminal.error("standard output could not be written to the end");
    code = exit_our_fault;
  }
  return code;
}

}  // namespace cli
