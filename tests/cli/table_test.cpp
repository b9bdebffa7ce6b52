// creditcycle table, end to end.
#include <cmath>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::operator+;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::Not;

// Means of a CSV by what they are of: "2025 late gold".
std::map<std::string, double> means(const Workplace& here, const std::vector<std::string>& words) {
  const auto ended = here.run(std::vector<std::string>{"table"} + words +
                              std::vector<std::string>{"--csv", "table.csv"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  std::map<std::string, double> found;
  if (ended.code != 0) return found;
  std::istringstream lines(here.read("table.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) fields.push_back(cell);
    const std::string name = fields.at(3) + " " + fields.at(4) + " " + fields.at(5);
    found[name] = fields.at(8).empty() ? std::nan("") : std::stod(fields.at(8));
  }
  return found;
}

cli_tests::Ended two_years(const Workplace& here, const std::string& result,
                           const std::vector<std::string>& sets = {}) {
  return here.run(std::vector<std::string>{
                      "run", cli_tests::shipped("recession"), "-o", result, "--replications", "3",
                      "--set", "portfolio.borrowers=1500", "run.years=2", "run.warm_up_months=6"} +
                  sets);
}

TEST(TableOracle, PeriodsAddUpAsMonthsSay) {
  const Workplace here;
  ASSERT_EQ(two_years(here, "r.h5").code, 0);
  const std::vector<std::string> asked = {"r.h5",
                                          "--value",
                                          "originated_amount",
                                          "--value",
                                          "members",
                                          "--value",
                                          "u = economy_unemployment_ppm",
                                          "--value",
                                          "b = balance_average"};
  const auto by = [&](const char* period) {
    return means(here, asked + std::vector<std::string>{"--by", period});
  };
  auto months = by("month"), quarters = by("quarter"), years = by("year"), run = by("run");
  ASSERT_EQ(months.size(), 4 * 24U);
  ASSERT_EQ(quarters.size(), 4 * 8U);
  double lent = 0, unemployment = 0, balance = 0, of_quarters = 0;
  for (int month = 1; month <= 12; ++month) {
    const std::string name = (month < 10 ? "2026-0" : "2026-") + std::to_string(month);
    lent += months[name + " originated_amount "];
    unemployment += months[name + " u "];
    balance += months[name + " b "];
  }
  for (int quarter = 1; quarter <= 4; ++quarter)
    of_quarters += quarters["2026Q" + std::to_string(quarter) + " originated_amount "];
  EXPECT_GT(lent, 0);
  EXPECT_NEAR(years["2026 originated_amount "], lent, 1e-6 * lent);
  EXPECT_NEAR(of_quarters, lent, 1e-6 * lent);
  EXPECT_DOUBLE_EQ(years["2026 members "], months["2026-12 members "]);
  EXPECT_DOUBLE_EQ(quarters["2026Q2 members "], months["2026-06 members "]);
  EXPECT_NEAR(years["2026 u "], unemployment / 12, 1e-12);
  EXPECT_NEAR(years["2026 b "], balance / 12, 1e-6 * balance);
  EXPECT_NEAR(run["2025 to 2026 originated_amount "],
              years["2025 originated_amount "] + years["2026 originated_amount "], 1e-6 * lent);
}

TEST(TableOracle, RowsAddUpToThePortfolio) {
  const Workplace here;
  ASSERT_EQ(two_years(here, "r.h5").code, 0);
  const std::vector<std::string> late = {"--value", "late % = balance_30 / balance"};
  auto whole = means(here, std::vector<std::string>{"r.h5"} + late);
  auto tiers = means(here, std::vector<std::string>{"r.h5", "tier"} + late);
  auto segments = means(here, std::vector<std::string>{"r.h5", "segment"} + late);
  EXPECT_GT(whole["2026 late "], 0);
  EXPECT_DOUBLE_EQ(tiers["2026 late all"], whole["2026 late "]);
  EXPECT_DOUBLE_EQ(segments["2026 late all"], whole["2026 late "]);

  auto shares = means(
      here, {"r.h5", "tier", "--by", "run", "--value", "share % = members / members[tier=*]"});
  double sum = 0;
  for (const char* tier : {"primary", "gold", "platinum", "diamond"})
    sum += shares[std::string("2025 to 2026 share ") + tier];
  EXPECT_NEAR(sum, 1, 1e-9);

  // Loans roll out of a bucket into those that they are in, or away.
  auto rolled = means(here, {"r.h5", "roll", "--by", "run", "--only", "from_bucket=M1", "--value",
                             "loans", "--rows", "to_bucket"});
  auto from = means(here, {"r.h5", "roll", "--by", "run", "--value", "loans"});
  EXPECT_GT(rolled["2025 to 2026 loans M2"], 0);
  EXPECT_DOUBLE_EQ(rolled["2025 to 2026 loans all"], from["2025 to 2026 loans M1"]);
  auto cured = means(
      here, {"r.h5", "roll", "--by", "run", "--value", "cured % = loans[to_bucket=M0] / loans"});
  EXPECT_NEAR(cured["2025 to 2026 cured M1"],
              rolled["2025 to 2026 loans M0"] / rolled["2025 to 2026 loans all"], 0.01);
}

TEST(TableReference, HeadlinesAreThoseOfShow) {
  const Workplace here;
  ASSERT_EQ(two_years(here, "r.h5").code, 0);
  const std::vector<std::string> names = {"charge_off_rate", "net_income_a_year", "auc",
                                          "share_30_peak"};
  const auto shown = here.run({"show", "r.h5", "--json"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  for (const std::string& name : names) {
    const auto table = here.run({"table", "r.h5", "--by", "run", "--headline", name, "--json"});
    ASSERT_EQ(table.code, 0) << table.err;
    const auto mean_after = [](const std::string& text, std::size_t from) {
      return std::stod(text.substr(text.find("\"mean\": ", from) + 8));
    };
    const std::size_t here_it_is = shown.out.find("\"name\": \"" + name + "\"");
    ASSERT_NE(here_it_is, std::string::npos) << name;
    EXPECT_DOUBLE_EQ(mean_after(table.out, 0), mean_after(shown.out, here_it_is)) << name;
  }
  // A year's headline is made of that year alone.
  auto years = means(here, {"r.h5", "--headline", "lost = charge_off_rate", "--value",
                            "own % = charge_off / balance_average"});
  EXPECT_GT(years["2026 lost "], 0);
  EXPECT_NEAR(years["2026 lost "], years["2026 own "], 1e-9);
  EXPECT_NEAR(years["2025 lost "], years["2025 own "], 1e-9);
}

TEST(TableGolden, ListsWhatThereIsAndStandsSideBySide) {
  const Workplace here;
  ASSERT_EQ(two_years(here, "usual.h5").code, 0);
  ASSERT_EQ(two_years(here, "dear.h5", {"pricing.base=20 % a year"}).code, 0);
  const auto listed = here.run({"table", "usual.h5"});
  ASSERT_EQ(listed.code, 0) << listed.err;
  for (const char* expected : {"portfolio", "by tier: primary, gold", "by month: 2025-01 to",
                               "unemployment rate of the economy", "mean"}) {
    EXPECT_THAT(listed.out, HasSubstr(expected));
  }
  const auto both = here.run({"table", "usual.h5", "dear.h5", "--value", "members", "--value",
                              "late % = balance_30 / balance", "--headline", "price = yield",
                              "--headline", "income = net_income_a_year"});
  ASSERT_EQ(both.code, 0) << both.err;
  EXPECT_THAT(both.out, HasSubstr("portfolio, 2025 to 2026, means over 3 replications"));
  EXPECT_THAT(both.out, HasSubstr("\nusual "));
  EXPECT_THAT(both.out, HasSubstr("\ndear "));
  EXPECT_THAT(both.out, HasSubstr("95 % interval"));
  std::istringstream lines(both.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 115U) << line;

  const auto months =
      here.run({"table", "usual.h5", "industry", "--by", "month", "--only",
                "month=2026-03..2026-04", "--only", "industry=trade", "--value", "labour_force"});
  ASSERT_EQ(months.code, 0) << months.err;
  EXPECT_THAT(months.out, HasSubstr("2026-03"));
  EXPECT_THAT(months.out, HasSubstr("2026-04"));
  EXPECT_THAT(months.out, Not(HasSubstr("2026-05")));
  EXPECT_THAT(months.out, Not(HasSubstr("construction")));

  ASSERT_EQ(here.run({"compare", cli_tests::shipped("baseline"), cli_tests::shipped("recession"),
                      "-o", "arms.h5", "--replications", "2", "--set", "portfolio.borrowers=500",
                      "run.years=1", "run.warm_up_months=0"})
                .code,
            0);
  const auto arms = here.run({"table", "arms.h5", "--value", "none = members / 0"});
  ASSERT_EQ(arms.code, 0) << arms.err;
  EXPECT_THAT(arms.out, HasSubstr("\nbaseline "));
  EXPECT_THAT(arms.out, HasSubstr("\nrecession "));
  EXPECT_THAT(arms.out, HasSubstr("–"));
}

TEST(TableGolden, SaysWhatCannotBeMeant) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "r.h5"}).code, 0);
  const auto refused = [&](const std::vector<std::string>& words, const std::string& why) {
    const auto ended = here.run(std::vector<std::string>{"table", "r.h5"} + words);
    EXPECT_EQ(ended.code, 2) << why;
    EXPECT_THAT(ended.err, HasSubstr(why));
  };
  refused({"teir"}, "did you mean \"tier\"?");
  refused({"--value", "late = balanc / members"}, "did you mean \"balance\"?");
  refused({"--value", "late = balance /"}, "cannot be read");
  refused({"tier", "--value", "members[teir=gold]"}, "did you mean \"tier\"?");
  refused({"tier", "--only", "tier=gild"}, "did you mean \"gold\"?");
  refused({"tier", "--only", "gold"}, "expected AXIS=LABEL");
  refused({"tier", "--rows", "month"}, "which --by divides");
  refused({"--value", "members", "--by", "week"}, "expected month, quarter, year or run");
  refused({"tier_migration", "--by", "month"}, "expected year or run");
  refused({"--headline", "charge_of_rate"}, "did you mean \"charge_off_rate\"?");
  refused({"tier", "--headline", "auc"}, "of the portfolio");
  refused({"ledger"}, "creditcycle statements");
  refused({"--by", "year"}, "a panel, a --value or a --headline is expected");
  refused({"--value", "members", "--arm", "other"}, "an arm of r");
  refused({"--value", "balance_30 %"}, "expected NAME = EXPRESSION");
  refused({"--value", "x := 3"}, "expected NAME = EXPRESSION");
  refused({"--value", "members", "--value", "members = dormant"}, "expected names that differ");
  EXPECT_EQ(here.run({"table"}).code, 2);
  EXPECT_EQ(here.run({"table", "missing.h5"}).code, 2);
  const auto folder = here.run({"table", "."});
  EXPECT_EQ(folder.code, 2);
  EXPECT_THAT(folder.err, HasSubstr("is a folder, not a result file"));
  const auto help = here.run({"table", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.out, HasSubstr("table recession.h5 industry"));

  ASSERT_EQ(here.run_small("baseline", {"-o", "w.h5", "--set", "economy.uncertainty.shift=1",
                                        "economy.uncertainty.severity_deviation=0.5"})
                .code,
            0);
  const auto weighted = here.run({"table", "w.h5", "--value", "members"});
  EXPECT_EQ(weighted.code, 2);
  EXPECT_THAT(weighted.err, HasSubstr("importance sampling"));
}

}  // namespace
