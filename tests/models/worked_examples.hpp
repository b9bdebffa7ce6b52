// Reads the worked examples of tests/data/schedules.
#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace worked_examples {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> all;
  std::stringstream stream(text);
  for (std::string one; std::getline(stream, one, at);) all.push_back(one);
  return all;
}

// The rows of CSV text without quotes, by the names in its first line.
inline std::vector<Row> rows_of(std::istream& csv) {
  std::string line;
  std::getline(csv, line);
  const auto header = split(line, ',');
  std::vector<Row> rows;
  while (std::getline(csv, line)) {
    const auto values = split(line, ',');
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = values.at(i);
    rows.push_back(row);
  }
  return rows;
}

inline std::vector<Row> rows_of_file(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA_DIR) + "/schedules/" + name);
  if (!file) throw std::runtime_error("cannot read " + name);
  return rows_of(file);
}

// The rows of a file, by case, in the order of the file.
inline std::map<std::string, std::vector<Row>> cases(const std::string& name) {
  std::map<std::string, std::vector<Row>> all;
  for (const Row& row : rows_of_file(name)) all[row.at("case")].push_back(row);
  return all;
}

// A decimal as an integer of its `digits`-th decimal place, without floating point.
inline std::int64_t scaled(const std::string& text, std::size_t digits) {
  const std::size_t point = text.find('.');
  std::string number = text.substr(0, point);
  std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
  decimals.resize(digits, '0');
  return std::stoll(number + decimals);
}
inline sim::Money money(const std::string& text) {
  return sim::Money::of_minor(scaled(text, 2));
}
inline sim::Rate percent(const std::string& text) {
  return sim::Rate::of_ppm(scaled(text, 4));
}

inline std::chrono::year_month_day date(const std::string& text) {
  return std::chrono::year{std::stoi(text.substr(0, 4))} /
         std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))} /
         std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))};
}

}  // namespace worked_examples
