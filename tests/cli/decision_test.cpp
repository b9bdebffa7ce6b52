// What to decide, from any result file with several arms.
#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::operator+;
using cli_tests::shipped;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

const Words compared = {"compare",
                        shipped("baseline"),
                        shipped("policies/tight-limits"),
                        shipped("policies/loose-limits"),
                        "--replications",
                        "3",
                        "--set",
                        "portfolio.borrowers=400",
                        "run.years=1",
                        "run.warm_up_months=1"};

// Of two worlds, of which the baseline is not the first.
const std::string two_worlds =
    "title = \"Small\"\nscenarios = [\"" + shipped("baseline") + "\", \"" + shipped("recession") +
    "\"]\nreplications = 2\nbaseline = \"as-is\"\nset = [\"portfolio.borrowers=300\", "
    "\"run.years=1\", \"run.warm_up_months=1\"]\n[[policies]]\nid = \"tight\"\nfiles = [\"" +
    shipped("policies/tight-limits") + "\"]\n[[policies]]\nid = \"as-is\"\n";

Words fields(const std::string& line) {
  Words words;
  std::istringstream in(line);
  for (std::string word; std::getline(in, word, ',');) words.push_back(word);
  return words;
}

TEST(Decision, IsToldOfAPlainComparison) {
  const Workplace here;
  const auto ran = here.run(compared + Words{"-o", "c.h5", "--decision"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* expected : {"2 contrasts with baseline", "verdict", "tight-limits",
                               "loss given default", "results in c.h5"}) {
    EXPECT_THAT(ran.out, HasSubstr(expected));
  }
  EXPECT_THAT(ran.out, Not(HasSubstr("scenario "))) << "there is one, without a name";
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b["))) << "no colour in a file";

  const auto shown = here.run({"show", "c.h5", "--decision", "--details"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("\nloose-limits against baseline\n"));
  EXPECT_THAT(shown.out, HasSubstr("Charged off, of amounts lent"));
  const auto other = here.run({"show", "c.h5", "--decision", "--baseline", "loose-limits"});
  EXPECT_THAT(other.out, HasSubstr("2 contrasts with loose-limits"));
}

// The report of a study, and what its file says afterwards, are the same figures.
TEST(DecisionOracle, OfAStudysFileIsTheStudys) {
  const Workplace here;
  here.write("two.toml", two_worlds);
  const auto ran = here.run({"study", "two.toml", "--csv", "study.csv"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto shown =
      here.run({"show", "two.h5", "--decision", "--baseline", "as-is", "--csv", "file.csv"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(here.read("file.csv"), here.read("study.csv"));
  EXPECT_THAT(shown.out, HasSubstr("2 contrasts with as-is"));
}

// In the CSV the parts of each contrast are the effect on net income, and the verdict stands there.
TEST(DecisionProperty, ThePartsAddUpInTheTable) {
  const Workplace here;
  ASSERT_EQ(here.run(compared + Words{"-o", "c.h5", "--decision", "--csv", "c.csv"}).code, 0);
  std::map<std::string, double> parts;
  std::map<std::string, double> effects;
  std::istringstream lines(here.read("c.csv"));
  std::string line;
  std::getline(lines, line);
  const std::size_t columns = fields(line).size();
  int verdicts = 0;
  while (std::getline(lines, line)) {
    line.push_back(',');  // a last field may be empty
    const Words cells = fields(line);
    ASSERT_EQ(cells.size(), columns) << line;
    if (cells[3] == "driver") parts[cells[1]] += std::stod(cells[8]);
    if (cells[3] == "decision" && cells[4] == "net_income_a_year") {
      effects[cells[1]] = std::stod(cells[8]);
      EXPECT_THAT(cells[11], testing::AnyOf("better", "worse", "no difference", "not known"));
      ++verdicts;
    }
  }
  EXPECT_EQ(verdicts, 2);
  ASSERT_EQ(parts.size(), 2u);
  for (const auto& [arm, effect] : effects) {
    EXPECT_NEAR(parts[arm], effect, 1e-6) << arm;
    EXPECT_GT(std::fabs(effect), 1) << arm << " does something";
  }
}

TEST(DecisionGolden, SaysWhatCannotBeMeant) {
  const Workplace here;
  ASSERT_EQ(here.run(compared + Words{"-o", "c.h5"}).code, 0);
  ASSERT_EQ(here.run_small("baseline", {"-o", "one.h5"}).code, 0);
  const std::vector<std::pair<Words, std::string>> all = {
      {{"show", "c.h5", "--decision", "--baseline", "tight-limit"},
       "--baseline: found \"tight-limit\", expected an arm of the file; did you mean "
       "\"tight-limits\"?"},
      {{"show", "c.h5", "--details"}, "--details goes with --decision"},
      {{"show", "c.h5", "--decision", "--measure", "net_income_a_year"}, "ask one at a time"},
      {{"show", "one.h5", "--decision"}, "nothing to decide"},
      {{"show", "c.h5", "--decision", "--csv", "nowhere/c.csv"}, "nowhere/c.csv"},
      {compared + Words{"-o", "never.h5", "--decision", "--baseline", "x"}, "--baseline: found"},
  };
  for (const auto& [words, expected] : all) {
    const auto ended = here.run(words);
    EXPECT_EQ(ended.code, 2) << expected << "\n" << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(expected));
  }
  EXPECT_FALSE(here.has("never.h5"));
}

}  // namespace
