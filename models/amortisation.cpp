#include "models/amortisation.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "models/instalment_plan.hpp"
#include "sim/check.hpp"

namespace models {

using sim::Money;
using std::chrono::sys_days;

namespace {

constexpr std::int64_t million = 1'000'000;

std::string date_text(sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()});
}

// A loan on its way from pay-out to zero, one period after another.
class Amortiser {
 public:
  explicit Amortiser(const LoanTerms& terms);
  Amortisation run();

 private:
  LoanPeriod period(int n) const;
  DueDate date(int n) const;
  sys_days due(int n) const { return date(n).due; }
  sys_days interest_until(int n) const;
  sim::Rate rate_of(int n) const;
  bool in_holiday(int n) const { return n <= holiday_until_; }

  void restructure(int n);
  void plan(int n);
  void accrue(const LoanPeriod& period, sys_days from, sys_days to);
  Money accrued_interest() const;
  void prepay(const Prepayment& one, sys_days from);
  void bill(int n, const LoanPeriod& period, sys_days from);
  void pay_late(const LatePayment& late, ScheduleRow& row) const;
  void expect_all_happened() const;

  const LoanTerms& terms_;
  DueDates dates_;
  Amortisation result_;
  InstalmentPlan plan_;
  std::vector<Prepayment> prepayments_;  // those still to come, the next one last
  Money balance_;
  sim::Int128 accrued_ = 0;  // minor units × parts per million × numerators of a year's share
  sys_days free_until_;      // no interest before it
  int last_;                 // instalment
  int holiday_until_ = 0;    // instalment
  int billed_ = 0;           // instalments
  bool replan_ = true;
};

Amortiser::Amortiser(const LoanTerms& terms)
    : terms_(terms), dates_(terms.due), plan_(terms), last_(terms.instalments) {
  result_.disbursed = terms.due.disbursed;
  result_.due_on = dates_.due_on();
  result_.upfront_fee = upfront_fee(terms);
  const bool financed = terms.fees.handling == FeeHandling::financed;
  result_.principal = financed ? terms.amount + result_.upfront_fee : terms.amount;
  result_.received = financed ? terms.amount : terms.amount - result_.upfront_fee;
  if (result_.received <= Money{}) {
    throw BadTerms(fmt::format("the fee of {} leaves nothing of the amount of {}",
                               to_text(result_.upfront_fee), to_text(terms.amount)));
  }
  balance_ = result_.principal;
  // A bullet is one period, however its term is counted.
  if (terms.repayment == Repayment::bullet) last_ = 1;
  if (due(1) <= result_.disbursed) {
    throw BadTerms(fmt::format("the first due date moves to {}, which is not after the pay-out",
                               date_text(due(1))));
  }
  free_until_ = terms.due.disbursed + std::chrono::days(terms.interest_free_days);
  if (terms.interest_free > 0) {
    free_until_ = std::max(free_until_, interest_until(std::min(terms.interest_free, last_)));
  }
  // Those of one day happen in the order in which they were given.
  prepayments_ = terms.prepayments;
  std::stable_sort(prepayments_.begin(), prepayments_.end(),
                   [](const Prepayment& a, const Prepayment& b) { return a.day < b.day; });
  std::reverse(prepayments_.begin(), prepayments_.end());
}

// The n-th due date, or the day of the pay-out for n = 0. A bullet has one, at the end of its term.
DueDate Amortiser::date(int n) const {
  if (n == 0) return {terms_.due.disbursed, terms_.due.disbursed};
  return dates_(terms_.repayment == Repayment::bullet ? terms_.instalments : n);
}

sys_days Amortiser::interest_until(int n) const {
  return terms_.interest_to_nominal ? date(n).nominal : date(n).due;
}

sim::Rate Amortiser::rate_of(int n) const {
  sim::Rate rate = terms_.rate;
  for (const RateChange& change : terms_.rate_changes) {
    if (change.from <= n) rate = change.rate;
  }
  return rate;
}

LoanPeriod Amortiser::period(int n) const {
  LoanPeriod period{.from = interest_until(n - 1), .to = interest_until(n), .rate = rate_of(n)};
  const sys_days from = std::min(std::max(period.from, free_until_), period.to);
  period.share = year_share(terms_.day_count, from, period.to, dates_.due_on());
  return period;
}

// What a change of the terms from this instalment on means for its number and those after it.
void Amortiser::restructure(int n) {
  for (const Extension& extension : terms_.extensions) {
    if (extension.from == n) last_ += extension.instalments;
    replan_ |= extension.from == n;
  }
  for (const Holiday& holiday : terms_.holidays) {
    if (holiday.from == n) {
      last_ += holiday.instalments;
      holiday_until_ = n + holiday.instalments - 1;
    }
    replan_ |= holiday.from + holiday.instalments == n;
  }
  for (const RateChange& change : terms_.rate_changes) replan_ |= change.from == n;
  replan_ |= n == terms_.interest_only + 1;
}

void Amortiser::plan(int n) {
  std::vector<LoanPeriod> ahead;
  for (int k = n; k <= last_; ++k) {
    ahead.push_back(period(k));
    ahead.back().rate = rate_of(n);  // nobody knows yet that it will change
  }
  plan_.make(balance_, n, ahead);
  replan_ = false;
}

void Amortiser::accrue(const LoanPeriod& period, sys_days from, sys_days to) {
  from = std::max(from, free_until_);
  if (from >= to) return;
  const YearShare share = year_share(terms_.day_count, from, to, dates_.due_on());
  accrued_ += sim::Int128{balance_.minor()} * period.rate.ppm() * share.numerator;
}

Money Amortiser::accrued_interest() const {
  const sys_days day = result_.disbursed;
  const int denominator = year_share(terms_.day_count, day, day, dates_.due_on()).denominator;
  return rounded_money(accrued_, sim::Int128{million} * denominator,
                       {.mode = terms_.interest_rounding});
}

void Amortiser::prepay(const Prepayment& one, sys_days from) {
  const bool all = one.amount >= balance_;
  ScheduleRow row{.from = from, .to = one.day, .nominal = one.day, .due = one.day, .paid = one.day};
  row.principal = all ? balance_ : one.amount;
  row.interest = all ? accrued_interest() : Money{};
  row.fee = rounded_money(sim::Int128{row.principal.minor()} * terms_.fees.prepayment_ppm, million,
                          {.mode = terms_.interest_rounding});
  balance_ -= row.principal;
  row.balance_after = balance_;
  result_.rows.push_back(row);
  replan_ |= terms_.prepayment_effect == PrepaymentEffect::lower;
}

void Amortiser::pay_late(const LatePayment& late, ScheduleRow& row) const {
  if (in_holiday(row.number)) {
    throw BadTerms(fmt::format("instalment {} cannot be late: nothing is due", row.number));
  }
  const int grace = std::min(late.days, terms_.late.grace_days);
  const sys_days grace_over = row.due + std::chrono::days(grace);
  row.paid = row.due + std::chrono::days(late.days);
  const auto share = [&](sys_days from, sys_days to) {
    return year_share(terms_.day_count, from, to, dates_.due_on());
  };
  const YearShare within = share(row.due, grace_over);
  const YearShare after = share(grace_over, row.paid);
  const sim::Int128 weighted = sim::Int128{within.numerator} * million +
                               sim::Int128{after.numerator} * terms_.late.factor_ppm;
  row.late_interest = rounded_money(weighted * row.principal.minor() * rate_of(row.number).ppm(),
                                    sim::Int128{million} * million * after.denominator,
                                    {.mode = terms_.interest_rounding});
  if (late.days > grace) row.late_fee = terms_.late.fee;
}

void Amortiser::bill(int n, const LoanPeriod& period, sys_days from) {
  const DueDate on = date(n);
  ScheduleRow row{.number = n,
                  .from = from,
                  .to = period.to,
                  .nominal = on.nominal,
                  .due = on.due,
                  .paid = on.due};
  row.interest = accrued_interest();
  if (in_holiday(n)) {
    row.principal = -row.interest;
  } else {
    row.principal = n == last_ ? balance_ : plan_.principal(n, balance_, row.interest);
    row.fee = terms_.fees.each;
  }
  for (const LatePayment& late : terms_.late_payments) {
    if (late.instalment == n) pay_late(late, row);
  }
  accrued_ = 0;
  billed_ = n;
  balance_ -= row.principal;
  row.balance_after = balance_;
  if (balance_ > LoanTerms::amount_max) throw BadTerms("what is owed grows beyond all bounds");
  result_.rows.push_back(row);
}

// A change that comes too late for the loan is a mistake of whoever asked for it.
void Amortiser::expect_all_happened() const {
  if (!prepayments_.empty()) {
    throw BadTerms(fmt::format("a prepayment on {}: the loan is paid back by then",
                               date_text(prepayments_.back().day)));
  }
  const auto expect = [&](const auto& changes, std::string_view name) {
    for (const auto& change : changes) {
      if (change.from <= billed_) continue;
      throw BadTerms(fmt::format("{} from instalment {}: the loan ends with instalment {}", name,
                                 change.from, billed_));
    }
  };
  for (const LatePayment& late : terms_.late_payments) {
    if (late.instalment >= 1 && late.instalment <= billed_) continue;
    throw BadTerms(
        fmt::format("instalment {} is late: the loan has 1 to {}", late.instalment, billed_));
  }
  expect(terms_.rate_changes, "a new rate");
  expect(terms_.holidays, "a holiday");
  expect(terms_.extensions, "an extension");
}

Amortisation Amortiser::run() {
  for (int n = 1; n <= last_ && balance_ > Money{}; ++n) {
    restructure(n);
    const LoanPeriod now = period(n);
    sys_days from = now.from;
    const auto prepay_before = [&](sys_days end) {
      while (balance_ > Money{} && !prepayments_.empty() && prepayments_.back().day < end) {
        const Prepayment one = prepayments_.back();
        prepayments_.pop_back();
        const sys_days day = std::max(one.day, from);
        accrue(now, from, day);
        prepay(one, from);
        from = day;
      }
    };
    // Whoever prepays on a due day does so after that day's instalment.
    prepay_before(now.from + std::chrono::days(1));
    if (replan_ && !in_holiday(n) && n > terms_.interest_only) plan(n);
    prepay_before(now.to);
    if (balance_ == Money{}) break;
    accrue(now, from, now.to);
    bill(n, now, from);
  }
  CHECK(balance_ == Money{}, "a schedule ends at exactly zero");
  expect_all_happened();
  return result_;
}

}  // namespace

int ScheduleRow::days() const {
  return static_cast<int>((to - from).count());
}

Money Amortisation::total_interest() const {
  Money total;
  for (const ScheduleRow& row : rows) total += row.interest + row.late_interest;
  return total;
}

Money Amortisation::total_fees() const {
  Money total = upfront_fee;
  for (const ScheduleRow& row : rows) total += row.fee + row.late_fee;
  return total;
}

Money Amortisation::total_paid() const {
  Money total;
  for (const ScheduleRow& row : rows) total += row.payment();
  return total;
}

Money upfront_fee(const LoanTerms& terms) {
  return terms.fees.upfront +
         rounded_money(sim::Int128{terms.amount.minor()} * terms.fees.upfront_ppm, million,
                       {.mode = terms.interest_rounding});
}

Amortisation amortise(const LoanTerms& terms) {
  validate_terms(terms);
  return Amortiser(terms).run();
}

}  // namespace models
