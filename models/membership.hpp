// Membership: points are earned by what a member does, count for twelve months, and make the tier.
//
// Tiers are levels of the payment app, not of credit: a tier and a score are different attributes,
// correlated because both follow spending and punctuality. A member is promoted as soon as a review
// finds the points; a tier once reached is kept for `valid`, and is then worked out again from the
// points of the last twelve months. Whose points no longer suffice keeps the tier for
// `demotion_grace` more, in which it is renewed as soon as a review finds the points. Spending
// points on gifts does not lower the level, so only points earned are kept.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "sim/day.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

struct Tier {
  std::string id;
  std::int64_t points_from = 0;
  sim::Rate rate_discount;
  double limit_multiplier = 1;
  Days grace{0};
  Days coupon{0};
  bool reminder = false;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the tier, as it stands in results"});
    field("points_from", self.points_from,
          {.meaning = "points of the last twelve months from which a member belongs to the tier",
           .source = "[P] press: 0, 2,000, 6,000, 18,000",
           .min = 0,
           .max = 700'000,
           .unit = "points"});
    field("rate_discount", self.rate_discount,
          {.meaning = "taken off the price of a new loan", .source = "[J]", .min = 0, .max = 0.36});
    field("limit_multiplier", self.limit_multiplier,
          {.meaning = "credit limits of the tier, as a multiple of what the score alone gives",
           .source = "[J]",
           .min = 0.1,
           .max = 10});
    field("grace", self.grace,
          {.meaning = "days without late interest, beyond the product's own",
           .source = "[J]",
           .min = 0,
           .max = 90});
    field(
        "coupon", self.coupon,
        {.meaning = "days at the beginning of a new loan that bear no interest; what they cost is "
                    "a cost of the tier",
         .source = "[J] none",
         .min = 0,
         .max = 366});
    field("reminder", self.reminder,
          {.meaning = "priority service: the member is reminded before each due day",
           .source = "[J]"});
  }
};

// A month holds so many points of a member; more are not counted.
inline constexpr std::uint32_t points_a_month_max = 65'535;

// Primary, gold, platinum and diamond.
inline constexpr std::size_t tiers_max = 16;
std::vector<Tier> default_tiers();

struct MembershipParameters {
  double points_per_100_spent = 5;
  double points_per_1000_saved = 1;
  double points_per_month = 10;
  double points_per_repayment = 20;
  double points_per_bill = 5;
  std::int64_t spending_cap = points_a_month_max;
  std::int64_t savings_cap = points_a_month_max;
  std::int64_t tenure_cap = points_a_month_max;
  std::int64_t repayment_cap = points_a_month_max;
  std::int64_t bill_cap = points_a_month_max;
  Days review_every{30};
  Days valid{365};
  Days demotion_grace{0};
  sim::Money reminder_cost{};
  std::vector<Tier> tiers = default_tiers();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("points_per_100_spent", self.points_per_100_spent,
          {.meaning = "points for each 100 spent with the app",
           .source = "[J] 3,000 a month makes 1,800 points a year, just short of gold",
           .min = 0,
           .max = 1000,
           .unit = "points"});
    field("points_per_1000_saved", self.points_per_1000_saved,
          {.meaning = "points a month for each 1,000 of savings at the month's end",
           .source = "[J]",
           .min = 0,
           .max = 1000,
           .unit = "points"});
    field("points_per_month", self.points_per_month,
          {.meaning = "points for each month of membership",
           .source = "[J]",
           .min = 0,
           .max = 10'000,
           .unit = "points"});
    field("points_per_repayment", self.points_per_repayment,
          {.meaning = "points for each instalment paid on its due day",
           .source = "[J]",
           .min = 0,
           .max = 10'000,
           .unit = "points"});
    field("points_per_bill", self.points_per_bill,
          {.meaning = "points for each household bill paid with the app",
           .source = "[J]",
           .min = 0,
           .max = 1000,
           .unit = "points"});
    const auto cap = [&](std::string_view key, auto& points, std::string_view meaning) {
      field(key, points,
            {.meaning = meaning,
             .source = "[J] none: as many as a month can hold",
             .min = 0,
             .max = points_a_month_max,
             .unit = "points"});
    };
    cap("spending_cap", self.spending_cap, "most points of a month for spending");
    cap("savings_cap", self.savings_cap, "most points of a month for savings");
    cap("tenure_cap", self.tenure_cap, "most points of a month for membership itself");
    cap("repayment_cap", self.repayment_cap, "most points of a month for instalments paid");
    cap("bill_cap", self.bill_cap, "most points of a month for household bills");
    field("review_every", self.review_every,
          {.meaning = "time between two looks at a member's tier",
           .source = "[J] monthly",
           .min = 1,
           .max = 366});
    field("valid", self.valid,
          {.meaning = "how long a tier once reached is kept before it is worked out again",
           .source = "[P] press: a year",
           .min = 1,
           .max = 3660});
    field("demotion_grace", self.demotion_grace,
          {.meaning = "how long a member whose points no longer suffice keeps the tier after its "
                      "time is over; with the points again by then it is renewed",
           .source = "[J] none",
           .min = 0,
           .max = 3660});
    field("reminder_cost", self.reminder_cost,
          {.meaning = "what a reminder of the priority service costs; where collections remind "
                      "everybody, that costs instead",
           .source = "[J] none: a notice of the app",
           .min = 0,
           .max = 10'000});
    field("tiers", self.tiers, {.meaning = "the tiers; their order is that of their points"});
  }
  // One tier starts at 0 points, no two start at the same points or share an id, 1 to 16 tiers.
  void validate(const Complain& complain) const;
};

// Points of the last twelve months, by month: 26 bytes of a borrower's state.
class PointsWindow {
 public:
  // Months are those of the run, from 0, and never go back.
  void earn(int month, std::uint32_t points) {
    expire(month);
    std::uint16_t& slot = slots_[static_cast<std::size_t>(month) % months];
    const std::uint32_t sum = slot + (points < most ? points : most);
    slot = static_cast<std::uint16_t>(sum < most ? sum : most);
  }
  // Forgets what was earned twelve or more months before `month`.
  void expire(int month) {
    int steps = month - month_;
    if (steps <= 0) return;
    if (steps > static_cast<int>(months)) steps = static_cast<int>(months);
    for (int i = 0; i < steps; ++i) slots_[static_cast<std::size_t>(month - i) % months] = 0;
    month_ = static_cast<std::uint16_t>(month);
  }
  // Points of the twelve months that end with the last one earned in or expired to.
  std::uint32_t total() const {
    std::uint32_t sum = 0;
    for (const std::uint16_t points : slots_) sum += points;
    return sum;
  }

 private:
  static constexpr std::size_t months = 12;
  static constexpr std::uint32_t most = points_a_month_max;
  static_assert(most == std::numeric_limits<std::uint16_t>::max());
  std::array<std::uint16_t, months> slots_{};
  std::uint16_t month_ = 0;
};
static_assert(sizeof(PointsWindow) <= 28, "points are part of each borrower's state");

// What a member did in a month.
struct MembershipView {
  sim::Money spent{};    // with the app, during the month
  sim::Money savings{};  // at the month's end
  int repayments_on_time = 0;
  double bills_paid = 0;
};

// What one source gives in a month, and the most that counts of it.
struct PointSource {
  double points = 0;
  std::int64_t cap = 0;
};

// Every source of points; another one is a row here, and a cap among the parameters.
inline std::array<PointSource, 5> point_sources(const MembershipParameters& parameters,
                                                const MembershipView& view) {
  const double spent = std::max(0.0, static_cast<double>(view.spent.minor()) / 100.0);
  const double saved = std::max(0.0, static_cast<double>(view.savings.minor()) / 100.0);
  return {{{parameters.points_per_100_spent * spent / 100.0, parameters.spending_cap},
           {parameters.points_per_1000_saved * saved / 1000.0, parameters.savings_cap},
           {parameters.points_per_month, parameters.tenure_cap},
           {parameters.points_per_repayment * view.repayments_on_time, parameters.repayment_cap},
           {parameters.points_per_bill * view.bills_paid, parameters.bill_cap}}};
}

// Points of one month: each source up to its cap, the sum rounded down.
inline std::uint32_t points_earned(const MembershipParameters& parameters,
                                   const MembershipView& view) {
  double points = 0;
  for (const PointSource& source : point_sources(parameters, view)) {
    points += std::min(source.points, static_cast<double>(source.cap));
  }
  return static_cast<std::uint32_t>(std::clamp(std::floor(points), 0.0, 1e9));
}

// A member's tier, as an index into the ladder, and the day on which it is worked out again.
struct Standing {
  std::uint8_t tier = 0;
  sim::Day valid_until;
  friend bool operator==(const Standing&, const Standing&) = default;
};

// The tiers in ascending order of points, whatever their order in the scenario: index 0 is the
// lowest.
class TierLadder {
 public:
  explicit TierLadder(const MembershipParameters& parameters);

  std::size_t size() const { return tiers_.size(); }
  const Tier& tier(std::size_t index) const { return tiers_[index]; }

  std::uint8_t tier_for(std::uint32_t points) const {
    std::uint8_t tier = 0;
    for (std::size_t i = 1; i < points_from_.size(); ++i) {
      tier = static_cast<std::uint8_t>(tier + (points >= points_from_[i]));
    }
    return tier;
  }

  // The standing of somebody who joins today.
  Standing joined(std::uint32_t points, sim::Day today) const {
    return {tier_for(points), today + valid_days_};
  }

  // Promotion at once; renewal when the tier's time is over; demotion when the days of grace are
  // too, to the tier that the points make. Grace needs no state: it is the time after
  // `valid_until`, which stays as it is until the tier is renewed or lost.
  Standing review(const Standing& now, std::uint32_t points, sim::Day today) const {
    const std::uint8_t earned = tier_for(points);
    if (earned < now.tier && today < now.valid_until + grace_days_) return now;
    if (earned == now.tier && today < now.valid_until) return now;
    return {earned, today + valid_days_};
  }

 private:
  std::vector<Tier> tiers_;
  std::vector<std::uint32_t> points_from_;
  int valid_days_;
  int grace_days_;
};

}  // namespace models
