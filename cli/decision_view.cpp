#include "cli/decision_view.hpp"

#include <fmt/format.h>

#include "cli/study_lines.hpp"
#include "cli/study_report.hpp"

namespace cli {

namespace {

void write_if_wanted(const StudyResult& study, const output::ResultReader& file,
                     const Arguments& arguments) {
  if (const auto csv = arguments.text("csv")) write_csv(*csv, study_lines(study, file));
}

}  // namespace

std::vector<Option> decision_options() {
  return {{"decision", "", "say what to decide: verdict, drivers of net income, whom it touches"},
          {"baseline", "NAME", "with --decision: the arm from which differences are taken"},
          {"details", "", "with --decision: every measure, and each group of members"},
          {"csv", "FILE", "with --decision: write every figure of it as CSV"}};
}

Option control_option() {
  return {"control", "",
          "where the severity of the economy is drawn: take off what it explains of each measure"};
}

bool wants_decision(const Arguments& arguments) {
  if (arguments.has("decision")) return true;
  for (const char* option : {"baseline", "details", "csv"}) {
    if (arguments.has(option)) throw UsageError(fmt::format("--{} goes with --decision", option));
  }
  return false;
}

StudyResult decision_among(const std::vector<std::string>& arms, const Arguments& arguments) {
  StudyResult study = study_of(arms, arguments.text("baseline"));
  study.control = arguments.has("control");
  return study;
}

std::string decision_text(const StudyResult& study, const output::ResultReader& file,
                          const Arguments& arguments, const Terminal& terminal) {
  write_if_wanted(study, file, arguments);
  return study_text(study, file, arguments.has("details"), terminal);
}

void decision_json(const StudyResult& study, const output::ResultReader& file,
                   const Arguments& arguments, Json& json) {
  write_if_wanted(study, file, arguments);
  study_json(study, file, json);
}

}  // namespace cli
