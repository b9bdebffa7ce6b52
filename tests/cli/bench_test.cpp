// creditcycle bench: which figures it prints and that they agree with one another. How large they
// are is nobody's business here.
// Boost 1.74's own JSON reader would warn of itself without this.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "cli/peer.hpp"
#include "models/profile.hpp"
#include "tests/cli/program.hpp"

namespace {

using boost::property_tree::ptree;
using cli_tests::Ended;
using cli_tests::Workplace;
using cli_tests::operator+;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Words = std::vector<std::string>;

const Words small_bench = {"bench",     "--borrowers", "500",      "--years", "1",
                           "--threads", "2",           "--repeat", "2"};

ptree json_of(const Ended& ended) {
  ptree json;
  std::istringstream text(ended.out);
  EXPECT_NO_THROW(boost::property_tree::read_json(text, json)) << ended.out << ended.err;
  return json;
}

const ptree& nth(const ptree& array, std::size_t n) {
  return std::next(array.begin(), static_cast<std::ptrdiff_t>(n))->second;
}

TEST(Bench, PrintsATableOfEveryFigureAndEveryStepWithinAHundredColumns) {
  const Workplace here;
  const Ended ended = here.run(small_bench);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, IsEmpty()) << "not on a terminal, so no progress";
  EXPECT_THAT(ended.out, HasSubstr("500 borrowers, 1 year after"));
  EXPECT_THAT(ended.out, HasSubstr("best of 2 rounds"));
  for (const char* row :
       {"\nBorrower-months ", "\nEvents, all threads ", "\nA borrower-month ", "\nSpeed-up ",
        "\nProcessor time ", "\nStart-up ", "\nWriting results ", "\nDawn and dusk, serial ",
        "\nMemory of the model ", "\nPeak of the process ", "\nthe rest ", "\nthe whole run "}) {
    EXPECT_THAT(ended.out, HasSubstr(row));
  }
  for (const auto step : models::step_names) {
    EXPECT_THAT(ended.out, HasSubstr("\n" + std::string(step) + " "));
  }
  EXPECT_THAT(ended.out, HasSubstr("three costliest steps"));
  std::istringstream lines(ended.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(here.path()), {}), 2)
      << "only what the test itself has written";
}

TEST(Bench, ItsJsonAddsUp) {
  const Workplace here;
  const Ended ended = here.run(small_bench + Words{"--json", "--set", "run.warm_up_months=2"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const ptree json = json_of(ended);
  EXPECT_EQ(json.get<int>("borrowers"), 500);
  EXPECT_EQ(json.get<int>("warm_up_months"), 2);
  EXPECT_EQ(json.get<int>("rounds"), 2);

  const ptree& runs = json.get_child("runs");
  ASSERT_EQ(runs.size(), 3u);
  const int threads[] = {1, 2, 2};
  const int replications[] = {1, 1, 2};
  for (std::size_t i = 0; i < 3; ++i) {
    const ptree& run = nth(runs, i);
    EXPECT_EQ(run.get<int>("threads"), threads[i]);
    EXPECT_EQ(run.get<int>("replications"), replications[i]);
    EXPECT_EQ(run.get<double>("borrower_months"), 500.0 * 14 * replications[i]);
    const double seconds = run.get<double>("seconds");
    EXPECT_NEAR(run.get<double>("events_a_second") * seconds, run.get<double>("events"), 1e-3);
    EXPECT_NEAR(run.get<double>("borrower_months_a_second_and_core") * seconds * threads[i],
                run.get<double>("borrower_months"), 1e-3);
    EXPECT_GT(run.get<double>("processor_seconds"), 0);
    EXPECT_GT(run.get<double>("bytes_a_borrower"), 0);
    EXPECT_GT(run.get<double>("peak_bytes_a_borrower"), 0);
    EXPECT_LE(run.get<double>("seconds_to_first_day") + run.get<double>("seconds_of_days"),
              seconds);
    for (const char* share : {"writing_share", "serial_share"}) {
      EXPECT_GT(run.get<double>(share), 0) << share;
      EXPECT_LT(run.get<double>(share), 1) << share;
    }
  }
  EXPECT_EQ(nth(runs, 0).get<double>("speed_up"), 1);
  EXPECT_EQ(nth(runs, 0).get<double>("events"), nth(runs, 1).get<double>("events"))
      << "the same replication, whatever runs it";

  double steps = 0;
  double events = 0;
  double all = 0;
  for (const auto& [_, part] : json.get_child("steps")) {
    const auto name = part.get<std::string>("name");
    const double nanoseconds = part.get<double>("nanoseconds");
    EXPECT_GE(nanoseconds, 0) << name;
    all += nanoseconds;
    events += part.get<double>("events", 0);
    const auto& names = models::step_names;
    if (std::find(names.begin(), names.end(), name) != names.end()) steps += nanoseconds;
  }
  const ptree& first = nth(runs, 0);
  EXPECT_LE(steps, first.get<double>("seconds_of_days") * 1e9);
  EXPECT_NEAR(all, first.get<double>("seconds") * 1e9, 1);
  EXPECT_EQ(events, first.get<double>("events"));
  EXPECT_EQ(json.get_child("costliest").size(), 3u);
  EXPECT_EQ(json.get_child("peers").size(), 0u);
}

TEST(Bench, OneThreadAndOneReplicationIsOneColumn) {
  const Workplace here;
  const Ended ended = here.run({"bench", "baseline", "--set", "portfolio.borrowers=200",
                                "run.years=1", "--threads", "1", "--repeat", "1", "--json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const ptree json = json_of(ended);
  EXPECT_EQ(json.get<std::string>("name"), "baseline");
  EXPECT_EQ(json.get<int>("borrowers"), 200) << "--set comes after what bench would choose";
  EXPECT_EQ(json.get_child("runs").size(), 1u);
}

TEST(Bench, APeerIsMeasuredAndOursIsGivenAsAMultipleOfIts) {
  const Workplace here;
  const Words peers = {
      "--peer",
      "fake=echo starting; echo '{\"events\":1000,\"seconds\":1,\"rss_per_borrower\":50}'",
      "--peer=wide=echo '{\"events\": 8e3, \"seconds\": 2.0, \"threads\": 2}'; echo done"};
  const Ended ended = here.run(small_bench + peers + Words{"--json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const ptree json = json_of(ended);
  const ptree& runs = json.get_child("runs");
  const ptree& fake = nth(json.get_child("peers"), 0);
  EXPECT_EQ(fake.get<std::string>("name"), "fake");
  EXPECT_EQ(fake.get<double>("events_a_second"), 1000);
  EXPECT_EQ(fake.get<double>("nanoseconds_an_event"), 1e6);
  EXPECT_NEAR(fake.get<double>("our_speed_to_its"),
              nth(runs, 0).get<double>("events_a_second") / 1000, 1e-6)
      << "one thread against one thread";
  EXPECT_NEAR(fake.get<double>("our_memory_to_its"),
              nth(runs, 0).get<double>("peak_bytes_a_borrower") / 50, 1e-6);
  const ptree& wide = nth(json.get_child("peers"), 1);
  double fastest = 0;
  for (const auto& [_, run] : runs) {
    fastest = std::max(fastest, run.get<double>("events_a_second"));
  }
  EXPECT_NEAR(wide.get<double>("our_speed_to_its"), fastest / 4000, 1e-6);
  EXPECT_EQ(wide.count("our_memory_to_its"), 0u) << "it does not say what memory it took";
}

TEST(Bench, APeerThatFailsIsARowThatSaysSoAndStopsNothing) {
  const Workplace here;
  const Words peers = {"--peer", "broken=echo no luck >&2; exit 7",
                       "--peer", "silent=true",
                       "--peer", "good=echo '{\"events\":1000,\"seconds\":1}'"};
  const Ended ended = here.run(small_bench + peers);
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("failed: exit status 7: no luck"),
                               HasSubstr("failed: printed no line of JSON"), HasSubstr("\ngood ")));
  EXPECT_THAT(ended.err, HasSubstr("peer broken failed: exit status 7: no luck\n"));
  const ptree json = json_of(here.run(small_bench + peers + Words{"--json"}));
  EXPECT_EQ(nth(json.get_child("peers"), 0).get<std::string>("failed"), "exit status 7: no luck");
  EXPECT_EQ(nth(json.get_child("peers"), 2).count("failed"), 0u);
}

TEST(Bench, CtrlCEndsItAndThePeerThatIsRunning) {
  const Workplace here;
  // The peer interrupts the program that started it, and would then sleep for a minute.
  const Ended ended =
      here.run(small_bench + Words{"--peer", "sleeper=kill -INT $PPID; sleep 60; echo woke"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("interrupted: 0 of 2 rounds are complete"));
  EXPECT_THAT(ended.out, IsEmpty());
}

TEST(Bench, ShowsProgressOnATerminal) {
  const Workplace here;
  const Ended ended = here.run_on_terminal(small_bench);
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("0 of 6 measurements"), HasSubstr("6 of 6 measurements"),
                               HasSubstr("three costliest steps")));
}

TEST(Bench, ReadsWhatPeersSayAndNothingElse) {
  const auto read = cli::read_figures(
      "{\"impl\": \"x\", \"events\": 10}\nloading\n"
      "{\"impl\": \"x\", \"events\": 9.8e6, \"seconds\": 0.5, \"threads\": 4, \"bal\": [1, "
      "2]}\n\n");
  EXPECT_EQ(read.events, 9.8e6);
  EXPECT_EQ(read.events_a_second(), 19.6e6);
  EXPECT_EQ(read.threads, 4);
  EXPECT_FALSE(read.bytes_a_borrower);
  const auto whole = cli::read_figures(
      "{\"events\": 1, \"seconds\": 1, \"peak_rss_bytes\": 900, \"borrowers\": 10}");
  EXPECT_EQ(whole.bytes_a_borrower, 90);
  for (const char* bad :
       {"", "nothing", "{\"events\": 1", "{\"events\": 1}", "{\"events\": 1, \"seconds\": 0}",
        "{\"events\": \"many\", \"seconds\": 1}",
        "{\"events\": 1, \"seconds\": 1, \"threads\": -1}"}) {
    EXPECT_THROW((void)cli::read_figures(bad), cli::PeerFailed) << bad;
  }
}

}  // namespace
