// Credit limits: how much at first, and how a review on a cadence raises, cuts, freezes or frees
// them.
//
// All limits are multiples of 100 currency units, rounded down, between `minimum` and `maximum`.
// The bank's view of the economy is an overlay: when unemployment stands well above its level at
// the start, first limits shrink, raises stop and weak scores are cut.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/parameter.hpp"
#include "models/score_bands.hpp"
#include "sim/money.hpp"

namespace models {

struct LimitBand {
  std::string id;
  std::int64_t score_from = 350;
  double multiple = 1;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    declare_score_band(self, field);
    field("multiple", self.multiple,
          {.meaning = "first limit as a multiple of the monthly income the lender observes",
           .source = "[J]",
           .min = 0,
           .max = 100});
  }
};

std::vector<LimitBand> default_limit_bands();

struct LimitParameters {
  sim::Money minimum = sim::Money::of_minor(1'000'00);
  sim::Money maximum = sim::Money::of_minor(300'000'00);
  Days review_every{90};
  Share raise{0.2};
  Share raise_utilisation{0.4};
  std::int64_t raise_score = 620;
  double raise_ceiling = 2;
  Share cut{0.2};
  std::int64_t cut_score_fall = 40;
  Days cut_dpd{8};
  Days freeze_dpd{30};
  Share overlay_unemployment{0.015};
  Share overlay_cut{0.15};
  std::int64_t overlay_score = 650;
  sim::Money portfolio_cap;
  std::vector<LimitBand> bands = default_limit_bands();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    constexpr double most = 1e12;
    field("minimum", self.minimum,
          {.meaning = "smallest limit", .source = "[P] from about 1,000", .min = 0, .max = most});
    field("maximum", self.maximum,
          {.meaning = "largest limit", .source = "[P] to 300,000", .min = 0, .max = most});
    field("review_every", self.review_every,
          {.meaning = "time between two reviews of a limit",
           .source = "[J] quarterly",
           .min = 1,
           .max = 3660});
    field("raise", self.raise,
          {.meaning = "a raise, as a share of the limit", .source = "[J]", .min = 0, .max = 10});
    field("raise_utilisation", self.raise_utilisation,
          {.meaning = "share of the limit in use from which a limit is raised",
           .source = "[J] those who use their limit ask for more",
           .min = 0,
           .max = 1});
    field("raise_score", self.raise_score,
          {.meaning = "lowest score at which a limit is raised",
           .source = "[J]",
           .min = 350,
           .max = 951,
           .unit = "points"});
    field(
        "raise_ceiling", self.raise_ceiling,
        {.meaning = "no raise goes beyond this multiple of what a new customer of the same score, "
                    "income and tier would get",
         .source = "[J]",
         .min = 0,
         .max = 100});
    field("cut", self.cut,
          {.meaning = "a cut, as a share of the limit", .source = "[J]", .min = 0, .max = 1});
    field("cut_score_fall", self.cut_score_fall,
          {.meaning = "fall of the score since the last review from which a limit is cut",
           .source = "[J]",
           .min = 1,
           .max = 601,
           .unit = "points"});
    field("cut_dpd", self.cut_dpd,
          {.meaning = "days past due at any time since the last review from which a limit is cut",
           .source = "[J]",
           .min = 1,
           .max = 3660});
    field(
        "freeze_dpd", self.freeze_dpd,
        {.meaning = "days past due from which nothing more can be drawn; a review frees the limit "
                    "after a whole period without being late that long",
         .source = "[J] 30 days past due is a serious delinquency",
         .min = 1,
         .max = 3660});
    field("overlay_unemployment", self.overlay_unemployment,
          {.meaning = "rise of the unemployment rate above its level at the start of the run from "
                      "which the overlay acts; 100 % switches it off",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field(
        "overlay_cut", self.overlay_cut,
        {.meaning = "what the overlay takes off first limits, and off the limits of weak scores at "
                    "each review until they are those of a new customer",
         .source = "[J]",
         .min = 0,
         .max = 1});
    field("overlay_score", self.overlay_score,
          {.meaning = "the overlay cuts existing limits of lower scores only",
           .source = "[J]",
           .min = 350,
           .max = 951,
           .unit = "points"});
    field(
        "portfolio_cap", self.portfolio_cap,
        {.meaning = "outstanding principal of the whole portfolio at which no more is lent and no "
                    "limit is raised; 0 for no cap",
         .source = "[J]",
         .min = 0,
         .max = most});
    field("bands", self.bands, {.meaning = "first limits by score"});
  }
  // minimum <= maximum, both multiples of 100; one band starts at 350, no two start at the same
  // score or share an id.
  void validate(const Complain& complain) const;
};

// What the day's shared state says of the lender as a whole; worked out once a day.
struct LimitClimate {
  bool overlay = false;         // the economy is bad enough
  bool portfolio_full = false;  // nothing may be lent
  bool no_raises = false;       // funding is short
};
// `unemployment_rise` is a fraction: 0.02 for two points above the start of the run.
LimitClimate limit_climate(const LimitParameters& parameters, double unemployment_rise,
                           sim::Money outstanding);

struct LimitView {
  int score = 0;
  double tier_multiplier = 1;
  sim::Money monthly_income{};  // observed by the lender, not true income
  // The rest only a review looks at.
  int score_before = 0;  // at the last review
  int worst_dpd = 0;     // since the last review, today included
  sim::Money limit{};
  sim::Money balance{};
  bool frozen = false;
};

enum class LimitAction : std::uint8_t { unchanged, raised, cut, frozen, freed };
template <>
struct EnumNames<LimitAction> {
  static constexpr std::array<std::string_view, 5> names = {"unchanged", "raised", "cut", "frozen",
                                                            "freed"};
};

struct LimitDecision {
  LimitAction action = LimitAction::unchanged;
  sim::Money limit;
};

// The limit of a new customer: income × multiple of the band × tier, less the overlay; a result
// below `minimum` gives `minimum`, except that a band with multiple 0 gives no limit.
sim::Money initial_limit(const LimitParameters& parameters, const LimitClimate& climate,
                         const LimitView& view);

// One action a review, the first that applies: freeze, free, cut (late, fallen score, overlay),
// raise. The overlay alone cuts no deeper than to what a new customer is given. A frozen or freed
// limit stays as high as it was, and no limit stays none. A raise or a cut too small to move the
// limit by 100 is none; a cut may end below the balance: then nothing more can be drawn.
LimitDecision review_limit(const LimitParameters& parameters, const LimitClimate& climate,
                           const LimitView& view);

}  // namespace models
