#include "analysis/statements.hpp"

#include <cmath>
#include <fmt/format.h>

#include "sim/check.hpp"

namespace analysis {

namespace {

constexpr char asset = '1';
constexpr char liability = '2';
constexpr char equity = '3';
constexpr char income = '4';
constexpr char expense = '5';

char kind_of(const std::string& account) {
  return account.front();
}

bool is_dividend(const std::string& account) {
  return account.starts_with("32");
}

// What a month's income and dividends are closed to.
bool is_retained_income(const std::string& account) {
  return account.starts_with("31");
}

std::string name_of(const std::string& account) {
  return account.substr(account.find(' ') + 1);
}

// The side on which balances of the class stand: debits are positive.
std::int64_t sign_of(char kind) {
  return kind == asset || kind == expense ? 1 : -1;
}

double major(std::int64_t minor) {
  return static_cast<double>(minor) / 100;
}

// The balances of one replication, and sums of them by class, signed as they are read.
class Ledger {
 public:
  Ledger(std::span<const std::string> accounts, std::span<const std::int64_t> balances)
      : accounts_(accounts), balances_(balances) {}

  std::size_t months() const { return balances_.size() / accounts_.size(); }
  std::int64_t balance(std::size_t month, std::size_t account) const {
    return sign_of(kind_of(accounts_[account])) * balances_[month * accounts_.size() + account];
  }
  std::int64_t sum(std::size_t month, char kind) const {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      if (kind_of(accounts_[i]) == kind) total += balance(month, i);
    }
    return total;
  }
  std::int64_t net_income(std::size_t month) const {
    return sum(month, income) - sum(month, expense);
  }
  std::int64_t dividends(std::size_t month) const {
    std::int64_t paid = 0;
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      if (is_dividend(accounts_[i])) paid -= balance(month, i);
    }
    return paid;
  }
  // At the month's start, and at its end.
  std::int64_t equity_before(std::size_t month) const {
    return sum(month, equity) + dividends(month);
  }
  std::int64_t equity_of(std::size_t month) const { return sum(month, equity) + net_income(month); }

 private:
  std::span<const std::string> accounts_;
  std::span<const std::int64_t> balances_;
};

void expect_balance(const Ledger& ledger, std::size_t replication) {
  for (std::size_t month = 0; month < ledger.months(); ++month) {
    const auto place = fmt::format("replication {}, month {}", replication, month + 1);
    const std::int64_t out =
        ledger.sum(month, asset) - ledger.sum(month, liability) - ledger.equity_of(month);
    if (out != 0) {
      throw OutOfBalance(
          fmt::format("{}: assets are {} minor units off liabilities and equity", place, out));
    }
    if (month == 0) continue;
    const std::int64_t lost = ledger.equity_before(month) - ledger.equity_of(month - 1);
    if (lost != 0) {
      throw OutOfBalance(fmt::format(
          "{}: equity starts {} minor units off where the month before left it", place, lost));
    }
  }
}

// Adds lines one by one, each a function of a replication and a span.
class Statements {
 public:
  Statements(std::span<const std::string> accounts, std::span<const Span> spans,
             std::span<const LedgerOfReplication> replications)
      : spans_(spans), replications_(replications) {
    for (const LedgerOfReplication& one : replications) {
      CHECK(one.balances.size() == one.risk_weighted_assets.size() * accounts.size());
      ledgers_.emplace_back(accounts, one.balances);
      expect_balance(ledgers_.back(), ledgers_.size() - 1);
    }
  }

  template <class Value>
  void add(StatementSection section, std::string name, Format format, bool is_total,
           Value&& value) {
    StatementLine line{section, std::move(name), format, is_total, {}};
    for (const Span& span : spans_) {
      auto& values = line.values.emplace_back();
      for (std::size_t r = 0; r < ledgers_.size(); ++r) {
        values.push_back(value(ledgers_[r], replications_[r], span));
      }
    }
    lines_.push_back(std::move(line));
  }

  // An amount over the months of the span.
  template <class Amount>
  void add_flow(StatementSection section, std::string name, bool is_total, Amount&& amount) {
    add(section, std::move(name), Format::money, is_total,
        [&](const Ledger& ledger, const LedgerOfReplication&, const Span& span) {
          std::int64_t sum = 0;
          for (std::size_t month = span.first; month < span.last; ++month)
            sum += amount(ledger, month);
          return major(sum);
        });
  }

  // An amount at the end of the span.
  template <class Amount>
  void add_stock(StatementSection section, std::string name, bool is_total, Amount&& amount) {
    add(section, std::move(name), Format::money, is_total,
        [&](const Ledger& ledger, const LedgerOfReplication&, const Span& span) {
          return major(amount(ledger, span.last - 1));
        });
  }

  // Net income a year over the mean level of what `level` says.
  template <class Level>
  void add_return(std::string name, Level&& level) {
    add(StatementSection::ratios, std::move(name), Format::percent, false,
        [&](const Ledger& ledger, const LedgerOfReplication&, const Span& span) {
          double earned = 0;
          double levels = 0;
          for (std::size_t month = span.first; month < span.last; ++month) {
            earned += major(ledger.net_income(month));
            levels += major(level(ledger, month));
          }
          return levels > 0 ? 12 * earned / levels : std::nan("");
        });
  }

  std::vector<StatementLine> take() { return std::move(lines_); }

 private:
  std::span<const Span> spans_;
  std::span<const LedgerOfReplication> replications_;
  std::vector<Ledger> ledgers_;
  std::vector<StatementLine> lines_;
};

std::string span_name(const std::string& month, Period period) {
  const std::string year = month.substr(0, 4);
  switch (period) {
    case Period::month:
      return month;
    case Period::quarter:
      return fmt::format("{}Q{}", year, (std::stoi(month.substr(5)) + 2) / 3);
    case Period::year:
      break;
  }
  return year;
}

}  // namespace

std::string months_name(const std::string& first, const std::string& last) {
  if (first == last) return first;
  if (!first.ends_with("-01") || !last.ends_with("-12")) return first + " to " + last;
  const std::string from = first.substr(0, 4), to = last.substr(0, 4);
  return from == to ? from : from + " to " + to;
}

std::vector<Span> spans_of(std::span<const std::string> months, Period period) {
  std::vector<Span> spans;
  for (std::size_t month = 0; month < months.size(); ++month) {
    const std::string name = span_name(months[month], period);
    if (spans.empty() || spans.back().name != name) spans.push_back({name, month, month});
    spans.back().last = month + 1;
  }
  return spans;
}

std::vector<StatementLine> statements(std::span<const std::string> accounts,
                                      std::span<const Span> spans,
                                      std::span<const LedgerOfReplication> replications) {
  Statements made(accounts, spans, replications);
  const auto add_accounts = [&](char kind, auto&& add) {
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      if (kind_of(accounts[i]) != kind) continue;
      add(name_of(accounts[i]),
          [i](const Ledger& ledger, std::size_t month) { return ledger.balance(month, i); });
    }
  };
  const auto total = [](char kind) {
    return [kind](const Ledger& ledger, std::size_t month) { return ledger.sum(month, kind); };
  };
  const auto net_income = [](const Ledger& ledger, std::size_t month) {
    return ledger.net_income(month);
  };
  const auto total_equity = [](const Ledger& ledger, std::size_t month) {
    return ledger.equity_of(month);
  };
  using enum StatementSection;
  const auto flow = [&](std::string name, auto amount) {
    made.add_flow(income_statement, std::move(name), false, amount);
  };
  const auto stock = [&](std::string name, auto amount) {
    made.add_stock(balance_sheet, std::move(name), false, amount);
  };
  add_accounts(income, flow);
  made.add_flow(income_statement, "total_income", true, total(income));
  add_accounts(expense, flow);
  made.add_flow(income_statement, "total_expenses", true, total(expense));
  made.add_flow(income_statement, "net_income", true, net_income);
  add_accounts(asset, stock);
  made.add_stock(balance_sheet, "total_assets", true, total(asset));
  add_accounts(liability, stock);
  made.add_stock(balance_sheet, "total_liabilities", true, total(liability));
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (kind_of(accounts[i]) != equity || is_dividend(accounts[i])) continue;
    stock(name_of(accounts[i]),
          [i, closes = is_retained_income(accounts[i])](const Ledger& ledger, std::size_t month) {
            return ledger.balance(month, i) +
                   (closes ? ledger.net_income(month) - ledger.dividends(month) : 0);
          });
  }
  made.add_stock(balance_sheet, "total_equity", true, total_equity);
  made.add(changes_in_equity, "equity_at_the_start", Format::money, false,
           [](const Ledger& ledger, const LedgerOfReplication&, const Span& span) {
             return major(ledger.equity_before(span.first));
           });
  made.add_flow(changes_in_equity, "net_income_of_the_period", false, net_income);
  made.add_flow(changes_in_equity, "dividends_paid", false,
                [](const Ledger& ledger, std::size_t month) { return -ledger.dividends(month); });
  made.add_stock(changes_in_equity, "equity_at_the_end", true, total_equity);
  made.add(ratios, "capital_ratio", Format::percent, false,
           [](const Ledger& ledger, const LedgerOfReplication& one, const Span& span) {
             const std::int64_t weighted = one.risk_weighted_assets[span.last - 1];
             return ratio(major(ledger.equity_of(span.last - 1)), major(weighted));
           });
  made.add_return("return_on_assets", total(asset));
  made.add_return("return_on_equity", total_equity);
  return made.take();
}

}  // namespace analysis
