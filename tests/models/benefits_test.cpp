// What the tiers' benefits cost, by kind and by tier, against the accounts; what they cost in all
// is held against second readers in experiments_test.cpp.
#include "models/benefits.hpp"

#include <gtest/gtest.h>
#include <random>

#include "small_scenario.hpp"

namespace {

using models::Account;
using models::PanelId;
using models::PortfolioMeasure;
using models::TierMeasure;
using models_test::small_scenario;

// Every benefit somewhere, and a tier without each.
models::Scenario generous() {
  models::Scenario scenario = small_scenario(2000, 2, 5);
  scenario.membership.tiers[0].coupon = {10};
  scenario.membership.tiers[1].reminder = true;
  scenario.membership.tiers[1].grace = {20};
  scenario.membership.reminder_cost = sim::Money::of_minor(1'25);
  return scenario;
}

TEST(BenefitsProperty, TiersAddUpToTheAccountOfEachKindInEveryMonth) {
  const models::Scenario scenario = generous();
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const auto panel = [&](PanelId id) -> const sim::Panel& {
    return panels[static_cast<std::size_t>(id)];
  };
  const std::size_t tiers = scenario.membership.tiers.size();
  const auto at = [&](std::size_t month, std::size_t tier, TierMeasure measure) {
    return panel(PanelId::tier).at(month * tiers + tier, static_cast<std::size_t>(measure));
  };
  const std::array<std::pair<TierMeasure, Account>, 3> kinds = {
      {{TierMeasure::rate_discounts, Account::rate_discounts},
       {TierMeasure::interest_free_days, Account::interest_free_days},
       {TierMeasure::priority_service, Account::priority_service}}};
  std::array<std::int64_t, 3> totals{};
  std::int64_t late = 0;
  for (std::size_t month = 0; month < 24; ++month) {
    std::int64_t benefits = 0;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      std::int64_t sum = 0;
      for (std::size_t tier = 0; tier < tiers; ++tier) sum += at(month, tier, kinds[kind].first);
      ASSERT_EQ(
          sum,
          panel(PanelId::ledger)
              .at(month * models::account_count + static_cast<std::size_t>(kinds[kind].second), 0))
          << "month " << month << ", kind " << kind;
      benefits += sum;
      totals[kind] += sum;
    }
    ASSERT_EQ(benefits, panel(PanelId::portfolio)
                            .at(month, static_cast<std::size_t>(PortfolioMeasure::benefit_cost)));
    // Only where there is a benefit, once the tiers of before the report have passed.
    ASSERT_EQ(at(month, 0, TierMeasure::rate_discounts), 0);
    ASSERT_EQ(at(month, 0, TierMeasure::priority_service), 0);
    ASSERT_EQ(at(month, 0, TierMeasure::late_interest_forgone), 0);
    ASSERT_EQ(at(month, 1, TierMeasure::interest_free_days), 0);
    late += at(month, 1, TierMeasure::late_interest_forgone);
  }
  for (const std::int64_t total : totals) EXPECT_GT(total, 10'00);
  EXPECT_GT(late, 1'00);
}

// Of any amounts the parts add up to the rounded sum, and each is a minor unit at most from its
// own.
TEST(BenefitBookProperty, RoundsTheTiersSoThatTheyAddUp) {
  std::mt19937_64 random(5);
  const models::Scenario scenario = small_scenario(1, 1);
  const std::size_t tiers = scenario.membership.tiers.size();
  models::BenefitBook book;
  std::vector<sim::Int128> discounts(tiers);
  sim::Panels panels;
  for (const auto& shape : models::panel_shapes(scenario)) panels.emplace_back(shape);
  const sim::Panel& panel = panels[static_cast<std::size_t>(PanelId::tier)];
  for (int month = 0; month < 200; ++month) {
    models::ForgoneByTier night{};
    for (std::size_t tier = 0; tier < tiers; ++tier) {
      night[tier].discount = static_cast<std::int64_t>(random() % (3 * models::accrual_unit));
      discounts[tier] += night[tier].discount;
    }
    book.accrue(night);
    models::MonthMeasures measures;
    book.state({}, measures);
    measures.add_to(panels, scenario, 0);
    std::int64_t sum = 0;
    for (std::size_t tier = 0; tier < tiers; ++tier) {
      const auto stated = panel.at(tier, static_cast<std::size_t>(TierMeasure::rate_discounts));
      ASSERT_LE(std::abs(stated - models::as_money(discounts[tier]).minor()), 1);
      sum += stated;
    }
    ASSERT_EQ(sum, book.expense().discounts.minor());
  }
}

}  // namespace
