// Study files: what they come to, and what is said of those that are wrong.
#include "scenarios/study.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace {

using scenarios::BadScenario;
using scenarios::Study;
using testing::ElementsAre;
using testing::HasSubstr;

// A study file that goes away with the test.
class StudyFile {
 public:
  explicit StudyFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("study-" + std::to_string(getpid()) + ".toml")) {
    std::ofstream(path_) << text;
  }
  ~StudyFile() { std::filesystem::remove(path_); }
  StudyFile(const StudyFile&) = delete;
  StudyFile& operator=(const StudyFile&) = delete;

  std::string path() const { return path_.string(); }
  Study load() const { return scenarios::load_study(path()).study; }
  std::string complaint() const {
    try {
      load();
    } catch (const BadScenario& error) {
      return error.what();
    }
    return "";
  }
  std::vector<scenarios::StudyPoint> points() const {
    return scenarios::points_of(load(), path(), [](const std::string& name) { return name; });
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& point : points()) names.push_back(point.name);
    return names;
  }

 private:
  std::filesystem::path path_;
};

constexpr const char* two_policies =
    "[[policies]]\nid = \"as-is\"\n[[policies]]\nid = \"tight\"\nfiles = [\"tight-limits\"]\n"
    "set = [\"scoring.cut_off=560\"]\n";
constexpr const char* two_parameters =
    "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = [520, 550]\n"
    "[[parameters]]\nid = \"cap\"\nkey = \"pricing.cap\"\nvalues = [\"15 % a year\", \"24 % a "
    "year\"]\n";

TEST(Study, MeetsEveryScenarioWithEveryPolicy) {
  const StudyFile file(std::string("scenarios = [\"baseline.toml\", \"recession.toml\"]\nseed = 7\n"
                                   "set = [\"run.years=2\"]\n") +
                       two_policies);
  EXPECT_THAT(file.names(), ElementsAre("baseline:as-is", "baseline:tight", "recession:as-is",
                                        "recession:tight"));
  const auto point = file.points()[3];
  EXPECT_EQ(point.request.scenario, "recession.toml");
  EXPECT_THAT(point.request.policies, ElementsAre("tight-limits"));
  EXPECT_THAT(point.request.sets, ElementsAre("run.years=2", "scoring.cut_off=560", "run.seed=7"));
  EXPECT_EQ(scenarios::baseline_of(file.load(), file.points()), "as-is");
}

TEST(Study, TakesEveryCombinationOfAGridAndTheRowsOfAZip) {
  const std::string head = "scenarios = [\"baseline.toml\"]\n";
  EXPECT_THAT(StudyFile(head + two_parameters).names(),
              ElementsAre("cut=520,cap=15 % a year", "cut=520,cap=24 % a year",
                          "cut=550,cap=15 % a year", "cut=550,cap=24 % a year"));
  EXPECT_THAT(StudyFile(head + "combine = \"zip\"\n" + two_parameters).names(),
              ElementsAre("cut=520,cap=15 % a year", "cut=550,cap=24 % a year"));
  EXPECT_EQ(StudyFile(head + two_policies + two_parameters).names().size(), 8u);
  EXPECT_THAT(StudyFile(head).names(), ElementsAre("as-is"));
}

constexpr const char* ranges =
    "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nfrom = 500\nto = 600\nstep = 50\n"
    "[[parameters]]\nid = \"cap\"\nkey = \"pricing.cap\"\nfrom = \"12 % a year\"\nto = \"24 % a "
    "year\"\nsteps = 1\n";

TEST(Study, StepsThroughRangesWhereTheConditionHolds) {
  const std::string head = "scenarios = [\"baseline.toml\"]\n";
  EXPECT_EQ(StudyFile(head + ranges).names().size(), 6u);
  EXPECT_THAT(StudyFile(head + "where = \"cut > 540 && cap < 20%\"\n" + ranges).names(),
              ElementsAre("cut=550,cap=12 % a year", "cut=600,cap=12 % a year"));
  EXPECT_THAT(StudyFile(head + "where = \"cut >= 600 && cap == 24%\"\n" + ranges).names(),
              ElementsAre("cut=600,cap=24 % a year"));  // a sweep of one point
}

TEST(Study, TakesCombinationsOneByOne) {
  const std::string head = "scenarios = [\"baseline.toml\"]\ncombine = \"list\"\n";
  const StudyFile file(head + "list = [[520, \"15 % a year\"], [550, \"24 % a year\"]]\n" +
                       two_parameters);
  EXPECT_THAT(file.names(), ElementsAre("cut=520,cap=15 % a year", "cut=550,cap=24 % a year"));
  EXPECT_THAT(file.points()[1].request.sets,
              ElementsAre("scoring.cut_off=550", "pricing.cap=24 % a year", "run.seed=1"));
}

TEST(Study, AListNeedsNoOtherValues) {
  const StudyFile file(
      "scenarios = [\"baseline.toml\"]\ncombine = \"list\"\nlist = [[520], [550]]\n"
      "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\n");
  EXPECT_THAT(file.names(), ElementsAre("cut=520", "cut=550"));
}

// Parameters of a group move together, the groups are combined.
TEST(Study, ParametersOfAGroupMoveTogether) {
  const StudyFile file(
      "scenarios = [\"baseline.toml\"]\n"
      "[[parameters]]\nid = \"a\"\nkey = \"k.a\"\nvalues = [1, 2]\ngroup = \"g\"\n"
      "[[parameters]]\nid = \"b\"\nkey = \"k.b\"\nvalues = [5, 6, 7]\n"
      "[[parameters]]\nid = \"c\"\nkey = \"k.c\"\nvalues = [10, 20]\ngroup = \"g\"\n");
  EXPECT_THAT(file.names(), ElementsAre("a=1,b=5,c=10", "a=1,b=6,c=10", "a=1,b=7,c=10",
                                        "a=2,b=5,c=20", "a=2,b=6,c=20", "a=2,b=7,c=20"));
}

TEST(Study, ASampleHasTheScenarioAsItIsFirst) {
  const StudyFile file(std::string("scenarios = [\"baseline.toml\"]\ncombine = \"lhs\"\n") +
                       two_parameters);
  const Study study = file.load();
  EXPECT_TRUE(scenarios::is_sampled(study));
  const auto points =
      scenarios::points_of(study, file.path(), [](const std::string& name) { return name; },
                           {{0.2, 0.9}, {0.3, 0.8}, {0.7, 0.1}});
  ASSERT_EQ(points.size(), 3u);  // the first two points of the sample have the same values
  EXPECT_EQ(points[0].name, "as-is");
  EXPECT_THAT(points[0].request.sets, ElementsAre("run.seed=1"));
  EXPECT_EQ(points[1].name, "cut=520,cap=24 % a year");
  EXPECT_EQ(points[2].name, "cut=550,cap=15 % a year");
  EXPECT_EQ(scenarios::baseline_of(study, points), "as-is");
}

TEST(Study, ATornadoMovesOneParameterAtATime) {
  EXPECT_THAT(StudyFile(std::string("scenarios = [\"baseline.toml\"]\n") + ranges +
                        "[sensitivity]\nmethod = \"tornado\"\n")
                  .names(),
              ElementsAre("as-is", "cut=500", "cut=600", "cap=12 % a year", "cap=24 % a year"));
}

TEST(Study, ValuesAreSetAsTheyAreWritten) {
  const StudyFile file(std::string("scenarios = [\"baseline.toml\"]\n") + two_parameters);
  EXPECT_THAT(file.points()[1].request.sets,
              ElementsAre("scoring.cut_off=520", "pricing.cap=24 % a year", "run.seed=1"));
}

TEST(Study, ContrastsAreTwoVariants) {
  const auto contrast = scenarios::contrast_of(" tight-limits  -  as-is ");
  EXPECT_EQ(contrast.arm, "tight-limits");
  EXPECT_EQ(contrast.base, "as-is");
  EXPECT_EQ(scenarios::contrast_of("tight-limits").arm, "");
}

struct Bad {
  std::string text;
  std::vector<std::string> expected;
};

// Each is told with its place, what was found and what was expected.
TEST(StudyGolden, MistakesAreToldApart) {
  const std::string head = "scenarios = [\"baseline.toml\"]\n";
  const std::vector<Bad> all = {
      {"", {"scenarios: is empty"}},
      {"scenario = [\"baseline.toml\"]\n", {":1:1: scenario: unknown key", "\"scenarios\""}},
      {"scenarios = \"baseline.toml\"\n", {":1:13: scenarios", "an array"}},
      {"scenarios = [\"a/baseline.toml\", \"b/baseline.toml\"]\n",
       {"the name of another scenario"}},
      {head + "replications = 1\n", {":2:16: replications", "found 1", "2 to 1,000,000"}},
      {head + "replications = 30\nreplications_max = 20\n",
       {":3:20: replications_max", "at least"}},
      {head + "combine = \"grip\"\n", {"found \"grip\"", "did you mean \"grid\"?"}},
      {head + "baseline = \"as-si\"\n",
       {"baseline: \"as-si\" is no variant", "did you mean as-is?"}},
      {head + "[[policies]]\nfiles = []\n", {":2:", "has no id"}},
      {head + "[[policies]]\nid = \"a/b\"\n", {"a name without \"/\""}},
      {head + "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = []\n",
       {"values: is empty"}},
      {head + "[[parameters]]\nid = \"cut\"\nvalues = [1]\n", {"key: is empty"}},
      {head + "[[parameters]]\nid = \"cut\"\nkey = \"k\"\nvalues = [5, 5]\n",
       {"stands there twice"}},
      {head + "[[parameters]]\nid = \"cut\"\nkey = \"k\"\nvalues = [[5]]\n",
       {"an array of one", "a value such as 550"}},
      {head + "combine = \"zip\"\n[[parameters]]\nid = \"a\"\nkey = \"k\"\nvalues = [1, 2]\n"
              "[[parameters]]\nid = \"b\"\nkey = \"l\"\nvalues = [1]\n",
       {"has 1 values, 2 are expected"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = 1\nto = 2\n",
       {"a range without `step` or `steps`"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = 1\nto = 1\nsteps = 2\n",
       {"from \"1\" to \"1\" is no range"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = \"1 %\"\nto = \"2 % a year\"\n",
       {"is no range, two numbers of one unit"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = 1\nto = 2\nstep = \"1 %\"\n",
       {"step", "in the unit of from"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = 500\nto = 560\nstep = 25\n",
       {"does not lead to \"560\" in whole steps"}},
      {head + two_policies + "[[until]]\nid = \"x\"\ncontrast = \"tight - tight\"\n",
       {"has the same variant on both sides"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nfrom = 1\nto = 2\nvalues = [1]\n",
       {"values: stands beside from and to"}},
      {head + "[[parameters]]\nid = \"a\"\nkey = \"k\"\nvalues = [1]\nsteps = 2\n",
       {"steps: stands beside values"}},
      {head + "where = \"cud < 540\"\n" + two_parameters,
       {":2:9: where", "\"cud\" is no parameter", "did you mean cut?"}},
      {head + "where = \"cut > 900\"\n" + two_parameters, {"holds for no combination"}},
      {head + "where = \"a > 1\"\n[[parameters]]\nid = \"a\"\nkey = \"k\"\nvalues = [\"x\"]\n",
       {"asks for a, whose value \"x\" is no number"}},
      {head + "combine = \"list\"\nlist = [[520]]\n" + two_parameters,
       {"list[0]: has 1 values, 2 are expected"}},
      {head + "list = [[520, 1]]\n" + two_parameters, {"list: is not used"}},
      {head + "combine = \"lhs\"\n", {"has no parameters to combine"}},
      {head + two_parameters + "[optimise]\nobjective = \"maximise net_income\"\n",
       {"from and to are expected for a parameter to optimise"}},
      {head + two_parameters + "[pareto]\nobjectives = [\"maximise net_income\"]\n",
       {"two or three of them"}},
      {head + "combine = \"lhs\"\n" + two_parameters + "[sensitivity]\nmethod = \"morris\"\n",
       {"combine: stands beside a sensitivity"}},
      {head + "weights = [1, 2]\n", {":2:11: weights", "has 2 values, 1 are expected"}},
      {head + "weights = [-1]\n", {"weights[0]", "found -1"}},
      {head + "weights = [0]\n", {"weights: is all zero"}},
      {"scenarios = [\"weighted.toml\"]\nweights = [1]\n",
       {"scenarios[0]: has the name that stands for all scenarios"}},
      {head + "weights = [1]\n" + two_parameters + "[sensitivity]\nmethod = \"morris\"\n",
       {"weights: stands beside optimise or a sensitivity"}},
      {head + "[[until]]\nid = \"x\"\ncontrast = \"as-is\"\n",
       {"\"variant - variant\" is expected"}},
      {head + two_policies + "[[until]]\nid = \"x\"\ncontrast = \"tigth - as-is\"\n",
       {"\"tigth\" is no variant", "did you mean tight?"}},
  };
  for (const Bad& bad : all) {
    const StudyFile file(bad.text);
    const std::string complaint = file.complaint();
    for (const std::string& expected : bad.expected) {
      EXPECT_THAT(complaint, HasSubstr(expected)) << bad.text;
    }
  }
}

}  // namespace
