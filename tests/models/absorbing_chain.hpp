// The portfolio under [payment] kind = "chain" is an absorbing Markov chain; its shares in closed
// form.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/delinquency.hpp"
#include "models/payment.hpp"

namespace models_test {

// State k, just after a due day: k instalments are overdue. Every due day a loan becomes current,
// stays as late as it was, or becomes one instalment later. The last state, `absorbed`, is the
// charge-off: a loan with that many instalments overdue reaches the charge-off day before its next
// due day. With monthly due days that is the smallest k with k months > charge_off_dpd: 8 for 240
// days.
class AbsorbingChain {
 public:
  AbsorbingChain(const models::ChainPayment& chain, std::size_t absorbed) : absorbed_(absorbed) {
    for (std::size_t k = 0; k < absorbed; ++k) {
      const std::size_t row = std::min(k, models::bucket_count - 1);
      const auto found = std::find_if(chain.rows.begin(), chain.rows.end(), [&](const auto& r) {
        return r.id == models::bucket_names[row];
      });
      rows_.push_back(*found);
    }
  }

  // Shares of the states after `due_days` due days, from all loans current; they sum to one.
  std::vector<double> after(std::size_t due_days) const {
    std::vector<double> shares(absorbed_ + 1, 0.0);
    shares[0] = 1;
    for (std::size_t day = 0; day < due_days; ++day) shares = stepped(shares);
    return shares;
  }

  // Expected due days until absorption from each state, by the fundamental matrix: the solution of
  // t = 1 + Q t. Gauss–Seidel; the chain leaves every state, so it converges.
  std::vector<double> due_days_to_absorption() const {
    std::vector<double> t(absorbed_ + 1, 0.0);
    for (double change = 1; change > 1e-12;) {
      change = 0;
      for (std::size_t k = absorbed_; k-- > 0;) {
        const auto& row = rows_[k];
        // State k's own part is solved for; in state 0 paying one instalment is paying all.
        const double stay = row.pay_one.value + (k == 0 ? row.pay_all.value : 0);
        const double cured = k == 0 ? 0 : row.pay_all.value * t[0];
        const double next = (1 + cured + row.miss.value * t[k + 1]) / (1 - stay);
        change = std::max(change, std::abs(next - t[k]) / next);
        t[k] = next;
      }
    }
    return t;
  }

 private:
  std::vector<double> stepped(const std::vector<double>& from) const {
    std::vector<double> to(absorbed_ + 1, 0.0);
    to[absorbed_] = from[absorbed_];
    for (std::size_t k = 0; k < absorbed_; ++k) {
      to[0] += from[k] * rows_[k].pay_all.value;
      to[k] += from[k] * rows_[k].pay_one.value;
      to[k + 1] += from[k] * rows_[k].miss.value;
    }
    return to;
  }

  std::size_t absorbed_;
  std::vector<models::ChainRow> rows_;
};

}  // namespace models_test
