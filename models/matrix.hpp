// A matrix of numbers, as it is handed from one function to another; whoever reckons with one uses
// a library behind its own door.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/check.hpp"

namespace models {

class Matrix {
 public:
  Matrix() = default;
  // All zeros.
  Matrix(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), values_(rows * columns) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  double& operator()(std::size_t row, std::size_t column) {
    CHECK(row < rows_ && column < columns_, "outside of the matrix");
    return values_[row * columns_ + column];
  }
  double operator()(std::size_t row, std::size_t column) const {
    CHECK(row < rows_ && column < columns_, "outside of the matrix");
    return values_[row * columns_ + column];
  }
  // Row by row.
  std::span<double> values() { return values_; }
  std::span<const double> values() const { return values_; }
  bool operator==(const Matrix&) const = default;

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> values_;
};

}  // namespace models
