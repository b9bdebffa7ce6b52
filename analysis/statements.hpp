// Income statement, balance sheet and what they are judged by, from the trial balances of a result
// file.
//
// The panel "ledger" holds debits less credits by month and account, on the month's last evening
// before its income is closed; the first digit of an account's label is its class (asset,
// liability, equity, income, expense: 1 to 5). So
//
//   net income = −Σ income and expense accounts, summed over the months of the period
//   assets     = Σ asset accounts               at the end of the period's last month
//   equity     = −Σ equity accounts + net income of that month
//
// Equity accounts from 32 on hold what was paid out in the month (dividends), so that
//
//   equity at the end = equity at the start + net income − dividends
//
// and assets = liabilities + equity, both to the minor unit, or the file is refused. The balance
// sheet is that after the month's closing, which makes the last month's income and dividends part
// of retained income: beside flows of a year an amount of one month would be read as one of them.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/headline.hpp"

namespace analysis {

// A trial balance that is not zero, or equity that was moved by anything but income and dividends.
class OutOfBalance : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Period : std::uint8_t { month, quarter, year };

// Months in a row, [first, last).
struct Span {
  std::string name;  // "2025-03", "2025Q1", "2025"
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t months() const { return last - first; }
};

// What months from one to another are called: "2025 to 2029" for whole years, "2025" for one,
// "2025-03" for a month, else "2025-07 to 2026-06".
std::string months_name(const std::string& first, const std::string& last);

// Calendar periods over months named "2025-03". The first and the last may be shorter than others.
std::vector<Span> spans_of(std::span<const std::string> months, Period period);

enum class StatementSection : std::uint8_t {
  income_statement,
  balance_sheet,
  changes_in_equity,
  ratios
};

// A line over all spans and replications. Totals follow what they are the total of.
struct StatementLine {
  StatementSection section;
  std::string name;  // of the account, or "total_assets", "net_income", …
  Format format = Format::money;
  bool is_total = false;
  std::vector<std::vector<double>> values;  // [span][replication]; NaN where not defined
};

// One replication, row-major over months.
struct LedgerOfReplication {
  std::span<const std::int64_t> balances;              // by month and account, minor units
  std::span<const std::int64_t> risk_weighted_assets;  // by month, minor units
};

// All lines: income, expenses, net income; assets, liabilities, equity; how equity came from its
// start to its end; the capital ratio (equity over risk-weighted assets at the end of the span) and
// the returns on assets and on equity (net income over the mean of the month-ends' levels, times
// twelve over the span's months; not defined where that mean is not positive). Throws OutOfBalance.
std::vector<StatementLine> statements(std::span<const std::string> accounts,
                                      std::span<const Span> spans,
                                      std::span<const LedgerOfReplication> replications);

}  // namespace analysis
