#include "cli/trace_words.hpp"

#include <fmt/format.h>

namespace cli {

using models::PortfolioMeasure;
using models::SeatStatus;
using models::Step;
using models::TraceEntry;

namespace {

bool counts(const TraceEntry& entry, PortfolioMeasure measure) {
  return entry.count(measure) > 0;
}

bool pays(const TraceEntry& entry) {
  return counts(entry, PortfolioMeasure::paid_amount);
}

std::string first_words(const TraceEntry& entry) {
  switch (entry.after.status) {
    case SeatStatus::vacant:
      return "nobody is there";
    case SeatStatus::member:
      return "is a member";
    case SeatStatus::barred:
      return "is barred";
  }
  return "";
}

std::string limit_words(const TraceEntry& entry) {
  const sim::Money before = entry.before.limit;
  const sim::Money after = entry.after.limit;
  if (before == after) return "";
  if (before == sim::Money{}) return ", limit granted";
  return after > before ? ", limit raised" : ", limit cut";
}

std::string payday_words(const TraceEntry& entry, const models::Scenario& scenario) {
  if (entry.after.status == SeatStatus::vacant) return "leaves";
  std::string text = "payday";
  if (entry.before.employed != entry.after.employed) {
    text += entry.after.employed ? ", finds work" : ", loses work";
  }
  if (entry.before.tier != entry.after.tier) {
    text += fmt::format(", {} to {}", entry.after.tier > entry.before.tier ? "rises" : "falls",
                        scenario.membership.tiers[entry.after.tier].id);
  }
  if (entry.before.dormant != entry.after.dormant)
    text += entry.after.dormant ? ", falls dormant" : ", wakes up";
  text += limit_words(entry);
  if (entry.before.frozen != entry.after.frozen) {
    text += entry.after.frozen ? ", limit frozen" : ", limit freed";
  }
  return text;
}

std::string credit_words(const TraceEntry& entry, const models::Scenario& scenario) {
  if (counts(entry, PortfolioMeasure::declined_score))
    return "asks for credit: declined, score below the cut-off";
  if (counts(entry, PortfolioMeasure::declined_limit))
    return "asks for credit: declined, no room under the limit";
  if (counts(entry, PortfolioMeasure::declined_funding))
    return "asks for credit: declined, no funds";
  if (counts(entry, PortfolioMeasure::declined_price))
    return "asks for credit: declined, fees alone exceed the legal cap";
  if (counts(entry, PortfolioMeasure::held_back))
    return "needs credit, but would commit to no loan";
  return fmt::format("borrows: {}, {} instalment{}, {:.2f} % a year{}",
                     scenario.products[entry.loan->product].id, entry.loan->instalments,
                     entry.loan->instalments == 1 ? "" : "s", entry.loan->rate_ppm / 1e4,
                     entry.loan->below_cut_off ? ", below the cut-off" : "");
}

std::string instalment_words(const TraceEntry& entry) {
  const bool closed = entry.loan->closed;
  if (counts(entry, PortfolioMeasure::prepaid_amount))
    return "instalment paid, the rest repaid early";
  if (closed) return "last instalment paid, loan repaid";
  if (counts(entry, PortfolioMeasure::missed_forgot)) return "instalment forgotten";
  if (counts(entry, PortfolioMeasure::missed_unwilling)) return "instalment not paid, unwilling";
  if (counts(entry, PortfolioMeasure::missed_unable))
    return pays(entry) ? "instalment paid in part, short of cash"
                       : "instalment not paid, short of cash";
  if (!pays(entry))
    return counts(entry, PortfolioMeasure::due_amount) ? "instalment not paid, late already"
                                                       : "nothing is due";
  return entry.loan->unpaid > 0 ? "instalment due, pays in part" : "instalment paid";
}

// Of one who was late.
std::string payment_words(const TraceEntry& entry) {
  if (!pays(entry)) return "pays nothing";
  if (entry.loan->closed) return "pays all, loan repaid";
  return entry.loan->unpaid > 0 ? "pays in part" : "pays what is overdue";
}

std::string collection_words(const TraceEntry& entry, const models::Scenario& scenario) {
  const models::CollectionsStage& stage = scenario.collections.stages[entry.action->stage];
  if (counts(entry, PortfolioMeasure::restructured)) return "restructured: " + stage.id;
  const std::string_view action = name_of(entry.action->action);
  std::string text =
      action == stage.id ? std::string(action) : fmt::format("{} ({})", action, stage.id);
  if (counts(entry, PortfolioMeasure::contacts_missed)) return text + ": no agent is free";
  if (!counts(entry, PortfolioMeasure::contacts)) return text + ": no more contacts this week";
  return text + ": " + payment_words(entry);
}

std::string recovery_words(const TraceEntry& entry) {
  const std::string_view end = entry.loan->closed ? ", nothing is claimed any more" : "";
  return counts(entry, PortfolioMeasure::recovered) ? fmt::format("something is recovered{}", end)
                                                    : fmt::format("nothing is recovered{}", end);
}

}  // namespace

std::string what_happened(const TraceEntry& entry, const models::Scenario& scenario) {
  switch (entry.step) {
    case Step::dawn:
      return first_words(entry);
    case Step::news:
      if (entry.before.status == models::SeatStatus::vacant) {
        return entry.after.status == models::SeatStatus::member
                   ? "joins, invited by a friend"
                   : "is invited by a friend: identity cannot be verified";
      }
      return "hears of a friend's default";
    case Step::arrival:
      return counts(entry, PortfolioMeasure::arrivals) ? "joins" : "identity cannot be verified";
    case Step::payday:
      return payday_words(entry, scenario);
    case Step::credit_needed:
      return credit_words(entry, scenario);
    case Step::instalment_due:
      return instalment_words(entry);
    case Step::payment_retried:
      return "tries again: " + payment_words(entry);
    case Step::grace_over:
      return "late interest begins";
    case Step::collection_step:
      return collection_words(entry, scenario);
    case Step::charge_off_due:
      return "charged off, and barred";
    case Step::recovery_due:
      return recovery_words(entry);
    case Step::coupon_over:
      return "interest-free days are over";
    case Step::month_end:
      return "found 90 days past due";
    case Step::calendar:
    case Step::audit:
    case Step::dusk:
    case Step::count_:
      break;
  }
  return "";
}

}  // namespace cli
