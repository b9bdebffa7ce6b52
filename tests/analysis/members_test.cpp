// The figures of a membership, by hand on a panel of two tiers.
#include "analysis/members.hpp"

#include <array>
#include <gtest/gtest.h>
#include <map>

namespace {

using Cells = std::vector<std::int64_t>;

// Two years of two tiers. A measure has the same value each month of a year.
struct Panels {
  std::map<std::string, Cells, std::less<>> cells;

  void of_tiers(const char* measure, std::array<std::array<std::int64_t, 2>, 2> years) {
    Cells& made = cells[measure];
    for (std::size_t month = 0; month < 24; ++month)
      made.insert(made.end(), years[month / 12].begin(), years[month / 12].end());
  }
  analysis::Source source() const {
    return [this](std::string_view, std::string_view measure) -> std::optional<analysis::Series> {
      const auto found = cells.find(measure);
      if (found == cells.end()) return std::nullopt;
      return analysis::Series{found->second, 2};
    };
  }
};

const analysis::MembersAxes axes{
    {"low", "high"}, {"low", "high", "joined"}, {"low", "high", "barred", "left"}};

Panels example() {
  Panels panels;
  panels.of_tiers("balance", {{{1'000'00, 0}, {1'000'00, 3'000'00}}});
  panels.of_tiers("charge_off", {{{1'00, 0}, {2'00, 3'00}}});
  panels.of_tiers("points", {{{500, 0}, {500, 700}}});
  panels.of_tiers("rate_discounts", {{{0, 0}, {0, 20'00}}});
  panels.of_tiers("interest_free_days", {{{2'50, 0}, {2'50, 1'00}}});
  panels.of_tiers("priority_service", {{{0, 0}, {0, 50}}});
  panels.of_tiers("late_interest_forgone", {{{0, 0}, {0, 10}}});
  panels.cells["promotions"] = Cells(24, 1);
  panels.cells["demotions"] = Cells(24, 0);
  return panels;
}

std::map<std::pair<std::string, std::string>, double> figures_of(const analysis::Source& source,
                                                                 std::size_t first) {
  const analysis::Source sources[] = {source};
  std::map<std::pair<std::string, std::string>, double> found;
  for (const auto& figure : analysis::members_figures(axes, {"", first, 24}, sources)) {
    EXPECT_EQ(figure.values.size(), 1U);
    EXPECT_TRUE(found.emplace(std::pair(figure.item, figure.group), figure.values[0]).second);
  }
  return found;
}

// The panel "tier" has the members of tiers, and "tier_migration" those that moved.
TEST(MembersReference, FiguresAreAsWorkedOutByHand) {
  Panels panels = example();
  panels.of_tiers("of_tiers", {{{50, 0}, {40, 10}}});
  // From low, high and those who joined to low, high, barred and left.
  panels.cells["moves"] = {40, 5, 1, 4, 0, 0, 0, 0, 2, 0, 0, 1,
                           30, 6, 0, 4, 1, 3, 0, 1, 9, 1, 0, 0};
  const analysis::Source inner = panels.source();
  const analysis::Source source = [&](std::string_view panel, std::string_view measure) {
    if (measure == "members") return inner(panel, panel == "tier" ? "of_tiers" : "moves");
    return inner(panel, measure);
  };
  auto second = figures_of(source, 12);
  const auto is = [](double value, double expected) { EXPECT_NEAR(value, expected, 1e-12); };
  is(second[{"share", "high"}], 0.2);
  is(second[{"promotions", "all"}], 12 / 50.0);
  is(second[{"demotions", "all"}], 0);
  is(second[{"migration", "low to low"}], 30 / 40.0);
  is(second[{"migration", "low to left"}], 4 / 40.0);
  is(second[{"migration", "high to low"}], 1 / 5.0);
  is(second[{"migration", "joined to high"}], 1 / 10.0);
  is(second[{"points", "high"}], 12 * 70.0);
  is(second[{"points", "all"}], 12 * 1'200 / 50.0);
  is(second[{"rate_discounts", "high"}], 12 * 2.0);
  is(second[{"benefit_cost", "low"}], 12 * 2.5 / 40);
  is(second[{"benefit_cost", "high"}], 12 * (20 + 1 + 0.5) / 10);
  is(second[{"benefit_cost", "all"}], 12 * (20 + 3.5 + 0.5) / 50);
  is(second[{"late_interest_forgone", "high"}], 12 * 0.1 / 10);
  is(second[{"balance", "high"}], 300);
  is(second[{"balance", "all"}], 80);
  is(second[{"charge_off_rate", "high"}], 12 * 3 / 3'000.0);
  is(second[{"charge_off_rate", "all"}], 12 * 5 / 4'000.0);

  auto both = figures_of(source, 0);
  is(both[{"share", "high"}], 0.2);
  is(both[{"migration", "low to low"}], 70 / 90.0);
  is(both[{"migration", "low to barred"}], 1 / 90.0);
  is(both[{"migration", "joined to left"}], 1 / 13.0);
  is(both[{"points", "low"}], 12 * 1'000 / 90.0);
}

TEST(Members, SaysNothingWhereAMeasureIsMissing) {
  const Panels panels = example();
  EXPECT_TRUE(figures_of(panels.source(), 0).empty());
}

}  // namespace
