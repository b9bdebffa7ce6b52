// Needs by calendar month, counted in a run, against what the season makes of them.
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "models/measures.hpp"
#include "small_scenario.hpp"

namespace {

using models::PortfolioMeasure;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;

constexpr double needs_a_year = 6;

// Everybody needs equally much whatever they are, pay or owe, and nobody is lent anything: what is
// left is the season. It is unlike in every month, and the run does not begin in January.
models::Scenario of_seasons_alone() {
  models::Scenario scenario = small_scenario(6000, 2);
  scenario.run.start = {std::chrono::year(2025), std::chrono::April, std::chrono::day(1)};
  scenario.need.season = {0.2, 1.8, 0.6, 1.2, 0.4, 1.5, 0.1, 1.1, 0.8, 2.0, 1.6, 0.7};
  scenario.need.price_elasticity = 0;
  scenario.need.tier_effect = 0;
  scenario.need.use_effect = 0;
  scenario.need.shortage_effect = 1;
  scenario.need.squeeze_effect = 0;
  scenario.population.needs_spread = 0;
  for (models::Segment& segment : scenario.population.segments) segment.needs = needs_a_year;
  scenario.retention.attrition.value = 0;
  scenario.retention.dormancy.value = 0;
  scenario.scoring.cut_off = 951;
  for (models::LimitBand& band : scenario.limits.bands) band.multiple = 1;
  scenario.limits.cut.value = 0;
  return scenario;
}

// A need comes up on the k-th day after a payday, one of 29 of which each is a 29th of a month,
// where it is the first of a Poisson process: with e^(−λ(k−1)/29) − e^(−λk/29), λ the needs of the
// payday's calendar month. A month's count is a sum of such chances, so its variance is known too.
TEST(NeedSeasonOracle, NeedsOfEachMonthAreThoseOfAPoissonProcess) {
  const models::Scenario scenario = of_seasons_alone();
  Stepper still(scenario, 6000);
  const sim::Timeline& timeline = still.world().timeline;
  const auto months = static_cast<std::size_t>(scenario.months());
  std::vector<double> mean(months), variance(months);
  for (std::size_t month = 0; month < months; ++month) {
    const double needs = needs_a_year / 12 * scenario.need.season[(month + 3) % 12];
    for (int payday = 1; payday <= 28; ++payday) {
      const auto cohort = still.run().shard(0).cohort(static_cast<unsigned>(payday));
      const double people = cohort.last - cohort.first;
      std::vector<double> chance(months + 1);
      for (int k = 1; k <= 29; ++k) {
        const Day day = timeline.first_day(static_cast<int>(month)) + (payday - 1 + k);
        if (day.value() >= timeline.days()) continue;
        chance[static_cast<std::size_t>(timeline.month_of(day))] +=
            std::exp(-needs * (k - 1) / 29) - std::exp(-needs * k / 29);
      }
      for (std::size_t at = 0; at < months; ++at) {
        mean[at] += people * chance[at];
        variance[at] += people * chance[at] * (1 - chance[at]);
      }
    }
  }
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const sim::Panel& portfolio = panels[static_cast<std::size_t>(models::PanelId::portfolio)];
  const auto counted = [&](std::size_t month, PortfolioMeasure measure) {
    return static_cast<double>(portfolio.at(month, static_cast<std::size_t>(measure)));
  };
  double squares = 0;
  for (std::size_t month = 0; month < months; ++month) {
    const double needs = counted(month, PortfolioMeasure::applications) +
                         counted(month, PortfolioMeasure::held_back);
    const double errors = (needs - mean[month]) / std::sqrt(variance[month]);
    EXPECT_LT(std::abs(errors), 4) << "month " << month << ": " << needs << " for " << mean[month];
    squares += errors * errors;
  }
  // Of 24 squares of standard errors, whose sum has mean 24 and a standard deviation of seven.
  EXPECT_LT(squares, 52);
  EXPECT_GT(squares, 6);
}

}  // namespace
