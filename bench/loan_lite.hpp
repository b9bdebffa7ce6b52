// loan-lite on our engine: the workload of bench/LOAN_LITE.md as a sim::World.
//
// Laid out as a model should be: state in arrays, events as indices into them, one handler for each
// kind of event that takes all its events of the day as a span, no pointers into state.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/day_calendar.hpp"
#include "sim/panel.hpp"
#include "sim/prefetch.hpp"
#include "sim/stream_batch.hpp"

namespace bench {

inline constexpr int loan_lite_days = 3650;
inline constexpr int loan_lite_month = 30;  // days
inline constexpr int loan_lite_months = 122;
inline constexpr int loan_lite_buckets = 6;
inline constexpr std::uint32_t loan_lite_instalments = 12;

// The regime of each month: 0 expansion, 1 recession; the same path for every seed.
inline std::array<int, loan_lite_months> loan_lite_regimes() {
  std::array<int, loan_lite_months> regimes{};
  std::uint64_t state = 42;
  int regime = 0;
  for (int& month : regimes) {
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    const double u = static_cast<double>(z >> 11) * 0x1p-53;
    if (regime == 0) {
      regime = u < 1.0 / 48.0 ? 1 : 0;
    } else {
      regime = u < 1.0 / 14.0 ? 0 : 1;
    }
    month = regime;
  }
  return regimes;
}

// A draw below `cure` cures, one below `pay` pays one instalment, any other misses. As 32-bit
// numbers, so that a word of a stream is compared as it comes.
struct LoanLiteThresholds {
  std::array<std::uint32_t, loan_lite_buckets> cure;
  std::array<std::uint32_t, loan_lite_buckets> pay;
};

inline LoanLiteThresholds loan_lite_thresholds(int regime) {
  constexpr double cures[2][loan_lite_buckets] = {{0, .45, .22, .12, .07, .05},
                                                  {0, .36, .16, .08, .045, .03}};
  constexpr double pays[2][loan_lite_buckets] = {{.965, .25, .22, .15, .10, .07},
                                                 {.94, .24, .20, .13, .08, .055}};
  LoanLiteThresholds thresholds{};
  for (int b = 0; b < loan_lite_buckets; ++b) {
    thresholds.cure[b] = static_cast<std::uint32_t>(cures[regime][b] * 0x1p32);
    thresholds.pay[b] = static_cast<std::uint32_t>((cures[regime][b] + pays[regime][b]) * 0x1p32);
  }
  return thresholds;
}

// Days until the next application, from a uniform word: 1 + floor(-120 ln(1 - u)).
inline int loan_lite_wait(std::uint32_t word) {
  return 1 + static_cast<int>(-120.0 * std::log1p(-(word + 0.5) * 0x1p-32));
}

// The instalment of a new loan: 40 + floor(120 u).
inline std::uint32_t loan_lite_instalment(std::uint32_t word) {
  return 40 + static_cast<std::uint32_t>((std::uint64_t{word} * 120) >> 32);
}

inline constexpr sim::Purpose loan_lite_event{1};
inline constexpr sim::Purpose loan_lite_first_wait{2};

// Totals of a run. Balances are those at the start of day 30 k, before its events.
struct LoanLiteTotals {
  std::int64_t events = 0;
  std::int64_t charge_offs = 0;
  std::int64_t written_off = 0;
  friend bool operator==(const LoanLiteTotals&, const LoanLiteTotals&) = default;
};

class LoanLite {
 public:
  LoanLite(std::uint32_t borrowers, std::uint32_t shard_size, std::uint64_t seed)
      : key_(seed, 0), regimes_(loan_lite_regimes()), balances_(balance_shape()) {
    CHECK(borrowers > 0);
    CHECK(shard_size > 0);
    for (std::uint32_t first = 0; first < borrowers; first += shard_size) {
      shards_.emplace_back(first, std::min(shard_size, borrowers - first));
      if (borrowers - first <= shard_size) break;
    }
  }

  std::size_t shards() const { return shards_.size(); }

  // A month's balances are recorded before its first event; then the regime of the day is
  // published.
  void dawn(sim::Day day) {
    const int month = day.value() / loan_lite_month;
    if (day.value() % loan_lite_month == 0 && month > 0) record(static_cast<std::size_t>(month));
    thresholds_ = loan_lite_thresholds(regimes_[static_cast<std::size_t>(month)]);
  }

  void day(sim::Day day, std::size_t shard_index) {
    Shard& shard = shards_[shard_index];
    if (day == sim::Day(0)) schedule_first_applications(shard);
    const std::span<const Event> events = shard.calendar.open(day);
    const auto first_due = std::lower_bound(events.begin(), events.end(), Event{is_due});
    const auto applications = static_cast<std::size_t>(first_due - events.begin());
    shard.totals.events += static_cast<std::int64_t>(events.size());
    shard.next.clear();
    shard.next.resize(events.size());
    std::size_t kept = open_loans(shard, day, events.first(applications), 0);
    kept = collect_dues(shard, day, events.subspan(applications), kept);
    shard.calendar.schedule(day + loan_lite_month, std::span<const Event>(shard.next).first(kept));
    shard.calendar.close(day);
  }

  void dusk(sim::Day) {}

  LoanLiteTotals totals() const {
    LoanLiteTotals sum;
    for (const Shard& shard : shards_) {
      sum.events += shard.totals.events;
      sum.charge_offs += shard.totals.charge_offs;
      sum.written_off += shard.totals.written_off;
    }
    return sum;
  }

  // Sum of balances by month and bucket.
  const sim::Panel& balances() const { return balances_; }

  // Memory of state and calendars, in bytes.
  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const Shard& shard : shards_) {
      sum += sizeof(Shard) + shard.accounts.capacity() * sizeof(Account) + shard.calendar.bytes() +
             shard.next.capacity() * sizeof(Event);
    }
    return sum;
  }

  static std::shared_ptr<const sim::PanelShape> balance_shape() {
    sim::Axis months{"month", "Month of 30 days", {}};
    for (int month = 0; month < loan_lite_months; ++month) {
      months.labels.push_back(std::to_string(month));
    }
    sim::Axis buckets{"bucket", "Instalments behind", {"0", "1", "2", "3", "4", "5"}};
    return std::make_shared<const sim::PanelShape>(sim::PanelShape{
        "loan_lite", {std::move(months), std::move(buckets)}, {{"balance", "1", "Balance"}}});
  }

 private:
  // The kind in the top bit, the borrower's place in the shard below: applications before dues,
  // each in the order of borrowers.
  using Event = std::uint32_t;
  static constexpr Event is_due = Event{1} << 31;

  // All that is known of a borrower, in four bytes.
  struct Account {
    std::uint8_t left = 0;  // instalments; 0 is no loan
    std::uint8_t bucket = 0;
    std::uint16_t instalment = 0;
  };
  static_assert(sizeof(Account) == 4);

  // What one thread touches at a time; aligned so that neighbours share no cache line.
  struct alignas(64) Shard {
    Shard(std::uint32_t first_borrower, std::uint32_t borrowers)
        : first(first_borrower), accounts(borrowers), calendar(loan_lite_days) {
      CHECK(borrowers < is_due);
    }

    std::uint32_t first;
    std::vector<Account> accounts;
    sim::DayCalendar<Event> calendar;
    std::vector<Event> next;                                // dues of the day a month ahead
    std::array<std::int64_t, loan_lite_buckets> balance{};  // now, by bucket
    LoanLiteTotals totals;
  };

  // Draws are made for this many events at a time: enough to fill vector registers, few enough to
  // stay in the first-level cache.
  static constexpr std::size_t tile = 64;

  struct Words {
    std::array<std::uint32_t, tile> first;
    std::array<std::uint32_t, tile> second;
  };

  // Also asks for the accounts, which arrive while the words are worked out.
  void draw(const Shard& shard, sim::Day day, std::span<const Event> events, Words& words) const {
    std::array<std::uint64_t, tile> subjects;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Event borrower = events[i] & ~is_due;
      subjects[i] = std::uint64_t{shard.first} + borrower;
      sim::prefetch(shard.accounts[borrower]);
    }
    sim::first_two_words(key_, loan_lite_event, std::span(subjects).first(events.size()), day,
                         std::span(words.first).first(events.size()),
                         std::span(words.second).first(events.size()));
  }

  // A wait counts from day 0, and is at least one day.
  void schedule_first_applications(Shard& shard) const {
    for (std::uint32_t i = 0; i < shard.accounts.size(); ++i) {
      const auto word = sim::random_block(key_, loan_lite_first_wait,
                                          std::uint64_t{shard.first} + i, sim::Day(0))[0];
      // Waits are scheduled on day 0 before it is opened: none of them is on day 0 itself.
      shard.calendar.schedule(sim::Day(loan_lite_wait(word)), i);
    }
  }

  std::size_t open_loans(Shard& shard, sim::Day day, std::span<const Event> events,
                         std::size_t kept) const {
    Words words;
    for (; !events.empty(); events = events.subspan(std::min(tile, events.size()))) {
      const auto now = events.first(std::min(tile, events.size()));
      draw(shard, day, now, words);
      for (std::size_t i = 0; i < now.size(); ++i) {
        const std::uint32_t instalment = loan_lite_instalment(words.first[i]);
        shard.accounts[now[i]] = {static_cast<std::uint8_t>(loan_lite_instalments), 0,
                                  static_cast<std::uint16_t>(instalment)};
        shard.balance[0] += loan_lite_instalments * instalment;
        shard.next[kept++] = now[i] | is_due;
      }
    }
    return kept;
  }

  std::size_t collect_dues(Shard& shard, sim::Day day, std::span<const Event> events,
                           std::size_t kept) const {
    Words words;
    std::array<std::uint32_t, tile> closed;
    for (; !events.empty(); events = events.subspan(std::min(tile, events.size()))) {
      const auto now = events.first(std::min(tile, events.size()));
      draw(shard, day, now, words);
      std::size_t closings = 0;
      for (std::size_t i = 0; i < now.size(); ++i) {
        const bool open = collect_due(shard, shard.accounts[now[i] & ~is_due], words.first[i]);
        // Both lists are written and one of them grows: no branch that the processor must guess.
        shard.next[kept] = now[i];
        closed[closings] = static_cast<std::uint32_t>(i);
        kept += open ? 1 : 0;
        closings += open ? 0 : 1;
      }
      for (std::size_t n = 0; n < closings; ++n) {
        const std::uint32_t i = closed[n];
        shard.calendar.schedule(day + loan_lite_wait(words.second[i]), now[i] & ~is_due);
      }
    }
    return kept;
  }

  // One due date. Returns whether the loan is still open.
  bool collect_due(Shard& shard, Account& account, std::uint32_t word) const {
    const std::uint32_t bucket = account.bucket;
    const std::uint32_t left = account.left;
    const std::int64_t balance = std::int64_t{left} * account.instalment;
    shard.balance[bucket] -= balance;
    std::uint32_t left_after = left;
    std::uint32_t bucket_after = bucket;
    if (word < thresholds_.pay[bucket]) [[likely]] {
      const bool cures = word < thresholds_.cure[bucket];
      left_after -= cures ? std::min(bucket + 1, left) : 1;
      bucket_after = cures ? 0 : bucket;
    } else if (++bucket_after == loan_lite_buckets) {
      ++shard.totals.charge_offs;
      shard.totals.written_off += balance;
      account = {};
      return false;
    }
    account.left = static_cast<std::uint8_t>(left_after);
    account.bucket = static_cast<std::uint8_t>(bucket_after);
    shard.balance[bucket_after] += std::int64_t{left_after} * account.instalment;
    return left_after != 0;
  }

  void record(std::size_t month) {
    for (const Shard& shard : shards_) {
      for (std::size_t bucket = 0; bucket < loan_lite_buckets; ++bucket) {
        balances_.add(balances_.cell({month, bucket}), 0, shard.balance[bucket]);
      }
    }
  }

  sim::StreamKey key_;
  std::array<int, loan_lite_months> regimes_;
  LoanLiteThresholds thresholds_{};
  std::vector<Shard> shards_;
  sim::Panel balances_;
};

}  // namespace bench
