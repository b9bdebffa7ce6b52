// The lender as a whole: what is decided at dawn from last evening's totals, and booked at dusk.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "models/funding.hpp"
#include "models/refit.hpp"
#include "models/shard.hpp"
#include "models/shared.hpp"
#include "models/world.hpp"

namespace models {

class Lender {
 public:
  explicit Lender(const World& world);

  // Publishes the state of the day.
  void dawn(sim::Day today);
  const Shared& shared() const { return shared_; }

  // Books the night's interest and cost of funds, and on the last day of a month the change of the
  // allowance and the income statement. CheckFailure when the books do not balance.
  void dusk(const std::vector<Shard>& shards);

  // Calls `tell` after each refit of the scorecard.
  void tell_refits(std::function<void(const Refit&)> tell) { tell_refit_ = std::move(tell); }

  // What only the lender measures: the income statement, stated at the month's last dusk.
  MonthMeasures& measures() { return measures_; }

 private:
  void start_month();
  void set_price_ratios();
  void add_up(const std::vector<Shard>& shards);
  void book_interest(const std::vector<Shard>& shards);
  void book_funding();
  void book_allowance(const std::vector<Shard>& shards);
  void state_income();
  // From tomorrow's dawn the new card is in force.
  void refit_scorecard(const std::vector<Shard>& shards);
  // Moves `amount` from credit to debit, or back where it is negative.
  void post(Account debit, Account credit, sim::Money amount);

  const World& world_;
  Shared shared_;
  Books own_;    // what the lender itself has posted
  Books total_;  // with all shards, as of the last dusk
  std::array<sim::Money, Books::accounts> last_month_{};
  std::array<sim::Money, partners_max> funded_{};
  std::array<CostMeter, partners_max> partner_cost_;
  CostMeter own_cost_;
  sim::Int128 discount_accrued_ = 0;
  sim::Money discount_booked_;
  double agent_demand_ = 0;
  sim::Money capital_;  // own equity; profits of the warm-up are not kept
  MonthMeasures measures_;
  std::function<void(const Refit&)> tell_refit_;
};

}  // namespace models
