// creditcycle schedule from the outside: the worked examples to the cent, its forms, its errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/cli/program.hpp"
#include "tests/models/worked_examples.hpp"

namespace {

using cli_tests::Ended;
using cli_tests::Workplace;
using cli_tests::operator+;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using worked_examples::money;
using worked_examples::Row;
using Words = std::vector<std::string>;

std::vector<Row> table(const Workplace& here, const Words& words) {
  const Ended ended = here.run(Words{"schedule", "--csv"} + words);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, IsEmpty());
  std::istringstream csv(ended.out);
  return worked_examples::rows_of(csv);
}

std::string day_count_of(const Row& row) {
  const std::string& year = row.at("days_in_year");
  const std::string days = year == "ACTUAL" ? "actual" : year.substr(year.find('_') + 1);
  return (row.at("days_in_month") == "DAYS_30" ? "30/" : "actual/") + days;
}

TEST(ScheduleCommandReference, EqualInstalmentsComeOutToTheCent) {
  const Workplace here;
  for (const auto& [name, rows] : worked_examples::cases("equal_instalment_examples.csv")) {
    SCOPED_TRACE(name);
    const Row& first = rows.front();
    std::string unit = first.at("freq");
    for (char& letter : unit) letter = static_cast<char>(std::tolower(letter));
    const auto found = table(
        here, {"--amount", first.at("principal"), "--rate", first.at("annual_rate_pct") + "%",
               "--term", std::to_string(rows.size()), "--frequency", first.at("every") + " " + unit,
               "--day-count", day_count_of(first), "--disbursed", first.at("disbursed")});
    ASSERT_EQ(found.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(found[i].at("number"), rows[i].at("period"));
      EXPECT_EQ(found[i].at("from"), rows[i].at("from"));
      EXPECT_EQ(found[i].at("due"), rows[i].at("due"));
      EXPECT_EQ(money(found[i].at("payment")), money(rows[i].at("emi")));
      EXPECT_EQ(money(found[i].at("interest")), money(rows[i].at("interest_due")));
      EXPECT_EQ(money(found[i].at("principal")), money(rows[i].at("principal_due")));
      EXPECT_EQ(money(found[i].at("balance")), money(rows[i].at("balance_after")));
    }
  }
}

TEST(ScheduleCommandReference, LoansOfThe31stOfJanuaryComeOutToTheCent) {
  const Workplace here;
  for (const auto& [name, rows] : worked_examples::cases("month_end_examples.csv")) {
    SCOPED_TRACE(name);
    const Row& first = rows.front();
    const bool last_day = first.at("month_end_rule") == "LAST_DAY_OF_MONTH";
    const auto found =
        table(here, {"--amount", first.at("principal"), "--rate", first.at("annual_rate_pct"),
                     "--term", "3", "--disbursed", first.at("disbursed"), "--first-date",
                     first.at("due_date"), "--month-end", last_day ? "last-day" : "first-of-next",
                     "--day-count", last_day ? "30/360" : "actual/actual"});
    ASSERT_EQ(found.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(found[i].at("days"), rows[i].at("days"));
      EXPECT_EQ(found[i].at("due"), rows[i].at("due_date"));
      EXPECT_EQ(money(found[i].at("payment")), money(rows[i].at("due")));
      EXPECT_EQ(money(found[i].at("interest")), money(rows[i].at("interest")));
      EXPECT_EQ(money(found[i].at("principal")), money(rows[i].at("principal_due")));
      EXPECT_EQ(money(found[i].at("balance")), money(rows[i].at("balance_after")));
    }
  }
}

// The payments of Regulation Z's examples on their dates, 12 CFR part 1026, appendix J, (c)(1).
TEST(ScheduleCommandReference, PaymentsThatAreGivenHaveThePublishedRates) {
  const Workplace here;
  struct Dates {
    const char* disbursed;
    const char* first;
    const char* frequency;
  };
  const std::map<std::string, Dates> dates = {
      {"c1i", {"1978-01-10", "1978-02-10", "monthly"}},
      {"c1ii", {"1978-02-10", "1978-04-01", "monthly"}},
      {"c1iii", {"1978-02-23", "1978-03-01", "semimonthly"}},
      {"c1iv", {"1978-05-23", "1978-10-01", "quarterly"}}};
  for (const Row& row : worked_examples::rows_of_file("regulation_z_appendix_j_examples.csv")) {
    SCOPED_TRACE(row.at("example"));
    const Dates& when = dates.at(row.at("example"));
    const auto stream = worked_examples::split(
        row.at("payment_streams(t_unit_periods|odd_days|amount|count)"), '|');
    const Words words = {"schedule",
                         "--amount",
                         row.at("amount_advanced"),
                         "--disbursed",
                         when.disbursed,
                         "--first-date",
                         when.first,
                         "--frequency",
                         when.frequency,
                         "--payments",
                         stream.at(2) + " x " + stream.at(3)};
    EXPECT_THAT(here.run(words).out, HasSubstr("APR " + row.at("published_apr_pct") + " %"));
    const std::string json = here.run(words + Words{"--json"}).out;
    const std::string key = "\"apr_percent\": ";
    ASSERT_THAT(json, HasSubstr(key));
    EXPECT_NEAR(std::stod(json.substr(json.find(key) + key.size())),
                std::stod(row.at("recomputed_apr_pct")), 5e-5);
  }
}

TEST(ScheduleCommand, PaymentsMayBeSkippedAndHaveDaysOfTheirOwn) {
  const Workplace here;
  const Words loan = {"--amount", "1000", "--disbursed", "2025-01-15"};
  const auto skipped = table(here, loan + Words{"--payments", "1,000 x 1, 0 x 2, 60"});
  ASSERT_EQ(skipped.size(), 2u);
  EXPECT_EQ(skipped[1].at("number"), "2");
  EXPECT_EQ(skipped[1].at("due"), "2025-05-15");
  EXPECT_EQ(skipped[1].at("from"), "2025-02-15");
  const Words dated = {"--pay", "2025-05-15=60", "--pay", "2025-02-15=1000"};
  EXPECT_EQ(table(here, loan + dated), skipped);
  const Ended single = here.run(Words{"schedule"} + loan + Words{"--pay", "2025-07-15=1060"});
  EXPECT_THAT(single.out, HasSubstr("APR 12.00 %")) << "6 % in half a year";
  // A weekly loan by its days: three weeks at 1 % of what is owed.
  const Ended weekly =
      here.run({"schedule", "--amount", "1000", "--disbursed", "2025-01-01", "--pay",
                "2025-01-08=10", "--pay", "2025-01-15=10", "--pay", "2025-01-22=1010"});
  EXPECT_THAT(weekly.out, HasSubstr("APR 52.00 %"));
}

TEST(ScheduleCommand, PrintsATableWithWhatTheLoanCosts) {
  const Workplace here;
  const Ended ended =
      here.run({"schedule", "--amount", "10,000", "--rate", "1 % a month", "--term", "12 months",
                "--day-count", "30/360", "--fee", "2%", "--cap", "15%"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(StartsWith("nr "), HasSubstr("888.49"),
                               HasSubstr("received 9,800.00, paid 10,661.86: interest 661.86, "
                                         "fees 200.00"),
                               HasSubstr("the APR is ABOVE the cap of 15 % a year")));
  const Ended json = here.run({"schedule", "--fee", "2%", "--cap", "24%", "--json"});
  EXPECT_THAT(json.out, AllOf(HasSubstr("\"within_cap\": true"), HasSubstr("\"fees\": 200.00"),
                              HasSubstr("\"received\": 9800.00")));
}

TEST(ScheduleCommand, ALoanOfWhichOnlyTheFirstDueDateIsKnownIsPaidOutAPeriodBefore) {
  const Workplace here;
  EXPECT_EQ(table(here, {"--first-date", "2025-03-31"}).at(0).at("from"), "2025-02-28");
  EXPECT_EQ(table(here, {"--first-date", "2025-03-31"}).at(1).at("due"), "2025-04-30");
  EXPECT_EQ(table(here, {"--first-date", "2025-03-31", "--frequency", "weekly"}).at(0).at("from"),
            "2025-03-24");
  EXPECT_EQ(
      table(here, {"--first-date", "2025-03-01", "--frequency", "semimonthly"}).at(0).at("from"),
      "2025-02-16");
}

TEST(ScheduleCommand, TermsAreCountsOrTimes) {
  const Workplace here;
  EXPECT_EQ(table(here, {"--term", "3 years"}).size(), 36u);
  EXPECT_EQ(table(here, {"--term", "1 year", "--frequency", "quarterly"}).size(), 4u);
  EXPECT_EQ(table(here, {"--term", "26 weeks", "--frequency", "fortnightly"}).size(), 13u);
  const auto bullet = table(here, {"--shape", "bullet", "--term", "90 days"});
  ASSERT_EQ(bullet.size(), 1u);
  EXPECT_EQ(bullet[0].at("days"), "90");
  EXPECT_EQ(table(here, {"--shape", "bullet", "--term", "6"}).at(0).at("due"), "2025-07-01");
}

TEST(ScheduleCommand, ChangesShowInTheTable) {
  const Workplace here;
  const auto rows = table(here, {"--prepay", "2025-06-15=2,000", "--prepay", "2025-06-20=1",
                                 "--holiday", "8=2", "--new-rate", "10=9 %", "--extend", "10=6"});
  EXPECT_EQ(rows.at(5).at("number"), "");
  EXPECT_EQ(rows.at(5).at("payment"), "2000.00");
  EXPECT_EQ(rows.at(6).at("payment"), "1.00");
  EXPECT_EQ(rows.at(9).at("payment"), "0.00");
  EXPECT_EQ(rows.size(), 22u);
  EXPECT_EQ(rows.back().at("balance"), "0.00");
}

TEST(ScheduleCommand, ALatePaymentShowsWhatItCosts) {
  const Workplace here;
  const auto rows = table(here, {"--shape", "equal-principal", "--amount", "12000", "--rate", "36%",
                                 "--day-count", "actual/360", "--late", "2=10", "--grace", "4",
                                 "--late-interest", "150 %", "--late-fee", "7"});
  EXPECT_EQ(rows.at(1).at("due"), "2025-03-01");
  EXPECT_EQ(rows.at(1).at("paid"), "2025-03-11");
  EXPECT_EQ(rows.at(1).at("late_interest"), "13.00");
  EXPECT_EQ(rows.at(1).at("late_fee"), "7.00");
  EXPECT_EQ(rows.at(2).at("paid"), rows.at(2).at("due"));
}

TEST(ScheduleCommand, WhatCannotBeMeantIsRefusedWithWhatIs) {
  const Workplace here;
  struct Bad {
    Words words;
    const char* found;
    const char* expected;
  };
  const std::vector<Bad> all = {
      {{"x.toml"}, "options alone are expected, found x.toml", "More: creditcycle schedule --help"},
      {{"--shape", "equl-principal"},
       "--shape: found \"equl-principal\"",
       "did you mean equal-principal?"},
      {{"--day-count", "actual/356"}, "--day-count: found", "did you mean actual/365?"},
      {{"--frequency", "mothly"}, "--frequency: found \"mothly\"", "did you mean monthly?"},
      {{"--frequency", "2 fortnights"}, "--frequency: found", "12 months or 90 days"},
      {{"--rate", "0.12"}, "--rate: found \"0.12\"", "0.12 % or 12 %"},
      {{"--rate", "-1%"}, "--rate: found \"-1%\"", "12 % a year"},
      {{"--amount", "1.234"}, "--amount: found \"1.234\"", "two decimals at most"},
      {{"--term", "0"}, "--term: found \"0\"", "90 days"},
      {{"--term", "100 days"}, "--term: found \"100 days\"", "whole periods of monthly"},
      {{"--disbursed", "2025-02-29"}, "--disbursed: found", "a date that the calendar has"},
      {{"--disbursed", "1 May"}, "--disbursed: found \"1 May\"", "such as 2025-01-31"},
      {{"--disbursed", "2025-05-01", "--first-date", "2025-05-01"},
       "the first due date is after",
       ""},
      {{"--prepay", "2025-06-15"}, "--prepay: found \"2025-06-15\"", "DATE=AMOUNT"},
      {{"--prepay", "2035-06-15=1"}, "a prepayment on 2035-06-15", "paid back by then"},
      {{"--holiday", "13=1"}, "a holiday from instalment 13", "ends with instalment 12"},
      {{"--step", "5%"}, "--step is of --shape step-up", "found equal-instalment"},
      {{"--fee", "10000"}, "the fee of 10000.00 leaves nothing", ""},
      {{"--csv", "--json"}, "--csv or --json is expected, not both", ""},
      {{"--payments", "230 x 24", "--rate", "9%"}, "--rate does not go with payments", ""},
      {{"--payments", "0 x 3"}, "at least one payment above zero", ""},
      {{"--payments", "230 x"}, "--payments: found", "a whole number"},
      {{"--pay", "2025-01-01=5"}, "--pay: found", "a day after --disbursed"},
      {{"--interst-only", "3"}, "unknown option --interst-only", "did you mean --interest-only?"},
      {{"--shape", "revolving", "--minimum-share", "0%", "--minimum", "50"},
       "minimum payments do not pay the loan off",
       "a higher --minimum"},
  };
  for (const Bad& bad : all) {
    const Ended ended = here.run(Words{"schedule"} + bad.words);
    EXPECT_EQ(ended.code, 2) << ended.err;
    EXPECT_THAT(ended.err, AllOf(StartsWith(bad.found), HasSubstr(bad.expected)));
    EXPECT_THAT(ended.out, IsEmpty());
    EXPECT_THAT(ended.err, Not(HasSubstr("fault")));
  }
}

}  // namespace
