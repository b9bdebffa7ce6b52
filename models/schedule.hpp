// When instalments fall due and how much of each is interest and principal, exact to the minor
// unit.
//
// Interest of a period is simple interest on the outstanding principal, rounded half to even. The
// equal instalment is the principal divided by the sum of discount factors, each the product of
// 1 / (1 + rate × days / year_days) over the periods so far. It is computed in integers (factors
// scaled by 2^60), rounded half to even; the last instalment takes the difference, so that every
// schedule ends at exactly zero. Of a step-up loan, discount factors are weighted by how much the
// instalments have grown, (1 + step)^steps, and so is the instalment. Checked against Apache
// Fineract's worked examples (tests/data/schedules).
//
// A due day may lie beyond the horizon of the timeline: nothing here asks the timeline more than
// its start.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/product.hpp"
#include "models/step_up.hpp"
#include "sim/day.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// The n-th due day of a loan opened on `opened`, moved to a business day where the plan says so; n
// = 0 is the day of opening itself, n > 0 lies after it.
sim::Day due_day(const sim::Timeline& timeline, const DuePlan& plan, sim::Day opened, int n);

// The day of the month on which a monthly loan opened on `opened` falls due: 1–28 under day_28,
// else the day itself, 1–31.
int due_day_of_month(const sim::Timeline& timeline, MonthEnd month_end, sim::Day opened);

// Days of interest from `from` to `to`: true days, or under 30/360 those of months of 30 days. It
// adds up: the days from a to c are those from a to b and from b to c. A whole month from one due
// day to the next counts 30 also where a short month moved the due day to its last day; `due_on` is
// that day of the month.
int interest_days(sim::DayCount count, const sim::Timeline& timeline, sim::Day from, sim::Day to,
                  int due_on);

struct Terms {
  sim::Money principal{};  // above zero
  sim::Rate rate{};
  RepaymentRule repayment{};
  sim::DayCount day_count = sim::DayCount::actual_365;
  DuePlan plan{};
  std::int32_t free_days = 0;  // from the opening, that bear no interest
};

struct Instalment {
  sim::Day due;
  sim::Money interest;
  sim::Money principal;
  sim::Money balance_after;
  friend bool operator==(const Instalment&, const Instalment&) = default;
};

// What instalment n, from 1, of a loan opened on `opened` is planned to pay, where instalments are
// equal or step up; zero for other shapes.
sim::Money planned_instalment(const Terms& terms, const sim::Timeline& timeline, sim::Day opened,
                              int n = 1);

// How much the instalments of a step-up loan have grown when number n, from 1, falls due, scaled by
// 2^50; of other shapes that is 2^50.
std::int64_t instalment_weight(const RepaymentRule& repayment, int n);

// The minimum payment of a revolving loan, with interest: at most all that is owed.
sim::Money minimum_payment(const RepaymentRule& repayment, sim::Money owed, sim::Money interest);

// The whole plan, if every instalment is paid on its day.
std::vector<Instalment> schedule(const Terms& terms, const sim::Timeline& timeline,
                                 sim::Day opened);

// Builds up an equal instalment period by period; for schedules that are not of a product.
class Annuity {
 public:
  // One more period of `days` at `rate`, a year having `year_days`, at the end of which `weight`
  // times as much is paid as without steps.
  void add_period(sim::Rate rate, int days, int year_days, std::int64_t weight = one);
  // weight × principal / sum of weighted discount factors. At least one period must have been
  // added.
  sim::Money instalment(sim::Money principal, std::int64_t weight = one,
                        const Rounding& rounding = {}) const;

  static constexpr std::int64_t one = std::int64_t{1} << step_weight_bits;

 private:
  static std::int64_t divided(std::int64_t discount, std::int64_t numerator,
                              std::int64_t denominator);

  static constexpr int half_bits = 30;
  static constexpr int scale_bits = 2 * half_bits;
  std::int64_t discount_ = std::int64_t{1} << scale_bits;  // of the periods so far
  sim::Int128 sum_ = 0;                                    // of their weighted discount factors
};

// Equal instalments of loans opened on one day, many of which have the same product and rate: what
// does not depend on the amount is worked out once. The results are those of planned_instalment.
class AnnuityCache {
 public:
  // The first one. `product` tells terms apart that differ in more than principal and rate.
  sim::Money instalment(std::size_t product, const Terms& terms, const sim::Timeline& timeline,
                        sim::Day opened);

 private:
  struct Entry {
    sim::Day opened{-1};
    std::uint32_t product = 0;
    sim::Rate rate;
    Annuity annuity;
  };
  std::array<Entry, 32> entries_{};
};

// Where a loan stands on a due day, before that day's instalment.
struct InstalmentView {
  sim::Money principal_left{};   // not yet billed
  sim::Money interest{};         // of the period that ends
  sim::Money instalment{};       // planned, where they are equal or step up
  sim::Money original{};         // the amount lent
  std::int32_t left = 1;         // instalments left, this one included
  std::int32_t instalments = 1;  // of the whole loan
};

// The principal that this instalment bills. Repeated to the end, it gives schedule() exactly; after
// a partial early repayment the instalments stay as they are and the loan ends sooner.
inline sim::Money instalment_principal(const RepaymentRule& repayment, const InstalmentView& view) {
  if (view.left <= 1) return view.principal_left;
  sim::Money planned;
  switch (repayment.shape) {
    case Shape::equal_instalment:
    case Shape::step_up:
      planned = view.instalment - view.interest;
      break;
    case Shape::equal_principal:
      planned = is_plain(repayment.rounding)
                    ? sim::scale(view.original, 1, view.instalments)
                    : rounded_money(view.original.minor(), view.instalments, repayment.rounding);
      break;
    case Shape::bullet:
    case Shape::interest_only:
      return sim::Money{};
    case Shape::revolving:
      planned = minimum_payment(repayment, view.principal_left, view.interest) - view.interest;
      break;
  }
  if (planned < sim::Money{}) return sim::Money{};
  return planned < view.principal_left ? planned : view.principal_left;
}

}  // namespace models
