#include "models/closing.hpp"

#include <algorithm>

#include "models/books.hpp"
#include "models/lending.hpp"
#include "models/repayment.hpp"

namespace models {
namespace {

constexpr int days_between_recoveries = 30;
// A loan that is never sold is forgotten after this many months.
constexpr int recovery_months_max = 120;

void charge_off(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  const sim::Money principal = loan.principal;
  note_default(c, loan);
  c.count(PortfolioMeasure::charge_offs);
  c.count(PortfolioMeasure::charge_off, principal);
  c.count(TierMeasure::charge_off, loan.tier, principal.minor());
  c.count(CutOffMeasure::charge_offs, side_of(loan));
  c.count(CutOffMeasure::charge_off, loan, principal);
  c.count(CutOffMeasure::own_charge_off, loan, principal - loan.partner_part);
  c.count(TermMeasure::charge_offs, loan);
  c.count(SegmentMeasure::charge_off, b.segment, principal.minor());
  c.count(VintageMeasure::charge_off, loan, principal.minor());
  c.count_roll(loan, rolled_to_charge_off, principal);
  if (loan.opened_month != c.shared.month) c.shard.rolls.charged_off[loan.bucket] += principal;
  {
    const LoanChange change(c, loan);
    const ChargeOff booked = post_charge_off(c, loan);
    c.count(PortfolioMeasure::charge_off_own, booked.met);
    b.instalments =
        std::max(0.0F, b.instalments - static_cast<float>(monthly_instalment(c.world, loan)));
    loan.original = booked.claim;
  }
  loan.status = LoanStatus::charged_off;
  loan.unpaid = 0;
  loan.overdue_since = not_overdue;
  --b.open_loans;
  b.status = SeatStatus::barred;
  b.limit = sim::Money{};
  b.bad_since_observed = true;
  c.schedule(c.today() + days_between_recoveries, EventKind::RecoveryDue, slot);
}

// The partner's part of what comes back passes through to the partner.
void book_recovery(const Context& c, const Loan& loan, sim::Money amount) {
  const sim::Money own =
      amount -
      (loan.partner == no_partner ? sim::Money{} : partner_part(amount, loan.partner_share_ppm));
  c.shard.books.post(Account::cash, Account::recoveries, own);
  if (loan.partner != no_partner) c.shard.partner_lost[loan.partner] -= amount - own;
  c.count(PortfolioMeasure::recovered, amount);
  c.count(CutOffMeasure::recovered, loan, amount);
  c.count(CutOffMeasure::own_recovered, loan, own);
}

}  // namespace

void note_default(const Context& c, Loan& loan) {
  if (loan.restructured != never && !loan.redefaulted) {
    loan.redefaulted = true;
    c.count(PortfolioMeasure::redefaults);
  }
  if (loan.defaulted) return;
  loan.defaulted = true;
  c.count(PortfolioMeasure::defaults);
  c.count(PortfolioMeasure::default_amount, loan.principal);
  c.count(CutOffMeasure::defaults, side_of(loan));
  c.count(CutOffMeasure::default_amount, loan, loan.principal);
}

void charge_off_due(const Context& c, std::uint32_t slot) {
  Loan& loan = c.shard.loans[slot];
  if (loan.unpaid == 0) {
    loan.charge_off_ahead = false;
    return;
  }
  const sim::Day day =
      sim::Day(loan.overdue_since) + c.world.scenario.collections.charge_off_dpd.value;
  if (c.today() < day) {
    c.schedule(day, EventKind::ChargeOffDue, slot);
  } else {
    charge_off(c, slot);
  }
}

void recovery_due(const Context& c, std::uint32_t slot, const EventLuck& luck) {
  Loan& loan = c.shard.loans[slot];
  const RecoveryParameters& parameters = c.world.scenario.collections.recovery;
  const double u_pays = luck.uniform(0);
  const double u_amount = luck.uniform(1);
  if (u_pays < recovery_probability(parameters, loan.months_charged_off)) {
    const sim::Money amount = recovery_amount(parameters, loan.original, u_amount);
    book_recovery(c, loan, amount - agency_fee(parameters, amount));
    loan.original -= amount;
  }
  ++loan.months_charged_off;
  const int age = loan.months_charged_off * days_between_recoveries;
  const bool sold = parameters.sale_after.value > 0 && age >= parameters.sale_after.value;
  if (sold) book_recovery(c, loan, sale_price(parameters, loan.original));
  if (sold || loan.original <= sim::Money{} || loan.months_charged_off >= recovery_months_max) {
    close_loan(c, slot);
    return;
  }
  c.schedule(c.today() + days_between_recoveries, EventKind::RecoveryDue, slot);
}

}  // namespace models
