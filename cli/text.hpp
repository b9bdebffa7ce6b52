// Text laid out for people: wrapped paragraphs, aligned tables, numbers as they are read.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

// Breaks the text between words so that no line is wider than `width` where that is possible; lines
// after the first start with `indent` blanks, and the first is taken to start there too.
std::string wrap(std::string_view text, int width, int indent);

// How many columns the UTF-8 text takes, at one column a character.
std::size_t columns(std::string_view text);

enum class Align { left, right };

// Rows of cells, each column as wide as its widest cell, two blanks between columns.
class Table {
 public:
  explicit Table(std::vector<Align> columns) : aligns_(std::move(columns)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::vector<Align> aligns_;
  std::vector<std::vector<std::string>> rows_;
};

std::string joined(const std::vector<std::string>& words);  // "a, b", of those that are not empty
std::string date_text(std::chrono::year_month_day date);    // 2025-01-01
std::string grouped(std::int64_t value);                    // 1,234,567
std::string duration_text(double seconds);                  // "3 s", "4 min 10 s", "2 h 5 min"
std::string bytes_text(double bytes);                       // "12 kB", "3.4 MB"
std::string with_decimals(double value, int decimals);      // 1,234.5, grouped
std::string three_digits(double value);                     // 0.123, 1.23, 12.3, 12,300

}  // namespace cli
