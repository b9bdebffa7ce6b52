// The trace of one borrower against the books, against a second reader of every day, and against
// the run that nobody watched.
#include "models/trace.hpp"

#include <gtest/gtest.h>
#include <tuple>
#include <vector>

#include "small_scenario.hpp"

namespace {

using models::Account;
using models::PortfolioMeasure;
using models::Step;
using models::Trace;
using models::TracedState;
using models::TraceEntry;
using models_test::small_scenario;
using models_test::Stepper;

// Bad enough for everything to happen to somebody: news, declines, agents too few, charge-offs.
models::Scenario hard_times(std::int64_t borrowers) {
  models::Scenario scenario = small_scenario(borrowers, 3, 6);
  scenario.economy.shocks = {{.id = "slump", .size = {0.06}}};
  scenario.scoring.cut_off = 600;
  scenario.scoring.accept_rejected.value = 0.3;
  scenario.network.influence.value = 1;
  scenario.retention.attrition.value = 0.2;
  scenario.population.verification_failures.value = 0.3;
  scenario.collections.charge_off_dpd.value = 240;  // so that something is recovered in time
  return scenario;
}

struct Watched {
  sim::Panels panels;
  std::vector<TraceEntry> entries;
};

Watched watch(const models::Scenario& scenario, std::uint32_t seat, int threads = 1,
              std::uint32_t shard_size = 1000) {
  sim::Workers workers(threads);
  Trace trace(seat);
  models::Settings settings;
  settings.shard_size = shard_size;
  settings.trace = &trace;
  return {models::simulate(scenario, 0, settings, workers), trace.entries()};
}

TEST(TraceProperty, TheRunIsTheOneThatNobodyWatches) {
  const models::Scenario scenario = hard_times(300);
  const std::string expected = models_test::digest(scenario, 1, 1000);
  for (const std::uint32_t seat : {0U, 77U, 299U})
    EXPECT_EQ(sim::digest_of(watch(scenario, seat).panels), expected) << seat;
}

TEST(TraceProperty, TheSameBorrowerHasTheSameTraceInAnyShardsOnAnyThreads) {
  const models::Scenario scenario = hard_times(300);
  const Watched expected = watch(scenario, 123);
  EXPECT_GT(expected.entries.size(), 50U);
  for (const auto& [threads, shard_size] : {std::tuple{1, 7U}, {2, 50U}, {2, 123U}, {3, 124U}}) {
    EXPECT_EQ(watch(scenario, 123, threads, shard_size).entries, expected.entries)
        << threads << " threads, shards of " << shard_size;
  }
}

TEST(TraceOracle, AllTracesTogetherAreThePanel) {
  const models::Scenario scenario = hard_times(60);
  const sim::Day report(sim::Timeline(scenario.first_day(), std::chrono::months(9))
                            .first_day(static_cast<int>(scenario.run.warm_up_months)));
  using enum PortfolioMeasure;
  const std::vector<PortfolioMeasure> measures = {
      arrivals,      verification_failed, applications,      approvals,      declined_score,
      held_back,     originations,        originated_amount, due_amount,     missed_forgot,
      missed_unable, missed_unwilling,    paid_amount,       prepaid_amount, charge_offs,
      charge_off,    recovered,           contacts};
  std::vector<std::int64_t> told(measures.size());
  std::int64_t left = 0;
  std::int64_t defaulted = 0;
  sim::Panel panel = watch(scenario, 0).panels[0];
  for (std::uint32_t seat = 0; seat < scenario.portfolio.borrowers; ++seat) {
    for (const TraceEntry& entry : watch(scenario, seat).entries) {
      if (entry.day < report) continue;
      for (std::size_t i = 0; i < measures.size(); ++i) told[i] += entry.count(measures[i]);
      left += entry.step == Step::payday && entry.after.status == models::SeatStatus::vacant;
      defaulted += entry.step == Step::month_end
                       ? entry.after.defaulted_loans - entry.before.defaulted_loans
                       : entry.count(defaults);
    }
  }
  const auto total = [&](PortfolioMeasure measure) {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < panel.cells(); ++month)
      sum += panel.at(month, static_cast<std::size_t>(measure));
    return sum;
  };
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const std::string& name = panel.shape().measures[static_cast<std::size_t>(measures[i])].name;
    EXPECT_EQ(told[i], total(measures[i])) << name;
    EXPECT_GT(told[i], 0) << name << " is not tested";
  }
  EXPECT_EQ(left, total(departures));
  EXPECT_EQ(defaulted, total(defaults));
}

// Money moves by the ledger alone, and a borrower's by the events of the trace.
TEST(TraceProperty, WhatIsLentAndRepaidIsWhatTheLedgerMoves) {
  const models::Scenario scenario = hard_times(60);
  sim::Money lost;
  for (std::uint32_t seat = 0; seat < scenario.portfolio.borrowers; ++seat) {
    sim::Money owed;
    sim::Money on_the_books;
    for (const TraceEntry& entry : watch(scenario, seat).entries) {
      ASSERT_EQ(entry.before.principal, owed) << seat << ", day " << entry.day.value();
      const sim::Money lent = entry.amount(PortfolioMeasure::originated_amount);
      const sim::Money charged_off = entry.amount(PortfolioMeasure::charge_off);
      owed += lent - entry.principal_paid - charged_off;
      on_the_books += entry.posting(Account::principal);
      lost += charged_off;
      ASSERT_EQ(entry.after.principal, owed) << seat << ", day " << entry.day.value();
      ASSERT_EQ(entry.after.principal, on_the_books) << seat << ", day " << entry.day.value();
      ASSERT_EQ(entry.principal_paid + entry.interest_paid,
                entry.amount(PortfolioMeasure::paid_amount) +
                    entry.amount(PortfolioMeasure::prepaid_amount))
          << "without a fee for early repayment";
    }
  }
  EXPECT_GT(lost, sim::Money{});
}

// A second reader looks at the borrower every evening: nothing has changed that no entry told.
TEST(TraceOracle, NothingChangesWithoutAnEntry) {
  const models::Scenario scenario = hard_times(200);
  const auto seen = [](const models::Borrower& b) {
    return std::tuple{b.dormant,      b.status,     b.generation, b.employed, b.frozen,
                      b.tier,         b.open_loans, b.score,      b.income,   b.buffer,
                      b.peer_default, b.limit,      b.principal};
  };
  const auto told = [](const TracedState& s) {
    return std::tuple{s.dormant,      s.status,     s.generation, s.employed, s.frozen,
                      s.tier,         s.open_loans, s.score,      s.income,   s.buffer,
                      s.peer_default, s.limit,      s.principal};
  };
  int heard = 0;
  for (std::uint32_t seat = 3; seat < 200; seat += 14) {
    const std::vector<TraceEntry> entries = watch(scenario, seat).entries;
    Stepper stepper(scenario, 64);
    const models::Shard& shard = stepper.run().shard(seat / 64);
    std::size_t next = 0;
    for (sim::Day day(0); day.value() < stepper.world().timeline.days(); ++day) {
      stepper.run_to(day + 1);
      for (; next < entries.size() && entries[next].day == day; ++next) {
        const TraceEntry& last = entries[next == 0 ? 0 : next - 1];
        ASSERT_EQ(told(entries[next].before), told(last.after));
        heard += entries[next].step == Step::news;
      }
      ASSERT_GT(next, 0U);
      ASSERT_EQ(seen(shard.borrowers[shard.place_of(seat)]), told(entries[next - 1].after))
          << "borrower " << seat << ", day " << day.value();
    }
    EXPECT_EQ(next, entries.size());
  }
  EXPECT_GT(heard, 0);
}

TEST(Trace, EveryMonthHasAPaydayWhileSomebodyIsThere) {
  models::Scenario scenario = small_scenario(50, 2, 3);
  scenario.retention.attrition.value = 0;
  int paydays = 0;
  for (const TraceEntry& entry : watch(scenario, 20).entries) {
    paydays += entry.step == Step::payday;
    EXPECT_EQ(entry.after.generation, 0);
  }
  EXPECT_EQ(paydays, 27);
}

TEST(Trace, ABorrowerWhoIsNotThereFailsACheck) {
  EXPECT_THROW(watch(small_scenario(50, 1), 50), sim::CheckFailure);
}

}  // namespace
