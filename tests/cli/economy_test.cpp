// creditcycle economy from the outside: the published path, the spread of drawn ones, statsmodels'
// numbers of the autoregression, its errors.
#include <array>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "tests/cli/program.hpp"
#include "tests/models/reference_values.hpp"

namespace {

using cli_tests::Ended;
using cli_tests::Workplace;
using cli_tests::operator+;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using Words = std::vector<std::string>;

const Words variables = {"unemployment", "output-growth", "inflation", "policy-rate",
                         "wage-growth"};

struct Line {
  std::string mean;
  std::string low;
  std::string high;
};

// The CSV by date and variable.
std::map<std::pair<std::string, std::string>, Line> table(const Workplace& here,
                                                          const Words& words) {
  const Ended ended = here.run(Words{"economy", "--csv", "e.csv"} + words);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, IsEmpty());
  std::istringstream csv(here.read("e.csv"));
  std::string text;
  std::getline(csv, text);
  EXPECT_EQ(text, "date,variable,mean,p5,p95");
  std::map<std::pair<std::string, std::string>, Line> lines;
  while (std::getline(csv, text)) {
    std::istringstream cells(text);
    std::string date;
    std::string variable;
    Line line;
    std::getline(cells, date, ',');
    std::getline(cells, variable, ',');
    std::getline(cells, line.mean, ',');
    std::getline(cells, line.low, ',');
    std::getline(cells, line.high, ',');
    lines[{date, variable}] = line;
  }
  return lines;
}

TEST(EconomyCommandReference, APublishedPathComesBackQuarterByQuarter) {
  const Workplace here;
  const auto lines = table(here, {"recession"});
  EXPECT_EQ(lines.size(), 40u * 5);
  const auto published = reference_values::series(
      std::string(SOURCE_DIR) + "/scenarios/paths/fed-2025-severely-adverse.csv", 1);
  ASSERT_EQ(published.rows(), 13u);
  for (std::size_t q = 0; q < published.rows(); ++q) {
    const std::string day =
        std::to_string(2025 + q / 4) + std::array{"-01", "-04", "-07", "-10"}.at(q % 4) + "-01";
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const Line& line = lines.at({day, variables[i]});
      EXPECT_NEAR(std::stod(line.mean), published(q, i), 1e-6) << day << " " << variables[i];
      EXPECT_EQ(line.low + line.high, "");
    }
  }
}

TEST(EconomyCommandReference, TheAutoregressionIsThatOfStatsmodels) {
  const Workplace here;
  const Ended ended = here.run({"economy", "random-economy", "--json", "--replications", "2",
                                "--set", "economy.lags_max=8", "run.years=1"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  auto expected = reference_values::values("us");
  const auto number = [](const char* format, double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return std::string(text.data());
  };
  EXPECT_THAT(ended.out, HasSubstr("\"lags\": 2,\n    \"quarters\": 140,"));
  EXPECT_THAT(ended.out,
              HasSubstr(number("\"largest_root\": %.9f", expected["largest_root"].at(0))));
  for (const double coefficient : expected["lag"]) {
    EXPECT_THAT(ended.out, HasSubstr(number(" %.9f", coefficient)));
  }
  for (int lags = 1; lags <= 8; ++lags) {
    const auto& criteria = expected["criteria " + std::to_string(lags)];
    EXPECT_THAT(ended.out, HasSubstr(number("\"aic\": %.6f", criteria.at(0))));
    EXPECT_THAT(ended.out, HasSubstr(number("\"hq\": %.6f", criteria.at(1))));
    EXPECT_THAT(ended.out, HasSubstr(number("\"bic\": %.6f", criteria.at(2))));
  }
}

TEST(EconomyCommand, DrawnPathsHaveASpreadThatTheSeedNames) {
  const Workplace here;
  const Words words = {"random-economy", "--replications", "200", "--set", "run.years=3"};
  const auto lines = table(here, words);
  EXPECT_EQ(lines.size(), 12u * 5);
  for (const auto& [name, line] : lines) {
    EXPECT_LT(std::stod(line.low), std::stod(line.mean)) << name.first << " " << name.second;
    EXPECT_LT(std::stod(line.mean), std::stod(line.high)) << name.first << " " << name.second;
  }
  const std::string text = here.read("e.csv");
  table(here, words);
  EXPECT_EQ(here.read("e.csv"), text);
  table(here, words + Words{"--seed", "2"});
  EXPECT_NE(here.read("e.csv"), text);
}

TEST(EconomyCommand, SaysWhetherReplicationsDiffer) {
  const Workplace here;
  const auto says = [&](const Words& words) { return here.run(Words{"economy"} + words).out; };
  EXPECT_THAT(says({"baseline"}),
              AllOf(StartsWith("Baseline: Federal Reserve"), HasSubstr("the same in each"),
                    HasSubstr("\n2025 Q1  "), Not(HasSubstr("autoregression"))));
  EXPECT_THAT(says({"baseline", "--set", "economy.uncertainty.severity_deviation=1"}),
              HasSubstr("the mean of 20 replications"));
  EXPECT_THAT(says({"baseline", "--set", "economy.kind=cycle"}),
              HasSubstr("the mean of 20 replications"));
  EXPECT_THAT(says({"random-economy"}),
              AllOf(HasSubstr("the mean of 100 replications"),
                    HasSubstr("autoregression with 2 lags, as BIC prefers, estimated from 140 "
                              "quarters; largest root 0.9756")));
  EXPECT_THAT(says({"random-economy", "--set", "economy.severity=0"}),
              AllOf(HasSubstr("the same in each"), HasSubstr("\n2034 Q4          4.50")));
  EXPECT_THAT(says({"baseline", "--set", "run.start=2025-02-01"}), HasSubstr("\n2025-02-01  "));
}

TEST(EconomyCommand, FollowsAGivenPath) {
  const Workplace here;
  const auto lines = table(here, {"random-economy", "--set",
                                  "economy.given=" + std::string(SOURCE_DIR) +
                                      "/scenarios/paths/fed-2025-severely-adverse.csv",
                                  "economy.follows=[\"unemployment\"]"});
  const Line& peak = lines.at({"2026-07-01", "unemployment"});
  EXPECT_EQ(peak.mean, "10.000000");
  EXPECT_EQ(peak.low, peak.high);
  const Line& output = lines.at({"2025-01-01", "output-growth"});
  EXPECT_LT(std::stod(output.high), 0);
}

TEST(EconomyCommand, WhatCannotBeMeantEndsWithTwo) {
  const Workplace here;
  const auto error = [&](const Words& words) {
    const Ended ended = here.run(Words{"economy"} + words);
    EXPECT_EQ(ended.code, 2) << ended.out;
    EXPECT_THAT(ended.out, IsEmpty());
    return ended.err;
  };
  EXPECT_THAT(error({}), HasSubstr("one scenario is expected"));
  EXPECT_THAT(error({"baseline", "recession"}), HasSubstr("one scenario is expected, found"));
  EXPECT_THAT(error({"baseline", "--replicatons", "3"}), HasSubstr("replications"));
  EXPECT_THAT(error({"random-economy", "--replications", "200000"}),
              HasSubstr("found 200000, expected 100000 at most"));
  EXPECT_THAT(error({"baseline", "--csv", "nowhere/e.csv"}), HasSubstr("nowhere/e.csv"));
  EXPECT_THAT(error({"baseline", "--set", "economy.uncertainty.severity_deviation=1",
                     "economy.uncertainty.shift=2"}),
              HasSubstr("importance sampling"));
  EXPECT_THAT(error({"random-economy", "--set", "economy.follows=[\"unemployment\"]"}),
              HasSubstr("economy.given: the path that `follows` needs is expected"));
  EXPECT_THAT(error({"studies/limits"}), HasSubstr("study"));
}

}  // namespace
