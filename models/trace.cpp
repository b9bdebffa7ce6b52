#include "models/trace.hpp"

#include <algorithm>

#include "models/dispatch.hpp"
#include "models/payday.hpp"

namespace models {
namespace {

TracedLoan traced(const Loan& loan) {
  return {.nth = loan.nth,
          .product = loan.product,
          .instalments = loan.instalments,
          .rate_ppm = loan.rate_ppm,
          .below_cut_off = side_of(loan) == CutOffSide::below};
}

// Whether the event has found nothing to do.
bool is_idle(const TraceEntry& entry, bool was_unpaid) {
  if (entry.step == Step::arrival) {
    return entry.count(PortfolioMeasure::arrivals) +
               entry.count(PortfolioMeasure::verification_failed) ==
           0;
  }
  if (entry.step == Step::credit_needed) {
    return entry.count(PortfolioMeasure::applications) + entry.count(PortfolioMeasure::held_back) ==
           0;
  }
  if (entry.count(PortfolioMeasure::restructured) > 0) return false;
  const bool of_the_late = entry.step == Step::payment_retried || entry.step == Step::grace_over ||
                           entry.step == Step::collection_step;
  if (of_the_late && !was_unpaid) return true;
  if (entry.step == Step::charge_off_due) return entry.count(PortfolioMeasure::charge_offs) == 0;
  return entry.action && entry.action->action == CollectionsAction::none;
}

}  // namespace

TracedState Trace::state(const Context& c) const {
  const Borrower& b = c.shard.borrowers[place(c)];
  TracedState now{.status = b.status,
                  .generation = b.generation,
                  .employed = b.employed,
                  .frozen = b.frozen,
                  .dormant = b.dormant,
                  .tier = b.tier,
                  .open_loans = b.open_loans,
                  .score = b.score,
                  .income = b.income,
                  .peer_default = b.peer_default,
                  .buffer = b.buffer,
                  .limit = b.limit,
                  .principal = b.principal};
  for (std::uint32_t slot = b.first_loan; slot != no_slot;
       slot = c.shard.loans[slot].next_of_borrower) {
    const Loan& loan = c.shard.loans[slot];
    if (loan.status == LoanStatus::charged_off) {
      now.claimed += loan.original;
      continue;
    }
    now.defaulted_loans = static_cast<std::uint8_t>(now.defaulted_loans + loan.defaulted);
    now.dpd = std::max(now.dpd, days_past_due(loan, c.today()));
    now.overdue += loan.overdue_principal + loan.interest_due;
  }
  return now;
}

void Trace::begin(const Context& c) {
  CHECK(entries_.empty());
  TraceEntry entry{.day = c.today(), .step = Step::dawn};
  entry.before = state(c);
  entry.after = entry.before;
  entries_.push_back(entry);
}

bool Trace::is_due(const Context& c, Step step) const {
  if (step != Step::payday) return false;
  const sim::Day month_began = c.world.timeline.first_day(c.shared.month);
  const Shard::Cohort cohort = c.shard.cohort(static_cast<unsigned>(c.today() - month_began + 1));
  const std::uint32_t at = place(c);
  return at >= cohort.first && at < cohort.last &&
         has_payday(c.shard.borrowers[at], month_began.value());
}

void Trace::note(const Context& c, Step step, const TracedState& before, bool due) {
  TraceEntry entry{.day = c.today(), .step = step, .before = before, .after = state(c)};
  if (due || entry.before != entry.after) entries_.push_back(entry);
}

void Trace::dispatch(const Context& c, EventKind kind, std::span<const Event> events) {
  while (!events.empty()) {
    const auto own =
        std::find_if(events.begin(), events.end(),
                     [at = place(c)](const Event& event) { return event.borrower == at; });
    const auto others = static_cast<std::size_t>(own - events.begin());
    models::dispatch(c, kind, events.first(others));
    if (own == events.end()) return;
    handle(c, *own);
    events = events.subspan(others + 1);
  }
}

// The event is counted by itself first, and with all others then.
void Trace::handle(const Context& c, const Event& event) {
  const std::span<const Event> alone(&event, 1);
  const bool of_loan = is_of_loan(event.kind);
  if (of_loan && !is_current(c, event)) return models::dispatch(c, event.kind, alone);

  TraceEntry entry{.day = c.today(), .step = step_of(event.kind), .before = state(c)};
  bool was_unpaid = false;
  if (of_loan) {
    const Loan& loan = c.shard.loans[event.slot()];
    entry.loan = traced(loan);
    was_unpaid = loan.unpaid > 0;
    if (event.kind == EventKind::CollectionStep && was_unpaid) {
      const CollectionsStep step =
          c.world.strategy.next_step(loan.stage, days_past_due(loan, c.today()),
                                     loan.principal + loan.interest_due, event.entering());
      entry.action = {step.action, c.world.strategy.parameter_index(step.stage)};
    }
  }

  MonthMeasures counted;
  Context counting = c;
  counting.measures = &counted;
  const Books before = c.shard.books;
  models::dispatch(counting, event.kind, alone);
  if (c.measures != nullptr) *c.measures += counted;

  entry.after = state(c);
  for (std::size_t i = 0; i < entry.counted.size(); ++i) {
    entry.counted[i] = counted.at(static_cast<PortfolioMeasure>(i));
  }
  for (const CutOffSide side : {CutOffSide::above, CutOffSide::below}) {
    const auto amount = [&](CutOffMeasure measure) {
      return sim::Money::of_minor(counted.at(measure, side));
    };
    entry.principal_paid += amount(CutOffMeasure::principal_paid);
    entry.interest_paid += amount(CutOffMeasure::interest_paid);
  }
  for (std::size_t i = 0; i < entry.posted.size(); ++i) {
    const auto account = static_cast<Account>(i);
    entry.posted[i] = c.shard.books.balance(account) - before.balance(account);
  }
  if (of_loan) {
    // A slot that was given back has another version.
    const Loan& loan = c.shard.loans[event.slot()];
    // So has a loan that was restructured, which is there still.
    entry.loan->closed = loan.version != event.version && loan.restructured != c.today().value();
    entry.loan->unpaid = loan.unpaid;
  } else if (entry.count(PortfolioMeasure::approvals) > 0) {
    entry.loan = traced(c.shard.loans[c.shard.borrowers[place(c)].first_loan]);
  }
  if (is_idle(entry, was_unpaid)) {
    CHECK(entry.before == entry.after, "an event that does nothing has changed its borrower");
    return;
  }
  entries_.push_back(entry);
}

}  // namespace models
