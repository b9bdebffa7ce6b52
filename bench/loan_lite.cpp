// loan_lite [--borrowers N] [--threads T] [--shard S] [--seed K]: the workload of LOAN_LITE.md on
// our engine with a barrier every day; prints one JSON line.
#include "bench/loan_lite.hpp"

#include <cstdio>

#include "bench/arguments.hpp"
#include "bench/report.hpp"
#include "sim/parallel.hpp"
#include "sim/window.hpp"

int main(int argc, char** argv) {
  bench::LoanLiteReport report;
  report.implementation = "creditcycle";
  report.borrowers = bench::number_argument(argc, argv, "--borrowers", 1'000'000);
  report.threads = bench::number_argument(argc, argv, "--threads", 1);
  report.shard = bench::number_argument(argc, argv, "--shard", 65'536);
  const std::uint32_t seed = bench::number_argument(argc, argv, "--seed", 1);

  sim::Workers workers(static_cast<int>(report.threads));
  const double wall = bench::wall_seconds();
  const double processor = bench::processor_seconds();
  bench::LoanLite world(report.borrowers, report.shard, seed);
  sim::run_days(bench::loan_lite_days, world, workers);
  report.seconds = bench::wall_seconds() - wall;
  report.processor_seconds = bench::processor_seconds() - processor;

  const bench::LoanLiteTotals totals = world.totals();
  report.events = totals.events;
  report.charge_offs = totals.charge_offs;
  report.written_off = totals.written_off;
  for (std::size_t bucket = 0; bucket < bench::loan_lite_buckets; ++bucket) {
    report.balance_60[bucket] = world.balances().at(world.balances().cell({60, bucket}), 0);
  }
  std::puts(bench::to_json(report).c_str());
  return 0;
}
