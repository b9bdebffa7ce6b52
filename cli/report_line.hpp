// One figure of a report for programs: a line of a table in long form, or an object in JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/interval.hpp"
#include "analysis/quantile.hpp"
#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

namespace cli {

// What is not known is not a number; what does not apply is empty.
struct ReportLine {
  std::string scenario;
  std::string arm;
  std::string base;
  std::string section;
  std::string item;
  std::string group;
  std::string unit;
  std::size_t n = 0;
  double mean = 0;
  double low = 0;
  double high = 0;
  std::string verdict;

  void set(const analysis::Estimate& estimate);
  void set(const analysis::TailEstimate& estimate);
  void set_alone(double value);  // without a scatter: n = 0, no interval
};

// A table of RFC 4180 with a heading: scenario, arm, base, section, item, group, unit, n, mean,
// low, high, verdict. What is not known is empty.
std::string csv_of(const std::vector<ReportLine>& lines);
void lines_json(const std::vector<ReportLine>& lines, Json& json);  // an array

// Whether a file of that name can be written, before something long is begun: InputError where it
// is a folder or a result file, or its folder is not there.
void check_csv(const std::string& path);

// Over what is there. InputError where it cannot be written.
void write_csv(const std::string& path, const std::vector<ReportLine>& lines);

// A part of a report: as people read it, and line by line.
struct Answer {
  std::string text;
  std::vector<ReportLine> lines;
};

// A whole report as it was asked for: its lines into the file of --csv, where there is one, and as
// JSON instead of the text with --json.
void tell(const Answer& report, const Arguments& arguments, Terminal& terminal);

}  // namespace cli
