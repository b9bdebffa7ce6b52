// creditcycle run --trace: one borrower's history, and every way to ask for one that is not there.
#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace {

using cli_tests::Ended;
using cli_tests::Workplace;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

// Hard times for many, so that one of them sees most of what there is.
const Words hard_times = {"--set",
                          "scoring.cut_off=600",
                          "scoring.accept_rejected=50 %",
                          "payment.base_log_odds=2.5",
                          "collections.agents_per_100k=0",
                          "limits.raise_score=350",
                          "limits.raise_utilisation=1 %",
                          "run.years=3"};

Ended trace(const Workplace& here, Words words) {
  words.insert(words.end(), hard_times.begin(), hard_times.end());
  return here.run_small("recession", words);
}

bool keeps_a_result(const Workplace& here) {
  const std::filesystem::directory_iterator files(here.path());
  return std::any_of(begin(files), end(files),
                     [](const auto& file) { return file.path().extension() == ".h5"; });
}

std::ptrdiff_t lines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

std::ptrdiff_t count_of(const std::string& text, const std::string& part) {
  std::ptrdiff_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Trace, TellsOneBorrowerAndKeepsNoResultFile) {
  const Workplace here;
  const Ended ended = trace(here, {"--trace", "borrower=7", "--replication", "2"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Borrower 7, replication 2, seed 1"));
  EXPECT_THAT(ended.out, HasSubstr("is a member"));
  EXPECT_THAT(ended.out, HasSubstr("payday, limit granted"));
  EXPECT_THAT(ended.out, HasSubstr("; outstanding "));
  EXPECT_THAT(ended.err, IsEmpty());
  EXPECT_FALSE(keeps_a_result(here));
}

TEST(TraceProperty, IsTheSameInAnyShardsOnAnyThreads) {
  const Workplace here;
  const std::string expected = trace(here, {"--trace", "borrower=99", "--json"}).out;
  EXPECT_GT(count_of(expected, "\"what\""), 20);
  for (const Words& how : {Words{"--threads", "1", "--shard-size", "7"},
                           {"--threads", "3", "--shard-size", "100", "--audit"}}) {
    Words words = {"--trace", "borrower=99", "--json"};
    words.insert(words.end(), how.begin(), how.end());
    EXPECT_EQ(trace(here, words).out, expected);
  }
}

TEST(Trace, TableCsvAndJsonTellTheSameEvents) {
  const Workplace here;
  const Ended text = trace(here, {"--trace", "borrower=5", "--csv", "five.csv"});
  const Ended json = trace(here, {"--trace", "borrower=5", "--json"});
  const std::ptrdiff_t events = count_of(json.out, "\"what\"");
  EXPECT_GT(events, 20);
  EXPECT_EQ(lines(here.read("five.csv")), events + 1);
  // Title, who it is, an empty line, the heading; an empty line and the totals.
  EXPECT_EQ(lines(text.out), events + 6);
  const std::string csv = here.read("five.csv");
  EXPECT_THAT(csv, testing::StartsWith("date,day,event,what,person,loan,product,lent,billed,"));
  // As many columns in each line, but for commas in quotes.
  const std::string heading = csv.substr(0, csv.find('\n'));
  const std::string first = csv.substr(heading.size() + 1, csv.find('\n', heading.size() + 1));
  EXPECT_EQ(count_of(first.substr(0, first.find('\n')), ","), count_of(heading, ","));
}

TEST(Trace, SaysInWordsWhatThereIs) {
  const Workplace here;
  std::string all;
  const auto tell = [&](int borrower, Words words) {
    words.insert(words.begin(), {"--trace", "borrower=" + std::to_string(borrower), "--quiet",
                                 "--json", "--set", "network.influence=100 %"});
    all += trace(here, words).out;
  };
  for (int borrower = 0; borrower < 60; ++borrower) tell(borrower, {});
  // Where hardly anybody comes unasked.
  for (int borrower = 0; borrower < 40; ++borrower) {
    tell(borrower, {"network.invitations=12", "population.members_at_start=50 %",
                    "population.vacancy=3650 days"});
  }
  for (const char* words : {"hears of a friend's default",
                            "joins",
                            "joins, invited by a friend",
                            "falls dormant",
                            "wakes up",
                            "would commit to no loan",
                            "identity cannot be verified",
                            "leaves",
                            "loses work",
                            "finds work",
                            "limit raised",
                            "limit cut",
                            "below the cut-off",
                            "declined, score below the cut-off",
                            "instalment paid",
                            "instalment forgotten",
                            "not paid, unwilling",
                            "short of cash",
                            "late already",
                            "last instalment paid, loan repaid",
                            "the rest repaid early",
                            "tries again: pays",
                            "late interest begins",
                            "no agent is free",
                            "pays what is overdue",
                            "found 90 days past due",
                            "charged off, and barred",
                            "is recovered"}) {
    EXPECT_NE(all.find(words), std::string::npos) << words;
  }
}

TEST(Trace, ABorrowerWhoIsNotThereIsAnErrorThatSaysWhoIs) {
  const Workplace here;
  const Ended ended = here.run_small("baseline", {"--trace", "borrower=1_000_000"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("found borrower 1000000, expected one from 0 to "));
  EXPECT_THAT(ended.out, IsEmpty());
}

TEST(Trace, WhatCannotBeMeantIsAnError) {
  const Workplace here;
  const auto error = [&](const Words& words) {
    const Ended ended = here.run_small("baseline", words);
    EXPECT_EQ(ended.code, 2) << words.front();
    return ended.err;
  };
  for (const char* wrong : {"1234", "borrower=", "borrower=x", "loan=3", "borrower=1.5"})
    EXPECT_THAT(error({"--trace", wrong}), HasSubstr("expected borrower=N")) << wrong;
  EXPECT_THAT(error({"--trace", "borrower=-1"}), HasSubstr("found borrower -1"));
  EXPECT_THAT(error({"--trace", "borrower=1", "--replication", "3"}),
              HasSubstr("--replication: found 3, expected one from 0 to 2"));
  EXPECT_THAT(error({"--trace", "borrower=1", "-o", "x.h5"}), HasSubstr("--output"));
  EXPECT_THAT(error({"--trace", "borrower=1", "--resume"}), HasSubstr("--resume"));
  EXPECT_THAT(error({"--replication", "1"}), HasSubstr("add --trace borrower=N"));
  EXPECT_THAT(error({"--csv", "x.csv"}), HasSubstr("add --trace borrower=N"));
  EXPECT_THAT(error({"--trace", "borrower=1", "--csv", "no/such/folder.csv"}),
              HasSubstr("cannot be written"));
  EXPECT_FALSE(keeps_a_result(here));
}

TEST(Trace, AResultFileIsTracedWhereItHasOneArm) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "one.h5"}).code, 0);
  const Ended from_file = here.run({"run", "one.h5", "--trace", "borrower=3", "--json"});
  EXPECT_EQ(from_file.code, 0) << from_file.err;
  EXPECT_EQ(from_file.out, here.run_small("baseline", {"--trace", "borrower=3", "--json"}).out);
}

}  // namespace
