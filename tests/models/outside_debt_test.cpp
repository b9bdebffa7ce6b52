#include "models/outside_debt.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "declared.hpp"
#include "models/payday.hpp"
#include "small_scenario.hpp"

namespace {

using models::Borrower;
using models::OutsideDebtParameters;
using models::PortfolioMeasure;
using models::TierMeasure;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;
using sim::Money;

TEST(OutsideDebt, DefaultsKeepTheirOwnBounds) {
  models_test::expect_sound_declaration(OutsideDebtParameters{});
}

TEST(OutsideDebtOracle, ARaiseAddsTheServiceOfWhatOthersLend) {
  const OutsideDebtParameters parameters{.stacking = {0.5}, .months = 20};
  const Money raise = Money::of_minor(4'000'00);
  // 4,000 × 0.5 × 0.6 = 1,200 over 20 months are 60 a month, 1 % of 6,000.
  EXPECT_EQ(models::stacked_after_raise(parameters, 0, raise, 0.6, 6'000'00), 1000);
  EXPECT_EQ(models::stacked_after_raise(parameters, 70, raise, 0.6, 6'000'00), 1070);
  EXPECT_EQ(models::stacked_after_raise(parameters, 7, raise, 0, 6'000'00), 7);
  EXPECT_EQ(models::stacked_after_raise(parameters, 7, raise, 1, 0), 7);
  EXPECT_EQ(models::stacked_after_raise(parameters, 7, Money::of_minor(1LL << 50), 1, 1), 65'535);
}

// What is served until it has come to an end is what was lent, but for roundings; where it is paid
// back in one month, that month serves all of it.
TEST(OutsideDebtOracle, WhatIsServedIsWhatWasLent) {
  const Money raise = Money::of_minor(4'000'00);
  constexpr double income = 6'000'00;
  for (const std::int64_t months : {1, 3, 12, 24, 60}) {
    const OutsideDebtParameters parameters{.stacking = {0.5}, .months = months};
    models::StackedService service = models::stacked_after_raise(parameters, 0, raise, 0.6, income);
    double served = 0;
    int lasted = 0;
    for (; service > 0; ++lasted) {
      served += service * models::stacked_unit * income;
      service = models::stacked_after_month(parameters, service);
    }
    const double lent = 0.5 * 0.6 * 4'000'00;
    EXPECT_NEAR(served, lent, 0.15 * lent) << months;
    EXPECT_LE(served, lent * 1.001) << months;
    EXPECT_GE(lasted, months);
  }
}

// Somebody who looks at every member's limit in the evening and on the next.
TEST(OutsideDebtOracle, ASecondReaderAddsUpTheRaises) {
  models::Scenario scenario = small_scenario(2000, 2);
  scenario.outside_debt = {.stacking = {0.8}, .months = 12};
  Stepper stepper(scenario, 2000);
  int raised = 0;
  for (Day today(0); today.value() < stepper.world().timeline.days(); ++today) {
    stepper.run_to(today);
    models::Shard& shard = stepper.run().shard(0);
    const std::vector<Borrower> before = shard.borrowers;
    const Day began = stepper.world().timeline.first_day(stepper.world().timeline.month_of(today));
    const models::Shard::Cohort cohort = shard.cohort(static_cast<unsigned>(today - began + 1));
    stepper.run_to(today + 1);
    for (std::uint32_t place = 0; place < before.size(); ++place) {
      const Borrower& was = before[place];
      const Borrower& is = shard.borrowers[place];
      if (is.generation != was.generation || was.status == models::SeatStatus::vacant) continue;
      int expected = was.stacked_debt;
      const bool payday =
          place >= cohort.first && place < cohort.last && models::has_payday(was, began.value());
      if (payday) expected -= std::min(expected, std::max(1, (expected + 6) / 12));
      if (payday && is.limit > was.limit && was.limit > Money{}) {
        const double used = std::min(1.0, static_cast<double>(was.principal.minor()) /
                                              static_cast<double>(was.limit.minor()));
        const double lent = 0.8 * used * static_cast<double>((is.limit - was.limit).minor());
        expected += static_cast<int>(
            std::floor(lent / 12 / static_cast<double>(is.income_permanent) * 100'000 + 0.5));
        raised += used > 0;
      }
      ASSERT_NEAR(is.stacked_debt, expected, payday ? 1 : 0) << "a rounding at most";
    }
  }
  EXPECT_GT(raised, 100);
}

// What it costs the borrowers, and the lender: others' debts leave less for this one's.
TEST(OutsideDebtProperty, StackingRaisesDebtServiceAndDefaults) {
  std::int64_t service[2] = {0, 0};
  std::int64_t defaulted[2] = {0, 0};
  for (const int stacks : {0, 1}) {
    for (std::int64_t seed = 1; seed <= 4; ++seed) {
      models::Scenario scenario = small_scenario(3000, 3);
      scenario.run.seed = seed;
      scenario.outside_debt.stacking.value = stacks;
      // Raises that are many and large.
      scenario.limits.raise.value = 1;
      scenario.limits.raise_utilisation.value = 0.2;
      scenario.limits.raise_score = 350;
      scenario.limits.raise_ceiling = 10;
      Stepper stepper(scenario, 3000);
      stepper.run_to(Day(stepper.world().timeline.days()));
      const sim::Panels panels = stepper.run().panels();
      const sim::Panel& tiers = panels[static_cast<std::size_t>(models::PanelId::tier)];
      for (std::size_t cell = 0; cell < tiers.cells(); ++cell)
        service[stacks] += tiers.at(cell, static_cast<std::size_t>(TierMeasure::debt_service));
      for (std::size_t month = 0; month < panels[0].cells(); ++month)
        defaulted[stacks] +=
            panels[0].at(month, static_cast<std::size_t>(PortfolioMeasure::default_amount));
    }
  }
  EXPECT_GT(service[1], service[0]);
  EXPECT_GT(static_cast<double>(defaulted[1]), 1.05 * static_cast<double>(defaulted[0]));
}

}  // namespace
