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

  // Books the night's interest and cost of funds, borrows what is short, and on the last day of a
  // month books the change of the allowance, states the month and closes it. CheckFailure when the
  // books do not balance.
  void dusk(const std::vector<Shard>& shards);

  // Calls `tell` after each refit of the score.
  void tell_refits(std::function<void(const Refit&)> tell) { tell_refit_ = std::move(tell); }

  // The books of all shards and its own, as of the last dusk.
  const Books& books() const { return total_; }

  // What only the lender measures: the income statement, stated at the month's last dusk.
  MonthMeasures& measures() { return measures_; }

 private:
  void start_month();
  void set_allowances();
  void observe_rolls(const std::vector<Shard>& shards);
  void set_price_ratios();
  void add_up(const std::vector<Shard>& shards);
  void book_interest(const std::vector<Shard>& shards);
  void book_funding();
  void book_guarantees(const std::vector<Shard>& shards);
  void book_allowance(const std::vector<Shard>& shards);
  void sweep_cash();
  void pay_dividend();
  void state_month(const std::vector<Shard>& shards);
  void state_benefits(const std::vector<Shard>& shards);
  void state_income(sim::Money net);
  void close_month();
  sim::Money equity() const;         // what the months that are closed have left, less dividends
  sim::Money own_part() const;       // of the principal
  sim::Money income_so_far() const;  // of this month
  // From tomorrow's dawn the new score is in force.
  void refit_score(const std::vector<Shard>& shards);
  // Moves `amount` from credit to debit, or back where it is negative.
  void post(Account debit, Account credit, sim::Money amount);

  const World& world_;
  Shared shared_;
  Books own_;    // what the lender itself has posted
  Books total_;  // with all shards, as of the last dusk
  std::array<sim::Money, partners_max> funded_{};
  std::array<CostMeter, partners_max> partner_cost_;
  CostMeter own_cost_;                                // of what the lender has borrowed
  std::array<sim::Money, partners_max> made_good_{};  // of partners' losses, since the first day
  BenefitBook benefits_;
  BenefitBook::Expense benefits_booked_;
  double agent_demand_ = 0;
  sim::Rate money_rate_;  // of the month, before the spread of whoever lends it
  RollHistory rolls_;     // where loss rates are estimated from it
  MonthMeasures measures_;
  std::function<void(const Refit&)> tell_refit_;
};

}  // namespace models
