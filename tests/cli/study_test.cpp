// creditcycle study, end to end and small.
#include <gmock/gmock.h>
#include <regex>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::shipped;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::Not;
using cli_tests::operator+;
using Words = std::vector<std::string>;

std::string study(const std::string& more, const std::string& policies = "") {
  return "title = \"Small\"\nscenarios = [\"" + shipped("baseline") +
         "\"]\nreplications = 3\nset = [\"portfolio.borrowers=400\", \"run.years=1\", "
         "\"run.warm_up_months=1\"]\n" +
         more + "\n[[policies]]\nid = \"as-is\"\n[[policies]]\nid = \"tight\"\nfiles = [\"" +
         shipped("policies/tight-limits") + "\"]\n" + policies;
}

const std::string loose =
    "[[policies]]\nid = \"loose\"\nfiles = [\"" + shipped("policies/loose-limits") + "\"]\n";

TEST(Study, ComparesItsArmsAndSaysWhy) {
  const Workplace here;
  here.write("small.toml", study("") + loose);
  const auto ended = here.run({"study", "small.toml", "--csv", "small.csv"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  for (const char* expected : {"Small", "tight", "loose", "verdict", "loss given default",
                               "results in small.h5", "3 replications of 3 arms"}) {
    EXPECT_THAT(ended.out, HasSubstr(expected));
  }
  EXPECT_THAT(ended.out, Not(HasSubstr("whom it touches  ")));
  const std::string csv = here.read("small.csv");
  EXPECT_THAT(csv, testing::StartsWith(
                       "scenario,arm,base,section,item,group,unit,n,mean,low,high,verdict\n"));
  EXPECT_THAT(csv, HasSubstr("baseline,tight,as-is,effect,net_income_a_year,,currency,3,"));
  EXPECT_THAT(csv, HasSubstr("baseline,loose,as-is,driver,volume,,currency,3,"));
  EXPECT_THAT(csv, HasSubstr("baseline,tight,as-is,tier,balance,primary,currency,3,"));

  const auto again = here.run({"study", "small.toml", "--resume", "--details"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("whom it touches"));
  const auto json = here.run({"study", "small.toml", "--resume", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"verdict\": "));
  EXPECT_THAT(json.out, HasSubstr("\"name\": \"loss_given_default\""));
}

// The arms are those that `compare` would run: the same borrowers, the same luck, the same numbers.
TEST(StudyOracle, HasTheDigestOfCompare) {
  const Workplace here;
  here.write("small.toml", study(""));
  ASSERT_EQ(here.run({"study", "small.toml"}).code, 0);
  const auto compared =
      here.run(Words{"compare", shipped("baseline"), shipped("policies/tight-limits"), "-o",
                     "compared.h5", "--replications", "3", "--set", "portfolio.borrowers=400",
                     "run.years=1", "run.warm_up_months=1"});
  ASSERT_EQ(compared.code, 0) << compared.err;
  EXPECT_EQ(here.digest("small.h5"), here.digest("compared.h5"));
}

TEST(StudyProperty, AnArmThatIsAddedLaterRunsAlone) {
  const Workplace here;
  here.write("small.toml", study("") + loose);
  ASSERT_EQ(here.run({"study", "small.toml", "-o", "whole.h5"}).code, 0);
  here.write("small.toml", study(""));
  ASSERT_EQ(here.run({"study", "small.toml", "-o", "grown.h5"}).code, 0);
  here.write("small.toml", study("") + loose);
  const auto grown =
      here.run({"study", "small.toml", "-o", "grown.h5", "--resume", "--log-level", "debug"});
  EXPECT_EQ(grown.code, 0) << grown.err;
  EXPECT_THAT(grown.err, HasSubstr("3 replications to do"));
  EXPECT_EQ(here.digest("grown.h5"), here.digest("whole.h5"));
}

// Wherever it is interrupted, and however often topped up, it ends as in one go.
TEST(StudyProperty, InterruptedAndToppedUpItIsTheSame) {
  const Workplace here;
  here.write("small.toml", study(""));
  ASSERT_EQ(here.run({"study", "small.toml", "--replications", "6", "-o", "whole.h5"}).code, 0);
  const Words parts = {"study", "small.toml", "-o", "parts.h5"};
  EXPECT_EQ(here.run(parts + Words{"--interrupt-after", "2"}).code, 3);
  EXPECT_EQ(here.run(parts + Words{"--resume", "--kill-after", "2"}).signal, 9);
  EXPECT_EQ(here.run(parts + Words{"--resume"}).code, 0);
  EXPECT_EQ(here.run(parts + Words{"--resume", "--replications", "6", "--kill-after", "1"}).signal,
            9);
  EXPECT_EQ(here.run(parts + Words{"--resume", "--replications", "6"}).code, 0);
  EXPECT_EQ(here.digest("parts.h5"), here.digest("whole.h5"));
}

TEST(Study, GoesOnUntilTheContrastIsSharpEnough) {
  const Workplace here;
  const std::string until = "[[until]]\nid = \"u\"\ncontrast = \"tight - as-is\"\nhalf_width = ";
  here.write("wide.toml", study("", until + "\"1,000,000\"\n"));
  const auto wide = here.run({"study", "wide.toml", "--csv", "wide.csv"});
  EXPECT_EQ(wide.code, 0) << wide.err;
  EXPECT_THAT(wide.out, HasSubstr("3 replications of 2 arms"));
  EXPECT_THAT(wide.out, HasSubstr(" met"));
  EXPECT_THAT(
      here.read("wide.csv"),
      HasSubstr("\n,,,precision_wanted,Net income a year,baseline: tight - as-is,currency,0,"
                "1000000,,,\n"));

  // What was reached is the half width of the interval that the same report gives for the effect.
  const auto json = here.run({"study", "wide.toml", "--resume", "--json"});
  const auto number_after = [&](const std::string& pattern) {
    std::smatch found;
    EXPECT_TRUE(std::regex_search(json.out, found, std::regex(pattern))) << json.out;
    return std::stod(found[1]);
  };
  const std::string effect = R"x("net_income_a_year",[^\]]*?"difference": \{[^}]*?)x";
  const double low = number_after(effect + R"x("low": (-?[0-9.e+]+))x");
  const double high = number_after(effect + R"x("high": (-?[0-9.e+]+))x");
  EXPECT_NEAR(number_after(R"x("reached": ([0-9.e+]+))x"), (high - low) / 2, 1e-6 * (high - low));

  here.write("sharp.toml", study("replications_max = 5", until + "\"1\"\n"));
  const auto sharp = here.run({"study", "sharp.toml"});
  EXPECT_EQ(sharp.code, 4) << sharp.err;
  EXPECT_THAT(sharp.out, HasSubstr("5 replications of 2 arms"));
  EXPECT_THAT(sharp.out, HasSubstr("not met"));
  EXPECT_THAT(sharp.err, HasSubstr("going on to 5"));
  EXPECT_THAT(sharp.err, HasSubstr("not at the precision"));

  // On a terminal the line of the second stage says how far the first came.
  const auto watched = here.run_on_terminal({"study", "sharp.toml", "--force"});
  EXPECT_TRUE(std::regex_search(
      watched.err, std::regex(R"x(of 4 replications \(± is [0-9.]+ times what is wanted)x")))
      << watched.err;

  // A limit of time stops before the stage that would pass it, and the file can be resumed.
  here.write("late.toml",
             study("replications_max = 100000\nminutes_max = 0.01", until + "\"1\"\n"));
  const auto late = here.run({"study", "late.toml"});
  EXPECT_EQ(late.code, 4) << late.err;
  EXPECT_THAT(late.err, HasSubstr("would pass the limit"));
}

// The lines of a CSV that begin like this, without those first fields.
std::string lines_after(const std::string& csv, const std::string& start) {
  std::string found;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) found += line.substr(start.size()) + "\n";
  }
  return found;
}

std::string weighed(const std::string& weights) {
  std::string text = study("weights = " + weights);
  const std::string one = "[\"" + shipped("baseline") + "\"]";
  return text.replace(text.find(one), one.size(),
                      "[\"" + shipped("baseline") + "\", \"" + shipped("recession") + "\"]");
}

// With all weight on one scenario everything said of both together is that scenario's.
TEST(StudyOracle, WeightsOnOneScenarioAreThatScenario) {
  const Workplace here;
  here.write("both.toml", weighed("[0, 1]"));
  const auto ended = here.run({"study", "both.toml", "--csv", "both.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("expected over the scenarios"));
  EXPECT_THAT(ended.out, HasSubstr("recession 100 %"));
  const std::string csv = here.read("both.csv");
  for (const char* section : {"decision,", "driver,", "base,", "effect,"}) {
    const std::string alone = lines_after(csv, std::string("recession,tight,as-is,") + section);
    ASSERT_FALSE(alone.empty()) << section;
    EXPECT_EQ(lines_after(csv, std::string("weighted,tight,as-is,") + section), alone) << section;
  }
  EXPECT_EQ(lines_after(csv, "weighted,as-is,,expectation,"),
            lines_after(csv, "recession,tight,as-is,base,"));
}

// Weights are parts of their sum, and the expectation is linear in them.
TEST(StudyProperty, ExpectationsAreLinearInTheWeights) {
  const Workplace here;
  const auto expected = [&](const std::string& weights) {
    here.write("both.toml", weighed(weights));
    EXPECT_EQ(here.run({"study", "both.toml", "--resume", "--csv", "both.csv"}).code, 0);
    const std::string line = lines_after(
        here.read("both.csv"), "weighted,tight,,expectation,net_income_a_year,,currency,");
    return std::stod(line.substr(line.find(',') + 1));
  };
  const double good = expected("[1, 0]");
  const double bad = expected("[0, 2]");
  ASSERT_NE(good, bad);
  EXPECT_NEAR(expected("[3, 1]"), 0.75 * good + 0.25 * bad, 1e-6);
  EXPECT_NEAR(expected("[0.3, 0.1]"), 0.75 * good + 0.25 * bad, 1e-6);
  const auto json = here.run({"study", "both.toml", "--resume", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"scenario\": \"weighted\""));
  EXPECT_THAT(json.out, HasSubstr("\"section\": \"probability\""));
}

TEST(Study, AFailedReplicationIsRecordedAndTheOthersGoOn) {
  const Workplace here;
  here.write("small.toml", study(""));
  const auto failed = here.run({"study", "small.toml", "--fail-replication", "1"});
  EXPECT_EQ(failed.code, 3);
  EXPECT_THAT(failed.err, HasSubstr("replication 1 of tight failed"));
  EXPECT_THAT(failed.out, HasSubstr("4 of 6 done"));
  EXPECT_THAT(failed.out, HasSubstr("verdict"));
  EXPECT_EQ(here.run({"study", "small.toml", "--resume"}).code, 0);
}

struct Wrong {
  std::string file;
  Words words;
  std::string expected;
};

TEST(StudyGolden, SaysWhatIsWrongBeforeAnythingRuns) {
  const Workplace here;
  const std::string cut =
      "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = [520, 550]\n";
  const std::string until = "[[until]]\nid = \"u\"\ncontrast = \"tight - as-is\"\n";
  const std::vector<Wrong> all = {
      {study("", cut),
       {"--set", "scoring.cut_off=540"},
       "--set sets scoring.cut_off, which the study sweeps"},
      {study("", "set = [\"scoring.cut_off=540\"]\n" + cut),
       {},
       "policy \"tight\" sets scoring.cut_off"},
      {study("", "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cutoff\"\nvalues = [520]\n"),
       {},
       "parameters.cut.key: found \"scoring.cutoff\", expected a key of a scenario; did you mean "
       "\"scoring.cut_off\"?"},
      {"title = = 1\n", {}, "wrong.toml:1:9"},
      {study("", ""), {"-o", "wrong.toml", "--force"}, "exists and is no result file"},
      {study("", ""), {"--csv", "."}, "--csv: . is a folder"},
      {study("", ""), {"--csv", "small.h5", "-o", "small.h5"}, "name the same file"},
      {study("", ""),
       {"--set", "economy.uncertainty.severity_deviation=1",
        "economy.uncertainty.sampling=antithetic"},
       "replications: found 3, expected a multiple of 2 and at least 4"},
      {study("", "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = [20]\n"),
       {},
       "scoring.cut_off"},
      {study("", until + "measure = \"net_incom_a_year\"\n"),
       {},
       "did you mean \"net_income_a_year\"?"},
      {study("", until + "half_width = \"much\"\n"), {}, "until.u.half_width: found \"much\""},
      {study("", until + "half_width = \"1 pp\"\n"), {}, "until.u.half_width: found \"1 pp\""},
      {study("", until + "half_width = \"-1 %\"\n"), {}, "until.u.half_width: found \"-1 %\""},
      {"scenarios = [\"nowhere.toml\"]\n[[policies]]\nid = \"a\"\n[[policies]]\nid = \"b\"\n",
       {},
       "nowhere.toml"},
  };
  for (const Wrong& wrong : all) {
    here.write("wrong.toml", wrong.file);
    const auto ended = here.run(Words{"study", "wrong.toml"} + wrong.words);
    EXPECT_EQ(ended.code, 2) << wrong.expected << "\n" << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(wrong.expected));
    EXPECT_FALSE(here.has("wrong.h5")) << wrong.expected;
  }
}

TEST(Study, IsToldFromAScenario) {
  const Workplace here;
  here.write("small.toml", study(""));
  const auto run = here.run({"run", "small.toml"});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("small.toml is a study; `creditcycle study small.toml` runs it"));
  const auto scenario = here.run({"study", "recession"});
  EXPECT_EQ(scenario.code, 2);
  EXPECT_THAT(scenario.err, HasSubstr("is no study"));
  EXPECT_THAT(here.run({"check", "small.toml"}).out, HasSubstr("small.toml: right"));
  here.write("small.toml", study("set = [\"run.yeers=1\"]"));
  const auto wrong = here.run({"check", "small.toml"});
  EXPECT_EQ(wrong.code, 2);
  here.write("wrong.toml", study("", "set = [\"run.yeers=1\"]\n"));
  const auto arm = here.run({"check", "wrong.toml", "recession"});
  EXPECT_EQ(arm.code, 2);
  EXPECT_THAT(arm.err, HasSubstr("run.yeers: unknown key"));
  EXPECT_THAT(arm.out, HasSubstr("recession: right"));
}

TEST(Study, IsPlannedWithoutRunning) {
  const Workplace here;
  here.write("small.toml", study(""));
  const auto planned = here.run({"plan", "small.toml"});
  EXPECT_EQ(planned.code, 0) << planned.err;
  EXPECT_THAT(planned.out, HasSubstr("tight"));
  EXPECT_THAT(planned.out, HasSubstr("about "));
  EXPECT_FALSE(here.has("small.h5"));
}

// A sweep of one point is a run, and ends in the run's own summary.
TEST(StudyOracle, OfOnePointIsARun) {
  const Workplace here;
  here.write("one.toml", "scenarios = [\"" + shipped("baseline") +
                             "\"]\nreplications = 3\nset = [\"portfolio.borrowers=400\", "
                             "\"run.years=1\", \"run.warm_up_months=1\"]\n[[parameters]]\nid = "
                             "\"cut\"\nkey = \"scoring.cut_off\"\nvalues = [580]\n");
  const auto one = here.run({"study", "one.toml"});
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("Net income a year"));
  EXPECT_EQ(here.run({"study", "one.toml", "--resume", "--json"}).code, 0);
  ASSERT_EQ(here.run(Words{"run", shipped("baseline"), "-o", "run.h5", "--replications", "3",
                           "--set", "portfolio.borrowers=400", "run.years=1",
                           "run.warm_up_months=1", "scoring.cut_off=580"})
                .code,
            0);
  EXPECT_THAT(here.run({"show", "one.h5", "--json"}).out, HasSubstr("cut=580"));
  const auto figures = [](const std::string& json) { return json.substr(json.find("headlines")); };
  const std::regex names("\"arm\": \"[^\"]*\"");
  EXPECT_EQ(std::regex_replace(figures(here.run({"show", "one.h5", "--json"}).out), names, ""),
            std::regex_replace(figures(here.run({"show", "run.h5", "--json"}).out), names, ""));
}

// Each of them, small; of the one with hundreds of arms it is enough that all of them are right.
TEST(Study, TheShippedOnesRun) {
  const Workplace here;
  namespace fs = std::filesystem;
  for (const auto& entry :
       fs::directory_iterator(fs::path(shipped("baseline")).parent_path() / "studies")) {
    const std::string name = "studies/" + entry.path().stem().string();
    const bool checks = name == "studies/shares-of-variance";
    const auto ended = checks ? here.run({"check", name})
                              : here.run({"study", name, "--replications", "2", "--set",
                                          "portfolio.borrowers=300", "run.years=1"});
    // So small a run is as precise as it was to be, or it ends at its limit.
    EXPECT_TRUE(ended.code == 0 || ended.code == 4) << name << ended.err;
    EXPECT_THAT(ended.out, HasSubstr(checks ? "right" : "digest")) << name;
  }
}

}  // namespace
