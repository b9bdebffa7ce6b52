// What a table says: values and headlines by line and period, each with its interval.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/headline.hpp"
#include "analysis/interval.hpp"
#include "output/result_reader.hpp"

namespace cli {

struct TableQuestion {
  std::optional<std::string> panel;    // the portfolio's where values are asked for
  std::vector<std::string> values;     // all measures of the panel where nothing is asked for
  std::vector<std::string> headlines;  // "NAME" or "HEADING = NAME"
  std::vector<std::string> only;       // "AXIS=LABEL"
  std::vector<std::string> rows;       // axes, or "none" for no row but that of all
  std::optional<std::string> by;
  std::optional<std::string> arm;
};

struct TableColumn {
  std::string name;
  analysis::Format format = analysis::Format::number;
};

struct TableLine {
  std::string source;                                      // a file's or an arm's name
  std::vector<std::string> labels;                         // one a row axis
  std::vector<std::vector<analysis::Estimate>> estimates;  // [period][column]
};

struct TableFigures {
  std::string panel;              // empty where headlines alone are asked for
  std::vector<std::string> axes;  // of the rows
  std::vector<std::string> periods;
  std::vector<TableColumn> columns;
  std::vector<TableLine> lines;  // by source, and of each by label, all of them last
  std::size_t sources = 0;
  std::size_t replications = 0;  // 0 where sources differ in them
};

// The files that a table compares, with their names.
struct TableFile {
  std::string name;
  const output::ResultReader* reader;
};

// InputError where the question cannot be meant, or the files do not go into one table.
TableFigures table_figures(const std::vector<TableFile>& files, const TableQuestion& question);

}  // namespace cli
