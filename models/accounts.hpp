// The chart of accounts. A balance is debits less credits: assets and expenses are positive,
// liabilities, equity and income negative. What each posting means stands beside the call that
// makes it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace models {

enum class Account : std::uint8_t {
  // Assets.
  cash,              // own money; what is over goes to repay borrowings, what is short is borrowed
  principal,         // outstanding principal of all loans not charged off, partners' parts included
  interest_due,      // interest and service fees billed to borrowers and not yet paid
  interest_accrued,  // interest earned by the day and not yet billed
  // Contra asset: of both, what impaired loans owe, and of principal what was such interest when it
  // became so; it is no income yet.
  interest_suspense,
  allowance,  // contra asset: expected losses on the lender's own part
  // Liabilities.
  borrowings,       // what the lender has borrowed beyond its capital
  partner_funding,  // the partners' part of the principal
  fees_deferred,    // origination fees of open loans that are not yet earned
  // Equity.
  paid_in_capital,
  retained_income,  // of the months before, in the report; the warm-up's is paid out
  dividends,        // paid out this month; closed to retained income, as income is
  // Income.
  interest_income,  // at list price; the members' discount is an expense of its own
  recoveries,       // cash after charge-off, and the price of loans sold
  fee_income,       // service fees when they are billed, origination fees over the loan's life
  // Expenses.
  funding_cost,
  impairment,
  guarantee_cost,  // partners' losses that the lender makes good
  collection_cost,
  operating_cost,
  // What the tiers' benefits cost.
  rate_discounts,      // interest forgone by discounts on the price
  interest_free_days,  // interest forgone in the first days of loans
  priority_service,    // reminders that the strategy does not send anyway
  count_
};

inline constexpr std::size_t account_count = static_cast<std::size_t>(Account::count_);

// What an account's balance is of: the first digit of its code.
enum class AccountClass : std::uint8_t { asset = 1, liability, equity, income, expense };

struct AccountRow {
  Account account;
  std::string_view label;  // "1100 principal": the code, then the name in snake_case
  constexpr AccountClass kind() const { return static_cast<AccountClass>(label.front() - '0'); }
};

// Codes are the project's own [J]; the first digit is the class, so that whoever reads a result
// file can make statements of accounts that are added later. An account whose balance is against
// its class (interest_suspense, allowance, dividends) is taken off it. Equity accounts that begin
// with 32 are of the month, as income and expenses are.
inline constexpr auto chart_of_accounts = [] {
  using enum Account;
  return std::to_array<AccountRow>({
      {cash, "1000 cash"},
      {principal, "1100 principal"},
      {interest_due, "1200 interest_due"},
      {interest_accrued, "1210 interest_accrued"},
      {interest_suspense, "1220 interest_suspense"},
      {allowance, "1900 allowance"},
      {borrowings, "2000 borrowings"},
      {partner_funding, "2100 partner_funding"},
      {fees_deferred, "2200 fees_deferred"},
      {paid_in_capital, "3000 paid_in_capital"},
      {retained_income, "3100 retained_income"},
      {dividends, "3200 dividends"},
      {interest_income, "4000 interest_income"},
      {recoveries, "4100 recoveries"},
      {fee_income, "4200 fee_income"},
      {funding_cost, "5000 funding_cost"},
      {impairment, "5100 impairment"},
      {guarantee_cost, "5150 guarantee_cost"},
      {collection_cost, "5200 collection_cost"},
      {operating_cost, "5300 operating_cost"},
      {rate_discounts, "5400 rate_discounts"},
      {interest_free_days, "5410 interest_free_days"},
      {priority_service, "5420 priority_service"},
  });
}();

static_assert(
    [] {
      if (chart_of_accounts.size() != account_count) return false;
      for (std::size_t i = 0; i < account_count; ++i) {
        if (chart_of_accounts[i].account != static_cast<Account>(i)) return false;
        if (i > 0 && chart_of_accounts[i - 1].label >= chart_of_accounts[i].label) return false;
      }
      return true;
    }(),
    "a row of the chart is missing or out of place");

// Whether the account is of the month's income statement.
constexpr bool is_of_income(const AccountRow& row) {
  return row.kind() == AccountClass::income || row.kind() == AccountClass::expense;
}
// Whether it is closed to retained income at the month's end.
constexpr bool is_closed_monthly(const AccountRow& row) {
  return is_of_income(row) || row.account == Account::dividends;
}

}  // namespace models
