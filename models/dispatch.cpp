#include "models/dispatch.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "models/closing.hpp"
#include "models/dunning.hpp"
#include "models/lending.hpp"
#include "models/life.hpp"
#include "models/purposes.hpp"
#include "models/repayment.hpp"
#include "sim/prefetch.hpp"
#include "sim/stream_batch.hpp"

namespace models {
namespace {

// Events at a time: their draws are worked out side by side, while what the next block will touch
// is on its way from memory.
constexpr std::size_t block = 32;

// What the draws of a kind of events are for; none for those decided elsewhere.
std::optional<sim::Purpose> purpose_of(EventKind kind) {
  switch (kind) {
    case EventKind::CreditNeeded:
      return purpose::application;
    case EventKind::InstalmentDue:
      return purpose::due_payment;
    case EventKind::PaymentRetried:
      return purpose::retried_payment;
    case EventKind::CollectionStep:
      return purpose::collection;
    case EventKind::RecoveryDue:
      return purpose::recovery;
    case EventKind::Arrival:
    case EventKind::GraceOver:
    case EventKind::ChargeOffDue:
    case EventKind::CouponOver:
      break;
  }
  return std::nullopt;
}

void handle(const Context& c, const Event& event, const EventLuck& luck) {
  switch (event.kind) {
    case EventKind::Arrival:
      return arrive(c, event.borrower, event.version);
    case EventKind::CreditNeeded:
      return need_credit(c, event.borrower, luck);
    case EventKind::InstalmentDue:
      return instalment_due(c, event.slot(), luck);
    case EventKind::PaymentRetried:
      return payment_retried(c, event.slot(), luck);
    case EventKind::GraceOver:
      return grace_over(c, event.slot());
    case EventKind::CollectionStep:
      return collection_step(c, event.slot(), event.entering(), luck);
    case EventKind::ChargeOffDue:
      return charge_off_due(c, event.slot());
    case EventKind::RecoveryDue:
      return recovery_due(c, event.slot(), luck);
    case EventKind::CouponOver:
      return coupon_over(c, event.slot());
  }
}

// A loan's events need no more of the borrower than purse and account.
[[gnu::always_inline]] inline void ask_for(const Shard& shard, const Event& event) {
  const Borrower& borrower = shard.borrowers[event.borrower];
  if (is_of_loan(event.kind)) {
    sim::prefetch(shard.loans[event.slot()]);
    sim::prefetch(borrower.buffer, borrower.limit);
  } else {
    sim::prefetch(borrower);
  }
}

}  // namespace

bool is_current(const Context& c, const Event& event) {
  const Loan& loan = c.shard.loans[event.slot()];
  const LoanStatus expected =
      event.kind == EventKind::RecoveryDue ? LoanStatus::charged_off : LoanStatus::open;
  return loan.status == expected && loan.version == event.version;
}

void dispatch(const Context& c, EventKind kind, std::span<const Event> events) {
  const std::optional<sim::Purpose> purpose = purpose_of(kind);
  std::array<std::uint64_t, block> subjects{};
  std::array<std::array<std::uint32_t, block>, 4> words{};
  for (const Event& event : events.first(std::min(block, events.size()))) ask_for(c.shard, event);
  while (!events.empty()) {
    const std::span<const Event> now = events.first(std::min(block, events.size()));
    events = events.subspan(now.size());
    if (purpose) {
      for (std::size_t i = 0; i < now.size(); ++i) {
        // For a loan that is gone by now this is nobody, and nobody asks.
        subjects[i] = is_of_loan(kind) ? subject(c, c.shard.loans[now[i].slot()])
                                       : person(c, now[i].borrower);
      }
      // As many as fill the widest registers; the last may be leftovers.
      const std::size_t filled = (now.size() + 7) / 8 * 8;
      const auto of = [&](std::size_t word) { return std::span(words[word]).first(filled); };
      sim::first_blocks(c.world.key, *purpose, std::span(subjects).first(filled), c.today(),
                        {of(0), of(1), of(2), of(3)});
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (i < events.size()) ask_for(c.shard, events[i]);
      if (is_of_loan(kind) && !is_current(c, now[i])) continue;
      handle(c, now[i], {{words[0][i], words[1][i], words[2][i], words[3][i]}});
    }
  }
}

}  // namespace models
