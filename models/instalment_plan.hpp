// How much principal each instalment pays, planned once and then followed.
#pragma once

#include <chrono>
#include <vector>

#include "models/day_convention.hpp"
#include "models/loan_terms.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// From one due date to the next, as far as interest is concerned.
struct LoanPeriod {
  std::chrono::sys_days from{};
  std::chrono::sys_days to{};
  sim::Rate rate{};
  YearShare share{};  // of its days that bear interest
};

class InstalmentPlan {
 public:
  explicit InstalmentPlan(const LoanTerms& terms) : terms_(terms) {}

  // Plans the instalments from number n on, which end `periods`, for this much principal.
  void make(sim::Money principal, int n, const std::vector<LoanPeriod>& periods);

  // What instalment n pays off, not being the last: from nothing to all of what is owed.
  sim::Money principal(int n, sim::Money owed, sim::Money interest) const;

 private:
  sim::Money payment(int n, sim::Money owed, sim::Money interest) const;
  std::int64_t weight(int n) const;

  const LoanTerms& terms_;
  sim::Money planned_{};  // principal that was owed when the plan was made
  int first_ = 1;         // instalment of the plan
  int instalments_ = 1;
  sim::Int128 sum_ = 0;  // of weighted discount factors, scaled by 2^60
};

}  // namespace models
