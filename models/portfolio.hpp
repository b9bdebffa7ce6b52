// What is run, how large it is and what running it costs: the parameters that belong to no domain.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/business_days.hpp"
#include "models/parameter.hpp"
#include "sim/money.hpp"

namespace models {

struct RunParameters {
  std::chrono::year_month_day start{std::chrono::year(2025), std::chrono::January,
                                    std::chrono::day(1)};
  std::int64_t years = 10;
  std::int64_t replications = 20;
  std::int64_t seed = 1;
  std::int64_t warm_up_months = 12;
  std::vector<std::chrono::year_month_day> holidays;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("start", self.start,
          {.meaning = "first day of the first month reported; the first of a month",
           .source = "[J]"});
    field("years", self.years,
          {.meaning = "years reported", .source = "[J]", .min = 1, .max = 50, .unit = "years"});
    field("replications", self.replications,
          {.meaning = "independent repetitions, numbered from 0; error bars come from them",
           .source = "[J]",
           .min = 1,
           .max = 1e6,
           .unit = "replications"});
    field("seed", self.seed,
          {.meaning = "names the luck: the same seed gives the same results",
           .source = "[J]",
           .min = 0,
           .max = 9e15});
    field("warm_up_months", self.warm_up_months,
          {.meaning =
               "months simulated before the first reported one, in the first month of the "
               "economy's baseline, so that the report starts with a portfolio that has loans of "
               "every age",
           .source = "[J]",
           .min = 0,
           .max = 60,
           .unit = "months"});
    field("holidays", self.holidays,
          {.meaning = "days that are no business days beside Saturdays and Sundays: due days of "
                      "products with a shift move off them"});
  }

  // The first of a month; no holiday twice; a business day in every year.
  void validate(const Complain& complain) const;

  BusinessDays business_days() const { return BusinessDays({holidays.begin(), holidays.end()}); }
};

// What happens to the loan book once the report has begun.
enum class BalanceSheet : std::uint8_t { goes_on, runs_off };
template <>
struct EnumNames<BalanceSheet> {
  static constexpr std::array<std::string_view, 2> names = {"dynamic", "static"};
};

struct PortfolioParameters {
  std::int64_t borrowers = 100'000;
  BalanceSheet balance_sheet = BalanceSheet::goes_on;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("borrowers", self.borrowers,
          {.meaning = "seats in the portfolio; whoever leaves is followed by somebody new",
           .source = "[J]",
           .min = 1,
           .max = 50e6,
           .unit = "borrowers"});
    field("balance_sheet", self.balance_sheet,
          {.meaning =
               "dynamic: lending goes on; static: once the warm-up is over nothing is lent, and "
               "the loans that are there run off, not replaced",
           .source = "[J]"});
  }
};

struct CostParameters {
  sim::Money verification = sim::Money::of_minor(10'00);
  sim::Money application = sim::Money::of_minor(5'00);
  sim::Money account_month = sim::Money::of_minor(7'50);
  sim::Money payment = sim::Money::of_minor(10);
  sim::Money referral = sim::Money::of_minor(10'00);

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("verification", self.verification,
          {.meaning = "cost of verifying one identity", .source = "[J]", .min = 0, .max = 1e6});
    field("application", self.application,
          {.meaning = "cost of deciding one application", .source = "[J]", .min = 0, .max = 1e6});
    field("account_month", self.account_month,
          {.meaning = "cost of keeping one open loan for a month: systems, service, staff",
           .source = "[J] all costs together are 3 % of the balance a year in baseline",
           .min = 0,
           .max = 1e6});
    field("payment", self.payment,
          {.meaning = "cost of taking one payment", .source = "[J]", .min = 0, .max = 1e6});
    field("referral", self.referral,
          {.meaning = "reward for a friend who was invited and has joined",
           .source = "[J]",
           .min = 0,
           .max = 1e6});
  }
};

}  // namespace models
