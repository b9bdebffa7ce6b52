#include "models/payment.hpp"

#include <fmt/format.h>
#include <optional>

#include "sim/maths.hpp"

namespace models {
namespace {

// Probabilities are read as decimals; their sum may miss one by a rounding.
constexpr double sum_tolerance = 1e-9;

std::optional<std::size_t> row_of(const std::string& id) {
  const auto* const found = std::find(bucket_names.begin(), bucket_names.end(), id);
  if (found == bucket_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - bucket_names.begin());
}

// What is left after a month of 30 days of months late in the past.
double fading(const BehaviourPayment& behaviour) {
  return sim::exp2_of(-30.0 / behaviour.history_memory.value);
}

void check_valid(std::string_view key, std::string_view what) {
  CHECK(false, "payment.{} {}", key, what);
}

}  // namespace

void BehaviourPayment::validate(const Complain& complain) const {
  const double most = early_base.value + early_front.value + early_jump.value;
  if (most > 1) {
    complain("early_jump",
             fmt::format("early_base, early_front and early_jump add to {:g}; expected at most 1",
                         most));
  }
}

void ChainRow::validate(const Complain& complain) const {
  if (!row_of(id)) {
    complain("id", fmt::format("\"{}\" is not a row; expected \"M0\" to \"M7\"", id));
  }
  const double sum = pay_all.value + pay_one.value + miss.value;
  if (std::abs(sum - 1) > sum_tolerance) {
    complain("miss", fmt::format("pay_all, pay_one and miss of row \"{}\" sum to {:g}; expected 1",
                                 id, sum));
  }
}

void ChainPayment::validate(const Complain& complain) const {
  std::array<int, bucket_count> seen{};
  for (const ChainRow& row : rows) {
    if (const auto index = row_of(row.id)) ++seen[*index];
  }
  for (std::size_t i = 0; i < bucket_count; ++i) {
    if (seen[i] == 1) continue;
    complain("rows", fmt::format("has {} rows \"{}\"; expected one", seen[i], bucket_names[i]));
  }
}

PaymentPolicy::PaymentPolicy(const PaymentParameters& parameters)
    : month_fades_(fading(behaviour_)) {
  if (const auto* behaviour = std::get_if<BehaviourPayment>(&parameters.policy)) {
    behaviour->validate(check_valid);
    behaviour_ = *behaviour;
    month_fades_ = fading(behaviour_);
    return;
  }
  chain_ = true;
  const auto& chain = std::get<ChainPayment>(parameters.policy);
  chain.validate(check_valid);
  for (const ChainRow& row : chain.rows) {
    row.validate(check_valid);
    const std::size_t index = row_of(row.id).value();
    table_.pay_all[index] = row.pay_all.value;
    table_.pay_all_or_one[index] = row.pay_all.value + row.pay_one.value;
  }
}

double PaymentPolicy::early_repayment(const EarlyRepaymentView& view) const {
  if (chain_) return 0;
  const BehaviourPayment& p = behaviour_;
  // Nobody repays early what they cannot repay.
  if (view.cash < view.balance) return 0;
  const double age =
      static_cast<double>(view.months_on_book) / static_cast<double>(p.early_front_months);
  double probability = p.early_base.value + p.early_front.value * std::max(0.0, 1.0 - age);
  const double cover = p.early_cover * static_cast<double>(view.balance.minor());
  if (static_cast<double>(view.cash.minor()) > cover) probability += p.early_jump.value;
  // Whoever expects to repay soon does not choose a long term.
  const double usual = std::min(1.0, static_cast<double>(p.early_term_months) / view.term_months);
  return probability * usual * usual;
}

}  // namespace models
