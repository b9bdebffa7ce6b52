// Who the borrowers are: their segments and regions, and what each of them is like on the first
// day.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "sim/maths.hpp"
#include "sim/money.hpp"
#include "sim/stream.hpp"

namespace models {

// Segments and regions are kept in one byte.
inline constexpr std::size_t segments_max = 200;

// Most of an income that other lenders let a person owe them a month when they come.
inline constexpr double outside_debt_max = 0.55;

// A kind of people, as far as the lender can tell them apart.
struct Segment {
  std::string id;
  Share share{0.25};
  sim::Money median_income = sim::Money::of_minor(600'000);
  double income_spread = 0.4;
  double unemployment_multiplier = 1;
  Share essentials{0.65};
  Days buffer{21};
  Share outside_debt{0.10};
  Share forgetfulness{0.03};
  double willingness = 0;
  double needs = 1.5;
  Share app_spending{0.25};
  double bills = 2;
  bool operator==(const Segment&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the segment"});
    field("share", self.share,
          {.meaning = "share of the borrowers; all add to 100 %",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("median_income", self.median_income,
          {.meaning = "median income a month after tax, of those with work",
           .source = "[J]",
           .min = 1,
           .max = 10'000'000});
    field("income_spread", self.income_spread,
          {.meaning = "spread of income within the segment, log-normal",
           .source = "[J]",
           .min = 0,
           .max = 2,
           .unit = "standard deviation of the logarithm"});
    field(
        "unemployment_multiplier", self.unemployment_multiplier,
        {.meaning = "unemployment relative to the economy's; weighted by the shares, 1 on average",
         .source = "[J]",
         .min = 0,
         .max = 10});
    field("essentials", self.essentials,
          {.meaning = "spending that cannot be put off, as a share of income with work",
           .source = "[J] 55–75 % by quintile",
           .min = 0,
           .max = 1.5});
    field("buffer", self.buffer,
          {.meaning = "median of the liquid savings, in days of income",
           .source = "[J] two to four weeks",
           .min = 0,
           .max = 3650});
    field("outside_debt", self.outside_debt,
          {.meaning = "debt service to other lenders on average, as a share of income with work",
           .source = "[J] 5–15 %",
           .min = 0,
           .max = outside_debt_max});
    field("forgetfulness", self.forgetfulness,
          {.meaning = "chance of forgetting a due date",
           .source = "[J] 2–5 %",
           .min = 0,
           .max = 0.5});
    field("willingness", self.willingness,
          {.meaning = "mean willingness to pay of the segment; 0 is the average person's",
           .source = "[J]",
           .min = -5,
           .max = 5,
           .unit = "log-odds"});
    field("needs", self.needs,
          {.meaning = "needs for a loan in a year, on average",
           .source = "[J]",
           .min = 0,
           .max = 50,
           .unit = "needs a year"});
    field("app_spending", self.app_spending,
          {.meaning = "spending through the app, as a share of income",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("bills", self.bills,
          {.meaning = "household bills a month that are paid with the app",
           .source = "[J] power, water, telephone",
           .min = 0,
           .max = 100,
           .unit = "bills"});
  }
};

struct Region {
  std::string id;
  Share share{0.25};
  bool operator==(const Region&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the region"});
    field("share", self.share,
          {.meaning = "share of the borrowers; all add to 100 %",
           .source = "[J]",
           .min = 0,
           .max = 1});
  }
};

std::vector<Segment> default_segments();
std::vector<Region> default_regions();

struct PopulationParameters {
  std::vector<Segment> segments = default_segments();
  std::vector<Region> regions = default_regions();
  std::int64_t age_min = 18;
  std::int64_t age_max = 60;

  double income_permanent_spread = 0.12;
  double income_transitory_spread = 0.20;
  double buffer_spread = 1.6;
  double willingness_spread = 1.0;
  double needs_spread = 0.6;
  double outside_debt_spread = 0.45;

  Days vacancy{60};
  Share members_at_start{1};
  Share verification_failures{0.04};

  Share benefit{0.44};
  std::int64_t benefit_months = 6;
  Share reemployment_cut{0.10};
  bool operator==(const PopulationParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("segments", self.segments, {.meaning = "the kinds of people"});
    field("regions", self.regions, {.meaning = "where they live"});
    field("age_min", self.age_min,
          {.meaning = "youngest age, all ages being equally likely",
           .source = "[J]",
           .min = 18,
           .max = 100,
           .unit = "years"});
    field("age_max", self.age_max,
          {.meaning = "oldest age", .source = "[J]", .min = 18, .max = 100, .unit = "years"});
    field("income_permanent_spread", self.income_permanent_spread,
          {.meaning = "spread of the lasting change of a person's income in a year",
           .source = "[P] 0.10–0.15: Carroll 1992; Meghir and Pistaferri 2004",
           .min = 0,
           .max = 1,
           .unit = "standard deviation of the logarithm"});
    field("income_transitory_spread", self.income_transitory_spread,
          {.meaning = "spread of a month's income around what is lasting",
           .source = "[P] 0.15–0.25: Carroll 1992; Meghir and Pistaferri 2004",
           .min = 0,
           .max = 1,
           .unit = "standard deviation of the logarithm"});
    field("buffer_spread", self.buffer_spread,
          {.meaning = "spread of the liquid savings in days of income, log-normal",
           .source = "[J] a quarter of borrowers have less than a third of the median",
           .min = 0,
           .max = 4,
           .unit = "standard deviation of the logarithm"});
    field("willingness_spread", self.willingness_spread,
          {.meaning = "spread of willingness between people",
           .source = "[J]",
           .min = 0,
           .max = 10,
           .unit = "log-odds"});
    field("needs_spread", self.needs_spread,
          {.meaning =
               "spread of the need for credit between people, log-normal around the segment's mean",
           .source = "[J]",
           .min = 0,
           .max = 3,
           .unit = "standard deviation of the logarithm"});
    field("outside_debt_spread", self.outside_debt_spread,
          {.meaning = "spread of the debt service to other lenders between people, log-normal "
                      "around the segment's mean, but 55 % of income at most, which lowers the "
                      "mean where the spread is wide",
           .source = "[J]; [P] 55 %: CBRC 2004 no. 57, art. 36, all debts of a household",
           .min = 0,
           .max = 3,
           .unit = "standard deviation of the logarithm"});
    field("vacancy", self.vacancy,
          {.meaning = "how long a seat stays vacant on average before somebody applies for it",
           .source = "[J]",
           .min = 1,
           .max = 3650});
    field(
        "members_at_start", self.members_at_start,
        {.meaning = "share of the seats that have a member on the first day; the others are vacant",
         .source = "[J] an app that everybody has",
         .min = 0,
         .max = 1});
    field("verification_failures", self.verification_failures,
          {.meaning = "share of applicants whose identity cannot be verified",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("benefit", self.benefit,
          {.meaning = "benefit of the jobless, as a share of their income with work",
           .source = "[P] 30–50 %",
           .min = 0,
           .max = 1});
    field("benefit_months", self.benefit_months,
          {.meaning = "how long the benefit is paid",
           .source = "[P] six months",
           .min = 0,
           .max = 60,
           .unit = "months"});
    field("reemployment_cut", self.reemployment_cut,
          {.meaning = "what a lost job takes off the income of the next one",
           .source = "[P] 5–15 %",
           .min = 0,
           .max = 0.9});
  }
  // Shares of segments and of regions must add to one, the unemployment multipliers average to one,
  // ids be unique, each list have 1 to 200 items, and the ages be in order.
  void validate(const Complain& complain) const;
};

// What a person is like when they come. Amounts are in minor units, shares are of `income`.
struct Traits {
  double income = 0;         // a month after tax, when employed; permanent
  double buffer = 0;         // liquid savings, which the person also aims for later
  double essentials = 0;     // share
  double outside_debt = 0;   // share
  double app_spending = 0;   // share
  double willingness = 0;    // around the average person's, in the unit of willingness_spread
  double forgetfulness = 0;  // chance of forgetting a due date
  double needs = 0;          // for a loan, a year
  std::uint8_t segment = 0;
  std::uint8_t region = 0;
  std::uint8_t age = 0;     // years
  std::uint8_t payday = 1;  // day of the month, 1–28
  bool jobless = false;     // with the segment's probability at the current unemployment
};

// All of a person's traits, a pure function of its arguments; ten draws in an order that never
// changes. `borrower` is unique among all who ever sit in any seat; `unemployment` is that of the
// industry in the month the person comes.
Traits draw_traits(const PopulationParameters& parameters, const sim::StreamKey& key,
                   std::uint64_t borrower, double unemployment);

// How incomes move in a month, each factor from a standard normal `z`; log-normal, so that its mean
// is what it should be whatever the spread.
class IncomeFactors {
 public:
  IncomeFactors(const PopulationParameters& parameters, double wage_growth)
      : lasting_spread_(parameters.income_permanent_spread / std::sqrt(12.0)),
        lasting_mean_(sim::exp_of(wage_growth / 12)),
        passing_spread_(parameters.income_transitory_spread) {}

  // On permanent income: the month's growth of wages on average, and a lasting change of the
  // person's own.
  [[gnu::always_inline]] double lasting(double z) const {
    return lasting_mean_ * around_one(lasting_spread_, z);
  }
  // On the income of one single month; one on average.
  [[gnu::always_inline]] double passing(double z) const { return around_one(passing_spread_, z); }

 private:
  [[gnu::always_inline]] static double around_one(double spread, double z) {
    return sim::exp_of(spread * z - 0.5 * spread * spread);
  }

  double lasting_spread_;
  double lasting_mean_;
  double passing_spread_;
};

// Income of a person who has been without work for `months_jobless` full months, as a share of the
// income with work.
double benefit_share(const PopulationParameters& parameters, int months_jobless);

}  // namespace models
