// A repayment schedule as people and programs read it.
#pragma once

#include <optional>
#include <string>

#include "models/amortisation.hpp"
#include "models/effective_rates.hpp"
#include "sim/rate.hpp"

namespace cli {

struct ScheduleReport {
  models::LoanTerms terms;
  models::Amortisation loan;
  models::EffectiveRates rates;
  std::optional<sim::Rate> cap{};  // on the annual percentage rate
  // Whether payments were worked out from a rate, or only given: then nobody says which part of
  // them is interest.
  bool split = true;
};

// A table with a summary under it. What being late costs is part of interest and fee.
std::string schedule_text(const ScheduleReport& report);

// RFC 4180, a line a payment: number (empty for a prepayment), from, due, days, payment, interest,
// principal, fee, balance, paid, late_interest, late_fee. Amounts are in major units with two
// decimals; payment is the sum of its five parts.
std::string schedule_csv(const ScheduleReport& report);

// The same under `payments`, with the summary beside it: totals, APR and XIRR in per cent a year.
std::string schedule_json(const ScheduleReport& report);

}  // namespace cli
