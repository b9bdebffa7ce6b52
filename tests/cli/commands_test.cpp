// Every subcommand from the outside: help, results, errors, exit codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Ended;
using cli_tests::shipped;
using cli_tests::small;
using cli_tests::Workplace;
using cli_tests::operator+;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using Words = std::vector<std::string>;

const Words commands = {"run",      "plan", "check",  "describe", "diff",   "compare",
                        "schedule", "show", "digest", "bench",    "version"};

TEST(Commands, EachHelpsByExample) {
  const Workplace here;
  const Ended program = here.run({"--help"});
  EXPECT_EQ(program.code, 0);
  for (const auto& command : commands) {
    EXPECT_THAT(program.out, HasSubstr("\n  " + command + " "));
    const Ended ended = here.run({command, "--help"});
    EXPECT_EQ(ended.code, 0) << command;
    EXPECT_THAT(ended.out, AllOf(HasSubstr("Usage: creditcycle " + command), HasSubstr("Examples:"),
                                 HasSubstr("\n  creditcycle " + command), HasSubstr("--help")));
    EXPECT_THAT(ended.out, Not(HasSubstr("--kill-after"))) << "a seam for tests is not for people";
    EXPECT_THAT(ended.err, IsEmpty());
  }
}

TEST(Commands, BadCommandLinesSayWhatIsMeantAndEndWithTwo) {
  const Workplace here;
  struct Bad {
    Words words;
    const char* begins;
    const char* holds;
  };
  const std::vector<Bad> all = {
      {{}, "no command is given", ""},
      {{"rnu"}, "unknown command \"rnu\"", "did you mean run?"},
      {{"run"}, "a scenario is expected", "Usage: creditcycle run"},
      {{"run", "a.toml", "b.toml"}, "a scenario is expected, found a.toml, b.toml", ""},
      {{"run", "a.toml", "--sede", "1"}, "unknown option --sede", "did you mean --seed?"},
      {{"run", "a.toml", "--seed", "one"}, "--seed: found \"one\"", "a whole number"},
      {{"run", "a.toml", "--seed", "1", "--seed", "2"}, "--seed is given 2 times", ""},
      {{"run", "a.toml", "--replications", "0"}, "--replications: found \"0\"", ""},
      {{"run", "a.toml", "--threads", "-1"}, "--threads: found \"-1\"", "from 1 to 1024"},
      {{"run", "no-such.toml"}, "", "no such file, found \"no-such.toml\""},
      {{"show"}, "a result file is expected", ""},
      {{"show", "no-such.h5"}, "no-such.h5: ", ""},
      {{"digest", "no-such.h5"}, "no-such.h5: ", ""},
      {{"diff", "a.toml"}, "two scenarios are expected", ""},
      {{"check"}, "no scenario is given", ""},
      {{"compare"}, "no scenario is given", ""},
      {{"bench", "no-such.toml"}, "", "no such file, found \"no-such.toml\""},
      {{"bench", "--repeat", "0"}, "--repeat: found \"0\"", "Usage: creditcycle bench"},
      {{"bench", "--peer", "=echo"}, "--peer: found \"=echo\"", "expected NAME=COMMAND"},
      {{"version", "--log-level", "loud"}, "--log-level: found \"loud\"", "debug"},
  };
  for (const auto& bad : all) {
    const Ended ended = here.run(bad.words);
    EXPECT_EQ(ended.code, 2) << ended.err;
    EXPECT_THAT(ended.err, AllOf(StartsWith(bad.begins), HasSubstr(bad.holds)));
  }
}

TEST(Commands, CheckReportsEveryErrorOfAFileAndItsPlace) {
  const Workplace here;
  here.write("bad.toml", "[run]\nyears = \"ten\"\nreplicatoins = 3\n");
  const Ended ended = here.run({"check", "bad.toml"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("bad.toml:2:"), HasSubstr("bad.toml:3:"),
                               HasSubstr("run.years"), HasSubstr("replications")));
  EXPECT_THAT(ended.out, IsEmpty());
  const Ended json = here.run({"check", "bad.toml", "--json"});
  EXPECT_EQ(json.code, 2);
  EXPECT_THAT(json.out, AllOf(HasSubstr("\"line\": 2"), HasSubstr("\"right\": false")));
}

TEST(Commands, CheckAcceptsWhatIsShippedAndPrintsItComposed) {
  const Workplace here;
  const Ended ended =
      here.run({"check", shipped("baseline"), shipped("recession"), shipped("great-recession"),
                shipped("funding-freeze"), shipped("boom-then-bust")});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const Ended resolved =
      here.run({"check", "--resolved", shipped("recession"), "--set", "run.seed=77"});
  EXPECT_EQ(resolved.code, 0);
  EXPECT_THAT(resolved.out, AllOf(HasSubstr("[run]"), HasSubstr("seed = 77")));
  const Ended origins =
      here.run({"check", "--resolved", "--origin", shipped("recession"), "--set", "run.seed=77"});
  EXPECT_THAT(origins.out,
              AllOf(HasSubstr("--set"), HasSubstr("recession.toml:"), HasSubstr("built-in")));
}

TEST(Commands, TheComposedScenarioIsAScenarioOfTheSameMeaning) {
  const Workplace here;
  const Ended resolved = here.run({"check", "--resolved", shipped("baseline")});
  here.write("composed.toml", resolved.out);
  // The files that it names keep their names, so they must be beside it as they were before.
  std::filesystem::copy(std::string(SOURCE_DIR) + "/scenarios/paths", here.path() / "paths");
  const Ended diff = here.run({"diff", "composed.toml", shipped("baseline")});
  EXPECT_EQ(diff.code, 0) << diff.err;
  EXPECT_THAT(diff.out, IsEmpty());
}

TEST(Commands, DiffNamesWhatDiffers) {
  const Workplace here;
  here.write("mine.toml", "extends = [\"" + shipped("baseline") + "\"]\n[run]\nseed = 4321\n");
  const Ended ended = here.run({"diff", shipped("baseline"), "mine.toml"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("run.seed"), HasSubstr("4321")));
  EXPECT_THAT(here.run({"diff", shipped("baseline"), "mine.toml", "--json"}).out,
              HasSubstr("\"key\": \"run.seed\""));
}

TEST(Commands, DescribeKnowsEveryParameter) {
  const Workplace here;
  const Ended all = here.run({"describe"});
  EXPECT_EQ(all.code, 0);
  EXPECT_THAT(all.out, AllOf(HasSubstr("run.seed"), HasSubstr("portfolio.borrowers")));
  const Ended one = here.run({"describe", "run.replications"});
  EXPECT_THAT(one.out, HasSubstr("error bars come from them"));
  const Ended wrong = here.run({"describe", "run.replicatons"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("run.replications"));
  EXPECT_THAT(here.run({"describe", "--json-schema"}).out, HasSubstr("\"$schema\""));
  EXPECT_THAT(here.run({"describe", "run", "--json"}).out, HasSubstr("\"key\": \"run.seed\""));
}

TEST(Commands, PlanRunsNothingAndLeavesNoFile) {
  const Workplace here;
  const Ended ended = here.run(Words{"plan", shipped("recession")} + small());
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("300"), HasSubstr("about "), HasSubstr("of memory")));
  EXPECT_FALSE(here.has("recession.h5"));
  EXPECT_THAT(here.run(Words{"plan", shipped("recession"), "--json"} + small()).out,
              AllOf(HasSubstr("\"seconds\": "), HasSubstr("\"borrowers\": 300")));
}

TEST(Commands, CompareShowsEachArmAndThePairedDifference) {
  const Workplace here;
  const Ended ended = here.run(
      Words{"compare", shipped("baseline"), shipped("recession"), "tight-limits"} + small());
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr("recession against baseline"),
                    HasSubstr("tight-limits against baseline"), HasSubstr("narrower by")));
  for (const auto& entry : std::filesystem::directory_iterator(here.path())) {
    EXPECT_NE(entry.path().extension(), ".h5") << "nobody asked to keep the results";
  }
}

TEST(Commands, CompareKeepsItsResultsOnRequestAndResumesThem) {
  const Workplace here;
  const Words both = Words{"compare", shipped("baseline"), shipped("recession")} + small() +
                     Words{"-o", "both.h5"};
  EXPECT_EQ(here.run(both + Words{"--interrupt-after", "1", "--threads", "1"}).code, 3);
  const Ended resumed = here.run(both + Words{"--resume", "--json"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_THAT(resumed.out,
              AllOf(HasSubstr("\"pairing_gain\""), HasSubstr("\"file\": \"both.h5\"")));
  EXPECT_THAT(here.run({"show", "both.h5"}).out, HasSubstr("recession against baseline"));
}

TEST(Commands, CompareRefusesArmsThatReportDifferentMonths) {
  const Workplace here;
  here.write("longer.toml", "[run]\nyears = 3\n");
  here.write("shorter.toml", "[run]\nyears = 2\n");
  const Ended ended = here.run({"compare", "longer.toml", "shorter.toml"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, StartsWith("longer and shorter cannot be compared"));
  here.write("policy.toml", "[limits]\n");
  EXPECT_EQ(here.run({"compare", "policy.toml", "longer.toml"}).code, 2);
  EXPECT_EQ(here.run({"compare", "longer.toml"}).code, 2);
}

TEST(Commands, JsonOfARunHoldsTheDigestAndTheHeadlines) {
  const Workplace here;
  const Ended ended = here.run_small("baseline", {"--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  std::string digest = here.digest("baseline.h5");
  digest.pop_back();
  EXPECT_THAT(ended.out, AllOf(StartsWith("{"), HasSubstr("\"digest\": \"" + digest + "\""),
                               HasSubstr("\"headlines\""), HasSubstr("\"file\": \"baseline.h5\"")));
  EXPECT_THAT(here.run({"digest", "baseline.h5", "--json"}).out, HasSubstr(digest));
}

TEST(Commands, VersionNamesTheProgramItsRevisionAndLibraries) {
  const Workplace here;
  const Ended ended = here.run({"version"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out,
              AllOf(StartsWith("creditcycle "), HasSubstr("HDF5 1."), HasSubstr("oneTBB ")));
  EXPECT_EQ(here.run({"--version"}).out, ended.out);
  EXPECT_THAT(here.run({"version", "--json"}).out, HasSubstr("\"revision\": "));
}

}  // namespace
