// Reads tests/data/autoregression: series by period, and the values of reference.csv by case and
// name.
#pragma once

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "models/matrix.hpp"

namespace reference_values {

// A CSV file below `folder` with comments, names in its first line, and numbers from column `skip`
// on.
inline models::Matrix series(const std::string& path, std::size_t skip) {
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::vector<std::vector<double>> rows;
  bool named = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    if (!named) {
      named = true;
      continue;
    }
    std::istringstream cells(line);
    std::vector<double> row;
    std::size_t place = 0;
    for (std::string cell; std::getline(cells, cell, ',');) {
      if (place++ >= skip) row.push_back(std::stod(cell));
    }
    rows.push_back(row);
  }
  models::Matrix result(rows.size(), rows.at(0).size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) result(i, j) = rows[i][j];
  }
  return result;
}

// The values of one case in the order of the file, by what they are.
inline std::map<std::string, std::vector<double>> values(const std::string& wanted) {
  std::ifstream file(std::string(TEST_DATA_DIR) + "/autoregression/reference.csv");
  std::map<std::string, std::vector<double>> result;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::string name;
    std::string what;
    std::string place;
    std::string value;
    std::getline(cells, name, ',');
    std::getline(cells, what, ',');
    std::getline(cells, place, ',');
    std::getline(cells, value, ',');
    if (name == wanted) result[what].push_back(std::stod(value));
  }
  EXPECT_FALSE(result.empty()) << wanted;
  return result;
}

}  // namespace reference_values
