// Collections: what the lender does about a loan that is not paid, what it costs, and what comes
// back after charge-off.
//
// A strategy is a directed graph of stages. A loan enters at the stage with the fewest days past
// due and moves along an edge as soon as it is as many days past due as the next stage asks for and
// owes at least what that stage is worth; of several open edges the first named is taken. A stage
// that begins after the charge-off is never entered. models/strategy.hpp makes the table that the
// event handler walks.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "sim/maths.hpp"
#include "sim/money.hpp"

namespace models {

enum class CollectionsAction : std::uint8_t {
  none,
  reminder,
  text,
  voice,
  agent_call,
  letter,
  agency,
  legal,
  count_
};

template <>
struct EnumNames<CollectionsAction> {
  static constexpr std::array<std::string_view, 8> names = {
      "none", "reminder", "text", "voice", "agent-call", "letter", "agency", "legal"};
};

// What an action means beyond its cost and effect.
struct ActionTraits {
  bool is_contact = false;   // reminds of the bill, and counts against the contacts a week
  bool needs_agent = false;  // waits for one of a finite number of people
};

constexpr ActionTraits traits_of(CollectionsAction action) {
  switch (action) {
    case CollectionsAction::none:
      return {};
    case CollectionsAction::reminder:
      return {.is_contact = true};
    case CollectionsAction::text:
      return {.is_contact = true};
    case CollectionsAction::voice:
      return {.is_contact = true};
    case CollectionsAction::agent_call:
      return {.is_contact = true, .needs_agent = true};
    case CollectionsAction::letter:
      return {.is_contact = true};
    case CollectionsAction::agency:
      return {};
    case CollectionsAction::legal:
      return {};
    case CollectionsAction::count_:
      break;
  }
  return {};
}

struct CollectionsStage {
  std::string id;
  Days from_dpd;
  CollectionsAction action = CollectionsAction::none;
  Days every{0};
  sim::Money cost;
  double effect = 0;
  Days lasts{7};
  sim::Money owed_min{};
  std::vector<std::string> next{};
  bool operator==(const CollectionsStage&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the stage"});
    field("from_dpd", self.from_dpd,
          {.meaning = "days past due from which a loan may enter; below zero is before the due day",
           .source = "[J] stages of the trade",
           .min = -15,
           .max = 720});
    field("action", self.action, {.meaning = "what is done to a loan in this stage"});
    field("every", self.every,
          {.meaning = "days between two actions; 0: once, on entry",
           .source = "[P] 1.25-3 attempts a day per account at US lenders, few here [J]",
           .min = 0,
           .max = 365});
    field("cost", self.cost,
          {.meaning = "price of one action",
           .source = "[J] text 0.03-0.05, voice 0.1-0.3 a minute, agent 3-8 a contact",
           .min = 0,
           .max = 100'000});
    field("effect", self.effect,
          {.meaning = "log-odds of paying that one action adds, averaged over reached and not",
           .source = "[P] Choi et al. NBER 33669: people above machines; size [J]",
           .min = -10,
           .max = 10});
    field("lasts", self.lasts,
          {.meaning = "half-life of the effect", .source = "[J]", .min = 1, .max = 365});
    field("owed_min", self.owed_min,
          {.meaning = "smallest amount owed for which the stage is worth entering",
           .source = "[J]",
           .min = 0,
           .max = 10'000'000});
    field("next", self.next,
          {.meaning = "ids of the stages that may follow, the preferred one first"});
  }
};

struct RecoveryParameters {
  double monthly_hazard = 0.06;
  double half_life_months = 10;
  Share payment_share{0.10};
  Days sale_after{720};
  Share sale_price{0.034};
  Share agency_fee{0.30};
  bool operator==(const RecoveryParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("monthly_hazard", self.monthly_hazard,
          {.meaning = "probability of a payment in the first month after charge-off",
           .source = "[D] 8-11 % of the gross loss comes back (LendingClub); [J]",
           .min = 0,
           .max = 1});
    field("half_life_months", self.half_life_months,
          {.meaning = "months in which that probability halves",
           .source = "[P] cash recoveries decay over two to three years",
           .min = 0.1,
           .max = 240,
           .unit = "months"});
    field("payment_share", self.payment_share,
          {.meaning = "average share of the amount owed in one such payment",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("sale_after", self.sale_after,
          {.meaning = "days after charge-off at which the rest is sold; 0: never",
           .source = "[J]",
           .min = 0,
           .max = 3650});
    field("sale_price", self.sale_price,
          {.meaning = "price of the sale over the amount owed",
           .source = "[P] sales of Chinese personal bad loans bring 2.7-4.1 %",
           .min = 0,
           .max = 1});
    field("agency_fee", self.agency_fee,
          {.meaning = "share of a recovered payment that the agency keeps",
           .source = "[P] 20-33 % at first placement, 50-65 % later (CFPB)",
           .min = 0,
           .max = 1});
  }
};

// What a late borrower is offered, once a loan: all that is owed becomes the principal of a loan in
// equal monthly instalments, whatever its shape was.
struct RestructuringParameters {
  Days from_dpd{0};
  std::int64_t extension = 6;
  std::int64_t holiday = 0;
  Share rate_cut{0.2};
  Share acceptance{0.5};
  Days probation{365};
  bool operator==(const RestructuringParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("from_dpd", self.from_dpd,
          {.meaning = "days past due from which the next step of collections offers restructuring; "
                      "0: never",
           .source = "[J]",
           .min = 0,
           .max = 720});
    field("extension", self.extension,
          {.meaning = "monthly instalments on top of those that were not billed yet",
           .source = "[J]",
           .min = 1,
           .max = 60,
           .unit = "payments"});
    field("holiday", self.holiday,
          {.meaning = "months before the first instalment in which nothing is paid and interest is "
                      "added to the principal",
           .source = "[J]",
           .min = 0,
           .max = 12,
           .unit = "months"});
    field("rate_cut", self.rate_cut,
          {.meaning = "part of the agreed rate that is taken off",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("acceptance", self.acceptance,
          {.meaning = "share of those who could pay the new instalment in full who accept; of "
                      "others in proportion to what they could pay of it",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("probation", self.probation,
          {.meaning = "how long a restructured loan is in stage 2 at least, current or not",
           .source = "[J] a year",
           .min = 0,
           .max = 1096});
  }
};

std::vector<CollectionsStage> default_stages();

struct CollectionsParameters {
  std::vector<CollectionsStage> stages = default_stages();
  double agents_per_100k = 1.5;
  double contacts_per_agent_day = 160;
  std::int64_t contacts_a_week = 3;
  Share tiredness{0.25};
  Days charge_off_dpd{270};
  RecoveryParameters recovery;
  RestructuringParameters restructuring;
  bool operator==(const CollectionsParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("stages", self.stages, {.meaning = "the strategy: a graph of stages"});
    field("agents_per_100k", self.agents_per_100k,
          {.meaning = "people who call, for each 100,000 borrowers",
           .source = "[J]",
           .min = 0,
           .max = 100'000,
           .unit = "agents"});
    field("contacts_per_agent_day", self.contacts_per_agent_day,
          {.meaning = "calls that one of them makes a day",
           .source = "[J] 150-300 dials a day",
           .min = 0,
           .max = 5'000,
           .unit = "calls"});
    field("contacts_a_week", self.contacts_a_week,
          {.meaning = "contacts allowed per loan in seven days",
           .source = "[J] a bounded number a day and a week",
           .min = 0,
           .max = 50,
           .unit = "contacts"});
    field("tiredness", self.tiredness,
          {.meaning = "share of its effect that each further contact within a week loses",
           .source = "[J] each further contact works less",
           .min = 0,
           .max = 1});
    field("charge_off_dpd", self.charge_off_dpd,
          {.meaning = "days past due at which a loan is charged off",
           .source = "[P] 90+ is 63-71 % of 30+ at the modelled lender: later than 180, 240-270",
           .min = 30,
           .max = 720});
    field("recovery", self.recovery, {.meaning = "what comes back after charge-off"});
    field("restructuring", self.restructuring, {.meaning = "what late borrowers are offered"});
  }

  // The stages form a strategy (see validate_strategy), and nobody is charged off before an offer.
  void validate(const Complain& complain) const;
};

// Calls the agents can make in a day. In shares of people: 100,000 borrowers, or 1,000, are served
// alike.
inline double agent_capacity(const CollectionsParameters& parameters, std::int64_t borrowers) {
  return parameters.agents_per_100k * parameters.contacts_per_agent_day *
         static_cast<double>(borrowers) / 100'000.0;
}

// Probability that a call asked for today is made, when agents can make `capacity` and `demand`
// were asked for yesterday: all of them when there are enough, else each with the same chance.
inline double service_probability(double capacity, double demand) {
  return demand <= capacity ? 1.0 : capacity / demand;
}

// Effect left of `effect` after `days`, when half of it is gone after `lasts`.
inline double faded_effect(double effect, std::int32_t days, Days lasts) {
  return effect * sim::exp2_of(-static_cast<double>(days) / lasts.value);
}

// Effect of one more contact after `contacts_this_week` earlier ones within seven days: each of
// them took its share, and none is left (zero) when the week's allowance is used up.
double contact_effect(const CollectionsParameters& parameters, double effect,
                      std::int64_t contacts_this_week);

// Probability of a payment in the `month`-th month after charge-off, from 0.
double recovery_probability(const RecoveryParameters& parameters, std::int32_t month);

// The payment, with `u` uniform in (0, 1): on average payment_share of what is owed, never more
// than it. Uniform between zero and twice the average; above a half the average, between 2·share −
// 1 and one.
sim::Money recovery_amount(const RecoveryParameters& parameters, sim::Money owed, double u);

// What the buyer pays for `owed`, and the agency's fee on `recovered`, both half to even.
sim::Money sale_price(const RecoveryParameters& parameters, sim::Money owed);
sim::Money agency_fee(const RecoveryParameters& parameters, sim::Money recovered);

}  // namespace models
