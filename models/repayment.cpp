#include "models/repayment.hpp"

#include <algorithm>
#include <cmath>

#include "models/books.hpp"
#include "models/fee_income.hpp"
#include "models/lending.hpp"
#include "models/life.hpp"
#include "models/restructuring.hpp"

namespace models {
namespace {

// Once everything is billed, a loan that is still owed bills late interest this often.
constexpr int days_between_late_bills = 30;

sim::Money due_on(const Loan& loan) {
  return loan.overdue_principal + loan.interest_due;
}

// The part of `due` that makes the loan one instalment less late, rounded up.
sim::Money oldest_instalment(sim::Money due, int unpaid) {
  if (unpaid <= 1) return due;
  const auto rest = static_cast<sim::Int128>(due.minor()) * (unpaid - 1) / unpaid;
  return due - sim::Money::of_minor(static_cast<std::int64_t>(rest));
}

PaymentView view_of(const Context& c, const Loan& loan, const Attempt& attempt) {
  const Borrower& b = c.shard.borrowers[loan.borrower];
  const double income = std::max(1.0, static_cast<double>(b.income));
  const auto reserved = sim::nearest(reserve(c.world, b));
  return {.due = due_on(loan),
          .instalment = oldest_instalment(due_on(loan), loan.unpaid),
          .cash = std::max(sim::Money{}, b.buffer - reserved),
          .dpd = days_past_due(loan, c.today()),
          .late_instalments = attempt.late_instalments,
          .willingness = b.willingness - c.shared.frailty,
          .forgetfulness = b.forgetfulness,
          .late_history = b.late_months,
          .debt_to_income = (b.instalments + outside_service(b)) / income,
          .peer_default = std::min(1.0, static_cast<double>(b.peer_default)),
          .tier_benefit = b.tier / top_tier(c.world),
          .contact_effect = b.contact_effect == 0
                                ? 0.0
                                : faded_effect(b.contact_effect, c.today().value() - b.contact_day,
                                               Days{b.contact_half_life}),
          .reminded = attempt.reminded,
          .unemployed = !b.employed};
}

// Interest first, then principal; the instalments still unpaid are the newest ones. Needs a
// LoanChange to be alive.
void pay(const Context& c, Loan& loan, sim::Money amount) {
  const sim::Money before = due_on(loan);
  CHECK(amount > sim::Money{});
  CHECK(amount <= before);
  Borrower& b = c.shard.borrowers[loan.borrower];
  const sim::Money interest = std::min(amount, loan.interest_due);
  const sim::Money principal = amount - interest;
  post_interest_paid(c, loan, interest);
  post_principal_paid(c, loan, principal);
  loan.overdue_principal -= principal;
  b.buffer -= std::min(amount, std::max(b.buffer, sim::Money{}));
  c.shard.books.post(Account::operating_cost, Account::cash, c.world.scenario.costs.payment);
  c.count(PortfolioMeasure::paid_amount, amount);
  c.count(CutOffMeasure::interest_paid, loan, interest);
  c.count(CutOffMeasure::principal_paid, loan, principal);

  const sim::Money left = before - amount;
  if (left == sim::Money{}) {
    loan.unpaid = 0;
    loan.overdue_since = not_overdue;
    loan.late_bearing = false;
    return;
  }
  const auto share = static_cast<sim::Int128>(left.minor()) * loan.unpaid;
  const auto unpaid = static_cast<std::uint8_t>((share + before.minor() - 1) / before.minor());
  if (unpaid == loan.unpaid) return;
  loan.unpaid = unpaid;
  loan.overdue_since = due_day_of(c.world, loan, loan.billed - unpaid + 1).value();
}

// A part of the origination fee is earned with this bill, all that is left of it with the last.
void earn_fee(const Context& c, Loan& loan, const InstalmentView& bill, bool last) {
  if (loan.fee_deferred == 0) return;
  const sim::Money deferred = sim::Money::of_minor(loan.fee_deferred);
  const double months =
      loan.restructured == never ? c.world.products[loan.product].period_months : 1;
  const double rate = loan.rate_ppm * 1e-6 * months / 12;
  post_fee_earned(c, loan,
                  last ? deferred : fee_earned(repayment_of(c.world, loan), bill, rate, deferred));
}

// What the next instalment is, where it is not what this one was; `unbilled` principal is left.
void plan_after_bill(const Context& c, Loan& loan, sim::Money unbilled) {
  const RepaymentRule& rule = repayment_of(c.world, loan);
  if (rule.shape == Shape::revolving) {
    plan_next_instalment(c, loan, expected_minimum(c.world, loan, unbilled));
  } else if (rule.shape == Shape::step_up && loan.billed % rule.step_every == 0) {
    if (loan.billed == loan.instalments) return;
    plan_next_instalment(c, loan,
                         planned_instalment(terms_of(c.world, loan), c.world.timeline,
                                            sim::Day(loan.opened), loan.billed + 1));
  }
}

// Interest of the period and the instalment's principal fall due. Needs a LoanChange to be alive.
void bill(const Context& c, Loan& loan) {
  const ProductTerms& product = c.world.products[loan.product];
  const sim::Money interest = post_interest_bill(c, loan);
  sim::Money principal;
  sim::Money fee;
  const sim::Money unbilled = loan.principal - loan.overdue_principal;
  if (unbilled > sim::Money{}) {
    // What the plan expects of the period, which differs from what has accrued when the loan is
    // late.
    const sim::Day free_until(loan.opened + free_days_of(c.world, loan));
    const sim::Day from = std::max(due_day_of(c.world, loan, loan.billed), free_until);
    const int days = std::max(0, c.today() - from);
    const sim::Money planned_interest = sim::simple_interest(
        unbilled, sim::Rate::of_ppm(loan.rate_ppm), days, sim::year_days(product.day_count));
    const InstalmentView view{.principal_left = unbilled,
                              .interest = planned_interest,
                              .instalment = loan.instalment,
                              .original = loan.original,
                              .left = loan.instalments - loan.billed,
                              .instalments = loan.instalments};
    principal = instalment_principal(repayment_of(c.world, loan), view);
    fee = product.service_fee;
    post_service_fee(c, loan, fee);
    earn_fee(c, loan, view, principal == unbilled);
    ++loan.billed;
    ++loan.unpaid;
    plan_after_bill(c, loan, unbilled - principal);
  }
  loan.overdue_principal += principal;
  if (due_on(loan) == sim::Money{}) {
    loan.unpaid = 0;
  } else if (loan.overdue_since == not_overdue) {
    loan.overdue_since = c.today().value();
  }
  c.count(PortfolioMeasure::due_amount, interest + fee + principal);
}

// Why a bill of a current loan was not paid on its due day.
void count_miss(const Context& c, PaymentReason why) {
  switch (why) {
    case PaymentReason::forgot:
      return c.count(PortfolioMeasure::missed_forgot);
    case PaymentReason::unable:
    case PaymentReason::partly:
      return c.count(PortfolioMeasure::missed_unable);
    case PaymentReason::unwilling:
      return c.count(PortfolioMeasure::missed_unwilling);
    case PaymentReason::paid:
    case PaymentReason::count_:
      return;
  }
}

// A loan that was not paid when due: collections, late interest and charge-off lie ahead.
void chase(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  const sim::Day since(loan.overdue_since);
  const bool entering = loan.stage == Strategy::start;
  const auto schedule = [&](sim::Day day, EventKind kind) {
    c.schedule(std::max(day, c.today() + 1), kind, slot, entering);
  };
  b.late_history = with_lateness(b.late_history, std::max(1, days_past_due(loan, c.today())));
  if (!loan.in_collections) {
    loan.in_collections = true;
    schedule(c.today() + 1, EventKind::CollectionStep);
  }
  if (!loan.charge_off_ahead) {
    loan.charge_off_ahead = true;
    schedule(since + c.world.scenario.collections.charge_off_dpd.value, EventKind::ChargeOffDue);
  }
  if (!loan.late_bearing) {
    const int grace =
        c.world.products[loan.product].grace_days + c.world.tiers.tier(loan.tier).grace.value;
    schedule(since + std::max(1, grace), EventKind::GraceOver);
  }
}

// A current loan repaid before its time, after today's instalment.
bool repaid_early(const Context& c, std::uint32_t slot, double u_early) {
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  const std::int32_t months = (c.today().value() - loan.opened) / 30;
  const auto reserved = sim::nearest(reserve(c.world, b));
  const double chance =
      c.world.payment.early_repayment({.balance = loan.principal,
                                       .cash = std::max(sim::Money{}, b.buffer - reserved),
                                       .months_on_book = months,
                                       .term_months = c.world.products[loan.product].months});
  if (u_early >= chance) return false;
  const sim::Money principal = loan.principal;
  const ProductParameters& product = c.world.scenario.products[loan.product];
  c.count(PortfolioMeasure::prepaid_amount, principal);
  c.count(TermMeasure::prepayments, loan);
  c.count(VintageMeasure::prepaid_amount, loan, principal.minor());
  const sim::Money fee = prepayment_fee(product, principal);
  c.count(CutOffMeasure::principal_paid, loan, principal);
  c.count(CutOffMeasure::interest_paid, loan, fee);
  {
    const LoanChange change(c, loan);
    c.shard.books.post(Account::cash, Account::interest_income, fee);
    post_principal_paid(c, loan, principal);
    b.buffer -= std::min(principal, std::max(b.buffer, sim::Money{}));
  }
  c.count_roll(loan, rolled_to_paid, principal);
  close_loan(c, slot);
  return true;
}

// The borrower decides about all that is due on the loan, and it is booked. Needs a LoanChange to
// be alive.
PaymentDecision settle(const Context& c, Loan& loan, const Attempt& attempt) {
  if (loan.overdue_principal == loan.principal) post_interest_bill(c, loan);
  const PaymentView view = view_of(c, loan, attempt);
  const PaymentDecision decision = c.world.payment.decide(view, attempt.draws);
  if (view.dpd == 0) count_miss(c, decision.why);
  if (decision.pay > sim::Money{}) pay(c, loan, decision.pay);
  return decision;
}

// Whether the borrower is reminded of what falls due. A strategy that reminds everybody pays for
// it; else it is a benefit of those whose tier has it, and costs what such reminders do.
bool remind(const Context& c, const Borrower& b) {
  if (c.world.strategy.reminds()) {
    c.shard.books.post(Account::collection_cost, Account::cash, c.world.strategy.reminder_cost());
    return true;
  }
  if (!c.world.tiers.tier(b.tier).reminder) return false;
  const sim::Money cost = c.world.scenario.membership.reminder_cost;
  c.shard.books.post(Account::priority_service, Account::cash, cost);
  c.count(TierMeasure::priority_service, b.tier, cost.minor());
  return true;
}

// What follows on a decision: a loan of which `owed` was left before and nothing is now is closed,
// and an unpaid one may be tried again. Returns whether it was closed.
bool conclude(const Context& c, std::uint32_t slot, const PaymentDecision& decision,
              sim::Money owed) {
  const Loan& loan = c.shard.loans[slot];
  if (loan.principal == sim::Money{} && loan.unpaid == 0) {
    c.count(TermMeasure::repaid, loan);
    c.count_roll(loan, rolled_to_paid, owed);
    close_loan(c, slot);
    return true;
  }
  const bool tries_again = decision.retry.value > 0 && loan.unpaid > 0;
  if (tries_again && c.today().value() + decision.retry.value < loan.next_due) {
    c.schedule(c.today() + decision.retry.value, EventKind::PaymentRetried, slot);
  }
  return false;
}

}  // namespace

bool try_to_pay(const Context& c, std::uint32_t slot, const Attempt& attempt) {
  Loan& loan = c.shard.loans[slot];
  const sim::Money owed = loan.principal;
  PaymentDecision decision;
  {
    const LoanChange change(c, loan);
    decision = settle(c, loan, attempt);
  }
  return conclude(c, slot, decision, owed);
}

void instalment_due(const Context& c, std::uint32_t slot, const EventLuck& luck) {
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  const int late_before = loan.unpaid;
  const int billed = loan.billed + 1;
  const bool bills_on = billed < loan.instalments && loan.overdue_principal < loan.principal;
  // The next due day is known before the borrower decides, who may try again before it.
  const sim::Day next =
      bills_on ? due_day_of(c.world, loan, billed + 1) : c.today() + days_between_late_bills;
  loan.next_due = next.value();
  const PaymentDraws draws{.u_memory = luck.uniform(0), .u_will = luck.uniform(1)};
  const bool reminded = remind(c, b);
  const Attempt attempt{.draws = draws, .reminded = reminded, .late_instalments = late_before};
  const sim::Money owed = loan.principal;
  PaymentDecision decision;
  bool asked = false;
  {
    const LoanChange change(c, loan);
    if (in_holiday(c.world, loan)) {
      pass_holiday(c, loan);
    } else {
      bill(c, loan);
    }
    asked = due_on(loan) > sim::Money{};
    if (asked) decision = settle(c, loan, attempt);
  }
  const bool closed = conclude(c, slot, decision, owed);
  if (asked && late_before == 0 && (closed || loan.unpaid == 0)) {
    ++b.on_time;
    ++b.on_time_month;
  }
  if (closed) return;
  if (loan.unpaid == 0) {
    if (loan.principal > sim::Money{} && repaid_early(c, slot, luck.uniform(2))) return;
  } else {
    chase(c, slot);
  }
  c.schedule(next, EventKind::InstalmentDue, slot);
}

void payment_retried(const Context& c, std::uint32_t slot, const EventLuck& luck) {
  Loan& loan = c.shard.loans[slot];
  if (loan.unpaid == 0) return;
  const PaymentDraws draws{.u_memory = luck.uniform(0), .u_will = luck.uniform(1)};
  try_to_pay(c, slot, {.draws = draws, .late_instalments = loan.unpaid});
}

void grace_over(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  if (loan.unpaid == 0) return;
  const LoanChange change(c, loan);
  loan.late_bearing = true;
}

void coupon_over(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  const LoanChange change(c, loan);
  loan.coupon = false;
}

void close_loan(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  post_fee_earned(c, loan, sim::Money::of_minor(loan.fee_deferred));
  CHECK(loan.principal == sim::Money{});
  CHECK(loan.interest_due == sim::Money{});
  CHECK(loan.accrued == 0, "a loan closes with interest neither billed nor paid");
  Borrower& b = c.shard.borrowers[loan.borrower];
  std::uint32_t* link = &b.first_loan;
  while (*link != slot) {
    CHECK(*link != no_slot, "a loan is not in its borrower's list");
    link = &c.shard.loans[*link].next_of_borrower;
  }
  *link = loan.next_of_borrower;
  if (loan.status == LoanStatus::open) {
    --b.open_loans;
    b.instalments =
        b.open_loans == 0
            ? 0.0F
            : std::max(0.0F, b.instalments - static_cast<float>(monthly_instalment(c.world, loan)));
  }
  c.shard.give_back_loan(slot);
}

}  // namespace models
