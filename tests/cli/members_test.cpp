// creditcycle members, end to end.
#include <gmock/gmock.h>
#include <optional>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Workplace;
using testing::HasSubstr;

// The means of an item and group, in the order of the periods.
std::vector<double> means(const std::string& csv, const std::string& item,
                          const std::string& group) {
  std::vector<double> found;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("," + item + "," + group + ",") == std::string::npos) continue;
    std::size_t at = 0;
    for (int comma = 0; comma < 8; ++comma) at = line.find(',', at) + 1;
    found.push_back(std::stod(line.substr(at)));
  }
  return found;
}

cli_tests::Ended two_years(const Workplace& here) {
  return here.run({"run", cli_tests::shipped("recession"), "-o", "r.h5", "--replications", "3",
                   "--set", "portfolio.borrowers=1500", "run.years=2", "run.warm_up_months=6"});
}

TEST(MembersOracle, BenefitsAreTheStatementsAndSharesAddUp) {
  const Workplace here;
  ASSERT_EQ(two_years(here).code, 0);
  const auto shown = here.run({"members", "r.h5", "--by", "year", "--csv", "r.csv"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  for (const char* expected : {"2025", "2026", "A year later", "diamond", "joined", "left"}) {
    EXPECT_THAT(shown.out, HasSubstr(expected));
  }
  const std::string csv = here.read("r.csv");
  const std::vector<std::string> tiers = {"primary", "gold", "platinum", "diamond"};
  double shares = 0;
  for (const std::string& tier : tiers) shares += means(csv, "share", tier).at(1);
  EXPECT_NEAR(shares, 1, 1e-9);
  double goes = 0;
  for (const std::string& to : {"primary", "gold", "platinum", "diamond", "barred", "left"})
    goes += means(csv, "migration", "primary to " + to).at(0);
  EXPECT_NEAR(goes, 1, 1e-9);
  // A member's benefits, times members, are the account.
  ASSERT_EQ(here.run({"statements", "r.h5", "--csv", "s.csv"}).code, 0);
  const double account = means(here.read("s.csv"), "rate_discounts", "income_statement").at(1);
  const double a_member = means(csv, "rate_discounts", "all").at(1);
  EXPECT_GT(a_member, 0);
  EXPECT_NEAR(means(csv, "benefit_cost", "all").at(1), a_member, 1e-9);
  EXPECT_GT(std::abs(account) / a_member, 1200);
  EXPECT_LT(std::abs(account) / a_member, 1500);

  const auto run = here.run({"members", "r.h5", "--arm", "recession", "--json"});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"section\": \"2025 to 2026\""));
  EXPECT_THAT(run.out, HasSubstr("\"group\": \"gold to platinum\""));
}

// The number in the n-th column of a line of CSV, from 0; nothing where it is empty.
std::optional<double> number(const std::string& line, int nth) {
  std::size_t at = 0;
  for (int comma = 0; comma < nth; ++comma) at = line.find(',', at) + 1;
  return line[at] == ',' ? std::nullopt : std::optional(std::stod(line.substr(at)));
}

// Few go from tier to tier in three small runs, so that Student's interval would leave the whole.
TEST(MembersProperty, IntervalsOfSharesAreShares) {
  const Workplace here;
  ASSERT_EQ(two_years(here).code, 0);
  ASSERT_EQ(here.run({"members", "r.h5", "--csv", "r.csv"}).code, 0);
  std::istringstream lines(here.read("r.csv"));
  int shares = 0, ended = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(",share,") == std::string::npos && line.find(",migration,") == std::string::npos)
      continue;
    const auto mean = number(line, 8), low = number(line, 9), high = number(line, 10);
    if (!low || !high) continue;
    EXPECT_GE(*low, 0) << line;
    EXPECT_LE(*high, 1) << line;
    ++shares;
    ended += (*low == 0 && *mean > 0) || (*high == 1 && *mean < 1);
  }
  EXPECT_GT(shares, 20);
  EXPECT_GT(ended, 0);
}

TEST(MembersGolden, SaysWhatCannotBeMeant) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "r.h5"}).code, 0);
  const auto month = here.run({"members", "r.h5", "--by", "month"});
  EXPECT_EQ(month.code, 2);
  EXPECT_THAT(month.err, HasSubstr("expected run or year"));
  const auto arm = here.run({"members", "r.h5", "--arm", "other"});
  EXPECT_EQ(arm.code, 2);
  EXPECT_THAT(arm.err, HasSubstr("expected one of baseline"));
  EXPECT_EQ(here.run({"members", "missing.h5"}).code, 2);
  EXPECT_EQ(here.run({"members"}).code, 2);
  const auto help = here.run({"members", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.out, HasSubstr("members recession.h5 --by year"));
}

}  // namespace
