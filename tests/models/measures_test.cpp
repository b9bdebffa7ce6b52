// Measures against one another, and against what a second reader counts from the state of every
// day.
#include "models/measures.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <tuple>

#include "models/funding.hpp"
#include "models/scoring.hpp"
#include "small_scenario.hpp"

namespace {

using models::PanelId;
using models::PortfolioMeasure;
using models::ScoreBandMeasure;
using models::SegmentMeasure;
using models::TermMeasure;
using models::TierMeasure;
using models_test::small_scenario;
using models_test::Stepper;

// A run that is over, by panel.
class Measured {
 public:
  explicit Measured(const models::Scenario& scenario) : scenario_(scenario) {
    sim::Workers workers(1);
    panels_ = models::simulate(scenario, 0, {}, workers);
  }

  std::size_t months() const { return static_cast<std::size_t>(scenario_.months()); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return panel(PanelId::portfolio).at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t total(PortfolioMeasure measure) const {
    std::int64_t sum = 0;
    for (std::size_t month = 0; month < months(); ++month) sum += at(month, measure);
    return sum;
  }
  // Over all tiers or segments.
  std::int64_t at(std::size_t month, TierMeasure measure) const {
    return sum(PanelId::tier, month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, SegmentMeasure measure) const {
    return sum(PanelId::segment, month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, ScoreBandMeasure measure) const {
    return sum(PanelId::score_band, month, static_cast<std::size_t>(measure));
  }
  std::int64_t at(std::size_t month, TermMeasure measure) const {
    return sum(PanelId::term, month, static_cast<std::size_t>(measure));
  }
  const sim::Panel& panel(PanelId id) const { return panels_[static_cast<std::size_t>(id)]; }

 private:
  std::int64_t sum(PanelId id, std::size_t month, std::size_t measure) const {
    const std::size_t rows = panel(id).shape().axes[1].labels.size();
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < rows; ++row) sum += panel(id).at(month * rows + row, measure);
    return sum;
  }

  models::Scenario scenario_;
  sim::Panels panels_;
};

// Bad enough for every measure to move.
models::Scenario hard_times() {
  models::Scenario scenario = small_scenario(3000, 2, 12);
  scenario.economy.shocks = {{.id = "slump", .size = {0.06}}};
  scenario.scoring.cut_off = 600;
  return scenario;
}

TEST(MeasuresProperty, TiersAddUpToThePortfolioInEveryMonth) {
  const Measured run(hard_times());
  const std::vector<std::pair<TierMeasure, PortfolioMeasure>> same = {
      {TierMeasure::members, PortfolioMeasure::members},
      {TierMeasure::limit_total, PortfolioMeasure::limit_total},
      {TierMeasure::balance, PortfolioMeasure::balance},
      {TierMeasure::balance_30, PortfolioMeasure::balance_30},
      {TierMeasure::balance_90, PortfolioMeasure::balance_90},
      {TierMeasure::originations, PortfolioMeasure::originations},
      {TierMeasure::originated_amount, PortfolioMeasure::originated_amount},
      {TierMeasure::charge_off, PortfolioMeasure::charge_off},
      {TierMeasure::contacts, PortfolioMeasure::contacts},
      {TierMeasure::applications, PortfolioMeasure::applications},
      {TierMeasure::approvals, PortfolioMeasure::approvals}};
  for (const auto& [tier, portfolio] : same) {
    EXPECT_GT(run.total(portfolio), 0);
    for (std::size_t month = 0; month < run.months(); ++month)
      ASSERT_EQ(run.at(month, tier), run.at(month, portfolio)) << "month " << month;
  }
}

TEST(MeasuresProperty, SegmentsAddUpToThePortfolioInEveryMonth) {
  const Measured run(hard_times());
  const std::vector<std::pair<SegmentMeasure, PortfolioMeasure>> same = {
      {SegmentMeasure::members, PortfolioMeasure::members},
      {SegmentMeasure::applications, PortfolioMeasure::applications},
      {SegmentMeasure::approvals, PortfolioMeasure::approvals},
      {SegmentMeasure::contacts, PortfolioMeasure::contacts},
      {SegmentMeasure::balance, PortfolioMeasure::balance},
      {SegmentMeasure::balance_30, PortfolioMeasure::balance_30},
      {SegmentMeasure::charge_off, PortfolioMeasure::charge_off}};
  for (const auto& [segment, portfolio] : same) {
    EXPECT_GT(run.total(portfolio), 0);
    for (std::size_t month = 0; month < run.months(); ++month)
      ASSERT_EQ(run.at(month, segment), run.at(month, portfolio)) << "month " << month;
  }
  for (std::size_t month = 0; month < run.months(); ++month) {
    EXPECT_EQ(run.at(month, SegmentMeasure::income), run.at(month, TierMeasure::income));
    EXPECT_EQ(run.at(month, SegmentMeasure::debt_service),
              run.at(month, TierMeasure::debt_service));
  }
}

TEST(MeasuresProperty, ScoreBandsAddUpToTheMembersInEveryMonth) {
  const Measured run(hard_times());
  for (std::size_t month = 0; month < run.months(); ++month) {
    ASSERT_EQ(run.at(month, ScoreBandMeasure::members), run.at(month, PortfolioMeasure::members));
    ASSERT_EQ(run.at(month, ScoreBandMeasure::limit_total),
              run.at(month, PortfolioMeasure::limit_total));
    // What barred members owe on other loans is in the balance too.
    const std::int64_t balance = run.at(month, ScoreBandMeasure::balance);
    ASSERT_LE(balance, run.at(month, PortfolioMeasure::balance));
    ASSERT_GT(balance, run.at(month, PortfolioMeasure::balance) * 9 / 10);
  }
}

TEST(Measures, AScoreIsInTheBandThatBeginsAtIt) {
  for (std::size_t band = 0; band < models::score_band_from.size(); ++band) {
    EXPECT_EQ(models::score_band_of(models::score_band_from[band]), band);
    if (band == 0) continue;
    EXPECT_EQ(models::score_band_of(models::score_band_from[band] - 1), band - 1);
  }
  EXPECT_EQ(models::score_band_of(models::score_highest), models::score_band_from.size() - 1);
}

TEST(Measures, ATermIsInTheShortestClassThatHoldsIt) {
  const auto months = [](double term) {
    return models::term_class_months[models::term_class_of(term)];
  };
  EXPECT_EQ(months(7 / 30.4375), 1);
  EXPECT_EQ(months(31 / 30.4375), 1);
  EXPECT_EQ(months(2), 3);
  EXPECT_EQ(months(93 / 30.4375), 3);
  EXPECT_EQ(months(4), 6);
  EXPECT_EQ(months(12), 12);
  EXPECT_EQ(months(18), 24);
  EXPECT_EQ(months(36), 36);
  EXPECT_EQ(months(1096 / 30.4375), 36);
}

// A loan that was opened ends in one of three ways, or is there.
TEST(MeasuresProperty, OfEachTermWhatWasOpenedIsRepaidEarlyOrInTimeOrChargedOffOrThere) {
  models::Scenario scenario = hard_times();
  scenario.run.warm_up_months = 0;
  const Measured run(scenario);
  const sim::Panel& panel = run.panel(PanelId::term);
  const std::size_t classes = models::term_class_months.size();
  for (std::size_t term = 0; term < classes; ++term) {
    std::int64_t there = 0;
    for (std::size_t month = 0; month < run.months(); ++month) {
      const auto at = [&](TermMeasure measure) {
        return panel.at(month * classes + term, static_cast<std::size_t>(measure));
      };
      there += at(TermMeasure::originations) - at(TermMeasure::prepayments) -
               at(TermMeasure::repaid) - at(TermMeasure::charge_offs);
      ASSERT_EQ(at(TermMeasure::loans), there) << "term " << term << ", month " << month;
    }
    const bool offered = models::term_class_months[term] != 24;  // of the default products
    EXPECT_EQ(there > 0, offered) << "term " << term;
  }
  const std::vector<std::pair<TermMeasure, PortfolioMeasure>> same = {
      {TermMeasure::originations, PortfolioMeasure::originations},
      {TermMeasure::loans, PortfolioMeasure::loans},
      {TermMeasure::charge_offs, PortfolioMeasure::charge_offs}};
  for (const auto& [term, portfolio] : same) {
    for (std::size_t month = 0; month < run.months(); ++month)
      ASSERT_EQ(run.at(month, term), run.at(month, portfolio)) << "month " << month;
  }
}

// People of one segment are found under its name, not merely somewhere.
TEST(Measures, ASegmentThatNeverAppliesHasNoApplications) {
  models::Scenario scenario = small_scenario(2000, 1);
  ASSERT_GE(scenario.population.segments.size(), 2U);
  scenario.population.segments[1].needs = 0;
  const Measured run(scenario);
  const sim::Panel& panel = run.panel(PanelId::segment);
  const std::size_t segments = scenario.population.segments.size();
  for (std::size_t segment = 0; segment < segments; ++segment) {
    EXPECT_EQ(panel.shape().axes[1].labels[segment], scenario.population.segments[segment].id);
    std::int64_t applications = 0;
    for (std::size_t month = 0; month < run.months(); ++month) {
      applications += panel.at(month * segments + segment,
                               static_cast<std::size_t>(SegmentMeasure::applications));
    }
    EXPECT_EQ(applications == 0, segment == 1) << segment;
  }
}

TEST(MeasuresProperty, CapitalIsTheOpeningCapitalAndAllNetIncomeLessDividends) {
  models::Scenario scenario = hard_times();
  scenario.funding.capital_per_borrower = sim::Money::of_minor(12'34);
  const Measured run(scenario);
  std::int64_t capital = 12'34 * scenario.portfolio.borrowers;
  for (std::size_t month = 0; month < run.months(); ++month) {
    capital += run.at(month, PortfolioMeasure::net_income);
    capital -= run.at(month, PortfolioMeasure::dividends);
    ASSERT_EQ(run.at(month, PortfolioMeasure::capital), capital) << "month " << month;
  }
}

TEST(MeasuresProperty, RiskWeightedAssetsAreTheOwnPartTimesTheRiskWeight) {
  for (const double weight : {0.0, 0.75, 1.0}) {
    models::Scenario scenario = small_scenario(1000, 1);
    scenario.funding.risk_weight.value = weight;
    const Measured run(scenario);
    for (std::size_t month = 0; month < run.months(); ++month) {
      const auto own = static_cast<double>(run.at(month, PortfolioMeasure::own_funds_used));
      const auto weighted =
          static_cast<double>(run.at(month, PortfolioMeasure::risk_weighted_assets));
      EXPECT_NEAR(weighted, weight * own, 0.5) << "month " << month;
    }
    EXPECT_GT(run.total(PortfolioMeasure::own_funds_used), 0);
  }
}

// Somebody who looks at every loan at each month's end and remembers whom they have seen.
TEST(MeasuresOracle, DefaultsAreThoseThatASecondReaderCounts) {
  const models::Scenario scenario = hard_times();
  Stepper stepper(scenario);
  std::set<std::tuple<std::uint32_t, std::uint16_t, std::uint16_t>> seen;
  std::int64_t defaults = 0;
  std::int64_t amount = 0;
  const sim::Timeline& timeline = stepper.world().timeline;
  for (sim::Day day(0); day.value() < timeline.days(); ++day) {
    stepper.run_to(day + 1);
    if (!timeline.is_last_of_month(day)) continue;
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      const models::Shard& shard = stepper.run().shard(i);
      for (const models::Loan& loan : shard.loans) {
        const bool late =
            loan.status == models::LoanStatus::open && models::days_past_due(loan, day) >= 90;
        if (!late) continue;
        const models::Borrower& b = shard.borrowers[loan.borrower];
        if (!seen.emplace(b.seat, b.generation, loan.nth).second) continue;
        if (timeline.month_of(day) < scenario.run.warm_up_months) continue;
        ++defaults;
        amount += loan.principal.minor();
      }
    }
  }
  const Measured run(scenario);
  EXPECT_GT(defaults, 20);
  EXPECT_EQ(run.total(PortfolioMeasure::defaults), defaults);
  EXPECT_EQ(run.total(PortfolioMeasure::default_amount), amount);
}

TEST(Measures, ALoanChargedOffBeforeItIsSeenLateHasDefaultedAllTheSame) {
  models::Scenario scenario = hard_times();
  scenario.run.warm_up_months = 0;
  scenario.collections.charge_off_dpd.value = 60;
  const Measured run(scenario);
  EXPECT_GT(run.total(PortfolioMeasure::charge_offs), 10);
  for (std::size_t month = 0; month < run.months(); ++month) {
    EXPECT_EQ(run.at(month, PortfolioMeasure::defaults),
              run.at(month, PortfolioMeasure::charge_offs));
    EXPECT_EQ(run.at(month, PortfolioMeasure::default_amount),
              run.at(month, PortfolioMeasure::charge_off));
  }
}

// Income that never moves makes what a payday counts known the evening before.
TEST(MeasuresOracle, IncomeAndDebtServiceAreThoseOfTheEveningBeforeEachPayday) {
  models::Scenario scenario = small_scenario(1500, 1);
  scenario.population.income_permanent_spread = 0;
  scenario.population.income_transitory_spread = 0;
  scenario.retention.attrition.value = 0;
  scenario.population.benefit.value = 1;
  scenario.population.benefit_months = 60;
  scenario.population.reemployment_cut.value = 0;
  models::EconomyMonth steady = models::steady_economy;
  steady.wage_growth = 0;
  scenario.economy.baseline = {.name = "steady", .first = {}, .months = {steady}};
  Stepper stepper(scenario);
  const sim::Timeline& timeline = stepper.world().timeline;
  std::vector<std::int64_t> income(12);
  std::vector<std::int64_t> debt_service(12);
  for (sim::Day day(0); day.value() < timeline.days(); ++day) {
    const auto month = static_cast<std::size_t>(timeline.month_of(day));
    const int day_of_month = day - timeline.first_day(timeline.month_of(day)) + 1;
    for (std::size_t i = 0; i < stepper.run().shards(); ++i) {
      const models::Shard& shard = stepper.run().shard(i);
      const auto cohort = shard.cohort(static_cast<unsigned>(day_of_month));
      for (std::uint32_t place = cohort.first; place < cohort.last; ++place) {
        const models::Borrower& b = shard.borrowers[place];
        if (b.status != models::SeatStatus::member) continue;
        const float others = outside_service(b);
        income[month] += sim::nearest(b.income_permanent).minor();
        debt_service[month] += sim::nearest(b.instalments + others).minor();
      }
    }
    stepper.run_to(day + 1);
  }
  const Measured run(scenario);
  EXPECT_GT(run.total(PortfolioMeasure::originations), 100);
  for (std::size_t month = 0; month < run.months(); ++month) {
    EXPECT_EQ(run.at(month, TierMeasure::income), income[month]) << "month " << month;
    EXPECT_EQ(run.at(month, TierMeasure::debt_service), debt_service[month]) << "month " << month;
  }
}

}  // namespace
