#include "models/dunning.hpp"

#include "models/repayment.hpp"
#include "models/restructuring.hpp"

namespace models {
namespace {

// Carries the action out if rules and agents allow it. Returns whether it was.
bool act(const Context& c, const Loan& loan, const CollectionsStep& step, double u_agent) {
  Borrower& b = c.shard.borrowers[loan.borrower];
  const CollectionsParameters& parameters = c.world.scenario.collections;
  const ActionTraits traits = traits_of(step.action);
  const std::int32_t today = c.today().value();
  if (today - b.contact_week_from >= 7) {
    b.contact_week_from = today;
    b.contacts_week = 0;
  }
  if (traits.is_contact && b.contacts_week >= parameters.contacts_a_week) return false;
  if (traits.needs_agent) {
    ++c.shard.agent_demand;
    if (u_agent >= c.shared.agent_share) {
      c.count(PortfolioMeasure::contacts_missed);
      return false;
    }
  }
  c.shard.books.post(Account::collection_cost, Account::cash, step.cost);
  c.count(PortfolioMeasure::contacts);
  c.count(TierMeasure::contacts, b.tier);
  c.count(SegmentMeasure::contacts, b.segment);
  const double still = b.contact_effect == 0 ? 0.0
                                             : faded_effect(b.contact_effect, today - b.contact_day,
                                                            Days{b.contact_half_life});
  const double added = traits.is_contact
                           ? models::contact_effect(parameters, step.effect, b.contacts_week)
                           : step.effect;
  b.contact_effect = static_cast<float>(still + added);
  b.contact_day = today;
  b.contact_half_life = static_cast<std::uint16_t>(step.lasts.value);
  if (traits.is_contact) ++b.contacts_week;
  return true;
}

}  // namespace

void collection_step(const Context& c, std::uint32_t slot, bool entering, const EventLuck& luck) {
  Loan& loan = c.shard.loans[slot];
  if (loan.unpaid == 0) {
    loan.in_collections = false;
    loan.stage = Strategy::start;
    return;
  }
  const CollectionsStep step = c.world.strategy.next_step(
      loan.stage, days_past_due(loan, c.today()), loan.principal + loan.interest_due, entering);
  loan.stage = step.stage;
  if (offer_restructuring(c, slot)) return;
  const double u_agent = luck.uniform(0);
  const PaymentDraws draws{.u_memory = luck.uniform(1), .u_will = luck.uniform(2)};
  const bool acted = step.action != CollectionsAction::none && act(c, loan, step, u_agent);
  if (acted && c.world.payment.influences()) {
    const Attempt attempt{.draws = draws,
                          .reminded = traits_of(step.action).is_contact,
                          .late_instalments = loan.unpaid};
    if (try_to_pay(c, slot, attempt)) return;
  }
  if (step.days_until_next <= 0) {
    loan.in_collections = false;
    return;
  }
  c.schedule(c.today() + step.days_until_next, EventKind::CollectionStep, slot);
}

}  // namespace models
