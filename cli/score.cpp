// creditcycle score: how the score of a run keeps doing its work.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analysis/score_monitor.hpp"
#include "analysis/statements.hpp"
#include "cli/command.hpp"
#include "cli/estimate_text.hpp"
#include "cli/panel.hpp"
#include "cli/report.hpp"
#include "cli/report_line.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Format;
using analysis::ScoreCounts;

struct Monitored {
  std::vector<std::string> names;    // of periods
  std::vector<std::string> classes;  // "350 to 479"
  std::vector<analysis::ScorePeriod> periods;

  // The periods of which the outcome is known, at least in part.
  std::vector<std::size_t> known() const {
    std::vector<std::size_t> found;
    for (std::size_t t = 0; t < periods.size(); ++t) {
      if (periods[t].accounts.n > 0) found.push_back(t);
    }
    return found;
  }
};

std::size_t months_of(const Arguments& arguments) {
  const std::string by = arguments.text("by").value_or("year");
  if (by == "year") return 12;
  if (by == "quarter") return 3;
  if (by == "month") return 1;
  throw UsageError(fmt::format("--by {}: year, quarter or month is expected", by));
}

// "2025" for a calendar year, "2025-02" for a month, else "2025-01 to 2025-03".
std::vector<std::string> period_names(const std::vector<std::string>& months, std::size_t length) {
  std::vector<std::string> names;
  for (std::size_t first = 0; first < months.size(); first += length) {
    const std::size_t last = std::min(first + length, months.size()) - 1;
    names.push_back(analysis::months_name(months[first], months[last]));
  }
  return names;
}

// Counts by month and bin, of one replication.
class Bins {
 public:
  Bins(const output::ResultReader& file, std::size_t arm, std::string_view panel,
       std::string_view measure, std::size_t months, std::size_t bins)
      : values_(*file.values(panel, measure, arm)), months_(months), bins_(bins) {}

  std::vector<std::int64_t> of(std::uint32_t replication, std::size_t month) const {
    const auto start =
        values_.begin() + static_cast<std::ptrdiff_t>((replication * months_ + month) * bins_);
    return {start, start + static_cast<std::ptrdiff_t>(bins_)};
  }

 private:
  std::vector<std::int64_t> values_;
  std::size_t months_;
  std::size_t bins_;
};

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

void add(const std::vector<std::int64_t>& counts, std::vector<std::int64_t>& to) {
  to.resize(counts.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += counts[i];
}

Monitored monitored(const output::ResultReader& file, std::size_t arm, std::size_t classes,
                    std::size_t length) {
  const auto& axes = panel_of(file, "score").axes;
  const auto& months = axes.front().labels;
  const auto& bins = axes.back().labels;
  const auto read = [&](std::string_view from, std::string_view measure) {
    return Bins(file, arm, from, measure, months.size(), bins.size());
  };
  const Bins accounts = read("score_power", "accounts");
  const Bins bad = read("score_power", "bad");
  const Bins members = read("score", "members");
  std::vector<analysis::ScoreHistory> histories;
  std::vector<std::int64_t> reference, reference_scores;
  for (std::uint32_t r = 0; r < file.replications(); ++r) {
    if (file.state(arm, r).status != output::Status::done) continue;
    std::vector<ScoreCounts> counts;
    std::vector<std::vector<std::int64_t>> scores;
    for (std::size_t month = 0; month < months.size(); ++month) {
      counts.push_back({accounts.of(r, month), bad.of(r, month)});
      scores.push_back(members.of(r, month));
    }
    histories.push_back(analysis::score_history(counts, scores, length));
    add(histories.back().reference.accounts, reference);
    add(histories.back().reference_scores, reference_scores);
  }
  if (histories.empty()) return {};
  const auto starts = analysis::class_starts(reference, classes);
  const auto score_starts = analysis::class_starts(reference_scores, classes);
  return {period_names(months, length), class_names(bins, starts),
          analysis::score_periods(histories, {starts, score_starts})};
}

// When the score was fitted anew, in any replication.
std::string refits_text(const output::ResultReader& file, std::size_t arm) {
  const auto refits = file.values("portfolio", "refits", arm);
  if (!refits) return "";
  const auto& months = panel_of(file, "portfolio").axes.front().labels;
  std::string names;
  for (std::size_t month = 0; month < months.size(); ++month) {
    bool any = false;
    for (std::uint32_t r = 0; r < file.replications(); ++r) {
      any = any || (file.state(arm, r).status == output::Status::done &&
                    (*refits)[r * months.size() + month] > 0);
    }
    if (any) names += (names.empty() ? "" : ", ") + months[month];
  }
  return names.empty() ? "" : "\nThe score was fitted anew at the end of " + names + ".\n";
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
  const std::size_t first = found.known().front(), last = found.known().back();
  Table rates({Align::left, Align::right, Align::right});
  rates.add({"bad, by score", found.names[first], found.names[last]});
  for (std::size_t c = 0; c < found.classes.size(); ++c) {
    rates.add({found.classes[c],
               estimate_text(found.periods[first].class_bad_rates[c], Format::percent).mean,
               estimate_text(found.periods[last].class_bad_rates[c], Format::percent).mean});
  }
  return text + "\n" + with_bold_heading(rates.text(), terminal);
}

std::vector<ReportLine> monitored_lines(const Monitored& found, const std::string& arm) {
  std::vector<ReportLine> lines;
  for (std::size_t t = 0; t < found.periods.size(); ++t) {
    const auto& period = found.periods[t];
    const auto add = [&](const char* item, const std::string& group, Format format,
                         const analysis::Estimate& estimate) {
      if (estimate.n == 0) return;  // not known yet
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
  const std::size_t length = months_of(arguments);
  std::string text;
  std::vector<ReportLine> lines;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const std::string& name = file.run().arms[arm].name;
    const Monitored found = monitored(file, arm, classes, length);
    if (found.known().empty()) {
      throw InputError(fmt::format(
          "{}: nobody was observed for a year; a run of two years and more says something",
          scenarios::in_quotes(name)));
    }
    if (arm > 0) text += "\n";
    text += terminal.bold(name) + "\n\n" + monitored_text(found, terminal) + refits_text(file, arm);
    for (auto& line : monitored_lines(found, name)) lines.push_back(std::move(line));
  }
  text +=
      "\nAccounts: members with an open loan, with their score of then; every month another "
      "twelfth of them is\nobserved. Bad: 90 days past due within the year that followed, so the "
      "last year's outcome is not known\nyet. Calibration: bad accounts over those that the same "
      "scores had in the first year. PSI: how far\nall members' scores have moved from the first "
      "year's; above 0.25 much.\n";
  tell({std::move(text), std::move(lines)}, arguments, terminal);
  return exit_done;
}

}  // namespace

Command score_command() {
  return {"score",
          "Print how the score of a run keeps doing its work: power, calibration, stability",
          "score RESULT.h5 [--by PERIOD] [--classes N] [--csv FILE]",
          {{"score recession.h5", "year by year: AUC, Gini, KS, calibration, PSI"},
           {"score recession.h5 --by month --csv score.csv", "month by month, as a table"}},
          {{"by", "PERIOD", "year, quarter or month of observation; year by default"},
           {"classes", "N", "classes of the score, of equal size in the first year; 10 by default"},
           {"csv", "FILE", "write every figure as CSV"}},
          score};
}

}  // namespace cli
