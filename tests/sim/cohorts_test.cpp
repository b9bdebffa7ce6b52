#include "sim/cohorts.hpp"

#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace {

using sim::CheckFailure;
using sim::Cohorts;
using sim::Day;
using sim::RowMask;

template <class Stays>
RowMask mask_of(std::size_t rows, Stays&& stays) {
  std::vector<std::uint8_t> flags(rows);
  for (std::size_t i = 0; i < rows; ++i) flags[i] = stays(i) ? 1 : 0;
  return RowMask(flags);
}

RowMask all_stay(std::size_t rows) {
  return mask_of(rows, [](std::size_t) { return true; });
}

struct Row {
  std::uint32_t subject;
  double value;
  std::uint16_t visits;
  friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> sweep_rows(Cohorts<std::uint32_t, double, std::uint16_t>& cohorts, Day day) {
  std::vector<Row> rows;
  cohorts.sweep(day, [&](auto subjects, auto values, auto visits) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      rows.push_back({subjects[i], values[i], visits[i]});
    }
    return all_stay(subjects.size());
  });
  return rows;
}

TEST(Cohorts, BringARowUpOncePerCycle) {
  Cohorts<std::uint32_t, double, std::uint16_t> cohorts(30);
  cohorts.append(Day(47), 1, 2.5, 0);
  EXPECT_EQ(cohorts.size(), 1u);
  for (int day = 0; day < 120; ++day) {
    const auto rows = sweep_rows(cohorts, Day(day));
    EXPECT_EQ(rows.size(), day % 30 == 17 ? 1u : 0u) << day;
  }
}

TEST(Cohorts, TakeColumnsOfOneLengthOnly) {
  Cohorts<std::uint32_t, double> cohorts(30);
  const std::vector<std::uint32_t> subjects{1, 2};
  cohorts.append(Day(0), subjects, std::vector<double>{1, 2});
  EXPECT_EQ(cohorts.size(Day(30)), 2u);
  EXPECT_THROW(cohorts.append(Day(0), subjects, std::vector<double>{1}), CheckFailure);
}

TEST(Cohorts, LetNothingIntoTheCohortThatIsBeingSwept) {
  Cohorts<std::uint32_t> cohorts(30);
  cohorts.append(Day(0), 1);
  EXPECT_THROW(cohorts.sweep(Day(0),
                             [&](auto rows) {
                               cohorts.append(Day(1), 2);
                               cohorts.append(Day(60), 3);
                               return all_stay(rows.size());
                             }),
               CheckFailure);
  EXPECT_EQ(cohorts.size(Day(1)), 1u);
}

TEST(Cohorts, WantToKnowOfEveryRowWhetherItStays) {
  Cohorts<std::uint32_t> cohorts(30);
  cohorts.append(Day(0), 1);
  EXPECT_THROW(cohorts.sweep(Day(0), [&](auto) { return all_stay(0); }), CheckFailure);
}

// Against one list of rows in the order of their appends: rows change, leave, and come back on
// another day, for blocks that are full, cut short and empty.
TEST(CohortsOracle, DoWhatAListInOrderOfAppendsDoes) {
  struct Listed {
    int place;
    Row row;
  };
  constexpr int cycle = 7;
  std::mt19937 luck(3);
  std::uniform_int_distribution<int> ahead(1, 40);
  std::bernoulli_distribution leaves(0.2), returns(0.9);
  Cohorts<std::uint32_t, double, std::uint16_t> cohorts(cycle);
  std::vector<Listed> list;
  const auto add = [&](Day day, const Row& row) {
    cohorts.append(day, row.subject, row.value, row.visits);
    list.push_back({day.value() % cycle, row});
  };
  for (std::uint32_t i = 0; i < 5000; ++i) add(Day(ahead(luck)), {i, i * 0.5, 0});
  for (Day day(0); day < Day(200); ++day) {
    std::vector<Row> seen, gone;
    cohorts.sweep(day, [&](auto subjects, auto values, auto visits) {
      EXPECT_LE(subjects.size(), RowMask::rows_max);
      return mask_of(subjects.size(), [&](std::size_t i) {
        seen.push_back({subjects[i], values[i], visits[i]});
        values[i] *= 1.25;
        ++visits[i];
        const bool stays = !leaves(luck);
        if (!stays) gone.push_back({subjects[i], values[i], visits[i]});
        return stays;
      });
    });
    std::vector<Row> expected;
    std::vector<Listed> left;
    std::size_t next_gone = 0;
    for (Listed& listed : list) {
      if (listed.place == day.value() % cycle) {
        expected.push_back(listed.row);
        listed.row.value *= 1.25;
        ++listed.row.visits;
        if (next_gone < gone.size() && gone[next_gone] == listed.row) {
          ++next_gone;
          continue;
        }
      }
      left.push_back(listed);
    }
    ASSERT_EQ(seen, expected) << day.value();
    ASSERT_EQ(next_gone, gone.size());
    list = left;
    ASSERT_EQ(cohorts.size(), list.size());
    for (const Row& row : gone) {
      if (returns(luck)) add(day + ahead(luck), row);
    }
  }
  EXPECT_GT(list.size(), 500u);
}

// Rows stay and leave by a rule of their own, as they do when draws are named by their subjects.
TEST(CohortsProperty, KeepTheOrderOfTwoRowsWhateverElseTheyHold) {
  const auto order_of = [](std::uint32_t first, std::uint32_t step) {
    Cohorts<std::uint32_t> cohorts(5);
    std::vector<std::uint32_t> moved;
    for (std::uint32_t i = first; i < 3000; i += step) cohorts.append(Day(1 + i % 11), i);
    std::vector<std::uint32_t> order;
    for (Day day(0); day < Day(60); ++day) {
      moved.clear();
      cohorts.sweep(day, [&](std::span<std::uint32_t> subjects) {
        return mask_of(subjects.size(), [&](std::size_t i) {
          if (subjects[i] % 6 == 0) order.push_back(subjects[i]);
          const bool stays = (subjects[i] * 2654435761u + day.value() * 40503u) >> 16 & 3;
          if (!stays) moved.push_back(subjects[i]);
          return stays;
        });
      });
      for (const auto subject : moved) cohorts.append(day + 1 + subject % 13, subject);
    }
    return order;
  };
  EXPECT_EQ(order_of(0, 6), order_of(0, 1));
  EXPECT_EQ(order_of(0, 2), order_of(0, 3));
}

}  // namespace
