// A part of a panel, against a reading that knows cells by their labels.
#include "analysis/panel_part.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "analysis/months_of_source.hpp"

namespace {

using analysis::Places;
using analysis::Reading;

sim::Axis axis(const std::string& name, std::size_t length) {
  sim::Axis made{name, name, {}};
  for (std::size_t i = 0; i < length; ++i) made.labels.push_back(name + std::to_string(i));
  return made;
}

// Every cell with its place on each axis, found by counting on from the last axis.
struct Cell {
  std::vector<std::size_t> at;
  double value;
};

std::vector<Cell> cells_of(const sim::PanelShape& shape, const std::vector<std::int64_t>& values) {
  std::vector<Cell> cells;
  std::vector<std::size_t> at(shape.axes.size(), 0);
  for (const std::int64_t value : values) {
    cells.push_back({at, static_cast<double>(value)});
    for (std::size_t i = at.size(); i-- > 0;) {
      if (++at[i] < shape.axes[i].labels.size()) break;
      at[i] = 0;
    }
  }
  return cells;
}

// Sums by place in time first, and what the measure makes of those.
double naive(const sim::PanelShape& shape, const sim::Measure& measure,
             const std::vector<std::int64_t>& values, const Places& places, Reading reading) {
  std::map<std::size_t, double> by_time;
  for (const Cell& cell : cells_of(shape, values)) {
    bool taken = true;
    std::size_t time = 0;
    for (std::size_t i = 0; i < cell.at.size(); ++i) {
      taken = taken && std::count(places[i].begin(), places[i].end(), cell.at[i]) > 0;
      if (shape.axes[i].name == "month" || shape.axes[i].name == "mob") time = cell.at[i];
    }
    if (taken) by_time[time] += cell.value / (measure.unit == "minor" ? 100 : 1);
  }
  double sum = 0;
  for (const auto& [time, value] : by_time) sum += value;
  const double mean = sum / static_cast<double>(by_time.size());
  if (reading == Reading::average || measure.over_time == sim::OverTime::level) return mean;
  return measure.over_time == sim::OverTime::stock ? by_time.rbegin()->second : sum;
}

std::vector<std::size_t> some_of(std::size_t length, std::mt19937_64& random) {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < length; ++place) {
    if (random() % 2 == 0) places.push_back(place);
  }
  if (places.empty()) places.push_back(random() % length);
  return places;
}

TEST(PanelPartOracle, IsWhatCellsByTheirLabelsAre) {
  std::mt19937_64 random(7);
  const std::vector<std::vector<sim::Axis>> panels = {
      {axis("month", 14)},
      {axis("month", 6), axis("tier", 4)},
      {axis("month", 5), axis("from", 3), axis("to", 4)},
      {axis("vintage", 4), axis("mob", 7)},
      {axis("factor", 3)},
      {},
  };
  const sim::Measure measures[] = {{"flow", "1", ""},
                                   {"paid", "minor", ""},
                                   {"stock", "1", "", sim::OverTime::stock},
                                   {"balance", "minor", "", sim::OverTime::stock},
                                   {"level", "1", "", sim::OverTime::level}};
  for (const auto& axes : panels) {
    const sim::PanelShape shape{"panel", axes, {std::begin(measures), std::end(measures)}};
    std::vector<std::int64_t> values(shape.cells());
    for (auto& value : values) value = static_cast<std::int64_t>(random() % 100'000) - 20'000;
    for (int i = 0; i < 50; ++i) {
      Places places;
      for (const sim::Axis& one : axes) places.push_back(some_of(one.labels.size(), random));
      for (const sim::Measure& measure : measures) {
        for (const Reading reading : {Reading::at_the_end, Reading::average}) {
          const double expected = naive(shape, measure, values, places, reading);
          EXPECT_NEAR(analysis::over_part(shape, measure, values, places, reading), expected,
                      1e-9 * (1 + std::fabs(expected)))
              << measure.name << " over " << axes.size() << " axes";
        }
      }
    }
  }
}

TEST(PanelPart, RatesAreNotSummedOverPlaces) {
  const sim::PanelShape shape{"market", {axis("month", 2), axis("market", 2)}, {}};
  const sim::Measure rate{"rate", "1e-6", "", sim::OverTime::level};
  const std::vector<std::int64_t> values = {40'000, 60'000, 50'000, 80'000};
  Places places = analysis::all_places(shape);
  EXPECT_TRUE(std::isnan(analysis::over_part(shape, rate, values, places, Reading::at_the_end)));
  EXPECT_FALSE(analysis::adds_up(rate));
  places[1] = {1};
  EXPECT_DOUBLE_EQ(analysis::over_part(shape, rate, values, places, Reading::at_the_end), 0.07);
}

TEST(PanelPart, ASourceOfSomeMonthsHasNoOthers) {
  const auto shape = [](const char* name, std::vector<sim::Axis> axes) {
    return std::make_shared<const sim::PanelShape>(sim::PanelShape{name, std::move(axes), {}});
  };
  const std::shared_ptr<const sim::PanelShape> shapes[] = {
      shape("portfolio", {axis("month", 4)}), shape("tier", {axis("month", 4), axis("tier", 2)}),
      shape("luck", {axis("factor", 3)})};
  const std::vector<std::int64_t> cells = {0, 1, 2, 3, 4, 5, 6, 7};
  const analysis::Source whole = [&](std::string_view panel,
                                     std::string_view) -> std::optional<analysis::Series> {
    const std::span all(cells);
    if (panel == "portfolio") return analysis::Series{all.first(4), 4};
    if (panel == "tier") return analysis::Series{all, 2};
    if (panel == "luck") return analysis::Series{all.first(3), 3};
    return std::nullopt;
  };
  const analysis::Source part = analysis::months_of_source(whole, shapes, {"", 1, 3});
  const auto is = [&](const char* panel, std::vector<std::int64_t> expected, std::size_t last) {
    const auto series = part(panel, "any");
    ASSERT_TRUE(series) << panel;
    EXPECT_EQ(std::vector<std::int64_t>(series->cells.begin(), series->cells.end()), expected);
    EXPECT_EQ(series->last_axis, last) << panel;
  };
  is("portfolio", {1, 2}, 2);
  is("tier", {2, 3, 4, 5}, 2);
  is("luck", {0, 1, 2}, 3);
  EXPECT_FALSE(part("other", "any"));
}

}  // namespace
