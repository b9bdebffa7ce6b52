#include "cli/report_line.hpp"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>

#include "cli/arms.hpp"
#include "cli/text_output.hpp"

namespace cli {

namespace {

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

}  // namespace

void ReportLine::set(const analysis::Estimate& estimate) {
  n = estimate.n;
  mean = estimate.mean;
  low = estimate.low();
  high = estimate.high();
}

void ReportLine::set(const analysis::TailEstimate& estimate) {
  n = estimate.n;
  mean = estimate.value;
  low = estimate.low;
  high = estimate.high;
}

void ReportLine::set_alone(double value) {
  n = 0;
  mean = value;
  low = high = std::nan("");
}

std::string csv_of(const std::vector<ReportLine>& lines) {
  std::string text = "scenario,arm,base,section,item,group,unit,n,mean,low,high,verdict\n";
  for (const ReportLine& line : lines) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(line.scenario),
                        csv_field(line.arm), csv_field(line.base), line.section,
                        csv_field(line.item), csv_field(line.group), csv_field(line.unit), line.n,
                        number(line.mean), number(line.low), number(line.high), line.verdict);
  }
  return text;
}

void lines_json(const std::vector<ReportLine>& lines, Json& json) {
  json.begin_array();
  for (const ReportLine& line : lines) {
    json.begin_object().member("scenario", line.scenario).member("arm", line.arm);
    if (!line.base.empty()) json.member("base", line.base);
    json.member("section", line.section).member("item", line.item);
    if (!line.group.empty()) json.member("group", line.group);
    json.member("unit", line.unit).member("n", static_cast<std::uint64_t>(line.n));
    json.member("mean", line.mean).member("low", line.low).member("high", line.high);
    if (!line.verdict.empty()) json.member("verdict", line.verdict);
    json.end_object();
  }
  json.end_array();
}

void check_csv(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto refuse = [&](const char* what) {
    throw InputError(fmt::format("--csv: {} {}", path, what));
  };
  if (fs::is_directory(path, ignored)) refuse("is a folder, the name of a file is expected");
  if (is_result_file(path)) refuse("is a result file, which CSV would replace");
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored)) refuse("is in no folder that exists");
}

void write_csv(const std::string& path, const std::vector<ReportLine>& lines) {
  check_csv(path);
  write_text(path, csv_of(lines));
}

void tell(const Answer& report, const Arguments& arguments, Terminal& terminal) {
  if (const auto csv = arguments.text("csv")) write_csv(*csv, report.lines);
  if (!terminal.json()) {
    terminal.print(report.text);
    return;
  }
  Json json;
  json.begin_object().key("lines");
  lines_json(report.lines, json);
  terminal.print(json.end_object().text());
}

}  // namespace cli
