// The price of a loan: a base, an addition by score, the product's own, less the tier's discount,
// and a part of what the policy rate has moved since the run began; held between a floor and the
// legal cap.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/parameter.hpp"
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
    field("id", self.id, {.meaning = "name of the band"});
    field("score_from", self.score_from,
          {.meaning = "lowest score of the band",
           .source = "[P] bands of the consumer score at 550, 600, 650, 700",
           .min = 350,
           .max = 950,
           .unit = "points"});
    field("add", self.add,
          {.meaning = "added to the base price", .source = "[J]", .min = -1, .max = 1});
  }
};

std::vector<PriceBand> default_price_bands();

struct PricingParameters {
  sim::Rate base = sim::Rate::of_ppm(145'000);
  Share pass_through{0.5};
  sim::Rate floor = sim::Rate::of_ppm(54'750);
  sim::Rate cap = sim::Rate::of_ppm(240'000);
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
    field("floor", self.floor,
          {.meaning = "no loan is cheaper",
           .source = "[P] the lowest daily price, 0.015 %",
           .min = 0,
           .max = 1});
    field("cap", self.cap,
          {.meaning = "no loan is dearer: the legal cap",
           .source = "[P] 24 %; others are 36 % and four times the one-year loan prime rate",
           .min = 0,
           .max = 1});
    field("bands", self.bands, {.meaning = "additions by score"});
  }
  // floor <= cap, one band starts at 350, no two start at the same score or share an id.
  void validate(const Complain& complain) const;
};

struct PriceView {
  int score = 0;
  sim::Rate tier_discount{};
  sim::Rate product_add{};
  sim::Rate policy_rate_change{};  // since the first day of the run
};

struct Price {
  sim::Rate list;  // what a member without discount would pay
  sim::Rate paid;  // what this one pays; list - paid is what the tier costs the lender
};

// The prices as a table by score, made once per run.
class PriceList {
 public:
  explicit PriceList(const PricingParameters& parameters);

  // Scores with the same price, numbered from 0 in ascending order.
  std::size_t bands() const { return adds_.size(); }
  // A score beyond 350 to 950 counts as the nearest of them.
  std::size_t band_of(int score) const {
    const int within = std::clamp(score, score_lowest, score_highest);
    return band_by_score_[static_cast<std::size_t>(within - score_lowest)];
  }

  // Both prices within [floor, cap].
  Price price(const PriceView& view) const { return price_in(band_of(view.score), view); }
  // The same for a score of that band, whatever the view's.
  Price price_in(std::size_t band, const PriceView& view) const {
    const std::int64_t passed_on_ppm =
        sim::nearest_integer(pass_through_ * static_cast<double>(view.policy_rate_change.ppm()));
    const sim::Rate asked =
        base_ + adds_[band] + view.product_add + sim::Rate::of_ppm(passed_on_ppm);
    const sim::Rate list = std::clamp(asked, floor_, cap_);
    // The discount is taken off what would be paid, so that it is worth something under the cap
    // too.
    return {list, std::clamp(list - view.tier_discount, floor_, cap_)};
  }

 private:
  sim::Rate base_;
  sim::Rate floor_;
  sim::Rate cap_;
  double pass_through_;
  std::vector<sim::Rate> adds_;  // by band
  std::array<std::uint16_t, score_highest - score_lowest + 1> band_by_score_{};
};

}  // namespace models
