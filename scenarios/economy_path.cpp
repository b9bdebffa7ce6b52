#include "scenarios/economy_path.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "scenarios/quantity.hpp"
#include "scenarios/text_file.hpp"

namespace scenarios {

namespace {

using std::chrono::months;
using std::chrono::year_month;

struct Cell {
  std::string_view text;  // without blanks and quotes around it
  int column = 1;         // in characters
};

struct Column {
  std::string_view name;
  double models::EconomyMonth::*member;
  double min;
  double max;
};

constexpr std::array columns = {
    Column{"unemployment", &models::EconomyMonth::unemployment, 0, 100},
    Column{"output_growth", &models::EconomyMonth::output_growth, -100, 1000},
    Column{"inflation", &models::EconomyMonth::inflation, -100, 1000},
    Column{"policy_rate", &models::EconomyMonth::policy_rate, -10, 100},
    Column{"wage_growth", &models::EconomyMonth::wage_growth, -100, 1000},
};

constexpr std::size_t most_problems = 20;

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(',', start), line.size());
    std::size_t first = start;
    std::size_t last = end;
    while (first < last && (line[first] == ' ' || line[first] == '\t')) ++first;
    while (first < last && (line[last - 1] == ' ' || line[last - 1] == '\t')) --last;
    const int column = characters(line.substr(0, first)) + 1;
    if (last - first >= 2 && line[first] == '"' && line[last - 1] == '"') {
      ++first;
      --last;
    }
    cells.push_back({line.substr(first, last - first), column});
    start = end + 1;
  }
  return cells;
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = error == std::errc() && end == text.data() + text.size() && text.front() != '-';
  return all ? std::optional(value) : std::nullopt;
}

struct Period {
  year_month first{};
  bool quarter = false;
};

// "2025-01-01", "2025 Q1".
std::optional<Period> period_of(std::string_view text) {
  if (text.size() == 7 && text.substr(4, 2) == " Q") {
    const auto year = digits(text.substr(0, 4));
    const auto quarter = digits(text.substr(6));
    if (!year || !quarter || *quarter < 1 || *quarter > 4) return std::nullopt;
    return Period{std::chrono::year(*year) / (3 * *quarter - 2), true};
  }
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || text.substr(8) != "01")
    return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  return Period{std::chrono::year(*year) / *month, false};
}

std::string text_of(year_month month, bool quarter) {
  const auto number = static_cast<unsigned>(month.month());
  if (quarter) return fmt::format("{} Q{}", static_cast<int>(month.year()), (number + 2) / 3);
  return fmt::format("{}-{:02}-01", static_cast<int>(month.year()), number);
}

class PathReader {
 public:
  PathReader(std::string path, Problems& problems) : path_(std::move(path)), problems_(problems) {}

  // The rows, empty where anything is wrong.
  void read(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (const auto place = first_bad_utf8(text)) {
      complain(place->line, place->column, "", "is not UTF-8", "", "text in UTF-8");
      return;
    }
    int line_number = 0;
    bool header = true;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      ++line_number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.starts_with('#') || line.find_first_not_of(" \t,") == std::string_view::npos)
        continue;
      if (header) {
        if (!read_header(line, line_number)) return;
        header = false;
      } else {
        read_row(cells_of(line), line_number);
      }
      if (found_ > most_problems) return;
    }
    if (header) {
      complain(std::max(line_number, 1), 1, "", "is empty", "",
               "a first line with the names of the columns");
    } else if (rows_.empty() && found_ == 0) {
      complain(std::max(line_number, 1), 1, "", "has no rows", "",
               "a row for each month or quarter");
    }
  }

  bool good() const { return found_ == 0; }
  bool quarterly() const { return step_ == 3; }
  year_month first() const { return first_; }
  const std::vector<models::EconomyMonth>& rows() const { return rows_; }

 private:
  void complain(int line, int column, std::string_view key, std::string what, std::string found,
                std::string expected, std::string nearest = "") {
    if (++found_ > most_problems) return;
    problems_.push_back(Problem{{path_, line, column},
                                std::string(key),
                                std::move(what),
                                std::move(found),
                                std::move(expected),
                                std::move(nearest)});
  }

  bool read_header(std::string_view line, int line_number) {
    const std::vector<Cell> cells = cells_of(line);
    width_ = cells.size();
    std::vector<std::string> strangers;
    std::vector<std::string_view> wanted = {"date"};
    for (const Column& column : columns) wanted.push_back(column.name);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto it = std::find(wanted.begin(), wanted.end(), cells[i].text);
      if (it == wanted.end()) {
        strangers.emplace_back(cells[i].text);
        continue;
      }
      std::size_t& place = place_of_[static_cast<std::size_t>(it - wanted.begin())];
      if (place != nowhere) {
        complain(line_number, cells[i].column, *it, "given twice", in_quotes(*it),
                 "each column once");
      }
      place = i;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (place_of_[i] != nowhere) continue;
      complain(line_number, 1, wanted[i], "missing column", in_quotes(line),
               "date, unemployment, output_growth, inflation, policy_rate, wage_growth",
               nearest_name(wanted[i], strangers));
    }
    return good();
  }

  void read_row(const std::vector<Cell>& cells, int line) {
    if (cells.size() != width_) {
      complain(line, 1, "", "", fmt::format("{} cells", cells.size()),
               fmt::format("{}, as many as there are names of columns", width_));
      dated_ = false;  // the rows that follow are not where their number says
      return;
    }
    read_date(cells[place_of_[0]], line);
    models::EconomyMonth month;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      month.*columns[i].member = number(cells[place_of_[i + 1]], columns[i], line);
    }
    rows_.push_back(month);
  }

  void read_date(const Cell& cell, int line) {
    const auto complain_of = [&](std::string what, std::string expected) {
      complain(line, cell.column, "date", std::move(what), in_quotes(cell.text),
               std::move(expected));
    };
    const auto period = period_of(cell.text);
    if (!period) {
      complain_of("", "the first day of a month such as 2025-01-01, or a quarter such as 2025 Q1");
      return;
    }
    if (rows_.empty()) {
      first_ = period->first;
      by_quarter_name_ = period->quarter;
      step_ = period->quarter ? 3 : 1;
      dated_ = true;
      return;
    }
    if (!dated_) return;  // the first date was bad, so what follows cannot be judged
    if (rows_.size() == 1 && !by_quarter_name_ && period->first == first_ + months(3)) step_ = 3;
    const year_month expected = first_ + months(step_ * static_cast<int>(rows_.size()));
    if (period->first == expected && period->quarter == by_quarter_name_) return;
    complain_of("dates do not follow one another", text_of(expected, by_quarter_name_));
    dated_ = false;
  }

  double number(const Cell& cell, const Column& column, int line) {
    if (cell.text.empty()) {
      complain(line, cell.column, column.name, "empty cell", "", "a number in percent such as 4.1");
      return 0;
    }
    // As a share, so that 4.1 in the file is the same number as "4.1 %" in a scenario.
    const auto share = parse_share(fmt::format("{} %", cell.text));
    if (!share) {
      complain(line, cell.column, column.name, "", in_quotes(cell.text),
               "a number in percent such as 4.1");
      return 0;
    }
    if (share->value < column.min / 100 || share->value > column.max / 100) {
      complain(line, cell.column, column.name, "out of range", std::string(cell.text),
               fmt::format("{} to {} percent", column.min, column.max));
    }
    return share->value;
  }

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  std::string path_;
  Problems& problems_;
  std::size_t found_ = 0;
  std::size_t width_ = 0;
  std::array<std::size_t, 6> place_of_ = {nowhere, nowhere, nowhere, nowhere, nowhere, nowhere};
  year_month first_{};
  int step_ = 1;
  bool by_quarter_name_ = false;
  bool dated_ = false;
  std::vector<models::EconomyMonth> rows_;
};

}  // namespace

std::optional<models::PathFile> parse_economy_path(std::string_view text, const std::string& path,
                                                   const std::string& name, Problems& problems) {
  PathReader reader(path, problems);
  reader.read(text);
  if (!reader.good()) return std::nullopt;
  models::PathFile file{name, reader.first(), reader.rows()};
  if (reader.quarterly()) file.months = models::monthly_from_quarterly(reader.rows());
  return file;
}

}  // namespace scenarios
