// Loan terms of every kind, for properties.
#pragma once

#include <algorithm>
#include <random>

#include "models/loan_terms.hpp"

namespace models_test {

class RandomLoan {
 public:
  explicit RandomLoan(unsigned seed) : random_(seed) {}

  int whole(int from, int to) {
    return from + static_cast<int>(random_() % static_cast<unsigned>(to - from + 1));
  }
  bool chance(int of_ten) { return whole(1, 10) <= of_ten; }
  template <class Enum>
  Enum any() {
    return static_cast<Enum>(whole(0, models::EnumNames<Enum>::names.size() - 1));
  }
  sim::Money amount() {
    std::int64_t minor = whole(1, 999);
    for (int digits = whole(0, 6); digits > 0; --digits) minor = 10 * minor + whole(0, 9);
    return sim::Money::of_minor(minor);
  }

  // What a schedule needs, without fees, changes and grace.
  models::LoanTerms plain() {
    models::LoanTerms terms;
    terms.amount = amount();
    terms.rate = sim::Rate::of_ppm(chance(1) ? 0 : whole(1, 400'000));
    terms.repayment = any<models::Repayment>();
    terms.instalments = whole(1, 40);
    terms.due = rule();
    terms.day_count = any<models::DayConvention>();
    terms.step_ppm = whole(-100'000, 200'000);
    terms.step_every = whole(1, 6);
    terms.minimum_ppm = whole(0, 200'000);
    terms.minimum = sim::Money::of_minor(whole(1, 50'000));
    return terms;
  }

  // With everything that terms can have.
  models::LoanTerms any_terms() {
    models::LoanTerms terms = plain();
    terms.interest_rounding = any<models::RoundingMode>();
    terms.instalment_rounding.mode = any<models::RoundingMode>();
    if (chance(3)) terms.instalment_rounding.unit = sim::Money::of_minor(whole(1, 1000));
    if (chance(3)) terms.interest_only = whole(0, terms.instalments - 1);
    if (chance(2)) terms.interest_free = whole(1, 50);
    if (chance(2)) terms.interest_free_days = whole(1, 100);
    if (chance(3)) terms.fees.upfront_ppm = whole(0, 50'000);
    if (chance(3)) terms.fees.each = sim::Money::of_minor(whole(0, 500));
    terms.fees.prepayment_ppm = whole(0, 30'000);
    terms.fees.handling = any<models::FeeHandling>();
    terms.prepayment_effect = any<models::PrepaymentEffect>();
    return terms;
  }

  models::DueRule rule() {
    using Unit = models::Frequency::Unit;
    models::DueRule rule;
    const models::Frequency frequencies[] = {
        {Unit::days, 1},   {Unit::days, 7},   {Unit::days, 14},  {Unit::days, whole(2, 40)},
        {Unit::months, 1}, {Unit::months, 1}, {Unit::months, 3}, {Unit::months, whole(2, 12)}};
    rule.frequency = frequencies[whole(0, 7)];
    rule.disbursed = std::chrono::sys_days(std::chrono::days(whole(19'000, 22'000)));
    if (chance(2)) {  // often near the end of a month
      const std::chrono::year_month_day date(rule.disbursed);
      const std::chrono::year_month_day last = date.year() / date.month() / std::chrono::last;
      rule.disbursed = std::chrono::sys_days(last) - std::chrono::days(whole(0, 3));
    }
    if (chance(4)) rule.first = rule.disbursed + std::chrono::days(whole(1, 100));
    rule.month_end = any<models::MonthEnd>();
    return rule;
  }

  // Prepayments, restructurings and late payments of a loan that has at least two instalments left
  // to change.
  void restructure(models::LoanTerms& terms) {
    if (chance(3)) {
      terms.late_payments.push_back({whole(1, terms.instalments), whole(1, 60)});
      terms.late = {.grace_days = whole(0, 20),
                    .factor_ppm = whole(0, 3'000'000),
                    .fee = sim::Money::of_minor(whole(0, 500))};
    }
    for (int i = whole(0, 2); i > 0; --i) {
      terms.prepayments.push_back(
          {terms.due.disbursed + std::chrono::days(whole(0, 60)),
           sim::Money::of_minor(std::max<std::int64_t>(1, terms.amount.minor() / whole(2, 20)))});
    }
    if (terms.repayment == models::Repayment::bullet) return;
    if (chance(3)) terms.rate_changes.push_back({1, sim::Rate::of_ppm(whole(0, 300'000))});
    if (chance(3)) terms.rate_changes.push_back({2, sim::Rate::of_ppm(whole(0, 300'000))});
    if (chance(3)) terms.holidays.push_back({1 + whole(0, 1), whole(1, 4)});
    if (chance(3)) {
      terms.extensions.push_back({whole(1, std::min(3, terms.instalments)), whole(1, 10)});
    }
  }

 private:
  std::mt19937 random_;
};

}  // namespace models_test
