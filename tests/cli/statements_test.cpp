// creditcycle statements, end to end.
#include <gmock/gmock.h>
#include <sstream>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Workplace;
using testing::HasSubstr;

// The means of an item, in the order of the periods.
std::vector<double> means(const std::string& csv, const std::string& item) {
  std::vector<double> found;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("," + item + ",") == std::string::npos) continue;
    std::size_t at = 0;
    for (int comma = 0; comma < 8; ++comma) at = line.find(',', at) + 1;
    found.push_back(std::stod(line.substr(at)));
  }
  return found;
}

TEST(StatementsOracle, NetIncomeOfTheYearIsTheHeadline) {
  const Workplace here;
  ASSERT_EQ(here.run_small("recession", {"-o", "r.h5"}).code, 0);
  const auto yearly = here.run({"statements", "r.h5", "--csv", "year.csv"});
  ASSERT_EQ(yearly.code, 0) << yearly.err;
  for (const char* expected : {"Income statement", "Balance sheet", "total assets", "2025"}) {
    EXPECT_THAT(yearly.out, HasSubstr(expected));
  }
  const auto year = means(here.read("year.csv"), "net_income");
  ASSERT_EQ(year.size(), 1U);
  const std::string shown = here.run({"show", "r.h5", "--json"}).out;
  const auto headline = shown.find("\"name\": \"net_income_a_year\"");
  const auto mean = shown.find("\"mean\": ", headline) + 8;
  EXPECT_NEAR(year.front(), std::stod(shown.substr(mean)), 0.011);

  ASSERT_EQ(here.run({"statements", "r.h5", "--by", "month", "--csv", "month.csv"}).code, 0);
  const std::string monthly = here.read("month.csv");
  const auto months = means(monthly, "net_income");
  ASSERT_EQ(months.size(), 12U);
  double sum = 0;
  for (const double month : months) sum += month;
  EXPECT_NEAR(sum, year.front(), 1e-6);
  const auto assets = means(monthly, "total_assets");
  const auto liabilities = means(monthly, "total_liabilities");
  const auto equity = means(monthly, "total_equity");
  for (std::size_t i = 0; i < assets.size(); ++i) {
    EXPECT_NEAR(assets[i], liabilities[i] + equity[i], 1e-6);
  }
}

TEST(StatementsGolden, SaysWhatCannotBeMeant) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "r.h5"}).code, 0);
  const auto week = here.run({"statements", "r.h5", "--by", "week"});
  EXPECT_EQ(week.code, 2);
  EXPECT_THAT(week.err, HasSubstr("expected month, quarter or year"));
  const auto arm = here.run({"statements", "r.h5", "--arm", "other"});
  EXPECT_EQ(arm.code, 2);
  EXPECT_THAT(arm.err, HasSubstr("baseline"));
  EXPECT_EQ(here.run({"statements", "missing.h5"}).code, 2);
  ASSERT_EQ(here.run_small("two-markets", {"-o", "m.h5"}).code, 0);
  const auto markets = here.run({"statements", "m.h5"});
  EXPECT_EQ(markets.code, 2);
  EXPECT_THAT(markets.err, HasSubstr("several markets"));
  const auto json = here.run({"statements", "r.h5", "--arm", "baseline", "--json"});
  EXPECT_EQ(json.code, 0);
  EXPECT_THAT(json.out, HasSubstr("\"item\": \"return_on_equity\""));
}

}  // namespace
