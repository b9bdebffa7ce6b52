#include "sim/day_calendar.hpp"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace {

using sim::CheckFailure;
using sim::Day;
using sim::DayCalendar;

struct Event {
  std::uint32_t kind;
  std::uint32_t subject;
  std::uint64_t nth;
  friend bool operator==(const Event&, const Event&) = default;
  std::size_t phase() const { return kind; }
};
static_assert(sizeof(Event) == 16);

std::vector<Event> copy(std::span<const Event> events) {
  return {events.begin(), events.end()};
}

TEST(DayCalendar, GivesTheEventsOfADayByPhaseAndThenAsScheduled) {
  DayCalendar<Event> calendar(10);
  calendar.schedule(Day(3), {2, 1, 0});
  calendar.schedule(Day(3), {1, 9, 0});
  calendar.schedule(Day(4), {0, 0, 0});
  calendar.schedule(Day(3), {1, 4, 0});
  EXPECT_EQ(calendar.pending(), 4u);
  EXPECT_EQ(copy(calendar.open(Day(3))), (std::vector<Event>{{1, 9, 0}, {1, 4, 0}, {2, 1, 0}}));
  calendar.close(Day(3));
  EXPECT_EQ(calendar.pending(), 1u);
  EXPECT_EQ(calendar.open(Day(4)).size(), 1u);
}

TEST(DayCalendar, RunsAnEmptyDay) {
  DayCalendar<Event> calendar(2);
  EXPECT_TRUE(calendar.open(Day(0)).empty());
  calendar.close(Day(0));
}

TEST(DayCalendar, DropsWhatLiesBeyondTheHorizon) {
  DayCalendar<Event> calendar(10);
  calendar.schedule(Day(10), {0, 0, 0});
  calendar.schedule(Day(1'000'000), {0, 0, 0});
  EXPECT_EQ(calendar.pending(), 0u);
}

TEST(DayCalendar, RefusesThePastAndTheDayBeingRun) {
  DayCalendar<Event> calendar(10);
  calendar.open(Day(5));
  EXPECT_THROW(calendar.schedule(Day(4), {0, 0, 0}), CheckFailure);
  EXPECT_THROW(calendar.schedule(Day(5), {0, 0, 0}), CheckFailure);
  EXPECT_THROW(calendar.schedule(Day(-1), {0, 0, 0}), CheckFailure);
  EXPECT_NO_THROW(calendar.schedule(Day(6), {0, 0, 0}));
  calendar.close(Day(5));
  EXPECT_THROW(calendar.schedule(Day(5), {0, 0, 0}), CheckFailure);
}

TEST(DayCalendar, RefusesToLoseEventsOrItsPlace) {
  DayCalendar<Event> calendar(10);
  calendar.schedule(Day(2), {0, 0, 0});
  EXPECT_THROW(calendar.open(Day(3)), CheckFailure);
  EXPECT_THROW(calendar.open(Day(10)), CheckFailure);
  calendar.open(Day(2));
  EXPECT_THROW(calendar.open(Day(3)), CheckFailure);
  EXPECT_THROW(calendar.close(Day(3)), CheckFailure);
  calendar.close(Day(2));
  EXPECT_THROW(calendar.close(Day(2)), CheckFailure);
  EXPECT_THROW(calendar.open(Day(2)), CheckFailure);
  EXPECT_THROW(DayCalendar<Event>(0), CheckFailure);
}

TEST(DayCalendar, KeepsItsEventsWhileTheDaySchedulesMore) {
  DayCalendar<Event> calendar(400);
  for (std::uint32_t i = 0; i < 1000; ++i) calendar.schedule(Day(0), {0, i, 0});
  const auto events = calendar.open(Day(0));
  for (std::uint32_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(events[i].subject, i);
    calendar.schedule(Day(1 + static_cast<int>(i) % 300), {1, i, 0});
  }
  calendar.close(Day(0));
  EXPECT_EQ(calendar.pending(), 1000u);
}

TEST(DayCalendar, TakesManyEventsOfADayAtOnceAsIfOneByOne) {
  DayCalendar<Event> calendar(10);
  std::vector<Event> events;
  for (std::uint32_t i = 0; i < 500; ++i) events.push_back({0, i, 0});
  for (std::size_t begin = 0, size = 0; begin < 500; begin += size, ++size) {
    size = std::min<std::size_t>(size, 500 - begin);
    calendar.schedule(Day(7), std::span<const Event>(events).subspan(begin, size));
    calendar.schedule(Day(12), std::span<const Event>(events));
  }
  EXPECT_EQ(calendar.pending(), 500u);
  EXPECT_EQ(copy(calendar.open(Day(7))), events);
  EXPECT_THROW(calendar.schedule(Day(7), std::span<const Event>(events)), CheckFailure);
}

TEST(DayCalendar, KeepsTheOrderOfEventsScheduledYearsAndDaysAhead) {
  DayCalendar<Event> calendar(3000);
  std::vector<Event> expected;
  for (Day day(0); day < Day(2000); ++day) {
    calendar.open(day);
    if (day.value() % 100 == 0) {
      const Event event{3, static_cast<std::uint32_t>(day.value()), 0};
      expected.push_back(event);
      if (day.value() % 200 == 0) {
        calendar.schedule(Day(2000), event);
      } else {
        calendar.schedule(Day(2000), std::span<const Event>(&event, 1));
      }
      calendar.schedule(Day(2900), event);
    }
    calendar.close(day);
  }
  EXPECT_EQ(calendar.pending(), 40u);
  EXPECT_EQ(copy(calendar.open(Day(2000))), expected);
  calendar.close(Day(2000));
  EXPECT_THROW(calendar.open(Day(2901)), CheckFailure);
}

TEST(DayCalendar, SkipsYearsWithoutEvents) {
  DayCalendar<Event> calendar(3000);
  calendar.schedule(Day(2500), {0, 1, 0});
  EXPECT_TRUE(calendar.open(Day(1000)).empty());
  calendar.close(Day(1000));
  EXPECT_EQ(calendar.open(Day(2500)).size(), 1u);
}

TEST(DayCalendar, RefusesAPhaseItHasNoPlaceFor) {
  DayCalendar<Event> calendar(2);
  calendar.schedule(Day(1), {DayCalendar<Event>::phases_max, 0, 0});
  EXPECT_THROW(calendar.open(Day(1)), CheckFailure);
}

TEST(DayCalendar, UsesItsMemoryAgain) {
  DayCalendar<Event> calendar(3650);
  for (std::uint32_t i = 0; i < 3000; ++i)
    calendar.schedule(Day(static_cast<int>(i % 30)), {0, i, 0});
  std::size_t bytes_after_two_months = 0;
  for (Day day(0); day < Day(3650); ++day) {
    for (const Event& event : calendar.open(day)) calendar.schedule(day + 30, event);
    calendar.close(day);
    if (day == Day(60)) bytes_after_two_months = calendar.bytes();
  }
  EXPECT_EQ(calendar.bytes(), bytes_after_two_months);
}

// Against the plainest calendar there is, which keeps equal keys as they came. Buckets see single
// events, thousands and none.
class DayCalendarOracle : public testing::TestWithParam<int> {};

TEST_P(DayCalendarOracle, AgreesWithAMultimapUnderRandomOperations) {
  constexpr int horizon = 400;
  std::mt19937_64 random(static_cast<std::uint64_t>(GetParam()));
  const auto below = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random() % n); };
  DayCalendar<Event> calendar(horizon);
  std::multimap<std::pair<int, std::uint32_t>, Event> naive;
  std::uint64_t nth = 0;
  const auto schedule = [&](int day, std::uint32_t kind, std::uint32_t subject) {
    const Event event{kind, subject, ++nth};
    calendar.schedule(Day(day), event);
    if (day < horizon) naive.insert({{day, kind}, event});
  };
  const std::uint32_t subjects = 1 + below(3000);
  for (std::uint32_t i = 0; i < subjects; ++i) schedule(static_cast<int>(below(50)), below(4), i);

  for (int day = 0; day < horizon; ++day) {
    ASSERT_EQ(calendar.pending(), naive.size());
    const auto events = calendar.open(Day(day));
    std::vector<Event> expected;
    while (!naive.empty() && naive.begin()->first.first == day) {
      expected.push_back(naive.begin()->second);
      naive.erase(naive.begin());
    }
    ASSERT_EQ(copy(events), expected);
    for (const Event& event : events) {
      const bool regular = below(10) != 0;
      schedule(day + (regular ? 30 : 1 + static_cast<int>(below(500))), event.kind, event.subject);
    }
    calendar.close(Day(day));
    if (below(3) == 0) schedule(day + 1 + static_cast<int>(below(5)), below(4), below(subjects));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DayCalendarOracle, testing::Range(0, 20));

}  // namespace
