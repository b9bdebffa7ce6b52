// The chart of accounts. A balance is debits less credits: assets and expenses are positive,
// liabilities, equity and income negative. What each posting means stands beside the call that
// makes it.
#pragma once

#include <cstdint>

namespace models {

enum class Account : std::uint8_t {
  // Assets.
  cash,              // own money; below zero it is borrowed at the cost of own funds
  principal,         // outstanding principal of all loans not charged off, partners' parts included
  interest_due,      // interest and service fees billed to borrowers and not yet paid
  interest_accrued,  // interest earned by the day and not yet billed
  allowance,         // contra asset: expected losses on the lender's own part
  // Liabilities.
  partner_funding,  // the partners' part of the principal
  // Income.
  interest_income,  // at list price; the members' discount is an expense of its own
  recoveries,       // cash after charge-off, and the price of loans sold
  // Expenses.
  funding_cost,
  impairment,
  collection_cost,
  operating_cost,
  benefit_cost,  // interest forgone by the tiers' discounts and interest-free days
  // Fees: a liability and an income.
  fees_deferred,  // origination fees of open loans that are not yet earned
  fee_income,     // service fees when they are billed, origination fees over the loan's life
  count_
};

}  // namespace models
