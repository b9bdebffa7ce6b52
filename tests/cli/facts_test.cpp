// creditcycle facts from the outside: its table, its forms, its exit code, its errors.
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Workplace;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

TEST(FactsCommand, TellsEachFactWithItsRangeAndVerdict) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"--quiet", "-o", "out.h5"}).code, 0);
  const auto shown = here.run({"facts", "out.h5"});
  EXPECT_THAT(shown.code, AnyOf(0, 5)) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Current to 1+ days past due"));
  EXPECT_THAT(shown.out, HasSubstr("60 to 75 %"));
  EXPECT_THAT(shown.out, HasSubstr("[J] early roll at such a lender"));
  EXPECT_THAT(shown.out, Not(HasSubstr("behind unemployment")));
  // A run of a year cannot follow a vintage for four.
  EXPECT_THAT(shown.out, HasSubstr("Vintage losses by month 30 on book"));
  EXPECT_EQ(shown.code == 5, shown.out.find(" miss by ") != std::string::npos);
}

TEST(FactsCommand, WritesOneLineAFactAsCsvAndAllOfItAsJson) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"--quiet", "-o", "out.h5"}).code, 0);
  std::istringstream csv(here.run({"facts", "out.h5", "--csv"}).out);
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line,
            "arm,name,fact,computed,unit,n,mean,low,high,range_low,range_high,verdict,miss_by,tag,"
            "source");
  int lines = 0, ended = 0;
  while (std::getline(csv, line)) {
    EXPECT_TRUE(line.starts_with("baseline,")) << line;
    ++lines;
    // Few borrowers: the interval of a roll rate would end beyond the whole.
    const auto a_month = line.find(",a month,");
    if (a_month == std::string::npos) continue;
    double n = 0, mean = 0, low = 0, high = 0;
    const char* numbers = line.c_str() + a_month + sizeof ",a month," - 1;
    ASSERT_EQ(std::sscanf(numbers, "%lf,%lf,%lf,%lf", &n, &mean, &low, &high), 4) << line;
    EXPECT_GE(low, 0) << line;
    EXPECT_LE(high, 1) << line;
    ended += (low == 0 && mean > 0) || (high == 1 && mean < 1);
  }
  EXPECT_GT(lines, 15);
  EXPECT_GT(ended, 0);
  const auto json = here.run({"facts", "out.h5", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"name\": \"share_30\""));
  EXPECT_THAT(json.out, HasSubstr("\"economy_moves\": false"));
  EXPECT_THAT(json.out, HasSubstr("\"high\": 0.0156"));
  EXPECT_EQ(here.run({"facts", "out.h5", "--json", "--csv"}).code, 2);
  EXPECT_EQ(here.run({"facts"}).code, 2);
  EXPECT_EQ(here.run({"facts", "none.h5"}).code, 2);
}

// Nobody is lent to, so nothing is late, cured or repaid: that is no pass.
TEST(FactsCommand, ARunThatShowsNothingIsNotOneThatShowsAll) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"scoring.cut_off=951", "--quiet", "-o", "out.h5"}).code, 0);
  const auto shown = here.run({"facts", "out.h5"});
  EXPECT_EQ(shown.code, 2) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("no fact could be judged"));
  EXPECT_THAT(shown.out, Not(HasSubstr("0 pass")));
  const auto json = here.run({"facts", "out.h5", "--json"});
  EXPECT_EQ(json.code, 2);
  EXPECT_THAT(json.out, HasSubstr("\"judged\": 0"));
  EXPECT_EQ(here.run({"facts", "out.h5", "--csv"}).code, 2);
}

TEST(FactsCommand, WhereUnemploymentMovesItTellsTheLagAndThePeak) {
  const Workplace here;
  ASSERT_EQ(here.run_small("great-recession", {"run.years=5", "--quiet", "-o", "out.h5"}).code, 0);
  const auto shown = here.run({"facts", "out.h5"});
  EXPECT_THAT(shown.out, HasSubstr("30+, peak over the year before the turn"));
  EXPECT_THAT(shown.out, HasSubstr("Charge-offs behind unemployment"));
  EXPECT_THAT(shown.out, HasSubstr("are told without a verdict"));
}

}  // namespace
