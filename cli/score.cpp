// creditcycle score: how the score of a run keeps doing its work.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analysis/score_monitor.hpp"
#include "cli/command.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/report_line.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Format;
using analysis::ScoreCounts;

struct Monitored {
  std::vector<std::string> names;    // of periods with accounts
  std::vector<std::string> classes;  // "350 to 479"
  std::vector<analysis::ScorePeriod> periods;
};

const sim::PanelShape& score_panel(const output::ResultReader& file) {
  for (const auto& panel : file.skeleton().panels) {
    if (panel->name == "score_power") return *panel;
  }
  throw InputError("the file has no panel score_power: it was made by an earlier version");
}

std::vector<std::string> class_names(const std::vector<std::string>& bins,
                                     const std::vector<std::size_t>& starts) {
  const int width = bins.size() > 1 ? std::stoi(bins[1]) - std::stoi(bins[0]) : 1;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t last = i + 1 < starts.size() ? starts[i + 1] - 1 : bins.size() - 1;
    names.push_back(fmt::format("{} to {}", bins[starts[i]], std::stoi(bins[last]) + width - 1));
  }
  return names;
}

Monitored monitored(const output::ResultReader& file, std::size_t arm, std::size_t classes) {
  const auto& panel = score_panel(file);
  const auto& months = panel.axes.front().labels;
  const auto& bins = panel.axes.back().labels;
  const auto accounts = file.values("score_power", "accounts", arm);
  const auto bad = file.values("score_power", "bad", arm);
  std::vector<std::vector<ScoreCounts>> counts;
  std::vector<std::int64_t> by_month(months.size());
  for (std::uint32_t r = 0; r < file.replications(); ++r) {
    if (file.state(arm, r).status != output::Status::done) continue;
    counts.emplace_back();
    const auto bins_of = [&](const std::vector<std::int64_t>& all, std::size_t month) {
      const auto start =
          all.begin() + static_cast<std::ptrdiff_t>((r * months.size() + month) * bins.size());
      return std::vector<std::int64_t>(start, start + static_cast<std::ptrdiff_t>(bins.size()));
    };
    for (std::size_t month = 0; month < months.size(); ++month) {
      counts.back().push_back({bins_of(*accounts, month), bins_of(*bad, month)});
      for (const auto count : counts.back().back().accounts) by_month[month] += count;
    }
  }
  Monitored found;
  std::vector<std::vector<ScoreCounts>> known(counts.size());
  for (std::size_t t = 0; t < by_month.size(); ++t) {
    if (by_month[t] == 0) continue;
    found.names.push_back(months[t]);
    for (std::size_t r = 0; r < counts.size(); ++r) known[r].push_back(counts[r][t]);
  }
  if (found.names.empty()) return found;
  std::vector<std::int64_t> reference(bins.size());
  for (const auto& replication : known) {
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      reference[bin] += replication.front().accounts[bin];
    }
  }
  const auto starts = analysis::class_starts(reference, classes);
  found.classes = class_names(bins, starts);
  found.periods = analysis::score_periods(known, starts);
  return found;
}

// A value with its interval, "0.745 (0.741 to 0.749)".
std::string cell(const analysis::Estimate& estimate, Format format) {
  const auto text = estimate_text(estimate, format);
  return text.interval.empty() ? text.mean : fmt::format("{} ({})", text.mean, text.interval);
}

std::string monitored_text(const Monitored& found, const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
               Align::right, Align::right});
  table.add({"observed in", "accounts", "bad", "AUC", "Gini", "KS", "calibration", "PSI"});
  for (std::size_t t = 0; t < found.periods.size(); ++t) {
    const auto& period = found.periods[t];
    table.add({found.names[t], estimate_text(period.accounts, Format::count).mean,
               cell(period.bad_rate, Format::percent), cell(period.auc, Format::number),
               estimate_text(period.gini, Format::number).mean, cell(period.ks, Format::number),
               cell(period.calibration, Format::number),
               estimate_text(period.stability, Format::number).mean});
  }
  std::string text = with_bold_heading(table.text(), terminal);
  Table rates({Align::left, Align::right, Align::right});
  rates.add({"bad, by score", found.names.front(), found.names.back()});
  for (std::size_t c = 0; c < found.classes.size(); ++c) {
    rates.add({found.classes[c],
               estimate_text(found.periods.front().class_bad_rates[c], Format::percent).mean,
               estimate_text(found.periods.back().class_bad_rates[c], Format::percent).mean});
  }
  return text + "\n" + with_bold_heading(rates.text(), terminal);
}

std::vector<ReportLine> monitored_lines(const Monitored& found, const std::string& arm) {
  std::vector<ReportLine> lines;
  for (std::size_t t = 0; t < found.periods.size(); ++t) {
    const auto& period = found.periods[t];
    const auto add = [&](const char* item, const std::string& group, Format format,
                         const analysis::Estimate& estimate) {
      ReportLine line;
      line.arm = arm;
      line.section = found.names[t];
      line.item = item;
      line.group = group;
      line.unit = unit_name(format);
      line.set(estimate);
      lines.push_back(std::move(line));
    };
    add("accounts", "", Format::count, period.accounts);
    add("bad_rate", "", Format::percent, period.bad_rate);
    add("auc", "", Format::number, period.auc);
    add("gini", "", Format::number, period.gini);
    add("ks", "", Format::number, period.ks);
    add("calibration", "", Format::number, period.calibration);
    add("stability", "", Format::number, period.stability);
    for (std::size_t c = 0; c < found.classes.size(); ++c) {
      add("bad_rate_by_score", found.classes[c], Format::percent, period.class_bad_rates[c]);
    }
  }
  return lines;
}

ExitCode score(const Arguments& arguments, Terminal& terminal) {
  const output::ResultReader file(only_argument(arguments, "a result file"));
  const auto classes = static_cast<std::size_t>(arguments.whole("classes", 2, 60).value_or(10));
  std::string text;
  std::vector<ReportLine> lines;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const std::string& name = file.run().arms[arm].name;
    const Monitored found = monitored(file, arm, classes);
    if (found.names.empty()) {
      throw InputError(fmt::format(
          "{}: nobody was observed for a year; a run of two years and more says something",
          scenarios::in_quotes(name)));
    }
    if (arm > 0) text += "\n";
    text += terminal.bold(name) + "\n\n" + monitored_text(found, terminal);
    for (auto& line : monitored_lines(found, name)) lines.push_back(std::move(line));
  }
  if (const auto csv = arguments.text("csv")) write_csv(*csv, lines);
  if (terminal.json()) {
    Json json;
    json.begin_object().key("lines");
    lines_json(lines, json);
    terminal.print(json.end_object().text());
    return exit_done;
  }
  text +=
      "\nAccounts: members with an open loan, with their score of then. Bad: 90 days past due "
      "within "
      "the\nyear that followed. Calibration: bad accounts over those that the same scores had in "
      "the "
      "first\nyear. PSI: how far the scores have moved from the first year's; above 0.25 much.\n";
  terminal.print(text);
  return exit_done;
}

}  // namespace

Command score_command() {
  return {"score",
          "Print how the score of a run keeps doing its work: power, calibration, stability",
          "score RESULT.h5 [--classes N] [--csv FILE]",
          {{"score recession.h5", "year by year: AUC, Gini, KS, calibration, PSI"},
           {"score recession.h5 --by month --csv score.csv", "month by month, as a table"}},
          {{"by", "PERIOD", "year, quarter or month of observation; year by default"},
           {"classes", "N", "classes of the score, of equal size in the first year; 10 by default"},
           {"csv", "FILE", "write every figure as CSV"}},
          score};
}

}  // namespace cli
