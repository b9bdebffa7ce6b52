#include "models/books.hpp"

#include <algorithm>
#include <limits>

#include "models/accrual.hpp"

namespace models {
namespace {

std::int64_t velocity_of(const Context& c, const Loan& loan) {
  const ProductTerms& product = c.world.products[loan.product];
  return accrual_velocity(loan, product.late_ppm, product.day_count);
}

// Adds what the loan's benefits cost a night to the shard's sum, or with -1 takes it off.
void add_forgone(const Context& c, const Loan& loan, int sign) {
  if (loan.suspended) return;  // who earns nothing forgoes nothing
  if (loan.discount_ppm == 0 && !loan.coupon) return;
  const sim::DayCount day_count = c.world.products[loan.product].day_count;
  Forgone& forgone = c.shard.forgone[loan.tier];
  forgone.discount += sign * discount_velocity(loan, day_count);
  if (loan.coupon) forgone.free_days += sign * free_days_velocity(loan, day_count);
}

// Up to the start of `day`.
void note_late_forgone(const Context& c, const Loan& loan, sim::Day day) {
  if (loan.overdue_since == not_overdue || loan.late_bearing) return;
  if (c.world.tiers.tier(loan.tier).grace.value == 0) return;
  const ProductTerms& product = c.world.products[loan.product];
  c.shard.late_forgone[loan.tier] +=
      late_forgone(loan, product.late_ppm, product.grace_days, product.day_count, day);
}

// The partner's part is always its share of the principal, rounded; the change moves as cash.
void follow_principal(const Context& c, Loan& loan) {
  if (loan.partner == no_partner) return;
  const sim::Money part = partner_part(loan.principal, loan.partner_share_ppm);
  const sim::Money change = part - loan.partner_part;
  if (change > sim::Money{}) {
    c.shard.books.post(Account::cash, Account::partner_funding, change);
  } else {
    c.shard.books.post(Account::partner_funding, Account::cash, -change);
  }
  c.shard.partner_funded[loan.partner] += change;
  loan.partner_part = part;
}

// Puts so much of the loan's principal into suspense, or takes it out where it is negative.
void suspend_principal(const Context& c, Loan& loan, sim::Money change) {
  const std::int64_t held = loan.suspended_principal + change.minor();
  CHECK(held >= 0 && held <= std::numeric_limits<std::uint32_t>::max(),
        "{} minor units of a loan's principal in suspense", held);
  loan.suspended_principal = static_cast<std::uint32_t>(held);
  c.shard.suspended_principal += change;
}

sim::Money own_part(const Loan& loan) {
  return loan.principal - loan.partner_part;
}

}  // namespace

LoanChange::LoanChange(const Context& context, Loan& loan) : context_(context), loan_(loan) {
  const std::int64_t velocity = velocity_of(context, loan);
  note_late_forgone(context, loan, context.today());
  // The shard's total holds every night up to today already; now the loan has caught up with it.
  accrue(loan, velocity, context.today());
  context.shard.velocity -= velocity;
  if (loan.suspended) context.shard.suspended_velocity -= velocity;
  add_forgone(context, loan, -1);
}

LoanChange::~LoanChange() {
  const std::int64_t velocity = velocity_of(context_, loan_);
  context_.shard.velocity += velocity;
  if (loan_.suspended) context_.shard.suspended_velocity += velocity;
  add_forgone(context_, loan_, 1);
}

void post_opening(const Context& c, Loan& loan, sim::Money fee) {
  c.shard.books.post(Account::principal, Account::cash, loan.principal);
  follow_principal(c, loan);
  if (loan.partner != no_partner) c.shard.partner_lent[loan.partner] += loan.partner_part;
  if (fee == sim::Money{}) return;
  c.shard.books.post(Account::cash, Account::fees_deferred, fee);
  loan.fee_deferred = static_cast<std::uint32_t>(fee.minor());
}

void post_fee_earned(const Context& c, Loan& loan, sim::Money part) {
  if (part == sim::Money{}) return;
  c.shard.books.post(Account::fees_deferred, Account::fee_income, part);
  loan.fee_deferred -= static_cast<std::uint32_t>(part.minor());
}

void post_service_fee(const Context& c, Loan& loan, sim::Money fee) {
  if (fee == sim::Money{}) return;
  c.shard.books.post(Account::interest_due, Account::fee_income, fee);
  if (loan.suspended) c.shard.suspended_due += fee;
  loan.interest_due += fee;
}

sim::Money post_interest_bill(const Context& c, Loan& loan) {
  const sim::Money interest = as_money(loan.accrued);
  c.shard.books.post(Account::interest_due, Account::interest_accrued, interest);
  c.shard.accrued -= loan.accrued;
  if (loan.suspended) {
    c.shard.suspended_accrued -= loan.accrued;
    c.shard.suspended_due += interest;
  }
  loan.accrued = 0;
  loan.interest_due += interest;
  return interest;
}

void post_capitalised(const Context& c, Loan& loan) {
  const sim::Money interest = loan.interest_due;
  const sim::Money own_before = own_part(loan);
  c.shard.books.post(Account::principal, Account::interest_due, interest);
  if (loan.suspended) c.shard.suspended_due -= interest;
  loan.interest_due = sim::Money{};
  loan.principal += interest;
  c.shard.borrowers[loan.borrower].principal += interest;
  follow_principal(c, loan);
  // What the partner funds of it has been paid to the lender; the rest has not.
  if (loan.suspended) suspend_principal(c, loan, own_part(loan) - own_before);
  c.count(PortfolioMeasure::capitalised, interest);
}

void post_interest_paid(const Context& c, Loan& loan, sim::Money amount) {
  CHECK(amount <= loan.interest_due);
  c.shard.books.post(Account::cash, Account::interest_due, amount);
  if (loan.suspended) c.shard.suspended_due -= amount;
  loan.interest_due -= amount;
}

void post_principal_paid(const Context& c, Loan& loan, sim::Money amount) {
  CHECK(amount <= loan.principal);
  const sim::Money own_before = own_part(loan);
  c.shard.books.post(Account::cash, Account::principal, amount);
  loan.principal -= amount;
  c.shard.borrowers[loan.borrower].principal -= amount;
  follow_principal(c, loan);
  if (loan.suspended_principal == 0) return;
  const sim::Money held = sim::Money::of_minor(loan.suspended_principal);
  suspend_principal(c, loan, -std::min(held, own_before - own_part(loan)));
}

ChargeOff post_charge_off(const Context& c, Loan& loan) {
  post_interest_bill(c, loan);
  post_fee_earned(c, loan, sim::Money::of_minor(loan.fee_deferred));
  const sim::Money held = sim::Money::of_minor(loan.suspended_principal);
  const sim::Money own = own_part(loan) - held;
  c.shard.books.post(Account::partner_funding, Account::principal, loan.partner_part);
  c.shard.books.post(Account::allowance, Account::principal, own);
  if (held > sim::Money{}) {
    c.shard.books.post(Account::interest_suspense, Account::principal, held);
    suspend_principal(c, loan, -held);
  }
  if (loan.suspended) {
    c.shard.books.post(Account::interest_suspense, Account::interest_due, loan.interest_due);
    c.shard.suspended_due -= loan.interest_due;
  } else {
    c.shard.books.post(Account::allowance, Account::interest_due, loan.interest_due);
  }
  if (loan.partner != no_partner) {
    c.shard.partner_funded[loan.partner] -= loan.partner_part;
    c.shard.partner_lost[loan.partner] += loan.partner_part;
  }
  c.shard.borrowers[loan.borrower].principal -= loan.principal;
  const ChargeOff booked{.met = own + (loan.suspended ? sim::Money{} : loan.interest_due),
                         .claim = loan.principal + loan.interest_due};
  loan.principal = sim::Money{};
  loan.overdue_principal = sim::Money{};
  loan.interest_due = sim::Money{};
  loan.partner_part = sim::Money{};
  return booked;
}

// It is the month's last evening: the shard's totals hold tonight's interest already.
void set_suspended(const Context& c, Loan& loan, bool suspended) {
  const std::int64_t velocity = velocity_of(c, loan);
  const std::int32_t nights = c.today().value() + 1 - loan.accrued_to;
  const sim::Int128 accrued = loan.accrued + static_cast<sim::Int128>(velocity) * nights;
  const int sign = suspended ? 1 : -1;
  c.shard.suspended_velocity += sign * velocity;
  c.shard.suspended_accrued += sign * accrued;
  c.shard.suspended_due += suspended ? loan.interest_due : -loan.interest_due;
  note_late_forgone(c, loan, c.today() + 1);
  add_forgone(c, loan, -1);
  loan.suspended = suspended;
  add_forgone(c, loan, 1);
}

}  // namespace models
