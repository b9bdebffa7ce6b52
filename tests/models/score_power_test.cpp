// The score held against what became of people: who is observed, when, and what is told of them.
#include <gtest/gtest.h>
#include <map>
#include <optional>

#include "models/measures.hpp"
#include "models/scoring.hpp"
#include "small_scenario.hpp"

namespace {

using models::PanelId;
using models::ScoreMeasure;
using models::ScorePowerMeasure;
using models_test::small_scenario;
using models_test::Stepper;

constexpr auto bins = static_cast<std::size_t>(models::score_bins);

// Bad enough for many to default, and restless enough for many to leave and be followed by others.
models::Scenario restless() {
  models::Scenario scenario = small_scenario(4000, 3, 6);
  scenario.economy.shocks = {{.id = "slump", .size = {0.06}}};
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds -= 2;
  scenario.retention.attrition.value = 0.6;
  scenario.population.vacancy = {10};
  return scenario;
}

std::int64_t at(const sim::Panels& panels, std::size_t month, std::size_t bin,
                ScorePowerMeasure measure) {
  return panels[static_cast<std::size_t>(PanelId::score_power)].at(
      month * bins + bin, static_cast<std::size_t>(measure));
}

// Somebody who writes down at each month's end who sits where, and looks again a year later.
TEST(ScorePowerOracle, EachMonthATwelfthIsObservedAndToldOfAYearLater) {
  struct Seen {
    std::size_t bin = 0;
    std::size_t month = 0;
    std::uint16_t generation = 0;
    bool bad = false;
  };
  const models::Scenario scenario = restless();
  Stepper stepper(scenario, 500);
  const sim::Timeline& timeline = stepper.world().timeline;
  std::map<std::uint32_t, Seen> watched;  // by seat
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> accounts, bad;
  std::int64_t left = 0, followed_by_bad = 0;
  for (sim::Day day(0); day.value() < timeline.days(); ++day) {
    stepper.run_to(day + 1);
    if (!timeline.is_last_of_month(day)) continue;
    const int month = timeline.month_of(day) - static_cast<int>(scenario.run.warm_up_months);
    if (month < 0) continue;
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      for (const models::Borrower& b : stepper.run().shard(i).borrowers) {
        const bool broken = b.defaulted || b.status == models::SeatStatus::barred;
        const auto found = watched.find(b.seat);
        if (found != watched.end()) {
          Seen& seen = found->second;
          if (seen.generation == b.generation)
            seen.bad |= broken;
          else
            followed_by_bad += broken && !seen.bad;
        }
        if (month % 12 != static_cast<int>(b.seat % 12)) continue;
        if (found != watched.end()) {
          const Seen& seen = found->second;
          ++accounts[{seen.month, seen.bin}];
          bad[{seen.month, seen.bin}] += seen.bad;
          left += seen.generation != b.generation;
          watched.erase(found);
        }
        if (b.status != models::SeatStatus::member || b.open_loans == 0 || b.defaulted) continue;
        watched[b.seat] = {static_cast<std::size_t>(std::min((b.score - 350) / 10, 59)),
                           static_cast<std::size_t>(month), b.generation, false};
      }
    }
  }
  EXPECT_GT(left, 50);
  EXPECT_GT(followed_by_bad, 0);
  const sim::Panels panels = stepper.run().panels();
  for (std::size_t month = 0; month < 36; ++month) {
    std::int64_t of_month = 0, bad_of_month = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      ASSERT_EQ(at(panels, month, bin, ScorePowerMeasure::accounts), (accounts[{month, bin}]))
          << month << " " << bin;
      ASSERT_EQ(at(panels, month, bin, ScorePowerMeasure::bad), (bad[{month, bin}]))
          << month << " " << bin;
      of_month += accounts[{month, bin}];
      bad_of_month += bad[{month, bin}];
    }
    EXPECT_EQ(of_month > 0, month < 24) << month;
    EXPECT_EQ(bad_of_month > 0, month < 24) << month;
  }
}

TEST(ScorePowerProperty, EveryMemberWithAScoreIsInOneBinInEveryMonth) {
  const models::Scenario scenario = restless();
  Stepper stepper(scenario);
  const sim::Timeline& timeline = stepper.world().timeline;
  for (int month = 0; month < 42; month += 5) {
    const sim::Day after = timeline.first_day(month + 1);
    stepper.run_to(after);
    if (month < scenario.run.warm_up_months) continue;
    const std::int64_t reported = month - scenario.run.warm_up_months;
    std::vector<std::int64_t> expected(bins);
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      for (const models::Borrower& b : stepper.run().shard(i).borrowers) {
        if (b.status != models::SeatStatus::member || b.next_score == 0) continue;
        ++expected[static_cast<std::size_t>(std::min((b.score - 350) / 10, 59))];
      }
    }
    const sim::Panels panels = stepper.run().panels();
    const sim::Panel& panel = panels[static_cast<std::size_t>(PanelId::score)];
    for (std::size_t bin = 0; bin < bins; ++bin) {
      ASSERT_EQ(panel.at(static_cast<std::size_t>(reported) * bins + bin,
                         static_cast<std::size_t>(ScoreMeasure::members)),
                expected[bin])
          << month << " " << bin;
    }
  }
}

// P(a good account scored above a bad one), ties half, over the months of observation from `first`.
double auc(const models::Scenario& scenario, std::size_t first) {
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  double wins = 0, goods = 0, bads = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    double good = 0, bad = 0;
    for (auto month = first; month < static_cast<std::size_t>(scenario.months()); ++month) {
      bad += static_cast<double>(at(panels, month, bin, ScorePowerMeasure::bad));
      good += static_cast<double>(at(panels, month, bin, ScorePowerMeasure::accounts) -
                                  at(panels, month, bin, ScorePowerMeasure::bad));
    }
    wins += good * (bads + bad / 2);
    goods += good;
    bads += bad;
  }
  EXPECT_GT(bads, 100);
  return wins / (goods * bads);
}

// Four standard errors of an AUC with a few hundred bad accounts are about 0.05.
TEST(ScorePowerProperty, PowerFallsWithWhatIsMisreadAndRisesWithAFit) {
  models::Scenario scenario = small_scenario(15'000, 3, 12);
  const double plain = auc(scenario, 12);
  EXPECT_GT(plain, 0.65);
  models::Scenario fitted = scenario;
  fitted.scoring.refit.every = 12;
  EXPECT_GT(auc(fitted, 12), plain + 0.03);
  for (std::size_t i = 0; i < models::feature_count; ++i) {
    const auto feature = static_cast<models::Feature>(i);
    scenario.scoring.observation.push_back(
        {.id = std::string(models::name_of(feature)), .feature = feature, .noise = 2});
  }
  EXPECT_LT(auc(scenario, 12), plain - 0.05);
}

}  // namespace
