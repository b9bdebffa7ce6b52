// creditcycle reverse, end to end and small.
#include <gmock/gmock.h>
#include <regex>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Workplace;
using testing::HasSubstr;
using cli_tests::operator+;
using Words = std::vector<std::string>;

const Words tiny = {"--set",          "portfolio.borrowers=300",
                    "run.years=2",    "run.warm_up_months=1",
                    "--replications", "6"};

// The jobless share follows the path, so where it passes a bound can be told from single runs.
const Words question = Words{"reverse",  "recession",
                             "--breach", "jobless_share_peak > 9 %",
                             "--vary",   "economy.severity=0..2"} +
                       tiny;

TEST(ReverseOracle, BreaksWhereSingleRunsDo) {
  const Workplace here;
  const auto ended = here.run(question + Words{"--json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("\"state\": \"found\""));
  std::smatch found;
  const std::regex mildest(R"x("mildest": \{\s*"economy.severity": "([0-9.]+)")x");
  ASSERT_TRUE(std::regex_search(ended.out, found, mildest)) << ended.out;
  const double severity = std::stod(found[1]);
  // How many of six replications pass the bound at a severity, as the first place of another
  // search.
  const auto breaches_at = [&](double at) {
    const auto reversed = here.run(
        Words{"reverse", "recession", "--breach", "jobless_share_peak > 9 %", "--vary",
              "economy.severity=" + std::to_string(at) + ".." + std::to_string(at + 1), "--json"} +
        tiny);
    const std::regex first(R"("looked_at": \[\s*\{\s*"at": \{[^}]*\},\s*"breaches": ([0-9]+))");
    std::smatch count;
    EXPECT_TRUE(std::regex_search(reversed.out, count, first)) << reversed.out;
    return std::stoi(count[1]);
  };
  EXPECT_GE(breaches_at(severity), 3);
  EXPECT_LT(breaches_at(severity - 2.0 / 64), 3);
}

TEST(Reverse, SaysWhatNeverAndWhatAlwaysBreaks) {
  const Workplace here;
  const auto ask = [&](const std::string& breach) {
    return here.run(
        Words{"reverse", "recession", "--breach", breach, "--vary", "economy.severity=0..1"} +
        tiny);
  };
  const auto never = ask("jobless_share_peak > 90 %");
  EXPECT_EQ(never.code, 0) << never.err;
  EXPECT_THAT(never.out, HasSubstr("none, up to severity=1"));
  EXPECT_THAT(never.out, HasSubstr("0 of 6"));
  const auto always = ask("jobless_share_peak > 0.1 %");
  EXPECT_THAT(always.out, HasSubstr("severity=0, the mildest looked at"));
  EXPECT_THAT(always.out, HasSubstr("6 of 6"));
}

TEST(Reverse, DrawsTheFrontierOfTwoShocks) {
  const Workplace here;
  const auto ended = here.run(Words{"reverse", "recession", "--breach", "jobless_share_peak > 9 %",
                                    "--vary", "economy.severity=0..2", "--vary",
                                    "funding.own_spread=3 % a year..9 % a year", "--json"} +
                              tiny);
  EXPECT_EQ(ended.code, 0) << ended.err;
  const std::regex state("\"state\": ");
  EXPECT_EQ(std::distance(std::sregex_iterator(ended.out.begin(), ended.out.end(), state), {}), 5);
  EXPECT_THAT(ended.out, HasSubstr("\"funding.own_spread\": \"9 % a year\""));
  EXPECT_THAT(ended.out, HasSubstr("\"state\": \"never\""));  // money's price loses nobody a job
}

TEST(ReverseProperty, InterruptedItComesToTheSame) {
  const Workplace here;
  const auto whole = here.run(question + Words{"-o", "whole.h5"});
  ASSERT_EQ(whole.code, 0) << whole.err;
  const Words parts = question + Words{"-o", "parts.h5"};
  EXPECT_EQ(here.run(parts + Words{"--interrupt-after", "3"}).code, 3);
  EXPECT_EQ(here.run(parts + Words{"--resume", "--kill-after", "15"}).signal, 9);
  const auto resumed = here.run(parts + Words{"--resume"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(here.digest("parts.h5"), here.digest("whole.h5"));
  const auto other = here.run(parts + Words{"--resume", "--seed", "9"});
  EXPECT_EQ(other.code, 2) << other.err;
  EXPECT_THAT(other.err, HasSubstr("another scenario, seed or number of replications"));
}

TEST(ReverseGolden, SaysWhatIsWrong) {
  const Workplace here;
  const auto expect = [&](const Words& words, const std::string& what) {
    const auto ended = here.run(Words{"reverse", "recession"} + words + tiny);
    EXPECT_EQ(ended.code, 2) << what;
    EXPECT_THAT(ended.err, HasSubstr(what));
  };
  const std::string breach = "net_income < 0";
  const std::string vary = "economy.severity=0..2";
  expect({"--vary", vary}, "--breach is expected");
  expect({"--breach", breach}, "--vary is expected");
  expect({"--breach", "net_incom < 0", "--vary", vary}, "did you mean \"net_income\"?");
  expect({"--breach", "net_income = 0", "--vary", vary}, "found \"net_income = 0\"");
  expect({"--breach", "share_30_peak > 10", "--vary", vary}, "this measure is in per cent");
  expect({"--breach", "net_income < 5 %", "--vary", vary}, "no such unit");
  expect({"--breach", breach, "--vary", "economy.severity"}, "expected KEY=FROM..TO");
  expect({"--breach", breach, "--vary", "economy.severity=1..1"}, "the ends differ");
  expect({"--breach", breach, "--vary", "funding.own_spread=3 % a year..9"}, "the same unit");
  expect({"--breach", breach, "--vary", "economy.severety=0..2"}, "economy.severity");
  expect({"--breach", breach, "--vary", "economy.severity=0..20"}, "0 to 10");
  expect({"--breach", breach, "--vary", vary, "--probability", "2"}, "between 0 % and 100 %");
  expect({"--breach", breach, "--vary", vary, "--resume"}, "--resume needs -o FILE");
}

}  // namespace
