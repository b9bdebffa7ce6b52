// loan-lite on our engine: the workload of bench/LOAN_LITE.md as a sim::World.
//
// Laid out as a model should be: loans in arrays by due day, handlers that take a block of rows and
// are plain loops over it, no pointers into state.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "bench/loan_lite_rules.hpp"
#include "sim/cohorts.hpp"
#include "sim/panel.hpp"
#include "sim/stream_batch.hpp"
#include "sim/widest.hpp"

namespace bench {

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
    CHECK(shard_size <= 1u << 25, "sums of a cohort are 32-bit numbers");
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

  // A loan opened today falls due a month from now, so today's dues come first.
  void day(sim::Day day, std::size_t shard_index) {
    Shard& shard = shards_[shard_index];
    if (day == sim::Day(0)) wait_for_first_applications(shard);
    end_waits(shard, day);
    collect_dues(shard, day);
    open_loans(shard, day);
    begin_waits(shard, day);
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

  // Memory of state, in bytes.
  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const Shard& shard : shards_) {
      sum +=
          sizeof(Shard) + shard.loans.bytes() + shard.waits.bytes() +
          (shard.applicants.capacity() + shard.closed.capacity() + shard.closing_words.capacity()) *
              sizeof(std::uint32_t);
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
  // Rows of a block at a time: draws are worked out for all of them, then the loans are.
  static constexpr std::size_t tile = sim::RowMask::rows_max;

  // What one thread touches at a time; aligned so that neighbours share no cache line.
  struct alignas(64) Shard {
    Shard(std::uint32_t first_borrower, std::uint32_t count)
        : first(first_borrower), borrowers(count) {}

    std::uint32_t first;
    std::uint32_t borrowers;
    sim::Cohorts<std::uint32_t, LoanLiteLoan> loans{loan_lite_month};  // borrower, loan
    sim::Cohorts<LoanLiteWait> waits{loan_lite_month};
    std::vector<std::uint32_t> applicants;                  // borrowers, today
    std::vector<std::uint32_t> closed;                      // borrowers, today
    std::vector<std::uint32_t> closing_words;               // for their waits
    std::array<std::int64_t, loan_lite_buckets> balance{};  // see record
    LoanLiteTotals totals;
  };

  struct Words {
    std::array<std::uint32_t, tile> first;
    std::array<std::uint32_t, tile> second;
  };

  void draw(sim::Purpose purpose, sim::Day day, std::span<const std::uint32_t> borrowers,
            Words& words) const {
    std::array<std::uint64_t, tile> subjects;
    sim::widest([borrowers, to = subjects.data()](auto) {
      for (std::size_t i = 0; i < borrowers.size(); ++i) to[i] = borrowers[i];
    });
    sim::first_two_words(key_, purpose, std::span(subjects).first(borrowers.size()), day,
                         std::span(words.first).first(borrowers.size()),
                         std::span(words.second).first(borrowers.size()));
  }

  void wait_for_first_applications(Shard& shard) const {
    Words words;
    std::array<std::uint32_t, tile> borrowers;
    for (std::uint32_t done = 0; done < shard.borrowers; done += tile) {
      const auto count = std::min<std::size_t>(tile, shard.borrowers - done);
      std::iota(borrowers.begin(), borrowers.end(), shard.first + done);
      draw(loan_lite_first_wait, sim::Day(0), std::span(borrowers).first(count), words);
      shard.closed.assign(borrowers.begin(), borrowers.begin() + count);
      shard.closing_words.assign(words.first.begin(), words.first.begin() + count);
      begin_waits(shard, sim::Day(0));
    }
  }

  // Waits drawn today, of those in `closed`, which becomes empty.
  void begin_waits(Shard& shard, sim::Day day) const {
    std::array<std::int32_t, tile> days;
    for (std::size_t done = 0; done < shard.closed.size(); done += tile) {
      const std::size_t count = std::min(tile, shard.closed.size() - done);
      loan_lite_waits(std::span(shard.closing_words).subspan(done, count), days);
      for (std::size_t i = 0; i < count; ++i) {
        const sim::Day application = day + days[i];
        if (application < sim::Day(loan_lite_days)) {
          shard.waits.append(application, {shard.closed[done + i], application.value()});
        }
      }
    }
    shard.closed.clear();
    shard.closing_words.clear();
  }

  void end_waits(Shard& shard, sim::Day day) const {
    shard.applicants.clear();
    std::array<std::uint8_t, tile> waiting;
    std::array<LoanLiteWait, tile> ended;
    shard.waits.sweep(day, [&](std::span<LoanLiteWait> waits) {
      loan_lite_still_waiting(waits, day.value(), waiting);
      const sim::RowMask stay{std::span<const std::uint8_t>(waiting).first(waits.size())};
      const std::size_t count = sim::compact<LoanLiteWait>(~stay, waits, ended.data());
      for (std::size_t i = 0; i < count; ++i) shard.applicants.push_back(ended[i].borrower);
      return stay;
    });
  }

  void collect_dues(Shard& shard, sim::Day day) const {
    shard.totals.events += static_cast<std::int64_t>(shard.loans.size(day));
    Words words;
    std::array<std::uint8_t, tile> open;
    LoanLiteDues dues;
    shard.loans.sweep(day, [&](std::span<std::uint32_t> borrowers, std::span<LoanLiteLoan> loans) {
      draw(loan_lite_event, day, borrowers, words);
      loan_lite_collect(thresholds_, words.first, loans, open, dues);
      const sim::RowMask stay{std::span<const std::uint8_t>(open).first(loans.size())};
      const sim::RowMask gone = ~stay;
      append_chosen(gone, borrowers, shard.closed);
      append_chosen(gone, std::span(words.second).first(loans.size()), shard.closing_words);
      return stay;
    });
    for (std::size_t bucket = 0; bucket < loan_lite_buckets; ++bucket) {
      shard.balance[bucket] += LoanLiteDues::total(dues.balance[bucket]);
    }
    shard.totals.charge_offs += LoanLiteDues::total(dues.charge_offs);
    shard.totals.written_off += LoanLiteDues::total(dues.balance[loan_lite_buckets]);
  }

  void open_loans(Shard& shard, sim::Day day) const {
    Words words;
    std::array<LoanLiteLoan, tile> loans;
    std::span<const std::uint32_t> left = shard.applicants;
    shard.totals.events += static_cast<std::int64_t>(left.size());
    for (; !left.empty(); left = left.subspan(std::min(tile, left.size()))) {
      const auto borrowers = left.first(std::min(tile, left.size()));
      draw(loan_lite_event, day, borrowers, words);
      for (std::size_t i = 0; i < borrowers.size(); ++i) {
        const std::uint32_t instalment = loan_lite_instalment(words.first[i]);
        loans[i] = LoanLiteLoan::of(loan_lite_instalments, 0, instalment);
        shard.balance[0] += loan_lite_instalments * instalment;
      }
      shard.loans.append(day, borrowers, std::span(loans).first(borrowers.size()));
    }
  }

  static void append_chosen(const sim::RowMask& chosen, std::span<const std::uint32_t> rows,
                            std::vector<std::uint32_t>& list) {
    std::array<std::uint32_t, tile> found;
    const std::size_t count = sim::compact(chosen, rows, found.data());
    list.insert(list.end(), found.begin(), found.begin() + count);
  }

  // Every open loan is handled once in 30 days, on its due date or when it opens. So what the
  // loans of a month have left when they were handled is what they have at the end of the month.
  void record(std::size_t month) {
    for (Shard& shard : shards_) {
      for (std::size_t bucket = 0; bucket < loan_lite_buckets; ++bucket) {
        balances_.add(balances_.cell({month, bucket}), 0, shard.balance[bucket]);
      }
      shard.balance = {};
    }
  }

  sim::StreamKey key_;
  std::array<int, loan_lite_months> regimes_;
  LoanLiteThresholds thresholds_{};
  std::vector<Shard> shards_;
  sim::Panel balances_;
};

}  // namespace bench
