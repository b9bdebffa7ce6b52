// What a loan costs a year, all fees included.
#pragma once

#include <optional>
#include <vector>

#include "models/amortisation.hpp"
#include "models/unit_period.hpp"
#include "models/xirr.hpp"

namespace models {

struct EffectiveRates {
  std::optional<double> apr;   // models/annual_percentage_rate
  std::optional<double> xirr;  // models/xirr
};

// As fractions a year; nothing where no rate makes what is paid worth what was received. Fees of
// any kind are a cost of the loan. The annual percentage rate is that of the contract: it looks at
// due dates before they are moved to business days, which Regulation Z, 1026.17(c)(3), lets a
// creditor disregard, and leaves out what being late costs (1026.4(c)(2)). XIRR is that of what was
// paid, on the day it was.
EffectiveRates effective_rates(const Amortisation& loan, const Frequency& frequency);
// The same where no frequency is agreed: the unit-period is the common one of the dates.
EffectiveRates effective_rates(const Amortisation& loan);

// What the borrower receives, and below zero what they pay.
std::vector<CashFlow> cash_flows(const Amortisation& loan);

}  // namespace models
