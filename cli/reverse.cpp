// creditcycle reverse: how bad it must get before something breaks.
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <map>

#include "analysis/breach.hpp"
#include "cli/breach_rule.hpp"
#include "cli/command.hpp"
#include "cli/experiment.hpp"
#include "cli/growing_file.hpp"
#include "cli/passing_folder.hpp"
#include "cli/report.hpp"
#include "cli/shipped.hpp"
#include "cli/shock.hpp"
#include "cli/text.hpp"
#include "output/result_reader.hpp"
#include "scenarios/quantity.hpp"

namespace cli {

namespace {

using analysis::BreachSearch;

// The grid along a direction: 1/64 of the way.
constexpr int steps = 6;

struct Question {
  scenarios::Request request;
  BreachRule rule;
  std::vector<ShockRange> ranges;
  double level = 0.5;
};

// A direction with its search.
struct Direction {
  Shock shock;
  BreachSearch search;

  double way(std::size_t place) const {
    return static_cast<double>(place) / static_cast<double>(search.last_place());
  }
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

// Evaluates places of all directions as arms of one file.
class Evaluation {
 public:
  Evaluation(const Question& question, std::string path, const ExperimentSettings& settings,
             Interrupt& interrupt, Terminal& terminal)
      : question_(question), file_(std::move(path), settings, interrupt, terminal) {}

  // Tells the searches what they want; false when not everything could be simulated.
  bool tell(std::vector<Direction>& directions) {
    std::map<std::string, std::vector<std::string>> asked;  // name, settings
    for (const auto& direction : directions) {
      for (const std::size_t place : direction.search.wanted()) {
        const auto settings = settings_of(direction.shock, question_.ranges, direction.way(place));
        asked.emplace(joined(settings), settings);
      }
    }
    for (const auto& [name, settings] : asked) add(name, settings);
    if (!file_.run()) return false;
    count(directions);
    return true;
  }

  void finish() { file_.finish(); }
  const Outcome& outcome() const { return file_.outcome(); }

 private:
  void add(const std::string& name, const std::vector<std::string>& settings) {
    scenarios::Request request = question_.request;
    request.sets.insert(request.sets.end(), settings.begin(), settings.end());
    Arm arm = load_arms(request).front();
    arm.name = name;
    expect_equal_weights({arm}, "reverse");
    places_[name] = file_.add(std::move(arm));
  }

  void count(std::vector<Direction>& directions) const {
    const output::ResultReader file(file_.path());
    for (auto& direction : directions) {
      for (const std::size_t place : direction.search.wanted()) {
        const std::string name =
            joined(settings_of(direction.shock, question_.ranges, direction.way(place)));
        const auto values =
            analysis::headline_of_arm(file, *question_.rule.headline, places_.at(name)).value();
        const auto breaches = std::count_if(values.begin(), values.end(),
                                            [&](double v) { return question_.rule.breached(v); });
        direction.search.know(place, static_cast<std::size_t>(breaches), values.size());
      }
    }
  }

  const Question& question_;
  GrowingFile file_;
  std::map<std::string, std::size_t> places_;
};

// What a direction came to, for people and programs alike.
struct Found {
  const char* state;  // "found", "never", "always"
  std::optional<std::size_t> place, low, high;
};

Found found_of(const BreachSearch& search) {
  const auto mildest = search.mildest();
  Found found{"found", mildest, search.surely_below(), search.surely_above()};
  if (!mildest) found.state = "never";
  if (mildest == 0u) found.state = "always";
  return found;
}

std::string share_text(const BreachSearch& search, std::size_t place) {
  const auto& at = search.known().at(place);
  return fmt::format("{} of {}", at.breaches, at.n);
}

std::string result_text(const Question& question, const std::vector<Direction>& directions,
                        std::int64_t replications, const Terminal& terminal) {
  const auto settings = [&](const Direction& direction, std::size_t place) {
    std::vector<std::string> all =
        settings_of(direction.shock, question.ranges, direction.way(place));
    std::vector<std::string> moved;
    for (std::size_t i = 0; i < all.size(); ++i) {
      // The table says which by the last part of the key.
      if (direction.shock.weights[i] > 0) {
        moved.push_back(all[i].substr(question.ranges[i].key.rfind('.') + 1));
      }
    }
    return joined(moved);
  };
  std::string text = terminal.bold(fmt::format("How bad must it get for {}?", question.rule.text));
  text += fmt::format("\nthe mildest severity at which it happens in {:g} % of {} replications\n\n",
                      100 * question.level, grouped(replications));
  Table table({Align::left, Align::left, Align::left, Align::right});
  table.add({"mildest severity that breaks", "surely below", "surely above", "breached there"});
  bool monotone = true;
  for (const auto& direction : directions) {
    const Found found = found_of(direction.search);
    monotone = monotone && direction.search.is_monotone();
    const std::size_t last = direction.search.last_place();
    const std::string low = found.low ? settings(direction, *found.low) : "–";
    const std::string high = found.high ? settings(direction, *found.high) : "–";
    if (!found.place) {
      table.add({fmt::format("none, up to {}", settings(direction, last)), low, high,
                 share_text(direction.search, last)});
    } else {
      table.add({found.place == 0u
                     ? fmt::format("{}, the mildest looked at", settings(direction, 0))
                     : settings(direction, *found.place),
                 low, high, share_text(direction.search, *found.place)});
    }
  }
  text += with_bold_heading(table.text(), terminal);
  text += fmt::format("\nsurely: the exact 95 % interval of the probability excludes {:g} %\n",
                      100 * question.level);
  if (!monotone) {
    text +=
        "somewhere a worse severity breached less often than a milder one: there may be more\n"
        "than one answer, and this is the one that bisection came to\n";
  }
  return text;
}

void result_json(const Question& question, const std::vector<Direction>& directions, Json& json) {
  json.member("breach", question.rule.text).member("probability", question.level);
  json.key("directions").begin_array();
  const auto point = [&](const char* name, const Direction& direction,
                         const std::optional<std::size_t>& place) {
    if (!place) {
      json.key(name).raw("null");
      return;
    }
    json.key(name).begin_object();
    for (std::size_t i = 0; i < question.ranges.size(); ++i) {
      json.member(question.ranges[i].key,
                  question.ranges[i].value(direction.way(*place) * direction.shock.weights[i]));
    }
    json.end_object();
  };
  for (const auto& direction : directions) {
    const Found found = found_of(direction.search);
    json.begin_object().member("state", found.state);
    json.member("monotone", direction.search.is_monotone());
    point("mildest", direction, found.place);
    point("surely_below", direction, found.low);
    point("surely_above", direction, found.high);
    json.key("looked_at").begin_array();
    for (const auto& [place, at] : direction.search.known()) {
      json.begin_object();
      point("at", direction, place);
      json.member("breaches", static_cast<std::uint64_t>(at.breaches));
      json.member("replications", static_cast<std::uint64_t>(at.n)).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

double level_of(const Arguments& arguments) {
  const std::string text = arguments.text("probability").value_or("50 %");
  const auto level = scenarios::parse_share(text);
  if (!level || level->value <= 0 || level->value >= 1) {
    throw UsageError(fmt::format("--probability: found {}, expected a share between 0 % and 100 %",
                                 scenarios::in_quotes(text)));
  }
  return level->value;
}

Question question_of(const Arguments& arguments) {
  Question question;
  question.request = request_of(arguments);
  question.request.scenario = find_scenario(only_argument(arguments, "a scenario"));
  const auto breach = arguments.text("breach");
  if (!breach) throw UsageError("--breach is expected, such as --breach \"net_income < 0\"");
  question.rule = breach_rule_of(*breach);
  for (const auto& range : arguments.all("vary")) question.ranges.push_back(shock_range_of(range));
  if (question.ranges.empty()) {
    throw UsageError("--vary is expected, such as --vary economy.severity=0..3");
  }
  question.level = level_of(arguments);
  return question;
}

ExitCode reverse(const Arguments& arguments, Terminal& terminal) {
  const ExperimentSettings settings = experiment_settings_of(arguments);
  Interrupt interrupt;
  const Question question = question_of(arguments);
  const auto replications = load_arms(question.request).front().scenario().run.replications;
  std::vector<Direction> directions;
  for (const Shock& shock : shocks_of(question.ranges.size())) {
    directions.push_back({shock, BreachSearch(question.level, steps)});
  }
  const auto kept = arguments.text("output");
  if (!kept && arguments.has("resume"))
    throw UsageError("--resume needs -o FILE, the file to continue");
  std::optional<PassingFolder> passing;
  const std::string path =
      kept
          ? *kept
          : (passing.emplace("-o FILE keeps the results elsewhere").path() / "reverse.h5").string();
  Evaluation evaluation(question, path, settings, interrupt, terminal);
  const auto is_open = [](const Direction& one) { return !one.search.wanted().empty(); };
  while (std::any_of(directions.begin(), directions.end(), is_open)) {
    if (evaluation.tell(directions)) continue;
    if (!passing) return conclude(evaluation.outcome(), path, terminal);
    terminal.error(
        "interrupted, or some replications failed, and nothing was kept\n"
        "With -o FILE the same command can be resumed.");
    return exit_incomplete;
  }
  if (kept) evaluation.finish();
  if (terminal.json()) {
    Json json;
    json.begin_object();
    if (kept) json.member("file", path);
    result_json(question, directions, json);
    terminal.print(json.end_object().text());
  } else {
    terminal.print(result_text(question, directions, replications, terminal));
    if (kept) terminal.print(fmt::format("\nresults in {}\n", path));
  }
  return exit_done;
}

}  // namespace

Command reverse_command() {
  Command command{
      "reverse",
      "Find the mildest severity at which something breaks, with its interval",
      "reverse SCENARIO --breach \"MEASURE < VALUE\" --vary KEY=FROM..TO ... [-o FILE]",
      {
          {"reverse recession --breach \"net_income < 0\" --vary economy.severity=0..5",
           "how many times this recession it takes before the lender loses money"},
          {"reverse recession --breach \"share_30_peak > 10 %\" --vary economy.severity=0..4 "
           "--probability \"5 %\" --replications 60",
           "from which severity one must count with it, once in twenty"},
          {"reverse recession --breach \"return_on_assets < 3 %\" --vary economy.severity=0..3 "
           "--vary "
           "\"funding.own_spread=3 % a year..30 % a year\"",
           "two shocks, each alone and mixed: the frontier"},
      },
      composing_options(),
      reverse};
  command.options.push_back(
      {"breach", "RULE", "what counts as breaking: a headline measure, < or >, a value"});
  command.options.push_back(
      {"vary", "KEY=FROM..TO", "a parameter and its range from mild to severe", true});
  command.options.push_back(
      {"probability", "SHARE", "how likely the breach is to be; 50 % by default"});
  command.options.push_back({"output,o", "FILE", "keep the results, to resume or to look into"});
  for (const auto& option : experiment_options()) command.options.push_back(option);
  return command;
}

}  // namespace cli
