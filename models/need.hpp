// How often a borrower needs a loan, and how large a one.
//
// Needs arrive as a Poisson process whose rate depends on the person, the month of the year, the
// use of the app, the price, the room under the limit and the tier. The handler turns the rate into
// a date with its own draw.
//
// Adverse selection: who means to pay compares prices, who does not, or has no other way, cares
// less. A person's answer to the price is price_elasticity · (1 + selection · q), with q between −1
// and 1: half the willingness to pay, in log-odds, or −1 for a household short of cash. At the
// reference price it makes no difference.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "models/parameter.hpp"
#include "sim/maths.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

struct NeedView {
  double base_rate = 0;  // needs a month of this person in an average month at the reference price
  std::int32_t month_of_year = 1;  // 1 to 12
  sim::Rate price{};               // what a loan would cost the borrower today
  sim::Money limit{};
  sim::Money headroom{};       // limit less what is drawn
  double tier_benefit = 0;     // 0 (lowest tier) to 1 (highest)
  bool short_of_cash = false;  // the buffer is below the household's reserve
  double spending_level = 1;   // with the app, over that of the median member
  double willingness = 0;      // to pay, log-odds around the average person's
};

struct NeedParameters {
  std::vector<double> season = {0.95, 1.15, 0.90, 0.95, 1.00, 1.05,
                                0.95, 0.95, 1.00, 1.00, 1.15, 0.95};
  double price_elasticity = -1.3;
  double selection = 0.3;
  sim::Rate reference_price = sim::Rate::of_ppm(146'000);
  double tier_effect = 0.3;
  double use_effect = 0.3;
  double shortage_effect = 1.8;
  double squeeze_effect = 0.5;
  Share income_share{0.5};
  Share limit_share{0.10};
  sim::Money loan_min = sim::Money::of_minor(500'00);
  sim::Money loan_step = sim::Money::of_minor(100'00);
  bool operator==(const NeedParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("season", self.season,
          {.meaning = "needs by month of the year, January first, as multiples of the average",
           .source = "[J] the spring festival and the November sales",
           .min = 0,
           .max = 10});
    field("price_elasticity", self.price_elasticity,
          {.meaning = "percent more needs per percent of price",
           .source = "[P] Gross and Souleles 2002: about -1.3 in the long run",
           .min = -5,
           .max = 0});
    field(
        "selection", self.selection,
        {.meaning = "share by which those most willing to pay answer more to the price than the "
                    "average person, and those least willing, or short of cash, less",
         .source = "[P] worse risks take worse offers: Ausubel 1999; Karlan and Zinman 2009; size "
                   "[J]",
         .min = 0,
         .max = 1});
    field("reference_price", self.reference_price,
          {.meaning = "price at which needs are as the population says",
           .source = "[P] most loans cost 0.03-0.05 % a day",
           .min = 0.01,
           .max = 0.60});
    field("tier_effect", self.tier_effect,
          {.meaning = "share by which the highest tier's benefits raise needs",
           .source = "[J]",
           .min = 0,
           .max = 5});
    field("use_effect", self.use_effect,
          {.meaning = "share by which a member who spends with the app what the median member does "
                      "has more needs than one who spends nothing; offers stand where one pays",
           .source = "[J]",
           .min = 0,
           .max = 5});
    field("shortage_effect", self.shortage_effect,
          {.meaning = "needs of a household short of cash, as a multiple",
           .source = "[P] Sullivan 2008: the unemployed with access borrow more; size [J]",
           .min = 1,
           .max = 20});
    field("squeeze_effect", self.squeeze_effect,
          {.meaning = "share by which needs are higher at 100 % utilisation than at 0 %",
           .source = "[P] Gross and Souleles 2002: the most indebted use new room most; size [J]",
           .min = 0,
           .max = 5});
    field("income_share", self.income_share,
          {.meaning = "average loan asked for that comes from need, in monthly incomes",
           .source = "[J]",
           .min = 0,
           .max = 20});
    field("limit_share", self.limit_share,
          {.meaning = "average loan asked for that comes from room, as a share of the headroom",
           .source = "[P] 10-14 % of a raise is debt within a year (Gross and Souleles 2002)",
           .min = 0,
           .max = 1});
    field("loan_min", self.loan_min,
          {.meaning = "smallest loan", .source = "[J]", .min = 1, .max = 100'000});
    field("loan_step", self.loan_step,
          {.meaning = "loans are whole multiples of this",
           .source = "[J]",
           .min = 0.01,
           .max = 10'000});
  }

  // Twelve seasons, not all zero.
  void validate(const Complain& complain) const;
};

// Expected needs a month are need_base × NeedCurve::factor of price_ratio, sensitivity and
// share_used.

// The rate before price and use; zero where no loan fits under the limit. Never negative.
double need_base(const NeedParameters& parameters, const NeedView& view);

inline double price_ratio(const NeedParameters& parameters, sim::Rate price) {
  return static_cast<double>(price.ppm()) / static_cast<double>(parameters.reference_price.ppm());
}
inline double share_used(const NeedView& view) {
  return 1.0 - static_cast<double>(view.headroom.minor()) / static_cast<double>(view.limit.minor());
}

// How much more than the average person's the answer to the price is; at least zero.
inline double sensitivity(const NeedParameters& parameters, const NeedView& view) {
  const double q = view.short_of_cash ? -1.0 : std::clamp(0.5 * view.willingness, -1.0, 1.0);
  return 1.0 + parameters.selection * q;
}

// How price and use move needs: ratio ^ (elasticity × sensitivity) × (1 + squeeze effect × used).
class NeedCurve {
 public:
  explicit NeedCurve(const NeedParameters& parameters)
      : elasticity_(parameters.price_elasticity), squeeze_(parameters.squeeze_effect) {}

  [[gnu::always_inline]] double factor(double price_ratio, double sensitivity, double used) const {
    // A loan given away would be needed without bound; below this share of the reference price
    // cheaper credit makes no further needs.
    constexpr double ratio_min = 0.1;
    const double ratio = price_ratio > ratio_min ? price_ratio : ratio_min;
    const double above = used > 0.0 ? used : 0.0;
    return sim::power_of(ratio, elasticity_ * sensitivity) *
           (1.0 + squeeze_ * (above < 1.0 ? above : 1.0));
  }

 private:
  double elasticity_;
  double squeeze_;
};

// The product of all: for one borrower alone.
inline double need_rate(const NeedParameters& parameters, const NeedView& view) {
  const double base = need_base(parameters, view);
  return base > 0 ? base * NeedCurve(parameters)
                               .factor(price_ratio(parameters, view.price),
                                       sensitivity(parameters, view), share_used(view))
                  : 0.0;
}

// The loan asked for: exponentially distributed around income_share · income + limit_share ·
// headroom by inverse transform of `u` in (0, 1), a whole number of steps, at least loan_min, at
// most the headroom. Zero where the headroom is below the smallest loan.
sim::Money need_amount(const NeedParameters& parameters, sim::Money monthly_income,
                       sim::Money headroom, double u);

}  // namespace models
