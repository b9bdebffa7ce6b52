// One JSON line with the figures and statistics of a loan-lite program, so that programs written in
// different ways can be compared by eye and by script.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fmt/format.h>
#include <string>
#include <sys/resource.h>

namespace bench {

struct LoanLiteReport {
  std::string implementation;
  std::uint32_t borrowers = 0;
  std::uint32_t threads = 0;
  std::uint32_t shard = 0;       // borrowers a shard; 0 without shards
  double seconds = 0;            // by the clock on the wall
  double processor_seconds = 0;  // of all threads: on a shared machine the more reliable one
  std::int64_t events = 0;
  std::int64_t charge_offs = 0;
  std::int64_t written_off = 0;
  std::array<std::int64_t, 6> balance_60{};  // by bucket at the start of day 1800
};

inline double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

inline std::string to_json(const LoanLiteReport& report) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double peak_bytes = static_cast<double>(usage.ru_maxrss) * 1024.0;
  const double borrowers = report.borrowers;
  const auto events = static_cast<double>(report.events);
  std::array<double, 6> balances{};
  for (std::size_t b = 0; b < 6; ++b) {
    balances[b] = static_cast<double>(report.balance_60[b]) / borrowers;
  }
  return fmt::format(
      "{{\"impl\": \"{}\", \"borrowers\": {}, \"threads\": {}, \"shard\": {}, \"events\": {}, "
      "\"account_months\": {}, \"seconds\": {:.6f}, \"processor_seconds\": {:.6f}, "
      "\"million_events_per_s\": {:.2f}, \"ns_per_event\": {:.3f}, \"peak_rss_bytes\": {:.0f}, "
      "\"rss_per_borrower\": {:.1f}, \"events_per_borrower\": {:.4f}, "
      "\"chargeoffs_per_borrower\": {:.5f}, \"writeoff_per_borrower\": {:.3f}, "
      "\"bal60_per_borrower\": [{:.3f}, {:.3f}, {:.3f}, {:.3f}, {:.3f}, {:.3f}]}}",
      report.implementation, report.borrowers, report.threads, report.shard, report.events,
      std::int64_t{report.borrowers} * 121, report.seconds, report.processor_seconds,
      events / report.seconds / 1e6, report.seconds * 1e9 / events, peak_bytes,
      peak_bytes / borrowers, events / borrowers,
      static_cast<double>(report.charge_offs) / borrowers,
      static_cast<double>(report.written_off) / borrowers, balances[0], balances[1], balances[2],
      balances[3], balances[4], balances[5]);
}

}  // namespace bench
