// creditcycle with several markets, end to end and small.
#include <gmock/gmock.h>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::shipped;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::Not;

TEST(MarketsCommand, RunsShowsAndResumesToTheSameDigest) {
  const Workplace here;
  const auto whole = here.run_small("two-markets", {"-o", "whole.h5"});
  ASSERT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.out, HasSubstr("by market"));
  EXPECT_THAT(whole.out, HasSubstr("\nabroad "));
  EXPECT_EQ(here.run_small("two-markets", {"-o", "parts.h5", "--interrupt-after", "1"}).code, 3);
  ASSERT_EQ(here.run_small("two-markets", {"-o", "parts.h5", "--resume"}).code, 0);
  EXPECT_EQ(here.digest("parts.h5"), here.digest("whole.h5"));
  EXPECT_THAT(here.run({"show", "whole.h5", "--json"}).out, HasSubstr("\"group\": \"abroad\""));
  // The file holds the market's scenario and its path, and runs again from itself alone.
  ASSERT_EQ(here.run({"run", "whole.h5", "-o", "again.h5"}).code, 0);
  EXPECT_EQ(here.digest("again.h5"), here.digest("whole.h5"));
  EXPECT_THAT(here.run_small("baseline", {"-o", "one.h5"}).out, Not(HasSubstr("by market")));
}

TEST(MarketsCommand, AnEconomyAndABorrowerAreOfAMarket) {
  const Workplace here;
  const auto economy = here.run({"economy", "two-markets", "--market", "abroad", "--replications",
                                 "20", "--set", "run.years=1"});
  EXPECT_EQ(economy.code, 0) << economy.err;
  EXPECT_THAT(economy.out, HasSubstr("one XAB at the end"));
  EXPECT_THAT(here.run({"economy", "two-markets", "--market", "moon"}).err,
              HasSubstr("--market: found \"moon\", expected one of home, abroad"));
  const auto abroad = here.run_small("two-markets", {"--trace", "market=abroad,borrower=3"});
  EXPECT_EQ(abroad.code, 0) << abroad.err;
  EXPECT_THAT(abroad.out, HasSubstr("Borrower 3"));
  EXPECT_THAT(here.run_small("two-markets", {"--trace", "borrower=3"}).out, Not(abroad.out));
  EXPECT_THAT(here.run_small("two-markets", {"--trace", "market=moon,borrower=3"}).err,
              HasSubstr("found market \"moon\""));
}

TEST(MarketsGolden, WhatCannotStandBesideOneAnotherIsTold) {
  const Workplace here;
  here.write("there.toml", "extends = [\"" + shipped("baseline") + "\"]\n");
  here.write("nested.toml", "extends = [\"" + shipped("two-markets") + "\"]\n");
  const auto complaint = [&](const std::string& market) {
    here.write("wrong.toml", "extends = [\"" + shipped("baseline") + "\"]\n[[markets]]\n" + market);
    const auto ended = here.run({"check", "wrong.toml"});
    EXPECT_EQ(ended.code, 2) << market;
    return ended.err + ended.out;
  };
  const std::string there = "scenario = \"there.toml\"\n";
  EXPECT_THAT(complaint("id = \"home\"\n" + there), HasSubstr("is the name of the home market"));
  EXPECT_THAT(complaint("id = \"a\"\n"), HasSubstr("scenario: is empty"));
  EXPECT_THAT(complaint("id = \"a\"\nscenario = \"nowhere.toml\"\n"), HasSubstr("nowhere.toml"));
  EXPECT_THAT(complaint("id = \"a\"\nscenario = \"nested.toml\"\n"),
              HasSubstr("names markets of its own"));
  EXPECT_THAT(complaint("id = \"a\"\nset = [\"scoring.cutoff=1\"]\n" + there),
              HasSubstr("scoring.cutoff"));
  EXPECT_THAT(complaint("id = \"a\"\nset = [\"economy.uncertainty.severity_deviation=1\", "
                        "\"economy.uncertainty.shift=1\"]\n" +
                        there),
              HasSubstr("only that of the home market may be"));
  EXPECT_THAT(complaint("id = \"a\"\nexchange = { kind = \"path\" }\n" + there),
              HasSubstr("one exchange rate at least"));
  EXPECT_THAT(complaint("id = \"a\"\nshare = \"60 %\"\n" + there +
                        "[[markets]]\nid = \"b\"\nshare = \"40 %\"\n" + there),
              HasSubstr("leaves nobody in the home market"));
}

}  // namespace
