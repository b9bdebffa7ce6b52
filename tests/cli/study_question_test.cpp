// What a study is asked beyond its contrasts, end to end and small.
#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::shipped;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::Not;
using cli_tests::operator+;
using Words = std::vector<std::string>;

std::string study(const std::string& more) {
  return "title = \"Small\"\nscenarios = [\"" + shipped("recession") +
         "\"]\nreplications = 3\nset = [\"portfolio.borrowers=400\", \"run.years=1\", "
         "\"run.warm_up_months=1\"]\n" +
         more;
}

std::string parameter(const std::string& id, const std::string& key, const std::string& from,
                      const std::string& to) {
  return "[[parameters]]\nid = \"" + id + "\"\nkey = \"" + key + "\"\nfrom = " + from +
         "\nto = " + to + "\n";
}

const std::string two_parameters = parameter("cut", "scoring.cut_off", "450", "650") +
                                   parameter("severity", "economy.severity", "0", "3");

// The lines of a CSV file by their first seven columns; of each its mean.
std::map<std::string, double> means_of(const std::string& csv) {
  std::map<std::string, double> means;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> fields = {""};
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    std::string key;
    for (int i = 0; i < 6; ++i) key += (i == 0 ? "" : "|") + fields[static_cast<std::size_t>(i)];
    means[key] = fields[8].empty() ? std::nan("") : std::stod(fields[8]);
  }
  return means;
}

// A tornado's ends are contrasts: those of the same arms in a plain study.
TEST(StudyQuestionOracle, ATornadoHasTheContrastsOfItsArms) {
  const Workplace here;
  here.write("tornado.toml", study("[sensitivity]\nmethod = \"tornado\"\n") + two_parameters);
  here.write("plain.toml", study("[[policies]]\nid = \"as-is\"\n"
                                 "[[policies]]\nid = \"low\"\nset = [\"scoring.cut_off=450\"]\n"
                                 "[[policies]]\nid = \"high\"\nset = [\"economy.severity=3\"]\n"));
  const auto ended = here.run({"study", "tornado.toml", "--csv", "tornado.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("one at a time"));
  EXPECT_THAT(ended.out, Not(HasSubstr("verdict")));
  ASSERT_EQ(here.run({"study", "plain.toml", "--csv", "plain.csv"}).code, 0);
  const auto tornado = means_of(here.read("tornado.csv"));
  const auto plain = means_of(here.read("plain.csv"));
  EXPECT_DOUBLE_EQ(tornado.at("recession|as-is|as-is|tornado_low|net_income_a_year|cut"),
                   plain.at("recession|low|as-is|effect|net_income_a_year|"));
  EXPECT_DOUBLE_EQ(tornado.at("recession|as-is|as-is|tornado_high|net_income_a_year|severity"),
                   plain.at("recession|high|as-is|effect|net_income_a_year|"));
}

TEST(StudyQuestion, MorrisAndSobolRankTheParameters) {
  const Workplace here;
  here.write("morris.toml", study("[sensitivity]\nmethod = \"morris\"\nrows = 4\nmeasures = "
                                  "[\"jobless_share_peak\"]\n") +
                                two_parameters);
  const auto morris = here.run({"study", "morris.toml", "--csv", "morris.csv"});
  ASSERT_EQ(morris.code, 0) << morris.err;
  const auto effects = means_of(here.read("morris.csv"));
  // The severity of the recession moves unemployment; the cut-off only moves who is a member.
  const auto size = [&](const std::string& name) {
    return effects.at("recession|as-is||morris_magnitude|jobless_share_peak|" + name);
  };
  EXPECT_GT(size("severity"), 0.01);
  EXPECT_LT(size("cut"), size("severity") / 5);

  here.write("sobol.toml", study("[sensitivity]\nmethod = \"sobol\"\nrows = 16\nmeasures = "
                                 "[\"jobless_share_peak\"]\n") +
                               two_parameters);
  const auto sobol = here.run({"study", "sobol.toml", "--csv", "sobol.csv"});
  ASSERT_EQ(sobol.code, 0) << sobol.err;
  const auto shares = means_of(here.read("sobol.csv"));
  EXPECT_LT(shares.at("recession|as-is||sobol_total|jobless_share_peak|cut"), 0.05);
  EXPECT_NEAR(shares.at("recession|as-is||sobol_total|jobless_share_peak|severity"), 1, 0.5);
  EXPECT_THAT(sobol.out, HasSubstr("share of the variance"));
}

// More rows of Sobol's design later run alone: the first ones are the same.
TEST(StudyQuestionProperty, ASampleGrows) {
  const Workplace here;
  const std::string head = "combine = \"sobol\"\n";
  here.write("s.toml", study(head + "points = 3\n") + two_parameters);
  ASSERT_EQ(here.run({"study", "s.toml", "-o", "grown.h5"}).code, 0);
  here.write("s.toml", study(head + "points = 5\n") + two_parameters);
  const auto grown =
      here.run({"study", "s.toml", "-o", "grown.h5", "--resume", "--log-level", "debug"});
  EXPECT_EQ(grown.code, 0) << grown.err;
  EXPECT_THAT(grown.err, HasSubstr("6 replications to do"));
  ASSERT_EQ(here.run({"study", "s.toml", "-o", "whole.h5"}).code, 0);
  EXPECT_EQ(here.digest("grown.h5"), here.digest("whole.h5"));
}

TEST(StudyQuestion, EndsWhenTheBestIsKnown) {
  const Workplace here;
  const std::string cuts =
      "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = [550, 900]\n";
  here.write("best.toml", study("replications_max = 40\n[best]\nobjective = \"maximise "
                                "net_income_a_year\"\n") +
                              cuts);
  const auto ended = here.run({"study", "best.toml"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("going on to 10"));
  EXPECT_THAT(ended.out, HasSubstr("the best: cut=550"));

  // No difference that matters cannot be told with so few: the study ends at its limit.
  here.write("even.toml",
             study("replications_max = 12\n[best]\nobjective = \"minimise "
                   "net_income_a_year\"\nindifference = \"0.0001\"\n") +
                 "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\nvalues = [550, 551]\n");
  const auto even = here.run({"study", "even.toml"});
  EXPECT_EQ(even.code, 4) << even.out;
  EXPECT_THAT(even.out, HasSubstr("the best may be cut=550, cut=551"));
}

TEST(StudyQuestion, AFrontLeavesOutWhatIsBehind) {
  const Workplace here;
  here.write("front.toml",
             study("[pareto]\nobjectives = [\"maximise net_income_a_year\", \"maximise "
                   "approval_rate\"]\n[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\n"
                   "values = [550, 940]\n"));
  const auto ended = here.run({"study", "front.toml", "--csv", "front.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 of 2 variants lie behind"));
  const std::string csv = here.read("front.csv");
  EXPECT_THAT(csv, HasSubstr(",cut=550,,pareto_share,,,fraction,0,1,,,on the front"));
  EXPECT_THAT(csv, HasSubstr(",cut=940,,pareto_share,,,fraction,0,0,,,"));
}

// What a study says of a tail is what `show` says of its file.
TEST(StudyQuestionOracle, TailsAreThoseOfShow) {
  const Workplace here;
  here.write(
      "tail.toml",
      study("[tail]\nmeasures = [\"charge_off_rate\"]\nbreaches = [\"charge_off_rate > 1 %\"]\n"));
  ASSERT_EQ(here.run({"study", "tail.toml", "--set", "economy.uncertainty.severity_deviation=0.5",
                      "economy.uncertainty.shift=1"})
                .code,
            0);
  const auto ended =
      here.run({"study", "tail.toml", "--resume", "--set",
                "economy.uncertainty.severity_deviation=0.5", "economy.uncertainty.shift=1"});
  const auto shown = here.run({"show", "tail.h5", "--measure", "charge_off_rate"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(ended.out, HasSubstr(shown.out));
  EXPECT_THAT(ended.out, HasSubstr("by importance sampling"));
  const auto breach = here.run({"show", "tail.h5", "--breach", "charge_off_rate > 1 %"});
  EXPECT_THAT(ended.out, HasSubstr(breach.out));
}

const std::string search =
    "[optimise]\nobjective = \"maximise net_income_a_year\"\nsubject_to = [\"approval_rate > "
    "0 %\"]\nevaluations = 6\n";

TEST(StudyQuestion, ASearchTestsItsBestUnderFreshLuck) {
  const Workplace here;
  here.write("best.toml", study(search) + parameter("cut", "scoring.cut_off", "500", "940"));
  const auto ended = here.run({"study", "best.toml", "--csv", "best.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  for (const char* expected :
       {"points that were tried", "under fresh luck", "holds", "looked better by"}) {
    EXPECT_THAT(ended.out, HasSubstr(expected));
  }
  // The best of the search is the highest of what it tried, and its fresh value is another.
  const auto means = means_of(here.read("best.csv"));
  double highest = -1e300, optimum = 0, fresh = 0;
  for (const auto& [key, mean] : means) {
    if (key.find("|search|") != std::string::npos) highest = std::max(highest, mean);
    if (key.find("|optimum|net_income_a_year") != std::string::npos) optimum = mean;
    if (key.find("|optimum_fresh|net_income_a_year") != std::string::npos) fresh = mean;
  }
  EXPECT_EQ(optimum, highest);
  EXPECT_NE(optimum, fresh);
  // Fresh luck is that of another seed: the same arm run by itself with it.
  std::string best;
  std::istringstream lines(here.read("best.csv"));
  for (std::string line; std::getline(lines, line);) {
    const auto at = line.find(",optimum,");
    if (at != std::string::npos && line.find("net_income") != std::string::npos) {
      best = line.substr(line.find("cut=") + 4);
      best = best.substr(0, best.find(','));
    }
  }
  const auto alone =
      here.run(Words{"run", shipped("recession"), "-o", "alone.h5", "--replications", "3", "--seed",
                     "2", "--set", "portfolio.borrowers=400", "run.years=1", "run.warm_up_months=1",
                     "scoring.cut_off=" + best, "--json"});
  ASSERT_EQ(alone.code, 0) << alone.err;
  EXPECT_THAT(alone.out, HasSubstr(std::to_string(fresh).substr(0, 7)));
}

// Arms under fresh luck are compared among themselves, also where only the file is known.
TEST(StudyQuestion, ASearchedFileKeepsFreshLuckApart) {
  const Workplace here;
  here.write("best.toml", study(search) + parameter("cut", "scoring.cut_off", "500", "940"));
  const auto ended = here.run({"study", "best.toml", "--csv", "best.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Against the scenario as it is, under the same fresh luck"));
  ASSERT_EQ(here.run({"show", "best.h5", "--decision", "--csv", "shown.csv"}).code, 0);
  const auto searched = means_of(here.read("best.csv"));
  const auto shown = means_of(here.read("shown.csv"));
  int found = 0;
  for (const auto& [key, mean] : searched) {
    const std::string start = "recession|";
    if (key.find("|effect|") == std::string::npos) continue;
    const std::string there = "(fresh)|" + key.substr(start.size());
    ASSERT_EQ(shown.count(there), 1u) << there;
    if (!std::isnan(mean)) EXPECT_DOUBLE_EQ(shown.at(there), mean);
    ++found;
  }
  EXPECT_GT(found, 10);
}

TEST(StudyQuestionProperty, ASearchThatIsKilledGoesOnToTheSame) {
  const Workplace here;
  here.write("best.toml", study(search) + two_parameters);
  ASSERT_EQ(here.run({"study", "best.toml", "-o", "whole.h5"}).code, 0);
  for (const char* after : {"4", "5"}) {
    const auto killed =
        here.run({"study", "best.toml", "-o", "killed.h5", "--resume", "--kill-after", after});
    EXPECT_NE(killed.signal, 0);
  }
  const auto ended = here.run({"study", "best.toml", "-o", "killed.h5", "--resume"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(here.digest("killed.h5"), here.digest("whole.h5"));
}

// One piece of a study under the microscope is that piece of a run.
TEST(StudyQuestionOracle, ATracedPointIsThatOfARun) {
  const Workplace here;
  here.write("s.toml", study("") +
                           "[[parameters]]\nid = \"cut\"\nkey = \"scoring.cut_off\"\n"
                           "values = [550, 600]\n");
  const auto point = here.run({"study", "s.toml", "--point", "2", "--replication", "1", "--trace",
                               "borrower=17", "--csv", "point.csv"});
  ASSERT_EQ(point.code, 0) << point.err;
  const auto plain =
      here.run(Words{"run", shipped("recession"), "--replication", "1", "--trace", "borrower=17",
                     "--csv", "plain.csv", "--set", "portfolio.borrowers=400", "run.years=1",
                     "run.warm_up_months=1", "scoring.cut_off=600"});
  ASSERT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(here.read("point.csv"), here.read("plain.csv"));
  EXPECT_THAT(here.read("point.csv"), HasSubstr("payday"));
  EXPECT_FALSE(here.has("s.h5"));

  const auto missing = here.run({"study", "s.toml", "--trace", "borrower=17"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, HasSubstr("add --point N, from 1 to 2"));
  const auto beyond = here.run({"study", "s.toml", "--point", "3", "--trace", "borrower=17"});
  EXPECT_EQ(beyond.code, 2);
  EXPECT_THAT(beyond.err, HasSubstr("from 1 to 2"));
  const auto alone = here.run({"study", "s.toml", "--point", "1"});
  EXPECT_EQ(alone.code, 2);
}

// What the rejected would have done is told of the arm that lets them through, as `show` has it.
TEST(StudyQuestionOracle, TheRejectedAreThoseOfTheHeadlines) {
  const Workplace here;
  here.write("s.toml", study("set = [\"portfolio.borrowers=2000\", \"run.years=1\"]\n") +
                           "[[policies]]\nid = \"as-is\"\n[[policies]]\nid = \"through\"\nset = "
                           "[\"scoring.accept_rejected=100 %\"]\n");
  std::string text = here.read("s.toml");
  const std::string first =
      "set = [\"portfolio.borrowers=400\", \"run.years=1\", "
      "\"run.warm_up_months=1\"]\n";
  text.erase(text.find(first), first.size());
  here.write("s.toml", text);
  const auto ended = here.run({"study", "s.toml", "--csv", "s.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("below the cut-off"));
  const auto means = means_of(here.read("s.csv"));
  const double below = means.at("|through||rejected|charge_off_below_cut_off|");
  const double above = means.at("|through||accepted|charge_off_above_cut_off|");
  EXPECT_DOUBLE_EQ(means.at("|through||rejected_difference|charge_off_below_cut_off|"),
                   below - above);
  EXPECT_EQ(means.count("|as-is||rejected|charge_off_below_cut_off|"), 0u);
  const auto shown = here.run({"show", "s.h5", "--measure", "charge_off_below_cut_off", "--json"});
  EXPECT_THAT(shown.out, HasSubstr(std::to_string(below).substr(0, 7)));
}

struct Bad {
  std::string text;
  std::string expected;
};

// Told before anything runs, with the key.
TEST(StudyQuestionGolden, MistakesAreToldBeforeAnythingRuns) {
  const Workplace here;
  const std::vector<Bad> all = {
      {"[sensitivity]\nmethod = \"morris\"\nmeasures = [\"net_incom\"]\n",
       "sensitivity.measures: found \"net_incom\", expected the name of a headline measure; did "
       "you "
       "mean \"net_income\"?"},
      {"[sensitivity]\nmethod = \"moris\"\n", "did you mean \"morris\"?"},
      {"combine = \"lhs\"\n[pareto]\nobjectives = [\"net_income\", \"minimise denial_rate\"]\n",
       "pareto.objectives: found \"net_income\", expected \"maximise\" or \"minimise\""},
      {"combine = \"lhs\"\n[best]\nobjective = \"maximise recesion: net_income\"\n",
       "did you mean recession?"},
      {"combine = \"lhs\"\n[best]\nobjective = \"maximise net_income\"\nindifference = \"1 kg\"\n",
       "best.indifference: found \"1 kg\""},
      {"combine = \"lhs\"\n[tail]\nbreaches = [\"capital_ratio 8 %\"]\n", "tail.breaches: found"},
      {"[optimise]\nobjective = \"maximise quantile(net_income, 5)\"\n",
       "expected quantile(MEASURE, SHARE)"},
      {"[optimise]\nobjective = \"maximise net_income\"\nsubject_to = [\"denial_rate < 3\"]\n",
       "optimise.subject_to: found \"3\", expected a value in per cent"},
      {"[optimise]\nobjective = \"maximise net_income\"\n[best]\nobjective = \"maximise "
       "net_income\"\n",
       "a search answers only its own"},
      {"[sensitivity]\nmethod = \"tornado\"\nmeasures = []\n", "measures: is empty"},
      {"[sensitivity]\nmethod = \"tornado\"\n[[until]]\nid = \"u\"\ncontrast = \"a - b\"\n",
       "the points of a sensitivity answer only its own"},
      {"combine = \"lhs\"\nbaseline = \"as-si\"\n", "baseline: \"as-si\" is no variant"},
  };
  for (const Bad& bad : all) {
    here.write("bad.toml", study(bad.text) + two_parameters);
    for (const char* command : {"study", "check", "plan"}) {
      const auto ended = here.run({command, "bad.toml"});
      EXPECT_EQ(ended.code, 2) << bad.text;
      EXPECT_THAT(ended.err + ended.out, HasSubstr(bad.expected)) << command;
    }
    EXPECT_FALSE(here.has("bad.h5"));
  }
}

}  // namespace
