#include "models/loan_terms.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace models {

namespace {

constexpr std::int64_t million = 1'000'000;
// All fees of a loan together stay within what an amount may be.
constexpr std::int64_t fee_max = LoanTerms::amount_max.minor() / LoanTerms::instalments_max;

void expect(bool holds, std::string_view what) {
  if (!holds) throw BadTerms(std::string(what));
}

void expect_rate(sim::Rate rate) {
  expect(rate >= sim::Rate{} && rate <= LoanTerms::rate_max,
         "a rate from 0 % to 10,000 % a year is expected");
}

// How many months at most the loan has, whatever happens to it.
std::int64_t months_of(const LoanTerms& terms, int instalments) {
  using Unit = Frequency::Unit;
  const std::int64_t all = std::int64_t{instalments} * terms.due.frequency.every;
  const std::int64_t first =
      terms.due.first ? (*terms.due.first - terms.due.disbursed).count() / 30 : 0;
  return first + (terms.due.frequency.unit == Unit::months ? all : all / 15);
}

// Restructurings start at an instalment that the loan has.
template <class Change>
void expect_within(const std::vector<Change>& changes, std::string_view name, int instalments) {
  int before = 0;
  for (const Change& change : changes) {
    expect(change.from >= 1 && change.from <= instalments,
           fmt::format("{} from instalment {}: the loan has {}", name, change.from, instalments));
    expect(change.from > before,
           fmt::format("{} from instalment {}: later ones come after", name, change.from));
    before = change.from;
  }
}

void validate_shape(const LoanTerms& terms) {
  if (terms.repayment == Repayment::step_up) {
    expect(terms.step_ppm > -million && terms.step_ppm <= 10 * million,
           "the step is between -100 % and 1000 %");
    expect(terms.step_every >= 1, "instalments step up after at least one");
  }
  if (terms.repayment == Repayment::revolving) {
    expect(terms.minimum_ppm >= 0 && terms.minimum_ppm <= million,
           "the minimum payment's share is between 0 % and 100 %");
    expect(terms.minimum > sim::Money{}, "the minimum payment is above zero");
  }
  expect(terms.interest_only >= 0 && terms.interest_only < terms.instalments,
         fmt::format("{} instalments of interest alone: fewer than the {} of the loan are expected",
                     terms.interest_only, terms.instalments));
  expect(terms.interest_free >= 0 && terms.interest_free_days >= 0,
         "interest-free time is not negative");
}

void validate_late(const LoanTerms& terms) {
  expect(terms.late.grace_days >= 0, "days of grace are not negative");
  expect(terms.late.factor_ppm >= 0 && terms.late.factor_ppm <= 10 * million,
         "late interest is between 0 and 10 times the agreed rate");
  expect(terms.late.fee >= sim::Money{} && terms.late.fee.minor() <= fee_max,
         "a late fee is not negative, nor that large");
  std::vector<int> seen;
  for (const LatePayment& late : terms.late_payments) {
    expect(late.days >= 1 && late.days <= 3'660, "an instalment is 1 to 3,660 days late");
    expect(std::find(seen.begin(), seen.end(), late.instalment) == seen.end(),
           fmt::format("instalment {} is late once", late.instalment));
    seen.push_back(late.instalment);
  }
}

void validate_changes(const LoanTerms& terms) {
  const bool changed =
      !terms.rate_changes.empty() || !terms.holidays.empty() || !terms.extensions.empty();
  if (terms.repayment == Repayment::bullet) {
    expect(!changed, "a bullet has one payment: only prepayments can change it");
  }
  expect_within(terms.rate_changes, "a new rate", LoanTerms::instalments_max);
  expect_within(terms.holidays, "a holiday", LoanTerms::instalments_max);
  expect_within(terms.extensions, "an extension", terms.instalments);
  for (const RateChange& change : terms.rate_changes) expect_rate(change.rate);
  int longest = terms.instalments;
  int holiday_end = 0;
  for (const Holiday& holiday : terms.holidays) {
    expect(holiday.instalments >= 1, "a holiday has at least one instalment");
    expect(holiday.from > holiday_end,
           fmt::format("a holiday from instalment {} begins within another", holiday.from));
    longest += std::min(holiday.instalments, LoanTerms::instalments_max);
    holiday_end = holiday.from + holiday.instalments - 1;
  }
  for (const Extension& extension : terms.extensions) {
    expect(extension.instalments >= 1, "an extension has at least one instalment");
    longest += std::min(extension.instalments, LoanTerms::instalments_max);
  }
  expect(
      longest <= LoanTerms::instalments_max,
      fmt::format("{} instalments: at most {} are expected", longest, LoanTerms::instalments_max));
  expect(months_of(terms, longest) <= std::int64_t{12} * LoanTerms::years_max,
         fmt::format("a loan of at most {} years is expected", LoanTerms::years_max));
  for (const Prepayment& one : terms.prepayments) {
    expect(one.amount > sim::Money{}, "a prepayment is above zero");
    expect(one.day >= terms.due.disbursed, "a prepayment is not before the loan is paid out");
  }
}

}  // namespace

void validate_terms(const LoanTerms& terms) {
  expect(terms.amount > sim::Money{} && terms.amount <= LoanTerms::amount_max,
         fmt::format("an amount above zero and at most {} is expected",
                     to_text(LoanTerms::amount_max)));
  expect_rate(terms.rate);
  expect(terms.instalments >= 1 && terms.instalments <= LoanTerms::instalments_max,
         fmt::format("{} instalments: 1 to {} are expected", terms.instalments,
                     LoanTerms::instalments_max));
  expect(terms.instalment_rounding.unit > sim::Money{},
         "instalments are rounded to a unit above zero");
  if (terms.due.first) {
    expect(*terms.due.first > terms.due.disbursed,
           "the first due date is after the day on which the loan is paid out");
  }
  const Fees& fees = terms.fees;
  expect(fees.upfront >= sim::Money{} && fees.each >= sim::Money{}, "fees are not negative");
  expect(fees.upfront <= LoanTerms::amount_max && fees.each.minor() <= fee_max,
         "a fee is too large");
  expect(fees.upfront_ppm >= 0 && fees.upfront_ppm <= million && fees.prepayment_ppm >= 0 &&
             fees.prepayment_ppm <= million,
         "a fee's share is between 0 % and 100 %");
  validate_shape(terms);
  validate_changes(terms);
  validate_late(terms);
}

}  // namespace models
