// Whole replications against what is known in closed form.
#include <cmath>
#include <gtest/gtest.h>
#include <variant>

#include "absorbing_chain.hpp"
#include "small_scenario.hpp"

namespace {

using models_test::small_scenario;
using models_test::Stepper;

// With fixed payment probabilities each loan walks an absorbing Markov chain of its own.
TEST(SimulateOracle, BucketSharesAreThoseOfTheAbsorbingMarkovChain) {
  models::Scenario scenario = small_scenario(20'000, 2);
  models::ChainPayment chain;
  scenario.payment.policy = chain;
  scenario.network.influence.value = 0;
  scenario.collections.recovery.sale_after.value = 3650;
  scenario.collections.recovery.monthly_hazard = 0;
  scenario.collections.charge_off_dpd.value = 240;
  models::ProductParameters product = scenario.products.front();
  product.shape = models::Shape::equal_instalment;
  product.every.value = 0;
  product.instalments = 36;
  product.amount_min = sim::Money::of_minor(500'00);
  scenario.products = {product};

  constexpr std::size_t absorbed = 8;  // instalments overdue when 240 days past due come
  constexpr int due_days = 14;
  Stepper stepper(scenario, 16'384);
  const sim::Timeline& timeline = stepper.world().timeline;
  constexpr int cohorts = 8;
  std::vector<double> counts(absorbed + 1, 0.0);
  double loans = 0;
  for (int month = 0; month < cohorts; ++month) {
    stepper.run_to(timeline.first_day(month + due_days + 1));
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      for (const models::Loan& loan : stepper.run().shard(i).loans) {
        if (loan.status == models::LoanStatus::vacant || loan.opened_month != month) continue;
        const bool lost = loan.status == models::LoanStatus::charged_off;
        ASSERT_TRUE(lost || loan.billed == due_days);
        counts[lost ? absorbed : std::min<std::size_t>(loan.unpaid, absorbed)] += 1;
        loans += 1;
      }
    }
  }
  ASSERT_GT(loans, 5000);
  const std::vector<double> expected = models_test::AbsorbingChain(chain, absorbed).after(due_days);
  double chi_square = 0;
  for (std::size_t state = 0; state <= absorbed; ++state) {
    const double mean = loans * expected[state];
    ASSERT_GT(mean, 5);
    chi_square += (counts[state] - mean) * (counts[state] - mean) / mean;
    EXPECT_NEAR(counts[state], mean, 4.5 * std::sqrt(mean)) << state << " instalments overdue";
  }
  // The 99.9th percentile of chi-square with eight degrees of freedom.
  EXPECT_LT(chi_square, 26.1);
}

TEST(SimulateOracle, TheJoblessShareFollowsThePath) {
  models::Scenario scenario = small_scenario(20'000, 4);
  models::CycleEconomy cycle;
  cycle.expansion.mean_months = 12;
  cycle.contraction.mean_months = 12;
  scenario.economy.model = cycle;
  Stepper stepper(scenario, 16'384);
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  const sim::Panel panel = stepper.run().panels()[0];
  using enum models::PortfolioMeasure;
  double worst = 0;
  double lowest = 1;
  double highest = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    const double path = stepper.world().economy[month].unemployment;
    const auto people =
        static_cast<double>(panel.at(month, static_cast<std::size_t>(labour_force)));
    const auto out_of_work =
        static_cast<double>(panel.at(month, static_cast<std::size_t>(jobless)));
    // Layoffs come in clusters, which makes the share wander more than that of independent people.
    constexpr double design_effect = 3;
    const double sigma = std::sqrt(design_effect * path * (1 - path) / people);
    worst = std::max(worst, std::abs(out_of_work / people - path) / sigma);
    lowest = std::min(lowest, path);
    highest = std::max(highest, path);
  }
  EXPECT_LT(worst, 4.0);
  EXPECT_GT(highest, lowest + 0.02) << "a path that stays put tests nothing";
}

// Each industry's jobless are those of its own path, and all of them the segments' and the whole.
TEST(SimulateOracle, IndustriesFollowTheirOwnPaths) {
  models::Scenario scenario = small_scenario(40'000, 3);
  models::CycleEconomy cycle;
  cycle.expansion.mean_months = 4;
  cycle.contraction.mean_months = 24;
  scenario.economy.model = cycle;
  Stepper stepper(scenario, 16'384);
  stepper.run_to(sim::Day(stepper.world().timeline.days()));
  const sim::Panels panels = stepper.run().panels();
  const sim::Panel& panel = panels[static_cast<std::size_t>(models::PanelId::industry)];
  const auto at = [](const sim::Panel& of, std::size_t cell, auto measure) {
    return of.at(cell, static_cast<std::size_t>(measure));
  };
  const auto& industries = scenario.jobs.industries;
  const double reference = scenario.jobs.finding_reference.value;
  double worst = 0;
  double rise = 0;
  for (std::size_t month = 0; month < panels[0].cells(); ++month) {
    const double now = stepper.world().economy[month].unemployment;
    std::int64_t jobless = 0;
    for (std::size_t i = 0; i < industries.size(); ++i) {
      const std::size_t cell = month * industries.size() + i;
      const double above = std::max(now - reference, 0.0);
      const double path = std::min(now, reference) + industries[i].cyclicality * above;
      const auto people =
          static_cast<double>(at(panel, cell, models::IndustryMeasure::labour_force));
      const std::int64_t without = at(panel, cell, models::IndustryMeasure::jobless);
      jobless += without;
      // As above; and people's segments weigh on an industry by chance.
      constexpr double design_effect = 4;
      const double sigma = std::sqrt(design_effect * path * (1 - path) / people);
      worst = std::max(worst, std::abs(static_cast<double>(without) / people - path) / sigma);
    }
    rise = std::max(rise, now - reference);
    EXPECT_EQ(jobless, at(panels[0], month, models::PortfolioMeasure::jobless));
  }
  EXPECT_LT(worst, 4.5);
  EXPECT_GT(rise, 0.02) << "a path that stays put tests nothing";
}

// A loan that is always paid on time runs through exactly the schedule of its terms.
TEST(SimulateOracle, LoansPaidOnTimeFollowTheirSchedule) {
  models::Scenario scenario = small_scenario(400, 2);
  models::ChainPayment punctual;
  for (models::ChainRow& row : punctual.rows) row = {row.id, {1.0}, {0.0}, {0.0}};
  scenario.payment.policy = punctual;
  Stepper stepper(scenario);
  const models::World& world = stepper.world();
  int compared = 0;
  for (int day = 1; day <= 700; ++day) {
    stepper.run_to(sim::Day(day));
    for (const models::Loan& loan : stepper.run().shard(0).loans) {
      if (loan.status != models::LoanStatus::open || loan.billed == 0) continue;
      const models::ProductTerms& product = world.products[loan.product];
      const auto plan = models::schedule({.principal = loan.original,
                                          .rate = sim::Rate::of_ppm(loan.rate_ppm),
                                          .repayment = product.repayment,
                                          .day_count = product.day_count,
                                          .plan = product.plan},
                                         world.timeline, sim::Day(loan.opened));
      ASSERT_EQ(loan.principal, plan[loan.billed - 1U].balance_after);
      ++compared;
    }
  }
  EXPECT_GT(compared, 10'000);
}

}  // namespace
