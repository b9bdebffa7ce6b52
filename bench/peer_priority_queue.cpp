// peer_priority_queue [--borrowers N] [--seed K]: loan-lite as a textbook writes an event
// simulation, for comparison. One global std::priority_queue of (day, borrower), one
// std::mt19937_64 for all draws, state in one vector. Draws depend on the order of events, so there
// are no shards and no threads.
#include <cmath>
#include <cstdio>
#include <queue>
#include <random>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/report.hpp"

namespace {

constexpr int horizon = 3650;
constexpr double cure[2][6] = {{0, .45, .22, .12, .07, .05}, {0, .36, .16, .08, .045, .03}};
constexpr double pay[2][6] = {{.965, .25, .22, .15, .10, .07}, {.94, .24, .20, .13, .08, .055}};

struct Event {
  int day;
  std::uint32_t borrower;
  bool operator>(const Event& other) const {
    return day != other.day ? day > other.day : borrower > other.borrower;
  }
};

struct Account {
  int left = 0;
  int bucket = 0;
  int instalment = 0;
};

std::vector<int> regimes_by_month() {
  std::vector<int> regimes(122);
  std::uint64_t state = 42;
  int regime = 0;
  for (int& month : regimes) {
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    const double u = static_cast<double>(z >> 11) * 0x1p-53;
    const bool changes = u < (regime == 0 ? 1.0 / 48.0 : 1.0 / 14.0);
    regime = changes ? 1 - regime : regime;
    month = regime;
  }
  return regimes;
}

class Simulation {
 public:
  Simulation(std::uint32_t borrowers, std::uint64_t seed) : random_(seed), accounts_(borrowers) {
    for (std::uint32_t i = 0; i < borrowers; ++i) queue_.push({wait(), i});
  }

  void run(bench::LoanLiteReport& report) {
    std::int64_t balance[6] = {};
    bool recorded = false;
    while (!queue_.empty() && queue_.top().day < horizon) {
      const Event event = queue_.top();
      queue_.pop();
      if (event.day >= 1800 && !recorded) {
        std::copy(balance, balance + 6, report.balance_60.begin());
        recorded = true;
      }
      ++report.events;
      Account& account = accounts_[event.borrower];
      if (account.left == 0) {
        account = {12, 0, 40 + static_cast<int>(120 * uniform_(random_))};
        balance[0] += 12 * account.instalment;
        queue_.push({event.day + 30, event.borrower});
        continue;
      }
      const auto regime =
          static_cast<std::size_t>(regimes_[static_cast<std::size_t>(event.day / 30)]);
      const int bucket = account.bucket;
      const double u = uniform_(random_);
      balance[bucket] -= std::int64_t{account.left} * account.instalment;
      if (u < cure[regime][bucket]) {
        account.left -= std::min(bucket + 1, account.left);
        account.bucket = 0;
      } else if (u < cure[regime][bucket] + pay[regime][bucket]) {
        --account.left;
      } else if (++account.bucket == 6) {
        ++report.charge_offs;
        report.written_off += std::int64_t{account.left} * account.instalment;
        account.left = 0;
      }
      if (account.left > 0) {
        balance[account.bucket] += std::int64_t{account.left} * account.instalment;
      }
      queue_.push({event.day + (account.left > 0 ? 30 : wait()), event.borrower});
    }
  }

 private:
  int wait() { return 1 + static_cast<int>(-120.0 * std::log(1.0 - uniform_(random_))); }

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_;
  std::vector<int> regimes_ = regimes_by_month();
  std::vector<Account> accounts_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> queue_;
};

}  // namespace

int main(int argc, char** argv) {
  bench::LoanLiteReport report;
  report.implementation = "std::priority_queue";
  report.borrowers = bench::number_argument(argc, argv, "--borrowers", 1'000'000);
  report.threads = 1;
  const double wall = bench::wall_seconds();
  const double processor = bench::processor_seconds();
  Simulation simulation(report.borrowers, bench::number_argument(argc, argv, "--seed", 1));
  simulation.run(report);
  report.seconds = bench::wall_seconds() - wall;
  report.processor_seconds = bench::processor_seconds() - processor;
  std::puts(bench::to_json(report).c_str());
  return 0;
}
