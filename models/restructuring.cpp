#include "models/restructuring.hpp"

#include <algorithm>

#include "models/accrual.hpp"
#include "models/books.hpp"
#include "models/lending.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

// What the loan would owe, and how, if it were restructured today.
struct Offer {
  sim::Money principal;
  sim::Rate rate;
  std::int32_t instalments = 1;  // after the holiday
};

sim::Money planned(const World& world, const Loan& loan, const Offer& offer, sim::Day from) {
  return planned_instalment({.principal = offer.principal,
                             .rate = offer.rate,
                             .repayment = workout_rule,
                             .day_count = world.products[loan.product].day_count,
                             .plan = {.instalments = offer.instalments}},
                            world.timeline, from);
}

Offer offer_for(const Context& c, const Loan& loan) {
  const RestructuringParameters& parameters = c.world.scenario.collections.restructuring;
  constexpr std::int64_t million = 1'000'000;
  constexpr std::int32_t instalments_max = 240;
  const std::int64_t kept = million - sim::nearest_integer(parameters.rate_cut.value * 1e6);
  const std::int32_t left = loan.instalments - loan.billed;
  return {
      .principal = loan.principal + loan.interest_due + as_money(loan.accrued),
      .rate = sim::Rate::of_ppm(sim::divide_half_even(sim::Int128{loan.rate_ppm} * kept, million)),
      .instalments =
          std::min(left + static_cast<std::int32_t>(parameters.extension), instalments_max)};
}

// What part of a monthly instalment the household could pay after all else that it must, doing
// without what it would in a month that costs it its buffer.
double ability(const Context& c, const Borrower& b, const Loan& loan, sim::Money instalment) {
  const double others =
      std::max(0.0, static_cast<double>(b.instalments) - monthly_instalment(c.world, loan));
  const double needed = 1.0 - c.world.scenario.household.squeeze.value;
  const double free = b.income - needed * b.essentials * b.income_permanent * c.shared.real_cost -
                      outside_service(b) - others;
  return std::clamp(free / static_cast<double>(instalment.minor()), 0.0, 1.0);
}

void restructure(const Context& c, std::uint32_t slot, const Offer& offer) {
  const RestructuringParameters& parameters = c.world.scenario.collections.restructuring;
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  b.instalments =
      std::max(0.0F, b.instalments - static_cast<float>(monthly_instalment(c.world, loan)));
  {
    const LoanChange change(c, loan);
    post_interest_bill(c, loan);
    post_capitalised(c, loan);
    loan.rate_ppm = static_cast<std::int32_t>(offer.rate.ppm());
    loan.overdue_principal = sim::Money{};
    loan.overdue_since = not_overdue;
    loan.unpaid = 0;
    loan.late_bearing = false;
    loan.coupon = false;
  }
  loan.restructured = c.today().value();
  loan.opened = c.today().value();
  loan.original = loan.principal;
  loan.billed = 0;
  loan.instalments = static_cast<std::uint8_t>(offer.instalments + parameters.holiday);
  loan.instalment =
      parameters.holiday == 0 ? planned(c.world, loan, offer, c.today()) : sim::Money{};
  loan.in_collections = false;
  loan.charge_off_ahead = false;
  loan.stage = Strategy::start;
  b.instalments += static_cast<float>(monthly_instalment(c.world, loan));
  // The events of the old plan are stale now.
  ++loan.version;
  loan.next_due = due_day_of(c.world, loan, 1).value();
  c.schedule(sim::Day(loan.next_due), EventKind::InstalmentDue, slot);
  c.count(PortfolioMeasure::restructured);
  c.count(PortfolioMeasure::restructured_amount, loan.principal);
}

}  // namespace

bool offer_restructuring(const Context& c, std::uint32_t slot) {
  const RestructuringParameters& parameters = c.world.scenario.collections.restructuring;
  if (parameters.from_dpd.value == 0) return false;
  Loan& loan = c.shard.loans[slot];
  if (loan.offered || days_past_due(loan, c.today()) < parameters.from_dpd.value) return false;
  loan.offered = true;
  {
    const LoanChange settled(c, loan);  // interest is known up to today
  }
  const Offer offer = offer_for(c, loan);
  const sim::Money instalment = planned(c.world, loan, offer, c.today());
  sim::Stream luck(c.world.key, purpose::restructuring, subject(c, loan), c.today());
  const Borrower& b = c.shard.borrowers[loan.borrower];
  const double accepts = parameters.acceptance.value * ability(c, b, loan, instalment);
  if (!sim::chance(luck, accepts)) return false;
  restructure(c, slot, offer);
  return true;
}

void pass_holiday(const Context& c, Loan& loan) {
  post_interest_bill(c, loan);
  post_capitalised(c, loan);
  ++loan.billed;
  if (in_holiday(c.world, loan)) return;
  const Offer rest{.principal = loan.principal,
                   .rate = sim::Rate::of_ppm(loan.rate_ppm),
                   .instalments = loan.instalments - loan.billed};
  plan_next_instalment(c, loan, planned(c.world, loan, rest, c.today()));
}

}  // namespace models
