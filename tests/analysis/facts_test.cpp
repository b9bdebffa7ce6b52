// Facts against panels whose figures are worked out by hand, and verdicts against ranges.
#include "analysis/facts.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "analysis/rolls.hpp"
#include "sim/check.hpp"

namespace {

using analysis::Fact;
using analysis::Holds;
using analysis::JudgedFact;
using analysis::Rolls;
using analysis::Source;
using analysis::Verdict;
using Cells = std::vector<std::int64_t>;

constexpr std::size_t buckets = 8;
constexpr std::size_t destinations = buckets + 2;
constexpr std::size_t paid = buckets;
constexpr std::size_t charged_off = buckets + 1;

// Cells by panel and measure, and how long the panel's last axis is.
class Panels {
 public:
  void set(const std::string& panel, const std::string& measure, Cells cells,
           std::size_t axis = 1) {
    cells_[{panel, measure}] = {std::move(cells), axis};
  }
  Source source() const {
    return [this](std::string_view panel,
                  std::string_view measure) -> std::optional<analysis::Series> {
      const auto found = cells_.find({std::string(panel), std::string(measure)});
      if (found == cells_.end()) return std::nullopt;
      return analysis::Series{found->second.first, found->second.second};
    };
  }

 private:
  std::map<std::pair<std::string, std::string>, std::pair<Cells, std::size_t>> cells_;
};

// One month of 1,000 loans in each bucket: those that move on, that are paid, that are current
// again; the rest stays.
Cells rolls_of(std::int64_t on, std::int64_t paid_off, std::int64_t current,
               std::int64_t rise = 0) {
  Cells cells(buckets * destinations);
  for (std::size_t from = 0; from < buckets; ++from) {
    const std::int64_t further = on + rise * static_cast<std::int64_t>(from);
    cells[from * destinations + (from + 1 < buckets ? from + 1 : charged_off)] = further;
    cells[from * destinations + paid] = paid_off;
    if (from > 0) cells[from * destinations] = current;
    cells[from * destinations + from] += 1000 - further - paid_off - (from > 0 ? current : 0);
  }
  return cells;
}

const JudgedFact* find(const std::vector<JudgedFact>& judged, std::string_view name) {
  for (const JudgedFact& one : judged) {
    if (one.fact->name == name) return &one;
  }
  return nullptr;
}

double value(const std::vector<Source>& sources, std::string_view name) {
  const auto judged = analysis::judge(sources);
  const JudgedFact* found = find(judged, name);
  EXPECT_NE(found, nullptr) << name;
  return found == nullptr ? 0 : found->value.mean;
}

TEST(Facts, EachHasANameOfItsOwnAndARangeHasASource) {
  std::set<std::string_view> names;
  for (const Fact& fact : analysis::facts()) {
    EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
    EXPECT_LT(fact.long_name.size(), 46U) << fact.long_name;
    EXPECT_FALSE(fact.computed.empty()) << fact.name;
    if (!fact.range) continue;
    EXPECT_LT(fact.range->low, fact.range->high) << fact.name;
    EXPECT_NE(std::string("PDJ").find(fact.tag), std::string::npos) << fact.name;
    EXPECT_FALSE(fact.source.empty()) << fact.name;
  }
}

TEST(RollsOracle, RatesAreThoseOfTheMatrix) {
  Cells two_months = rolls_of(600, 50, 150);
  const Cells second = rolls_of(800, 20, 30);
  two_months.insert(two_months.end(), second.begin(), second.end());
  const Rolls rolls(analysis::Series{two_months, destinations});
  for (std::size_t from = 1; from < buckets; ++from) {
    EXPECT_DOUBLE_EQ(rolls.all(from), 2000);
    EXPECT_DOUBLE_EQ(rolls.cure_rate(from), (50 + 150 + 20 + 30) / 2000.0);
    EXPECT_DOUBLE_EQ(rolls.roll_rate(from), (600 + 800) / 2000.0);
  }
  EXPECT_DOUBLE_EQ(rolls.to_30(0), 0);
  EXPECT_DOUBLE_EQ(rolls.to_30(1), 1400);
  EXPECT_THROW(Rolls(analysis::Series{two_months, 4}), sim::CheckFailure);
}

TEST(FactsOracle, DelinquencyFollowsFromMissedBillsAndRolls) {
  Panels panels;
  panels.set("roll", "loans", rolls_of(20, 100, 300, 100), destinations);
  panels.set("portfolio", "missed_forgot", {200});
  panels.set("portfolio", "missed_unable", {300});
  panels.set("portfolio", "missed_unwilling", {100});
  panels.set("bucket", "loans", {12'000, 9, 9, 9, 9, 9, 9, 9}, buckets);
  panels.set("bucket", "balance", {900, 80, 40, 9, 9, 9, 9, 9}, buckets);
  const std::vector<Source> sources = {panels.source()};
  EXPECT_DOUBLE_EQ(value(sources, "current_to_late"), 0.05);
  // From M0 20 go to M1, from M1 120 to M2.
  EXPECT_DOUBLE_EQ(value(sources, "late_cured_within_30"), 1 - 120.0 / 600);
  EXPECT_DOUBLE_EQ(value(sources, "cure_m2"), 0.4);
  EXPECT_DOUBLE_EQ(value(sources, "roll_m2"), 0.22);
  EXPECT_DOUBLE_EQ(value(sources, "roll_m4"), 0.42);
  EXPECT_NEAR(value(sources, "rolls_rise"), 0.1, 1e-12);
  EXPECT_DOUBLE_EQ(value(sources, "just_late_cure_more"), 1);
  EXPECT_DOUBLE_EQ(value(sources, "stock_m2_over_m1"), 0.5);
}

// Of three years, 36 months are passed over; the classes are one month and three years.
TEST(FactsOracle, LoansOfThreeYearsAreThoseThatCouldBeOver) {
  Panels panels;
  Cells early(2 * 38), in_time(2 * 38), lost(2 * 38), loans(2 * 38, 100);
  early[1] = 1000;  // the first month, before any was over in time
  early[2 * 36] = 77;
  early[2 * 36 + 1] = 3;
  early[2 * 37 + 1] = 1;
  in_time[2 * 37 + 1] = 5;
  lost[2 * 36 + 1] = 1;
  panels.set("term", "prepayments", early, 2);
  panels.set("term", "repaid", in_time, 2);
  panels.set("term", "charge_offs", lost, 2);
  panels.set("term", "loans", loans, 2);
  const std::vector<Source> sources = {panels.source()};
  EXPECT_DOUBLE_EQ(value(sources, "ended_early"), 4.0 / 10);
  EXPECT_DOUBLE_EQ(value(sources, "early_repayment"), 1081.0 / 7600);
}

TEST(FactsOracle, VintagesCountThatCouldBeFollowedToTheEnd) {
  constexpr std::size_t months_on_book = 49;
  Cells lost(3 * months_on_book);
  lost[0 * months_on_book + 30] = 6;
  lost[0 * months_on_book + 31] = 1;
  lost[0 * months_on_book + 48] = 1;
  lost[1 * months_on_book + 2] = 2;   // its last month of opening is the sixth, and 6 + 48 = 54
  lost[2 * months_on_book + 2] = 99;  // not followed to month 48
  Panels panels;
  panels.set("vintage", "charge_off", lost, months_on_book);
  panels.set("portfolio", "balance", Cells(54, 1));
  EXPECT_DOUBLE_EQ(value({panels.source()}, "vintage_flattens"), 8.0 / 10);
  panels.set("portfolio", "balance", Cells(48, 1));
  const Source short_run = panels.source();
  const auto judged = analysis::judge(std::span(&short_run, 1));
  EXPECT_EQ(find(judged, "vintage_flattens")->value.n, 0U);
  EXPECT_EQ(find(judged, "vintage_flattens")->verdict, Verdict::none);
}

// Bands from 550 up use 40, 30 and 25 % of their limits; one has no limit at all.
TEST(FactsOracle, UtilisationFallsByItsSmallestStep) {
  Panels panels;
  panels.set("score_band", "balance", {1, 40, 30, 0, 25}, 5);
  panels.set("score_band", "limit_total", {100, 100, 100, 0, 100}, 5);
  EXPECT_NEAR(value({panels.source()}, "utilisation_falls"), 0.05, 1e-12);
  panels.set("score_band", "balance", {1, 40, 30, 0, 31}, 5);
  EXPECT_NEAR(value({panels.source()}, "utilisation_falls"), -0.01, 1e-12);
}

// Ten years in which unemployment rises from 4 to 10 % and back, and what follows it: 30+ one
// quarter later, charge-offs three.
Panels cycle() {
  const auto unemployment = [](int month) {
    const int at = std::clamp(month - 30, 0, 90);
    return 40'000 + (at < 30 ? 2'000 * at : 60'000 - 1'000 * (at - 30));
  };
  Cells economy, late, lost;
  for (int month = 0; month < 120; ++month) {
    economy.push_back(unemployment(month));
    late.push_back(unemployment(month - 3));
    lost.push_back(unemployment(month - 9) / 10);
  }
  Panels panels;
  panels.set("portfolio", "economy_unemployment_ppm", economy);
  panels.set("portfolio", "balance_30", late);
  panels.set("portfolio", "charge_off", lost);
  panels.set("portfolio", "balance", Cells(120, 1'000'000));
  return panels;
}

// Over two months, the lowest tier first.
TEST(FactsOracle, TiersNarrowByTheirLargestStep) {
  Panels panels;
  panels.set("tier", "members", {600, 300, 90, 9, 400, 300, 110, 21}, 4);
  const std::vector<Source> sources = {panels.source()};
  EXPECT_DOUBLE_EQ(value(sources, "tiers_narrow"), 600.0 / 1000);
  EXPECT_DOUBLE_EQ(value(sources, "above_lowest_tier"), 1 - 1000.0 / 1830);
}

// The range of net charge-offs against a book that is followed month by month until it is steady:
// a hundred become 90 days past due each month, and are charged off after six more.
TEST(FactsOracle, NetChargeOffsAreWhatTheStockOf90DaysLeaves) {
  const auto range_of = [](std::string_view name) {
    for (const Fact& fact : analysis::facts()) {
      if (fact.name == name) return *fact.range;
    }
    return analysis::Range{};
  };
  const auto net_losses = [](double share_90, double rolls, double recovered) {
    std::vector<double> ages(6);
    double charged_off = 0;
    for (int month = 0; month < 60; ++month) {
      charged_off = ages.back() * rolls;
      for (std::size_t age = ages.size() - 1; age > 0; --age) ages[age] = ages[age - 1] * rolls;
      ages[0] = 100;
    }
    const double stock = std::accumulate(ages.begin(), ages.end(), 0.0);
    return 12 * charged_off / stock * share_90 * (1 - recovered);
  };
  const analysis::Range share = range_of("share_90");
  const analysis::Range recovered = range_of("recovery");
  const analysis::Range found = range_of("net_charge_off");
  constexpr double half_of_a_hundredth = 0.5e-4;
  EXPECT_NEAR(found.low, net_losses(share.low, range_of("roll_m4").low, recovered.high),
              half_of_a_hundredth);
  EXPECT_NEAR(found.high, net_losses(share.high, 1, recovered.low), half_of_a_hundredth);
}

TEST(FactsOracle, WhatFollowsUnemploymentDoesSoByItsLag) {
  const Panels panels = cycle();
  const std::vector<Source> sources = {panels.source(), panels.source()};
  EXPECT_TRUE(analysis::economy_moves(sources));
  EXPECT_DOUBLE_EQ(value(sources, "lag_30"), 1);
  EXPECT_DOUBLE_EQ(value(sources, "lag_charge_off"), 3);
  EXPECT_DOUBLE_EQ(value(sources, "peak_delay_30"), 1);
  EXPECT_DOUBLE_EQ(value(sources, "peak_delay_charge_off"), 3);
  // The quarter of the peak has 98, 100 and 99 thousandths.
  EXPECT_NEAR(value(sources, "peak_30"), 0.099 / 0.04, 1e-12);
  // A tenth of unemployment a month, so 1.2 times a year.
  EXPECT_NEAR(value(sources, "charge_off_a_point"), 1.2, 1e-9);
}

TEST(Facts, WhereTheEconomyMovesFactsOfOrdinaryYearsHaveNoVerdict) {
  const Panels panels = cycle();
  const std::vector<Source> sources = {panels.source()};
  const auto judged = analysis::judge(sources);
  EXPECT_EQ(find(judged, "share_30")->verdict, Verdict::none);
  EXPECT_EQ(find(judged, "lag_charge_off")->verdict, Verdict::pass);
  for (const JudgedFact& one : judged) {
    if (one.fact->holds != Holds::ordinarily) continue;
    EXPECT_EQ(one.verdict, Verdict::none) << one.fact->name;
  }
}

TEST(Facts, AMeanOutsideItsRangeMissesByTheDistanceToTheNearerBound) {
  const auto share_30 = [](std::int64_t late) {
    Panels panels;
    panels.set("portfolio", "balance_30", {late});
    panels.set("portfolio", "balance", {1'000'000});
    const Source source = panels.source();
    const auto judged = analysis::judge(std::span(&source, 1));
    EXPECT_EQ(find(judged, "lag_30"), nullptr) << "the economy does not move";
    EXPECT_EQ(find(judged, "cure_m2"), nullptr) << "there is no such panel";
    return *find(judged, "share_30");
  };
  EXPECT_EQ(share_30(10'800).verdict, Verdict::pass);
  EXPECT_EQ(share_30(15'600).verdict, Verdict::pass);
  EXPECT_EQ(share_30(10'000).verdict, Verdict::miss);
  EXPECT_NEAR(share_30(10'000).miss_by, 0.0008, 1e-12);
  EXPECT_NEAR(share_30(18'600).miss_by, 0.003, 1e-12);
  EXPECT_EQ(share_30(12'000).miss_by, 0);
}

TEST(Facts, TheVerdictIsThatOfTheMeanOverReplications) {
  Panels low, high;
  for (Panels* panels : {&low, &high}) panels->set("portfolio", "balance", {1'000'000});
  low.set("portfolio", "balance_30", {9'000});
  high.set("portfolio", "balance_30", {15'000});
  const std::vector<Source> sources = {low.source(), high.source()};
  const auto judged = analysis::judge(sources);
  EXPECT_EQ(find(judged, "share_30")->value.n, 2U);
  EXPECT_DOUBLE_EQ(find(judged, "share_30")->value.mean, 0.012);
  EXPECT_EQ(find(judged, "share_30")->verdict, Verdict::pass);
}

}  // namespace
