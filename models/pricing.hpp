// The price of a loan, from a grid (a base, an addition by score, a part of what the policy rate
// has moved since the run began) or from its parts (funding, expected loss, operating cost, target
// margin); with the product's own addition, less the tier's discount, and held between a floor and
// a cap.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "models/parameter.hpp"
#include "models/score_bands.hpp"
#include "models/scoring.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

struct PriceBand {
  std::string id;
  std::int64_t score_from = 350;
  sim::Rate add;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    declare_score_band(self, field);
    field("add", self.add,
          {.meaning = "added to the base price", .source = "[J]", .min = -1, .max = 1});
  }
};

std::vector<PriceBand> default_price_bands();

struct RiskBand {
  std::string id;
  std::int64_t score_from = 350;
  Share default_probability;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    declare_score_band(self, field);
    field("default_probability", self.default_probability,
          {.meaning = "of a borrower with such a score to default within a year",
           .source = "[J] about what `creditcycle score` shows of the shipped baseline",
           .min = 0,
           .max = 1});
  }
};

std::vector<RiskBand> default_risk_bands();

// A price list: a base and what a score adds to it.
struct GridPricing {
  static constexpr std::string_view kind = "grid";

  sim::Rate base = sim::Rate::of_ppm(145'000);
  Share pass_through{0.5};
  std::vector<PriceBand> bands = default_price_bands();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field(
        "base", self.base,
        {.meaning = "price before score, product, tier and economy, margin included",
         .source = "[P] daily price mostly 0.03–0.05 %, 11–18 % a year; 14.5 % is about the middle",
         .min = 0,
         .max = 1});
    field("pass_through", self.pass_through,
          {.meaning = "part of a change of the policy rate since the start that new loans bear",
           .source = "[J]",
           .min = 0,
           .max = 2});
    field("bands", self.bands, {.meaning = "additions by score"});
  }
  // One band starts at 350, no two start at the same score or share an id.
  void validate(const Complain& complain) const;
};

// A price that is the sum of what the loan costs the lender and what it is to earn.
struct CostPlusPricing {
  static constexpr std::string_view kind = "cost-plus";

  sim::Rate funding_spread = sim::Rate::of_ppm(25'000);
  Share loss_given_default{0.9};
  sim::Rate operating = sim::Rate::of_ppm(30'000);
  sim::Rate margin = sim::Rate::of_ppm(30'000);
  std::vector<RiskBand> risk = default_risk_bands();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("funding_spread", self.funding_spread,
          {.meaning = "what money costs the lender above the policy rate of the day",
           .source = "[J] between partners' and own funds",
           .min = -0.1,
           .max = 0.5});
    field("loss_given_default", self.loss_given_default,
          {.meaning = "part of a defaulted loan that never comes back",
           .source = "[D] LendingClub: 8–11 % of a loss comes back",
           .min = 0,
           .max = 1});
    field("operating", self.operating,
          {.meaning = "what running a loan costs, a year and as a part of its balance",
           .source = "[J] as costs are in baseline",
           .min = 0,
           .max = 1});
    field("margin", self.margin,
          {.meaning = "what a loan is to earn beyond its costs",
           .source = "[J]",
           .min = -1,
           .max = 1});
    field("risk", self.risk, {.meaning = "probabilities of default by score"});
  }
  // One band starts at 350, no two start at the same score or share an id.
  void validate(const Complain& complain) const;
};

// What a lender loses a year on a loan that runs so many years, as a part of what is owed: the
// probability of default over its term, spread over the term [J],
//   (1 - (1 - probability)^years) / years × loss given default.
sim::Rate expected_loss(Share default_probability, Share loss_given_default, double years);

struct PricingParameters {
  std::variant<GridPricing, CostPlusPricing> policy;
  sim::Rate floor = sim::Rate::of_ppm(54'750);
  sim::Rate cap = sim::Rate::of_ppm(240'000);
  sim::Rate apr_cap;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("", self.policy, {.meaning = "how the price of a loan is found"});
    field("floor", self.floor,
          {.meaning = "no loan is cheaper, unless apr_cap makes it so",
           .source = "[P] the lowest daily price, 0.015 %",
           .min = 0,
           .max = 1});
    field("cap", self.cap,
          {.meaning = "no loan has a higher nominal price, fees not counted: the legal cap on it",
           .source = "[P] 24 %; others are 36 % and four times the one-year loan prime rate",
           .min = 0,
           .max = 1});
    field(
        "apr_cap", self.apr_cap,
        {.meaning = "legal cap on the annual percentage rate of each loan, fees included; 0: none",
         .source = "[P] 24 %, 36 %, or 15.4 %, four times the one-year loan prime rate of 3.85 %; "
                   "the method is that of Regulation Z, appendix J",
         .min = 0,
         .max = 10});
  }
  // floor <= cap.
  void validate(const Complain& complain) const;
};

struct PriceView {
  int score = 0;
  sim::Rate tier_discount{};
  sim::Rate product_add{};
  sim::Rate policy_rate_change{};  // since the first day of the run
  sim::Rate policy_rate{};
  double term_years = 1;  // of the product, above zero
};

struct Price {
  sim::Rate list;  // what a member without discount would pay
  sim::Rate paid;  // what this one pays; list - paid is what the tier costs the lender
};

// Both prices within bounds: the discount is taken off what would be paid, so that it is worth
// something under the cap too. Where `highest` is below the floor, the floor gives way.
Price bounded(sim::Rate asked, sim::Rate discount, sim::Rate floor, sim::Rate highest);

// The prices as a table by score, made once per run.
class PriceList {
 public:
  explicit PriceList(const PricingParameters& parameters);

  // Scores with the same price, numbered from 0 in ascending order.
  std::size_t bands() const { return by_band_.size(); }
  // A score beyond 350 to 950 counts as the nearest of them.
  std::size_t band_of(int score) const {
    const int within = std::clamp(score, score_lowest, score_highest);
    return band_by_score_[static_cast<std::size_t>(within - score_lowest)];
  }

  // Both prices within [floor, cap].
  Price price(const PriceView& view) const { return price_in(band_of(view.score), view); }
  // The same for a score of that band, whatever the view's.
  Price price_in(std::size_t band, const PriceView& view) const {
    return bounded(asked_in(band, view), view.tier_discount, floor_, cap_);
  }
  // The same where the law allows no more than `highest`.
  Price price_in(std::size_t band, const PriceView& view, sim::Rate highest) const {
    return bounded(asked_in(band, view), view.tier_discount, floor_, std::min(cap_, highest));
  }
  Price price_under(sim::Rate highest, const PriceView& view) const {
    return price_in(band_of(view.score), view, highest);
  }

 private:
  sim::Rate asked_in(std::size_t band, const PriceView& view) const;
  template <class Band, class Value>
  void tabulate(const std::vector<Band>& bands, Value value);

  sim::Rate base_;
  sim::Rate floor_;
  sim::Rate cap_;
  bool cost_plus_ = false;
  double pass_through_ = 0;
  Share loss_given_default_;
  std::vector<sim::Rate> by_band_;  // the addition, or the probability of default in millionths
  std::array<std::uint16_t, score_highest - score_lowest + 1> band_by_score_{};
};

}  // namespace models
