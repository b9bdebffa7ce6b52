// Ledger: double-entry books of one shard, added up over shards.
#pragma once

#include <array>
#include <cstddef>

#include "sim/check.hpp"
#include "sim/money.hpp"

namespace sim {

template <class Account>
struct OneSidedPosting;

// `Account` is an enum class whose last member is count_. Debits and credits are kept apart, so a
// posting of one side only, or of two different amounts, shows in the trial balance. The ledger is
// append-only: a correction is a new posting with the sides exchanged.
template <class Account>
class Ledger {
 public:
  static constexpr std::size_t accounts = static_cast<std::size_t>(Account::count_);

  // Amounts are zero or positive; the accounts differ.
  void post(Account debit, Account credit, Money amount) {
    CHECK(amount >= Money(), "a reversal exchanges the sides; its amount is not negative");
    CHECK(debit != credit);
    debits_[index(debit)] += amount;
    credits_[index(credit)] += amount;
  }

  // Debits minus credits: positive for assets and expenses, negative for liabilities, equity,
  // income.
  Money balance(Account account) const { return debits(account) - credits(account); }
  Money debits(Account account) const { return debits_[index(account)]; }
  Money credits(Account account) const { return credits_[index(account)]; }

  // All debits minus all credits: zero when the books balance.
  Money trial_balance() const {
    Money debit_total;
    Money credit_total;
    for (const Money amount : debits_) debit_total += amount;
    for (const Money amount : credits_) credit_total += amount;
    return debit_total - credit_total;
  }

  Ledger& operator+=(const Ledger& other) {
    for (std::size_t i = 0; i < accounts; ++i) {
      debits_[i] += other.debits_[i];
      credits_[i] += other.credits_[i];
    }
    return *this;
  }

  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  friend struct OneSidedPosting<Account>;

  static std::size_t index(Account account) {
    const auto i = static_cast<std::size_t>(account);
    CHECK(i < accounts);
    return i;
  }

  std::array<Money, accounts> debits_{};
  std::array<Money, accounts> credits_{};
};

// The seam through which tests break the books, to show that the trial balance notices.
template <class Account>
struct OneSidedPosting {
  static void debit(Ledger<Account>& ledger, Account account, Money amount) {
    ledger.debits_[Ledger<Account>::index(account)] += amount;
  }
  static void credit(Ledger<Account>& ledger, Account account, Money amount) {
    ledger.credits_[Ledger<Account>::index(account)] += amount;
  }
};

}  // namespace sim
