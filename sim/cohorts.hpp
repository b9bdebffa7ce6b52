// Cohorts: rows that come up again after a fixed number of days, in arrays by the day they are due.
//
// An instalment falls due on the same day of every cycle. Rows that are due together lie together,
// one array a column, and are updated in place and in order: no calendar, no sorting, no gather,
// and loops over them vectorise. A wait of any length fits too, if the row says on which day it
// ends: it is passed over once a cycle until then.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/row_mask.hpp"

namespace sim {

// The rows of one shard. A cohort keeps the order in which its rows were appended, and rows leave
// without disturbing it; so two rows are in the same order whatever else the shard holds.
template <class... Columns>
class Cohorts {
  static_assert(sizeof...(Columns) > 0);
  static_assert((std::is_trivially_copyable_v<Columns> && ...));

 public:
  static constexpr std::size_t block_rows = RowMask::rows_max;

  // Rows come up again every `cycle_days` days, one or more.
  explicit Cohorts(int cycle_days) : cohorts_(checked(cycle_days)) {}

  // Adds a row that comes up on this day, or as many whole cycles before or after it as are needed:
  // what counts is the day's place in the cycle. Not into the cohort that is being swept, as the
  // row might come up at once: CheckFailure.
  void append(Day day, const Columns&... row) {
    std::apply([&](auto&... column) { (column.push_back(row), ...); }, open(day));
  }

  // The same for rows of one day, given as columns of one length.
  void append(Day day, std::span<const Columns>... rows) {
    std::apply(
        [&](auto&... column) { (column.insert(column.end(), rows.begin(), rows.end()), ...); },
        open(day));
    check_lengths(place(day));
  }

  // Hands out the rows that are due, in blocks of up to block_rows and in order:
  //   RowMask visit(std::span<Columns>... block)
  // which updates them in place and returns those that stay. The others leave.
  template <class Visit>
  void sweep(Day day, Visit&& visit) {
    CHECK(swept_ == none);
    swept_ = place(day);
    std::apply([&](auto&... column) { sweep_columns(visit, column...); }, cohorts_[swept_]);
    swept_ = none;
  }

  // Rows due on this day.
  std::size_t size(Day day) const { return std::get<0>(cohorts_[place(day)]).size(); }

  // All rows.
  std::size_t size() const {
    std::size_t sum = 0;
    for (const Cohort& cohort : cohorts_) sum += std::get<0>(cohort).size();
    return sum;
  }

  // Memory held, in bytes.
  std::size_t bytes() const {
    std::size_t sum = cohorts_.capacity() * sizeof(Cohort);
    for (const Cohort& cohort : cohorts_) {
      std::apply(
          [&](const auto&... column) {
            sum += (0 + ... + (column.capacity() * sizeof(column[0])));
          },
          cohort);
    }
    return sum;
  }

 private:
  using Cohort = std::tuple<std::vector<Columns>...>;
  static constexpr std::size_t none = ~std::size_t{0};

  static std::size_t checked(int cycle_days) {
    CHECK(cycle_days > 0);
    return static_cast<std::size_t>(cycle_days);
  }

  std::size_t place(Day day) const {
    CHECK(day >= Day(0));
    return static_cast<std::size_t>(day.value()) % cohorts_.size();
  }

  Cohort& open(Day day) {
    const std::size_t at = place(day);
    CHECK(at != swept_, "the cohort of day {} is being swept", day.value());
    return cohorts_[at];
  }

  void check_lengths(std::size_t at) const {
    std::apply(
        [](const auto& first, const auto&... other) {
          CHECK(((other.size() == first.size()) && ... && true), "columns differ in length");
        },
        cohorts_[at]);
  }

  template <class Visit>
  static void sweep_columns(Visit& visit, std::vector<Columns>&... column) {
    const std::size_t size = std::get<0>(std::tie(column...)).size();
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < size; begin += block_rows) {
      const std::size_t rows = std::min(block_rows, size - begin);
      const RowMask stay = visit(std::span<Columns>(column).subspan(begin, rows)...);
      CHECK(stay.rows() == rows);
      const std::size_t staying = stay.count();
      if (kept < begin || staying < rows) {
        (compact(stay, std::span<const Columns>(column).subspan(begin, rows), column.data() + kept),
         ...);
      }
      kept += staying;
    }
    (column.resize(kept), ...);
  }

  std::vector<Cohort> cohorts_;
  std::size_t swept_ = none;
};

}  // namespace sim
