// The benchmark workload against a naive simulator: each borrower alone, from the specification in
// bench/LOAN_LITE.md. A benchmark that computes something else measures nothing.
#include "bench/loan_lite.hpp"

#include <gtest/gtest.h>

#include "sim/digest.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

namespace {

using bench::LoanLite;
using bench::LoanLiteTotals;
using sim::Day;

struct Outcome {
  LoanLiteTotals totals;
  std::string balances;  // digest
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run_engine(std::uint32_t borrowers, std::uint32_t shard_size, int threads,
                   std::uint64_t seed = 1) {
  sim::Workers workers(threads);
  LoanLite world(borrowers, shard_size, seed);
  run_days(bench::loan_lite_days, world, workers);
  return {world.totals(), sim::digest_of({world.balances()})};
}

// Probabilities as doubles, balances as a difference array over months; no calendar, no shards.
Outcome run_naive(std::uint32_t borrowers, std::uint64_t seed) {
  const double cure[2][6] = {{0, .45, .22, .12, .07, .05}, {0, .36, .16, .08, .045, .03}};
  const double pay[2][6] = {{.965, .25, .22, .15, .10, .07}, {.94, .24, .20, .13, .08, .055}};
  const auto regimes = bench::loan_lite_regimes();
  const sim::StreamKey key(seed, 0);
  Outcome outcome;
  std::vector<std::array<std::int64_t, 6>> changes(bench::loan_lite_months + 1);
  const auto uniform = [](std::uint32_t word) { return word * 0x1p-32; };
  for (std::uint32_t borrower = 0; borrower < borrowers; ++borrower) {
    int left = 0, bucket = 0, instalment = 0;
    int day = bench::loan_lite_wait(
        sim::random_block(key, bench::loan_lite_first_wait, borrower, Day(0))[0]);
    while (day < 3650) {
      ++outcome.totals.events;
      const auto words = sim::random_block(key, bench::loan_lite_event, borrower, Day(day));
      const auto from = static_cast<std::size_t>(day / 30 + 1);  // the first record that sees it
      if (left == 0) {
        left = 12, bucket = 0;
        instalment = 40 + static_cast<int>(std::floor(120.0 * uniform(words[0])));
        changes[from][0] += 12 * instalment;
        day += 30;
        continue;
      }
      const auto regime = regimes[static_cast<std::size_t>(day / 30)];
      changes[from][static_cast<std::size_t>(bucket)] -= left * instalment;
      if (uniform(words[0]) < cure[regime][bucket]) {
        left -= std::min(bucket + 1, left), bucket = 0;
      } else if (uniform(words[0]) < cure[regime][bucket] + pay[regime][bucket]) {
        --left;
      } else if (++bucket == 6) {
        ++outcome.totals.charge_offs;
        outcome.totals.written_off += left * instalment;
        left = 0;
      }
      if (left > 0) changes[from][static_cast<std::size_t>(bucket)] += left * instalment;
      day += left > 0 ? 30 : bench::loan_lite_wait(words[1]);
    }
  }
  sim::Panel balances(LoanLite::balance_shape());
  std::array<std::int64_t, 6> balance{};
  for (std::size_t month = 1; month < bench::loan_lite_months; ++month) {
    for (std::size_t b = 0; b < 6; ++b) {
      balances.add(balances.cell({month, b}), 0, balance[b] += changes[month][b]);
    }
  }
  outcome.balances = sim::digest_of({balances});
  return outcome;
}

TEST(LoanLiteOracle, AgreesWithEachBorrowerRunAlone) {
  EXPECT_EQ(run_engine(3000, 1000, 1), run_naive(3000, 1));
  EXPECT_EQ(run_engine(777, 100, 2, 5), run_naive(777, 5));
}

TEST(LoanLiteOracle, WaitsAsTheLogarithmOfTheLibrarySays) {
  int longest = 0;
  for (std::uint64_t word = 0; word < std::uint64_t{1} << 32; word += 9973) {
    const auto w = static_cast<std::uint32_t>(word);
    const int wait = 1 + static_cast<int>(-120.0 * std::log1p(-(w + 0.5) * 0x1p-32));
    ASSERT_EQ(bench::loan_lite_wait(w), wait) << w;
    longest = std::max(longest, wait);
  }
  EXPECT_GT(longest, 1400);
  EXPECT_EQ(bench::loan_lite_wait(0xFFFFFFFFu), 2745);
}

// Whatever the width of the vectors: the processor that runs the tests has one of them only.
template <class Side>
void expect_lanes_do_what_one_loan_does() {
  const auto below = bench::loan_lite_thresholds(1);
  bench::LoanLiteDues expected, dues;
  const sim::StreamKey key(3, 0);
  for (std::uint32_t round = 0; round < 500; ++round) {
    std::array<std::uint32_t, Side::count> words;
    std::array<bench::LoanLiteLoan, Side::count> loans, alone;
    std::array<std::uint8_t, Side::count> open, open_alone;
    for (std::uint32_t i = 0; i < Side::count; ++i) {
      const auto random = sim::random_block(key, sim::Purpose{9}, i, Day(round));
      words[i] = random[0];
      loans[i] = bench::LoanLiteLoan::of(1 + random[1] % 12, random[2] % 6, 40 + random[3] % 120);
      alone[i] = loans[i];
      open_alone[i] = bench::loan_lite_due(below, words[i], alone[i], expected) ? 1 : 0;
    }
    bench::loan_lite_due_lanes<Side>(below, words.data(), loans.data(), open.data(), dues);
    EXPECT_EQ(open, open_alone);
    for (std::size_t i = 0; i < Side::count; ++i) EXPECT_EQ(loans[i].packed, alone[i].packed);
  }
  using Dues = bench::LoanLiteDues;
  EXPECT_EQ(Dues::total(dues.charge_offs), Dues::total(expected.charge_offs));
  for (std::size_t bucket = 0; bucket <= bench::loan_lite_buckets; ++bucket) {
    EXPECT_EQ(Dues::total(dues.balance[bucket]), Dues::total(expected.balance[bucket]));
  }
}

TEST(LoanLiteOracle, DoesToManyLoansWhatItDoesToOne) {
  expect_lanes_do_what_one_loan_does<bench::LoanLiteEight>();
  expect_lanes_do_what_one_loan_does<bench::LoanLiteSixteen>();
}

TEST(LoanLiteProperty, OneOutcomeForAnyNumberOfThreadsAndAnySizeOfShards) {
  const Outcome expected = run_engine(2000, 16384, 1);
  EXPECT_EQ(run_engine(2000, 64, 2), expected);
  EXPECT_EQ(run_engine(2000, 1000, 3), expected);
  EXPECT_NE(run_engine(2000, 1000, 1, 2), expected);
}

// Figures of programs written by others from the same specification, at a million borrowers: 97.598
// events, 0.657 charge-offs and 411.4 written off a borrower. Bounds are five standard errors here.
TEST(LoanLiteReference, HasTheStatisticsOfOtherPrograms) {
  constexpr double n = 20'000;
  const LoanLiteTotals totals = run_engine(20'000, 4096, 2).totals;
  EXPECT_NEAR(static_cast<double>(totals.events) / n, 97.598, 5 * 8.0 / std::sqrt(n));
  EXPECT_NEAR(static_cast<double>(totals.charge_offs) / n, 0.6574, 5 * 0.8 / std::sqrt(n));
  EXPECT_NEAR(static_cast<double>(totals.written_off) / n, 411.4, 5 * 520.0 / std::sqrt(n));
}

}  // namespace
