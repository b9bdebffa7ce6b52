// creditcycle run: what it writes, when it refuses, and that an interrupted run ends as if it had
// not been.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

#include "sim/processor.hpp"
#include "tests/cli/program.hpp"

namespace {

using cli_tests::shipped;
using cli_tests::small;
using cli_tests::Workplace;
using cli_tests::operator+;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Words = std::vector<std::string>;

TEST(Run, WritesAResultFileNamedAfterTheScenarioAndPrintsTheSummary) {
  const Workplace here;
  const auto ended = here.run_small("baseline", {});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(here.has("baseline.h5"));
  EXPECT_THAT(ended.out, HasSubstr("95 % interval"));
  EXPECT_THAT(ended.out, HasSubstr("results in baseline.h5"));
  EXPECT_THAT(ended.out, HasSubstr("digest " + here.digest("baseline.h5")));
  EXPECT_THAT(ended.err, IsEmpty()) << "not on a terminal, so no progress";
}

TEST(Run, FindsAShippedScenarioByItsName) {
  const Workplace here;
  const auto ended = here.run(Words{"run", "recession"} + small());
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(here.has("recession.h5"));
}

// As `cmake --install` lays it out.
TEST(Run, AnInstalledProgramFindsItsScenariosBesideItself) {
  const Workplace here;
  namespace fs = std::filesystem;
  fs::create_directories(here.path() / "bin");
  fs::copy_file(CREDITCYCLE_PROGRAM, here.path() / "bin/creditcycle");
  fs::create_directories(here.path() / "share/creditcycle");
  fs::copy(std::string(SOURCE_DIR) + "/scenarios", here.path() / "share/creditcycle/scenarios",
           fs::copy_options::recursive);
  const std::string command = "cd '" + here.path().string() +
                              "' && unset CREDITCYCLE_SCENARIOS && bin/creditcycle check "
                              "recession early-collections.toml scenarios/baseline.toml > checked";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(here.read("checked"),
            "recession: right\nearly-collections.toml: right\nscenarios/baseline.toml: right\n");
}

TEST(Run, TellsTheRejectedApartOnlyWhereSomeAreLetThrough) {
  const Workplace here;
  const auto without = here.run_small("baseline", {"-o", "without.h5"});
  EXPECT_THAT(without.out, Not(HasSubstr("the cut-off")));
  const auto with =
      here.run_small("baseline", {"--set", "scoring.accept_rejected=100 %", "-o", "with.h5"});
  EXPECT_THAT(with.out, HasSubstr("Charge-offs, below the cut-off"));
  EXPECT_THAT(with.out, HasSubstr("Margin, above the cut-off"));
}

TEST(Run, PrintsNothingWhenQuiet) {
  const Workplace here;
  const auto ended = here.run_small("baseline", {"--quiet"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, IsEmpty());
  EXPECT_THAT(ended.err, IsEmpty());
}

TEST(Run, RefusesAnExistingOutputUnlessToldWhatToDoWithIt) {
  const Workplace here;
  here.write("taken.h5", "somebody's work");
  const auto refused = here.run_small("baseline", {"-o", "taken.h5"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, testing::StartsWith("taken.h5: "));
  EXPECT_THAT(refused.err, HasSubstr("--resume"));
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_THAT(refused.out, IsEmpty());
  EXPECT_EQ(here.read("taken.h5"), "somebody's work");
  EXPECT_EQ(here.run_small("baseline", {"-o", "taken.h5", "--resume", "--force"}).code, 2);
  EXPECT_EQ(here.read("taken.h5"), "somebody's work");

  const auto forced = here.run_small("baseline", {"-o", "taken.h5", "--force"});
  EXPECT_EQ(forced.code, 0) << forced.err;
  EXPECT_EQ(here.run({"show", "taken.h5"}).code, 0);
}

TEST(Run, RefusesAnOutputWhoseFolderIsMissing) {
  const Workplace here;
  const auto ended = here.run_small("baseline", {"-o", "nowhere/out.h5"});
  EXPECT_EQ(ended.code, 2) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("nowhere/out.h5"));
}

TEST(Run, CtrlCEndsItCleanlyAndResumeFinishesToTheSameDigest) {
  const Workplace here;
  const Words many = {"--replications", "8", "--threads", "2"};
  ASSERT_EQ(here.run_small("baseline", many + Words{"-o", "whole.h5"}).code, 0);

  const Words parts = many + Words{"-o", "parts.h5"};
  const auto interrupted = here.run_small("baseline", parts + Words{"--interrupt-after", "2"});
  EXPECT_EQ(interrupted.code, 3);
  EXPECT_THAT(interrupted.err, testing::StartsWith("interrupted: "));
  EXPECT_THAT(interrupted.err, HasSubstr("--resume"));
  const auto shown = here.run({"show", "parts.h5"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("of 8 done"));
  EXPECT_NE(here.digest("parts.h5"), here.digest("whole.h5"));

  const auto resumed = here.run_small("baseline", parts + Words{"--resume"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(here.digest("parts.h5"), here.digest("whole.h5"));
}

TEST(Run, ResumingWhatIsCompleteDoesNothingAndMoreReplicationsAreAdded) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"--replications", "2", "-o", "grown.h5"}).code, 0);
  const auto again =
      here.run_small("baseline", {"--replications", "2", "-o", "grown.h5", "--resume"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("nothing was left to do"));
  const auto more =
      here.run_small("baseline", {"--replications", "4", "-o", "grown.h5", "--resume"});
  EXPECT_EQ(more.code, 0) << more.err;
  ASSERT_EQ(here.run_small("baseline", {"--replications", "4", "-o", "four.h5"}).code, 0);
  EXPECT_EQ(here.digest("grown.h5"), here.digest("four.h5"));
}

TEST(Run, DoesNotResumeAnotherScenario) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "out.h5"}).code, 0);
  const std::string before = here.digest("out.h5");
  const auto other = here.run_small(
      "baseline", {"--set", "limits.increase=\"7 %\"", "-o", "out.h5", "--resume", "--seed", "5"});
  EXPECT_EQ(other.code, 2) << other.err;
  EXPECT_EQ(here.digest("out.h5"), before);
}

TEST(Run, RecordsAFailedReplicationAndFinishesTheOthers) {
  const Workplace here;
  const auto ended = here.run_small("baseline", {"-o", "out.h5", "--fail-replication", "1"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("replication 1 failed: "));
  const auto shown = here.run({"show", "out.h5", "--json"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("\"replication\": 1"));
  EXPECT_THAT(shown.out, HasSubstr("as --fail-replication asked"));
  EXPECT_THAT(shown.out, HasSubstr("\"done\": 2"));

  ASSERT_EQ(here.run_small("baseline", {"-o", "out.h5", "--resume"}).code, 0);
  ASSERT_EQ(here.run_small("baseline", {"-o", "whole.h5"}).code, 0);
  EXPECT_EQ(here.digest("out.h5"), here.digest("whole.h5"));
}

TEST(Run, RunsAResultFileAgainFromItselfAlone) {
  const Workplace here;
  ASSERT_EQ(
      here.run_small("recession", {"-o", "first.h5", "--policy", shipped("policies/tight-limits")})
          .code,
      0);
  const auto again = here.run({"run", "first.h5"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(here.digest("first-again.h5"), here.digest("first.h5"));
  EXPECT_EQ(here.run({"run", "first.h5", "--seed", "2", "-o", "other.h5"}).code, 0);
  EXPECT_NE(here.digest("other.h5"), here.digest("first.h5"));
}

TEST(Run, SeverityZeroIsTheBaseline) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {}).code, 0);
  ASSERT_EQ(here.run_small("recession", {"--set", "economy.severity=0", "-o", "mild.h5"}).code, 0);
  EXPECT_EQ(here.digest("mild.h5"), here.digest("baseline.h5"));
  ASSERT_EQ(here.run_small("recession", {"-o", "severe.h5"}).code, 0);
  EXPECT_NE(here.digest("severe.h5"), here.digest("baseline.h5"));
}

TEST(Run, ProgressOnATerminalNeverGoesBack) {
  const Workplace here;
  const auto ended = here.run_on_terminal(Words{"run", shipped("baseline")} + small() +
                                          Words{"--replications", "6", "--threads", "2"});
  EXPECT_EQ(ended.code, 0);
  std::vector<int> percents;
  const std::regex percent(R"(\] +(\d+) %)");
  for (std::sregex_iterator at(ended.err.begin(), ended.err.end(), percent), end; at != end; ++at) {
    percents.push_back(std::stoi((*at)[1].str()));
  }
  EXPECT_GE(percents.size(), 6u) << "each replication draws the line";
  EXPECT_TRUE(std::is_sorted(percents.begin(), percents.end()));
  EXPECT_THAT(ended.err, HasSubstr("6 of 6 replications"));
}

struct Way {
  int threads;
  int shard_size;
};

void PrintTo(const Way& way, std::ostream* out) {
  *out << way.threads << " threads, shards of " << way.shard_size;
}

// Issue: the same digest for 1, 2, 3 threads × shard sizes 64, 1000, 16384 × one kill -9 with
// --resume.
class ManyWaysProperty : public testing::TestWithParam<Way> {};

std::string digest_of_plain_run(const Workplace& here, const Words& scenario) {
  const auto ended = here.run(scenario + Words{"-o", "plain.h5", "--threads", "1"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  return here.digest("plain.h5");
}

TEST_P(ManyWaysProperty, AKilledRunResumesToTheDigestOfAPlainOne) {
  const Workplace here;
  const Words scenario =
      Words{"run", shipped("recession")} + small() +
      Words{"--set", "portfolio.borrowers=2500", "--replications", "4", "--audit"};
  const std::string plain = digest_of_plain_run(here, scenario);
  const Words way = scenario + Words{"--threads",    std::to_string(GetParam().threads),
                                     "--shard-size", std::to_string(GetParam().shard_size),
                                     "-o",           "way.h5"};
  const auto killed = here.run(way + Words{"--kill-after", "2"});
  EXPECT_EQ(killed.signal, SIGKILL);
  EXPECT_EQ(here.run({"show", "way.h5"}).code, 0) << "a killed run leaves a readable file";
  const auto resumed = here.run(way + Words{"--resume"});
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(here.digest("way.h5"), plain);
}

INSTANTIATE_TEST_SUITE_P(ThreadsAndShards, ManyWaysProperty,
                         testing::Values(Way{1, 64}, Way{1, 1000}, Way{1, 16384}, Way{2, 64},
                                         Way{2, 1000}, Way{2, 16384}, Way{3, 64}, Way{3, 1000},
                                         Way{3, 16384}),
                         [](const auto& way) {
                           return std::to_string(way.param.threads) + "ThreadsShard" +
                                  std::to_string(way.param.shard_size);
                         });

// A digest does not depend on the processor: each generation that this one has, against the oldest.
// The last bits of a double seldom show in a digest; sim/maths and sim/widest have tests for those.
TEST(GenerationsProperty, GiveTheSameDigest) {
  const Workplace here;
  const Words scenario =
      Words{"run", shipped("recession")} + small() + Words{"--set", "portfolio.borrowers=2500"};
  const auto digest_of = [&](int generation) {
    const std::string name = std::to_string(generation);
    const auto ended =
        here.run(scenario + Words{"-o", name + ".h5"}, {{"CREDITCYCLE_X86_64", name}});
    EXPECT_EQ(ended.code, 0) << ended.err;
    return here.digest(name + ".h5");
  };
  const std::string oldest = digest_of(2);
  for (int generation = 3; generation <= sim::generation_of_processor(); ++generation) {
    EXPECT_EQ(digest_of(generation), oldest) << generation;
  }
}

TEST(Generations, ThatTheProcessorLacksOrNobodyKnowsAreRefused) {
  const Workplace here;
  for (const std::string wrong : {"1", "5", "v3", "", "33"}) {
    const auto ended = here.run({"version"}, {{"CREDITCYCLE_X86_64", wrong}});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, testing::StartsWith("CREDITCYCLE_X86_64: found \"" + wrong + "\""));
    EXPECT_THAT(ended.err, HasSubstr("expected a generation of x86-64 that this processor has: 2"));
    EXPECT_THAT(ended.out, IsEmpty());
  }
}

// Replications that are not equally likely: what weighs them says so, and what does not refuses
// them.
TEST(Run, ImportanceSamplingIsNotTakenForWhatIsLikely) {
  const Workplace here;
  const Words drawn = {"--set", "economy.uncertainty.severity_deviation=0.5",
                       "economy.uncertainty.shift=2"};
  ASSERT_EQ(here.run_small("recession", drawn + Words{"-o", "drawn.h5"}).code, 0);
  EXPECT_THAT(here.run({"show", "drawn.h5"}).out, HasSubstr("drawn by importance sampling"));
  EXPECT_THAT(here.run({"show", "drawn.h5", "--json"}).out, HasSubstr("\"weighted\": true"));
  EXPECT_THAT(here.run({"show", "drawn.h5", "--measure", "balance"}).out,
              HasSubstr("drawn by importance sampling; its mean is as sharp as"));
  const auto refused = here.run(Words{"compare", "recession", "tight-limits"} + drawn);
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("economy.uncertainty.shift"));
  const auto reversed = here.run(Words{"reverse", "recession", "--breach", "net_income < 0",
                                       "--vary", "economy.severity=0..1"} +
                                 drawn);
  EXPECT_EQ(reversed.code, 2);
  EXPECT_THAT(reversed.err, HasSubstr("takes all replications as equally likely"));
  ASSERT_EQ(here.run_small("recession", {"-o", "plain.h5"}).code, 0);
  EXPECT_THAT(here.run({"show", "plain.h5", "--json"}).out, HasSubstr("\"weighted\": false"));
}

}  // namespace
