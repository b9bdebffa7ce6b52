// Who funds a loan: partner banks, each a share of the loans it takes, within its limit, or own
// funds.
//
// Partners open and close at dawn, from yesterday's totals; during the day every shard chooses
// among the same open partners without asking another, so a limit can be passed by at most one
// day's lending.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "sim/check.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

struct Partner {
  std::string id;
  Share funds{0.7};
  double appetite = 1;
  sim::Rate spread = sim::Rate::of_ppm(45'000);
  sim::Money limit_per_borrower{};
  double appetite_per_point = 0;
  Share first_loss{0};
  Days freeze_from{0};
  Days freeze_until{0};
  bool operator==(const Partner&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the partner"});
    field("funds", self.funds,
          {.meaning = "share of each of its loans that the partner funds",
           .source = "[P] CBIRC 2021 no. 24: the lender funds at least 30 % of a joint loan",
           .min = 0,
           .max = 1});
    field("appetite", self.appetite,
          {.meaning = "weight with which an open partner is chosen",
           .source = "[J]",
           .min = 0,
           .max = 1e6});
    field("spread", self.spread,
          {.meaning = "cost of the partner's money above the policy rate; where the partner bears "
                      "its part of the losses, their expectation included",
           .source = "[J] a loss of 1.6 % a year and a margin of 2-4 %",
           .min = -0.1,
           .max = 0.5});
    field("limit_per_borrower", self.limit_per_borrower,
          {.meaning = "most that the partner has outstanding, per borrower of the run; 0: no limit",
           .source = "[J] so that a run with fewer borrowers has a smaller limit",
           .min = 0,
           .max = 10'000'000});
    field(
        "appetite_per_point", self.appetite_per_point,
        {.meaning = "share of appetite and limit that is lost per percentage point of unemployment "
                    "above the start of the run, down to nothing",
         .source = "[J]",
         .min = 0,
         .max = 10});
    field("first_loss", self.first_loss,
          {.meaning = "the lender makes the partner's losses good up to this share of all that the "
                      "partner has funded; 0: losses are shared in proportion",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("freeze_from", self.freeze_from,
          {.meaning = "days after the start on which the partner stops funding new loans",
           .source = "[J]",
           .min = 0,
           .max = 40'000});
    field("freeze_until", self.freeze_until,
          {.meaning = "days after the start on which it funds again; as freeze_from: never stops",
           .source = "[J]",
           .min = 0,
           .max = 40'000});
  }

  void validate(const Complain& complain) const;
};

std::vector<Partner> default_partners();

// What is done when funding is short, for as long as it is.
enum class WhenShort : std::uint8_t { lend_on, no_raises, freeze, count_ };

template <>
struct EnumNames<WhenShort> {
  static constexpr std::array<std::string_view, 3> names = {"lend-on", "no-raises", "freeze"};
};

struct FundingParameters {
  std::vector<Partner> partners = default_partners();
  Share own_min{0.30};
  sim::Rate own_spread = sim::Rate::of_ppm(30'000);
  sim::Money own_limit_per_borrower = sim::Money::of_minor(1'200'00);
  double own_appetite = 0.0;
  sim::Money capital_per_borrower = sim::Money::of_minor(40'00);
  Share risk_weight{0.75};
  double stress_spread = 0.7;
  Share dividend_above{0.15};
  Share capital_ratio_min{0};
  Share liquidity_buffer{0};
  WhenShort when_short = WhenShort::lend_on;
  Share open_min{0.5};
  bool operator==(const FundingParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("partners", self.partners, {.meaning = "banks that fund a share of each loan they take"});
    field("own_min", self.own_min,
          {.meaning = "least share of a joint loan that the lender funds itself",
           .source = "[P] CBIRC 2021 no. 24: 30 %",
           .min = 0,
           .max = 1});
    field("own_spread", self.own_spread,
          {.meaning = "cost of what the lender borrows beyond its capital, above the policy rate",
           .source = "[J]",
           .min = -0.1,
           .max = 0.5});
    field("own_limit_per_borrower", self.own_limit_per_borrower,
          {.meaning = "most that the lender funds itself, per borrower of the run; 0: no limit",
           .source = "[P] micro-lenders borrow at most a few times their net assets; size [J]",
           .min = 0,
           .max = 10'000'000});
    field("own_appetite", self.own_appetite,
          {.meaning = "weight with which a loan is funded alone while partners are open",
           .source = "[J]",
           .min = 0,
           .max = 1e6});
    field("capital_per_borrower", self.capital_per_borrower,
          {.meaning = "own equity at the start of the report, per borrower of the run",
           .source = "[J]",
           .min = 0,
           .max = 10'000'000});
    field("risk_weight", self.risk_weight,
          {.meaning = "risk weight of the lender's own part of the loans",
           .source = "[P] Basel Framework, CRE20: 75 % for regulatory retail",
           .min = 0,
           .max = 12.5});
    field("stress_spread", self.stress_spread,
          {.meaning = "percentage points that all money costs more, the partners' and the lender's "
                      "own, for each point by which unemployment has risen within a year",
           .source = "[D] Federal Reserve 2025, historic domestic data: BBB yield less that of ten "
                     "years' Treasuries on the rise, 1988-2024 without 2020 Q1 to 2021 Q2: slope "
                     "0.69, correlation 0.63; severely adverse scenarios of 2024 and 2025: 0.5",
           .min = 0,
           .max = 10});
    field(
        "dividend_above", self.dividend_above,
        {.meaning = "own equity over risk-weighted assets above which what is over is paid out at "
                    "the end of each calendar quarter, of net income alone; 0: nothing is paid out",
         .source = "[P] Basel Framework, RBC20 and RBC30: 8 %, a capital conservation buffer of "
                   "2.5 % and a countercyclical buffer of up to 2.5 %; 2 % of its own above them "
                   "[J]",
         .min = 0,
         .max = 10});
    field("capital_ratio_min", self.capital_ratio_min,
          {.meaning = "own equity over risk-weighted assets below which nothing new is lent; 0: no "
                      "such rule",
           .source = "[J]",
           .min = 0,
           .max = 10});
    field("liquidity_buffer", self.liquidity_buffer,
          {.meaning = "share of own_limit_per_borrower that is kept for when no partner is open",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field(
        "when_short", self.when_short,
        {.meaning = "what is done while less than open_min of the partners' appetite is open: "
                    "\"lend-on\" as before, \"no-raises\" of limits, or \"freeze\": no raises, and "
                    "nothing is drawn",
         .source = "[J]"});
    field("open_min", self.open_min,
          {.meaning = "share of the partners' appetite that must be open, or funding is short",
           .source = "[J]",
           .min = 0,
           .max = 1});
  }

  // A buffer is of a limit. What lending needs is not paid out. No partner funds more than own_min
  // leaves, ids differ, at most sixteen partners.
  void validate(const Complain& complain) const;
};

inline constexpr std::size_t partners_max = 16;

// Partners open today, with the running sum of their appetites; written at dawn, read by every
// shard.
struct FundingGrant {
  std::array<double, partners_max>
      appetite_up_to{};  // cumulative over the partners, then own alone
  double appetite = 0;   // the sum, own alone included
  std::uint32_t partners = 0;
  bool is_short = false;  // less than open_min of the partners' appetite is open
  bool own_open = false;  // own funds have headroom; every loan needs some of them
};

struct FundingChoice {
  enum class Kind : std::uint8_t { partner, own, declined };
  Kind kind = Kind::declined;
  std::uint8_t partner = 0;  // index into FundingParameters::partners, where kind is partner
  bool operator==(const FundingChoice&) const = default;
};

// What is known at dawn.
struct FundingView {
  std::int32_t day = 0;                  // since the start of the report; below zero in the warm-up
  std::span<const sim::Money> funded{};  // by partner, yesterday evening
  sim::Money own{};                      // the lender's own part of the principal
  sim::Money capital{};                  // its equity
  double unemployment_rise = 0;          // percentage points above the start of the run
};

// A partner is open unless frozen, at its limit, or without appetite; own funds are open unless
// used up to their limit, or to the buffer while a partner is open, or capital is too little for
// what is lent already.
FundingGrant grant_funding(const FundingParameters& parameters, std::int64_t borrowers,
                           const FundingView& view);

// What money costs above its spread in calm, where unemployment has risen by so many percentage
// points within a year.
sim::Rate stress_spread(const FundingParameters& parameters, double risen);

// Who funds a new loan, with `u` uniform in (0, 1): an open partner in proportion to its appetite;
// own funds when no partner is open; nobody when own funds are used up.
inline FundingChoice choose_funding(const FundingGrant& grant, double u) {
  if (!grant.own_open) return {FundingChoice::Kind::declined, 0};
  const double point = u * grant.appetite;
  for (std::uint32_t i = 0; i < grant.partners; ++i) {
    if (point < grant.appetite_up_to[i]) {
      return {FundingChoice::Kind::partner, static_cast<std::uint8_t>(i)};
    }
  }
  return {FundingChoice::Kind::own, 0};
}

// The lender's equity when the report starts, and what its own part of the principal counts for
// where that equity must be enough: own part times risk weight, half to even.
sim::Money opening_capital(const FundingParameters& parameters, std::int64_t borrowers);
sim::Money risk_weighted(const FundingParameters& parameters, sim::Money own);

// What is paid out of equity at a quarter's end: what is over `dividend_above` of the risk-weighted
// assets, rounded down, but no more than `earned`, the net income that is not paid out yet; never
// below zero.
sim::Money dividend(const FundingParameters& parameters, sim::Money equity, sim::Money earned,
                    sim::Money weighted);

// The partner's share in parts per million, for the loan's fixed terms.
std::uint32_t funded_ppm(const Partner& partner);

// The partner's part of what is outstanding, half to even. What it receives of a payment is the
// part before less the part after, so that the parts of all payments sum to the part of the loan
// exactly.
inline sim::Money partner_part(sim::Money outstanding, std::uint32_t ppm) {
  return sim::scale(outstanding, ppm, 1'000'000);
}

// Interest by the day without losing a fraction: accrues as a whole numerator over year_days · 10⁶
// and gives out whole minor units, keeping the remainder. Settling daily or yearly gives the same
// sum.
class CostMeter {
 public:
  // A day's interest on `balance`; a negative balance earns.
  void accrue(sim::Money balance, sim::Rate rate) {
    numerator_ += static_cast<sim::Int128>(balance.minor()) * rate.ppm();
  }
  // The whole minor units accrued and not yet given out; rounds towards zero.
  sim::Money settle(std::int32_t year_days = 365);

 private:
  sim::Int128 numerator_ = 0;
};

}  // namespace models
