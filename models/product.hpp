// The loans on offer: how each is repaid, for how long, for what amounts, and how it counts
// interest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/business_days.hpp"
#include "models/fee_handling.hpp"
#include "models/parameter.hpp"
#include "models/rounding.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// How principal comes back.
enum class Shape : std::uint8_t {
  equal_instalment,  // interest and principal add up to the same amount each period
  equal_principal,   // the same principal each period, interest on top
  bullet,            // everything at the end, one payment
  interest_only,     // interest each period, principal with the last one
  step_up,           // instalments that grow by a share every few periods
  revolving,         // a minimum payment each period, all that is left with the last one
};
template <>
struct EnumNames<Shape> {
  static constexpr std::array<std::string_view, 6> names = {
      "equal-instalment", "equal-principal", "bullet", "interest-only", "step-up", "revolving"};
};

// All that decides how much principal an instalment bills.
struct RepaymentRule {
  Shape shape = Shape::equal_instalment;
  std::int64_t step_ppm = 0;     // by how much the instalments of a step-up loan grow
  std::int32_t step_every = 12;  // after how many of them
  std::int64_t minimum_ppm = 0;  // of principal, on top of interest: a revolving loan's minimum
  sim::Money minimum{};          // which is no less than this
  Rounding rounding{};           // of what is planned to be paid
};

// When a monthly instalment falls due if the loan was opened on a day that not every month has.
enum class MonthEnd : std::uint8_t {
  day_28,         // loans of the 29th to the 31st fall due on the 28th of each month
  last_day,       // on the last day of a month that is too short
  first_of_next,  // on the 1st of the month after one that is too short
};
template <>
struct EnumNames<MonthEnd> {
  static constexpr std::array<std::string_view, 3> names = {"day-28", "last-day", "first-of-next"};
};

template <>
struct EnumNames<sim::DayCount> {
  static constexpr std::array<std::string_view, 3> names = {"actual/365", "actual/360", "30/360"};
};

// When the instalments of a loan fall due: all that a schedule needs of a product.
struct DuePlan {
  std::int32_t instalments = 12;
  std::int32_t every_days = 0;  // 0: monthly, on the day of the month on which the loan was opened
  MonthEnd month_end = MonthEnd::day_28;
  DayShift shift = DayShift::none;              // where it is no business day
  const BusinessDays* business_days = nullptr;  // the run's; without, weekends alone are closed
};

struct ProductParameters {
  std::string id;
  Shape shape = Shape::equal_instalment;
  std::int64_t instalments = 12;
  Days every{0};
  Days term{30};
  sim::Money amount_min = sim::Money::of_minor(500'00);
  sim::Money amount_max = sim::Money::of_minor(200'000'00);
  sim::DayCount day_count = sim::DayCount::actual_365;
  MonthEnd month_end = MonthEnd::day_28;
  DayShift shift = DayShift::none;
  sim::Money instalment_unit = sim::Money::of_minor(1);
  RoundingMode instalment_rounding = RoundingMode::half_even;
  Days grace{0};
  Share demand{0.1};
  sim::Rate rate_add;
  Share step{0.1};
  std::int64_t step_every = 12;
  Share minimum_share{0.1};
  sim::Money minimum = sim::Money::of_minor(100'00);
  Share late_interest{1.5};
  Share prepayment_fee{0};
  Share origination_fee{0};
  FeeHandling fee_handling = FeeHandling::deducted;
  sim::Money service_fee{};

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the product, as it stands in results"});
    field("shape", self.shape, {.meaning = "how principal comes back", .source = "[J]"});
    field("instalments", self.instalments,
          {.meaning = "number of payments; 1 for a bullet, the most payments of a revolving loan",
           .source = "[J] 3, 6, 12 monthly instalments are typical",
           .min = 1,
           .max = 160,
           .unit = "payments"});
    field(
        "every", self.every,
        {.meaning = "days from one due day to the next; 0 days for monthly, on the same day of the "
                    "month. A bullet does not use it",
         .source = "[J]",
         .min = 0,
         .max = 366});
    field("term", self.term,
          {.meaning = "days from pay-out to the single payment of a bullet; others do not use it",
           .source = "[J]; [P] CBIRC: bullet loans up to one year",
           .min = 1,
           .max = 366});
    field(
        "amount_min", self.amount_min,
        {.meaning = "smallest loan of this product", .source = "[J]", .min = 1, .max = 10'000'000});
    field("amount_max", self.amount_max,
          {.meaning = "largest loan of this product",
           .source = "[P] CBIRC: consumer loans up to 200,000 a person",
           .min = 1,
           .max = 10'000'000});
    field("day_count", self.day_count,
          {.meaning = "how days turn into fractions of a year", .source = "[J]"});
    field("month_end", self.month_end,
          {.meaning = "when a monthly instalment falls due in a month that is too short",
           .source = "[P] lenders fix repayment days 1 to 28"});
    field("shift", self.shift,
          {.meaning = "where a due day moves that is a Saturday or a Sunday; interest runs to the "
                      "day it moves to",
           .source = "[P] ISDA 2006, section 4.12; [J] none: apps collect on every day"});
    field("instalment_unit", self.instalment_unit,
          {.meaning = "planned instalments are whole multiples of it; the last one is what is left",
           .source = "[J]",
           .min = 0.01,
           .max = 1000});
    field("instalment_rounding", self.instalment_rounding,
          {.meaning = "how planned instalments are rounded", .source = "[J]"});
    field("grace", self.grace,
          {.meaning = "days after a due day during which no late interest is charged",
           .source = "[J]",
           .min = 0,
           .max = 90});
    field("demand", self.demand,
          {.meaning = "weight of this product when a borrower who needs a loan chooses one; the "
                      "weights of all products need not add up to one",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("rate_add", self.rate_add,
          {.meaning = "added to the price of this product",
           .source = "[J]",
           .min = -0.2,
           .max = 0.2});
    field("step", self.step,
          {.meaning = "by how much the instalments of a step-up loan grow each time; others do not "
                      "use it",
           .source = "[J]",
           .min = -0.5,
           .max = 1});
    field("step_every", self.step_every,
          {.meaning = "after how many instalments those of a step-up loan grow",
           .source = "[J] once a year",
           .min = 1,
           .max = 160,
           .unit = "payments"});
    field("minimum_share", self.minimum_share,
          {.meaning = "part of the principal that the minimum payment of a revolving loan pays "
                      "back, on top of the interest; others do not use it",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("minimum", self.minimum,
          {.meaning = "a revolving loan's minimum payment is no less, unless less is owed",
           .source = "[J]",
           .min = 0,
           .max = 10'000'000});
    field("late_interest", self.late_interest,
          {.meaning = "interest on overdue principal as a share of the agreed rate",
           .source = "[P] 1.5 times the agreed rate",
           .min = 0,
           .max = 3});
    field("prepayment_fee", self.prepayment_fee,
          {.meaning = "fee on principal that is repaid early",
           .source = "[P] early repayment of app loans without penalty",
           .min = 0,
           .max = 0.1});
    field("origination_fee", self.origination_fee,
          {.meaning = "fee for opening a loan, as a share of the amount that was asked for",
           .source = "[J] none: the price is all that app loans ask",
           .min = 0,
           .max = 0.2});
    field("fee_handling", self.fee_handling,
          {.meaning = "whether the origination fee is taken off what is paid out, or lent on top",
           .source = "[J]"});
    field("service_fee", self.service_fee,
          {.meaning = "fee that falls due with each instalment",
           .source = "[J] none",
           .min = 0,
           .max = 10'000});
  }
  // A bullet has one instalment, no loan runs longer than 36 months, instalments step up to at most
  // 4096-fold, due days that move are a week apart at least, amount_min <= amount_max.
  void validate(const Complain& complain) const;
};

// When the instalments of a loan of this product fall due.
inline DuePlan due_plan(const ProductParameters& product) {
  const bool bullet = product.shape == Shape::bullet;
  return {.instalments = bullet ? 1 : static_cast<std::int32_t>(product.instalments),
          .every_days = bullet ? product.term.value : product.every.value,
          .month_end = product.month_end,
          .shift = product.shift};
}

// How the principal of a loan of this product comes back.
RepaymentRule repayment_rule(const ProductParameters& product);

// What overdue principal bears: the agreed rate times the product's factor, half to even.
sim::Rate late_rate(const ProductParameters& product, sim::Rate agreed);

// Fee on principal repaid before it is due, half to even.
sim::Money prepayment_fee(const ProductParameters& product, sim::Money prepaid);

// What a loan costs when it is opened, in millionths of the amount.
struct OriginationFee {
  std::int64_t ppm = 0;
  bool financed = false;  // else deducted

  // Of a loan of this amount, half to even.
  sim::Money of(sim::Money amount) const { return sim::scale(amount, ppm, 1'000'000); }
  // What is owed at first by whoever asked for this amount, and what is paid out.
  sim::Money owed(sim::Money amount) const { return financed ? amount + of(amount) : amount; }
  sim::Money received(sim::Money amount) const { return financed ? amount : amount - of(amount); }
  // The largest amount of which no more than this is owed at first.
  sim::Money amount_within(sim::Money owed) const;
};

OriginationFee origination_fee(const ProductParameters& product);

// Eight products from seven days to 36 months; their demand adds up to one.
std::vector<ProductParameters> default_products();

// What no single product can show: there is one at least, ids differ, somebody wants one of them.
void validate_products(const std::vector<ProductParameters>& products, const Complain& complain);

}  // namespace models
