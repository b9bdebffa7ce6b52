#include "scenarios/economy_path.hpp"

#include <gtest/gtest.h>
#include <string>

namespace {

constexpr std::string_view head =
    "date,unemployment,output_growth,inflation,policy_rate,wage_growth\n";

std::string complaints(const std::string& text) {
  scenarios::Problems problems;
  const auto path = scenarios::parse_economy_path(text, "p.csv", "p", problems);
  EXPECT_EQ(path.has_value(), problems.empty());
  return problems.empty() ? "" : scenarios::BadScenario(problems).what();
}

models::PathFile path_of(const std::string& text) {
  scenarios::Problems problems;
  auto path = scenarios::parse_economy_path(text, "p.csv", "p", problems);
  EXPECT_TRUE(path) << scenarios::BadScenario(problems).what();
  return path.value_or(models::PathFile{});
}

TEST(EconomyPath, ReadsMonthsInPercent) {
  const auto path = path_of("# source\n" + std::string(head) +
                            "2024-12-01,4.1,-2,2.5,0.1,3\n\n2025-01-01,4.2,-1.5,2,0,3\n");
  EXPECT_EQ(path.name, "p");
  EXPECT_EQ(path.first, std::chrono::year(2024) / 12);
  ASSERT_EQ(path.months.size(), 2u);
  EXPECT_EQ(path.months[0], (models::EconomyMonth{0.041, -0.02, 0.025, 0.001, 0.03}));
  EXPECT_EQ(path.months[1], (models::EconomyMonth{0.042, -0.015, 0.02, 0, 0.03}));
}

TEST(EconomyPath, FindsColumnsByNameAndPassesOverOthers) {
  const auto path = path_of(
      "wage_growth, note ,date,policy_rate,inflation,output_growth,\"unemployment\"\r\n"
      "3,hello,2025-01-01,0.1,2.5,-2,4.1\r\n");
  EXPECT_EQ(path.months.at(0), (models::EconomyMonth{0.041, -0.02, 0.025, 0.001, 0.03}));
}

TEST(EconomyPath, PassesOverAByteOrderMark) {
  EXPECT_EQ(path_of("\xEF\xBB\xBF" + std::string(head) + "2025-01-01,4.1,2,2,3,3").months.size(),
            1u);
}

TEST(EconomyPath, MakesMonthsOfQuartersWhoseMeansTheyAre) {
  for (const char* rows : {"2024 Q4,4,2,2,3,3\n2025 Q1,6,-2,1,2,1\n2025 Q2,7,0,1,1,1\n",
                           "2024-10-01,4,2,2,3,3\n2025-01-01,6,-2,1,2,1\n2025-04-01,7,0,1,1,1\n"}) {
    const auto path = path_of(std::string(head) + rows);
    ASSERT_EQ(path.months.size(), 9u);
    EXPECT_EQ(path.first, std::chrono::year(2024) / 10);
    for (std::size_t quarter = 0; quarter < 3; ++quarter) {
      double mean = 0;
      for (std::size_t month = 0; month < 3; ++month)
        mean += path.months[3 * quarter + month].unemployment / 3;
      EXPECT_NEAR(mean, (std::array{0.04, 0.06, 0.07})[quarter], 1e-12);
    }
  }
}

TEST(EconomyPath, NamesAMissingColumnAndTheOneThatWasMeant) {
  EXPECT_EQ(complaints("date,unemployed,output_growth,inflation,policy_rate,wage_growth\n2025-01-"
                       "01,1,1,1,1,1\n"),
            "p.csv:1:1: unemployment: missing column, found "
            "\"date,unemployed,output_growth,inflation,policy_rate,wage_growth\", expected date, "
            "unemployment, "
            "output_growth, inflation, policy_rate, wage_growth; did you mean \"unemployed\"?");
  EXPECT_EQ(complaints("date,unemployment,output_growth,inflation,policy_rate,wage_growth,date\n"),
            "p.csv:1:67: date: given twice, found \"date\", expected each column once");
}

TEST(EconomyPath, NamesAGapInTheDates) {
  EXPECT_EQ(complaints(std::string(head) +
                       "2025-01-01,1,1,1,1,1\n2025-02-01,1,1,1,1,1\n2025-04-01,1,1,1,1,1\n"),
            "p.csv:4:1: date: dates do not follow one another, found \"2025-04-01\", expected "
            "2025-03-01");
  EXPECT_EQ(
      complaints(std::string(head) + "2024 Q4,1,1,1,1,1\n2025 Q2,1,1,1,1,1\n"),
      "p.csv:3:1: date: dates do not follow one another, found \"2025 Q2\", expected 2025 Q1");
  EXPECT_EQ(complaints(std::string(head) + "2025-01-01,1,1,1,1,1\n2025-01-01,1,1,1,1,1\n"),
            "p.csv:3:1: date: dates do not follow one another, found \"2025-01-01\", expected "
            "2025-02-01");
}

TEST(EconomyPath, NamesEachBadCell) {
  EXPECT_EQ(complaints(std::string(head) +
                       "2025-01-01,4.1,,2,3,x\n2025-02-01,101,1e3,nan,3,1\n2025-03-02,1,1,1,1\n"),
            "p.csv:2:16: output_growth: empty cell, expected a number in percent such as 4.1\n"
            "p.csv:2:21: wage_growth: found \"x\", expected a number in percent such as 4.1\n"
            "p.csv:3:12: unemployment: out of range, found 101, expected 0 to 100 percent\n"
            "p.csv:3:16: output_growth: found \"1e3\", expected a number in percent such as 4.1\n"
            "p.csv:3:20: inflation: found \"nan\", expected a number in percent such as 4.1\n"
            "p.csv:4:1: found 5 cells, expected 6, as many as there are names of columns");
}

TEST(EconomyPath, NamesABadDateOnce) {
  EXPECT_EQ(complaints(std::string(head) + "01.01.2025,1,1,1,1,1\n2025-02-01,1,1,1,1,1\n"),
            "p.csv:2:1: date: found \"01.01.2025\", expected the first day of a month such as "
            "2025-01-01, or a "
            "quarter such as 2025 Q1");
  for (const char* date :
       {"2025-01-02", "2025-13-01", "2025 Q5", "2025 Q0", "2025Q1", "25-01-01", "", "-025-01-01"}) {
    EXPECT_NE(complaints(std::string(head) + date + ",1,1,1,1,1\n"), "") << date;
  }
}

TEST(EconomyPath, RefusesFilesWithNothingInThem) {
  EXPECT_EQ(complaints(""),
            "p.csv:1:1: is empty, expected a first line with the names of the columns");
  EXPECT_EQ(complaints("# only a comment\n"),
            "p.csv:1:1: is empty, expected a first line with the names of the columns");
  EXPECT_EQ(complaints(std::string(head)),
            "p.csv:1:1: has no rows, expected a row for each month or quarter");
}

TEST(EconomyPath, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(complaints(std::string(head) + "2025-01-01,4\xff,1,1,1,1\n"),
            "p.csv:2:13: is not UTF-8, expected text in UTF-8");
}

TEST(EconomyPath, StopsAfterTwentyProblems) {
  std::string text(head);
  for (int i = 0; i < 100; ++i) text += "2025-01-01,x,x,x,x,x\n";
  scenarios::Problems problems;
  scenarios::parse_economy_path(text, "p.csv", "p", problems);
  EXPECT_EQ(problems.size(), 20u);
}

}  // namespace
