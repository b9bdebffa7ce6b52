// What a borrower pays when money is due: a choice made from memory, will and ability.
//
// Two policies, chosen by [payment] `kind`:
// with "behaviour" a borrower pays if they remember, will and can (the equations are in
// docs/model.md); with "chain" they pay with fixed probabilities by the number of instalments late,
// deaf to every influence, and the portfolio is an absorbing Markov chain, whose shares are known
// in closed form.
//
// Pure: a decision reads a view and two uniforms and writes nothing. Every decision consumes the
// same two draws, so that two runs under different policies stay coupled.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/delinquency.hpp"
#include "models/parameter.hpp"
#include "sim/check.hpp"
#include "sim/maths.hpp"
#include "sim/money.hpp"

namespace models {

// What is known on the day the borrower decides.
struct PaymentView {
  sim::Money due{};         // everything to be paid today: overdue and today's bill
  sim::Money instalment{};  // the part of `due` of the oldest instalment not yet paid
  sim::Money cash{};        // what the borrower could pay: the buffer above the household's reserve
  std::int32_t dpd = 0;  // days past due before today's payment; 0 on the due day of a current loan
  std::int32_t late_instalments = 0;  // instalments overdue before today's was billed
  // The latent person. Never seen by the scorecard.
  double willingness = 0;    // log-odds of wanting to pay, beyond base_log_odds
  double forgetfulness = 0;  // probability of forgetting one due day, without a reminder, [0, 1]
  double late_history = 0;   // months late in the past, faded (faded_late_history), ≥ 0
  // Circumstances.
  double debt_to_income = 0;  // debt service over income, a month, ≥ 0
  double peer_default = 0;    // share of friends who have defaulted, faded, [0, 1]
  double tier_benefit = 0;    // what the tier's benefits are worth, 0 (lowest tier) to 1 (highest)
  double contact_effect = 0;  // log-odds added by collections contacts still remembered
  bool reminded = false;      // a reminder reached the borrower for this bill
  bool unemployed = false;
};

// Two uniforms in (0, 1). In the chain only `u_will` is read; both are always drawn.
struct PaymentDraws {
  double u_memory = 0;
  double u_will = 0;
};

enum class PaymentReason : std::uint8_t { paid, partly, forgot, unable, unwilling, count_ };

struct PaymentDecision {
  sim::Money pay;  // zero to `due`
  PaymentReason why = PaymentReason::paid;
  Days retry;  // days until the borrower tries again; 0: not before the next due day
};

struct EarlyRepaymentView {
  sim::Money balance{};  // what would close the loan today, positive
  sim::Money cash{};     // as in PaymentView, after this month's instalments
  std::int32_t months_on_book = 0;
  double term_months = 1;  // contractual, at least one
};

struct BehaviourPayment {
  static constexpr std::string_view kind = "behaviour";

  // Memory.
  double reminder_effect = 0.5;
  Days forgot_retry{6};
  // Will: the log-odds of paying.
  double base_log_odds = 6.8;
  double debt_weight = 2.0;
  double peer_weight = 3.0;
  double tier_weight = 0.6;
  double unemployed_weight = 0.7;
  double late_drop = 22.5;
  Days late_memory{150};
  double history_weight = 0.25;
  Days history_memory{180};
  Days unwilling_retry{10};
  // Ability.
  Share partial_min{0.25};
  Days unable_retry{10};
  // Early repayment, a month.
  Share early_base{0.03};
  Share early_front{0.05};
  std::int64_t early_front_months = 6;
  Share early_jump{0.20};
  double early_cover = 1.5;
  std::int64_t early_term_months = 12;
  bool operator==(const BehaviourPayment&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("reminder_effect", self.reminder_effect,
          {.meaning = "probability of forgetting after a reminder, as a multiple of that without",
           .source = "[J] a reminder halves it",
           .min = 0,
           .max = 1});
    field("forgot_retry", self.forgot_retry,
          {.meaning = "days until somebody who forgot looks again",
           .source = "[J] 85-90 % of those 1+ dpd cure within 30 days",
           .min = 1,
           .max = 60});
    field("base_log_odds", self.base_log_odds,
          {.meaning =
               "log-odds that a borrower of average willingness, without other debt, wants to pay",
           .source = "[J] set so that 4-6 % a month become 1+ dpd",
           .min = -20,
           .max = 20});
    field("debt_weight", self.debt_weight,
          {.meaning = "log-odds of paying lost per unit of debt service over income",
           .source = "[J]",
           .min = 0,
           .max = 50});
    field("peer_weight", self.peer_weight,
          {.meaning = "log-odds of paying lost when all friends have defaulted",
           .source = "[J]",
           .min = 0,
           .max = 50});
    field("tier_weight", self.tier_weight,
          {.meaning = "log-odds of paying gained by the highest tier's benefits at stake",
           .source = "[J]",
           .min = 0,
           .max = 10});
    field("unemployed_weight", self.unemployed_weight,
          {.meaning = "log-odds of paying lost while unemployed",
           .source = "[J]",
           .min = 0,
           .max = 10});
    field("late_drop", self.late_drop,
          {.meaning = "log-odds of paying lost, in the end, by being past due",
           .source = "[D] cures of 38.7 % just late against 14.6 % long late (cards_taiwan); [J]",
           .min = 0,
           .max = 40});
    field("late_memory", self.late_memory,
          {.meaning = "days past due after which 63 % of late_drop has come",
           .source = "[J] roll rates 60-75, 75-87, 85-95 % from 30 dpd onwards",
           .min = 1,
           .max = 360});
    field("history_weight", self.history_weight,
          {.meaning = "log-odds of paying lost per month late in the past",
           .source = "[D] delinquency has memory (cards_taiwan); [J]",
           .min = 0,
           .max = 10});
    field("history_memory", self.history_memory,
          {.meaning = "half-life of past months late", .source = "[J]", .min = 1, .max = 3650});
    field("unwilling_retry", self.unwilling_retry,
          {.meaning = "days until somebody unwilling thinks again",
           .source = "[J]",
           .min = 1,
           .max = 60});
    field("partial_min", self.partial_min,
          {.meaning = "share of the amount due that cash must cover for a part to be paid",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("unable_retry", self.unable_retry,
          {.meaning = "days until somebody short of cash looks again",
           .source = "[J]",
           .min = 1,
           .max = 60});
    field("early_base", self.early_base,
          {.meaning = "probability a month that a loan is repaid early, at any age",
           .source = "[J] app loans 5-15 % a month, front-loaded",
           .min = 0,
           .max = 1});
    field("early_front", self.early_front,
          {.meaning = "probability a month added when the loan is new, falling to nothing",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("early_front_months", self.early_front_months,
          {.meaning = "age at which early_front has fallen to nothing",
           .source = "[J]",
           .min = 1,
           .max = 36,
           .unit = "months"});
    field("early_jump", self.early_jump,
          {.meaning = "probability a month added when cash exceeds early_cover balances",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("early_cover", self.early_cover,
          {.meaning = "cash over balance from which early repayment jumps",
           .source = "[J]",
           .min = 1,
           .max = 100});
    field("early_term_months", self.early_term_months,
          {.meaning = "contractual term up to which loans are repaid early at these rates; one "
                      "that runs longer is so at the rates times (early_term_months / its term)²",
           .source = "[J] a year, the longest of the usual app loans; [D] LendingClub: 25-50 % of "
                     "three-year loans end early, where one rate for all terms says 84 % or more",
           .min = 1,
           .max = 36,
           .unit = "months"});
  }

  void validate(const Complain& complain) const;
};

// One row of the chain. Row "Mk" is for a loan with k instalments overdue before today's is billed;
// "M7" is for seven and more. The three probabilities sum to one.
struct ChainRow {
  std::string id;
  Share pay_all;  // everything due: the loan is current again
  Share pay_one;  // the oldest instalment: the loan stays as late as it was
  Share miss;     // nothing: the loan is one instalment later
  bool operator==(const ChainRow&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "instalments overdue before today's: \"M0\" to \"M7\""});
    field("pay_all", self.pay_all,
          {.meaning = "probability that everything due is paid",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("pay_one", self.pay_one,
          {.meaning = "probability that the oldest instalment is paid and the rest is not",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("miss", self.miss,
          {.meaning = "probability that nothing is paid", .source = "[J]", .min = 0, .max = 1});
  }

  void validate(const Complain& complain) const;
};

struct ChainPayment {
  static constexpr std::string_view kind = "chain";

  std::vector<ChainRow> rows = {
      {"M0", {0.950}, {0.000}, {0.050}}, {"M1", {0.600}, {0.150}, {0.250}},
      {"M2", {0.250}, {0.100}, {0.650}}, {"M3", {0.120}, {0.080}, {0.800}},
      {"M4", {0.080}, {0.060}, {0.860}}, {"M5", {0.050}, {0.050}, {0.900}},
      {"M6", {0.040}, {0.040}, {0.920}}, {"M7", {0.030}, {0.030}, {0.940}},
  };
  bool operator==(const ChainPayment&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("rows", self.rows,
          {.meaning = "what happens on a due day, by instalments late; one row each for M0 to M7",
           .source = "[J] roll rates"});
  }

  // Exactly one row for each of M0 to M7, in any order.
  void validate(const Complain& complain) const;
};

struct PaymentParameters {
  std::variant<BehaviourPayment, ChainPayment> policy;
  bool operator==(const PaymentParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("", self.policy, {.meaning = "how borrowers decide what to pay when money is due"});
  }
};

// The policy ready to decide: built once per run, read by every thread. A valid PaymentParameters
// is a precondition (CHECK).
class PaymentPolicy {
 public:
  explicit PaymentPolicy(const PaymentParameters& parameters);

  PaymentDecision decide(const PaymentView& view, const PaymentDraws& draws) const {
    return chain_ ? decide_by_chain(view, draws) : decide_by_behaviour(view, draws);
  }

  // Probability that the borrower repays the whole loan early this month; zero in the chain.
  double early_repayment(const EarlyRepaymentView& view) const;

  // Log-odds that the borrower wants to pay, in the behavioural policy.
  double log_odds(const PaymentView& view) const;
  // Probability of forgetting this bill, in the behavioural policy.
  double forgets(const PaymentView& view) const {
    return view.forgetfulness * (view.reminded ? behaviour_.reminder_effect : 1.0);
  }

  // Past months late (late_history) after a month of 30 days has gone by.
  double faded_late_history(double history) const { return history * month_fades_; }

  // Whether economy, peers, contacts and one's own past reach the decision. False in the chain:
  // then nobody retries between due days, and nothing that is done to a borrower changes what is
  // paid.
  bool influences() const { return !chain_; }

 private:
  struct ChainTable {
    std::array<double, bucket_count> pay_all{};
    std::array<double, bucket_count> pay_all_or_one{};
  };

  PaymentDecision decide_by_behaviour(const PaymentView& view, const PaymentDraws& draws) const;
  PaymentDecision decide_by_chain(const PaymentView& view, const PaymentDraws& draws) const;

  bool chain_ = false;
  BehaviourPayment behaviour_;
  double month_fades_;
  ChainTable table_;
};

inline double PaymentPolicy::log_odds(const PaymentView& view) const {
  const BehaviourPayment& p = behaviour_;
  // Debts beyond the whole income, as of somebody without any, weigh like the whole income.
  const double burden = std::min(1.0, view.debt_to_income);
  double odds = p.base_log_odds + view.willingness - p.debt_weight * burden -
                p.peer_weight * view.peer_default + p.tier_weight * view.tier_benefit -
                p.history_weight * view.late_history + view.contact_effect;
  if (view.unemployed) odds -= p.unemployed_weight;
  if (view.dpd > 0) {
    odds -= p.late_drop * (1.0 - sim::exp_of(-static_cast<double>(view.dpd) / p.late_memory.value));
  }
  return odds;
}

inline PaymentDecision PaymentPolicy::decide_by_behaviour(const PaymentView& view,
                                                          const PaymentDraws& draws) const {
  const BehaviourPayment& p = behaviour_;
  if (draws.u_memory < forgets(view)) return {{}, PaymentReason::forgot, p.forgot_retry};
  // u < 1 / (1 + exp(-odds)), written without a division. Most are so willing that no exponential
  // is needed to know: above 3 it is below 0.05.
  const double odds = log_odds(view);
  const bool willing =
      (odds > 3.0 && draws.u_will * 1.05 < 1.0) || draws.u_will * (1.0 + sim::exp_of(-odds)) < 1.0;
  if (!willing) return {{}, PaymentReason::unwilling, p.unwilling_retry};
  if (view.cash >= view.due) return {view.due, PaymentReason::paid, {}};
  const double floor = p.partial_min.value * static_cast<double>(view.due.minor());
  const bool covers_a_part =
      view.cash > sim::Money{} && static_cast<double>(view.cash.minor()) >= floor;
  if (covers_a_part) return {view.cash, PaymentReason::partly, p.unable_retry};
  return {{}, PaymentReason::unable, p.unable_retry};
}

inline PaymentDecision PaymentPolicy::decide_by_chain(const PaymentView& view,
                                                      const PaymentDraws& draws) const {
  const auto row = static_cast<std::size_t>(
      std::clamp(view.late_instalments, 0, static_cast<std::int32_t>(bucket_count) - 1));
  if (draws.u_will < table_.pay_all[row]) return {view.due, PaymentReason::paid, {}};
  if (draws.u_will < table_.pay_all_or_one[row]) {
    const bool is_all = view.instalment >= view.due;
    return {std::min(view.instalment, view.due),
            is_all ? PaymentReason::paid : PaymentReason::partly,
            {}};
  }
  return {{}, PaymentReason::unwilling, {}};
}

}  // namespace models
