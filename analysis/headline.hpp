// The few numbers by which a run is judged, each from the panels of one replication.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/series.hpp"
#include "output/result_reader.hpp"
#include "sim/panel.hpp"

namespace analysis {

enum class Format {
  count,    // 12,345
  money,    // major units of the portfolio's currency: 1,234.56 or 1.2 million
  percent,  // the value is a fraction: 0.025 is printed as 2.50 %
  number,   // 0.743
};

struct Headline {
  std::string_view name;       // snake_case, stable: for --json and for looking up
  std::string_view long_name;  // for a table's first column, under 40 characters
  std::string_view unit;       // "members", "currency", "of balance, a year"
  Format format;
  // A summary leaves it out where no arm has it: it answers a question that few runs put.
  bool where_defined = false;
};

// Where the measures of one replication come from: nullopt when there is no such panel or measure.
using Source =
    std::function<std::optional<Series>(std::string_view panel, std::string_view measure)>;

// All headlines, in the order in which a summary prints them.
std::span<const Headline> headlines();

struct HeadlineValue {
  const Headline* headline;
  double value;  // NaN when it is not defined, a rate with nothing below the line
};

// Headlines whose measures are not there are left out.
std::vector<HeadlineValue> headline_values(const Source& source);
std::vector<HeadlineValue> headline_values(const sim::Panels& panels);

// One of headlines(); nothing where a measure is not there.
std::optional<double> headline_value(const Headline& headline, const Source& source);

// One headline over a whole file: values[arm][replication], NaN where a unit is not done.
struct HeadlineTable {
  const Headline* headline;
  std::vector<std::vector<double>> values;
};
std::vector<HeadlineTable> headline_tables(const output::ResultReader& file);

// One headline of one arm, by replication, read without the others; nothing where the file lacks a
// measure that it is made of.
std::optional<std::vector<double>> headline_of_arm(const output::ResultReader& file,
                                                   const Headline& headline, std::size_t arm);

}  // namespace analysis
