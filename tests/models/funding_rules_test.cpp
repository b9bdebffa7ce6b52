// Funding in stress: guarantees, appetite, capital, the buffer, and what is done when it is short.
#include <algorithm>
#include <gmock/gmock.h>

#include "declared.hpp"
#include "small_scenario.hpp"

namespace {

using models::Account;
using models::FundingGrant;
using models::FundingParameters;
using models::FundingView;
using models::PanelId;
using models::PortfolioMeasure;
using models_test::complaints;
using models_test::small_scenario;
using sim::Money;
using Kind = models::FundingChoice::Kind;

constexpr std::int64_t borrowers = 1'000;

Money yuan(std::int64_t major) {
  return Money::of_minor(major * 100);
}

FundingParameters two_partners() {
  FundingParameters parameters;
  parameters.partners.resize(2);
  parameters.partners[0].appetite = 3;
  parameters.partners[1].appetite = 1;
  parameters.own_limit_per_borrower = yuan(1'000);
  return parameters;
}

FundingGrant grant(const FundingParameters& parameters, FundingView view) {
  const std::vector<Money> funded(parameters.partners.size());
  if (view.funded.empty()) view.funded = funded;
  return models::grant_funding(parameters, borrowers, view);
}

TEST(FundingRules, AppetiteShrinksByThePointAndEnds) {
  FundingParameters parameters = two_partners();
  parameters.partners[0].appetite_per_point = 0.25;
  const auto appetite = [&](double rise) {
    return grant(parameters, {.unemployment_rise = rise}).appetite_up_to[0];
  };
  EXPECT_DOUBLE_EQ(appetite(-2), 3);
  EXPECT_DOUBLE_EQ(appetite(0), 3);
  EXPECT_DOUBLE_EQ(appetite(2), 1.5);
  EXPECT_DOUBLE_EQ(appetite(4), 0);
  EXPECT_DOUBLE_EQ(appetite(9), 0);
}

TEST(FundingRules, ALimitShrinksAsAppetiteDoes) {
  FundingParameters parameters = two_partners();
  parameters.partners[0].appetite_per_point = 0.25;
  parameters.partners[0].limit_per_borrower = yuan(100);
  const std::vector<Money> half = {yuan(50 * borrowers), Money{}};
  const std::vector<Money> less = {yuan(50 * borrowers) - Money::of_minor(1), Money{}};
  EXPECT_EQ(grant(parameters, {.funded = half, .unemployment_rise = 2}).appetite_up_to[0], 0);
  EXPECT_GT(grant(parameters, {.funded = less, .unemployment_rise = 2}).appetite_up_to[0], 0);
  EXPECT_GT(grant(parameters, {.funded = half}).appetite_up_to[0], 0);
}

TEST(FundingRules, TooLittleCapitalStopsAllLending) {
  FundingParameters parameters = two_partners();
  parameters.capital_ratio_min = {0.10};
  // Risk-weighted assets are 75 of 100, so the least capital is 7.5.
  FundingView view{.own = yuan(100), .capital = Money::of_minor(7'50)};
  EXPECT_EQ(models::choose_funding(grant(parameters, view), 0.5).kind, Kind::partner);
  view.capital = Money::of_minor(7'49);
  EXPECT_EQ(models::choose_funding(grant(parameters, view), 0.5).kind, Kind::declined);
  parameters.capital_ratio_min = {0};
  view.capital = yuan(-5);
  EXPECT_EQ(models::choose_funding(grant(parameters, view), 0.5).kind, Kind::partner);
}

TEST(FundingRules, TheBufferIsForWhenNoPartnerIsOpen) {
  FundingParameters parameters = two_partners();
  parameters.liquidity_buffer = {0.2};
  const FundingView used{.own = yuan(800 * borrowers)};
  EXPECT_FALSE(grant(parameters, used).own_open);
  EXPECT_TRUE(grant(parameters, {.own = yuan(800 * borrowers) - Money::of_minor(1)}).own_open);
  for (models::Partner& partner : parameters.partners) partner.freeze_until = {10};
  EXPECT_EQ(models::choose_funding(grant(parameters, used), 0.5).kind, Kind::own);
  EXPECT_FALSE(grant(parameters, {.own = yuan(1'000 * borrowers)}).own_open);
  parameters.own_limit_per_borrower = {};
  EXPECT_THAT(complaints(parameters), testing::ElementsAre("liquidity_buffer"));
}

TEST(FundingRules, FundingIsShortWhenTooLittleAppetiteIsOpen) {
  FundingParameters parameters = two_partners();
  EXPECT_FALSE(grant(parameters, {}).is_short);
  parameters.partners[1].freeze_until = {10};  // three quarters are left
  EXPECT_FALSE(grant(parameters, {}).is_short);
  parameters.open_min = {0.76};
  EXPECT_TRUE(grant(parameters, {}).is_short);
  parameters.partners.clear();
  EXPECT_FALSE(grant(parameters, {}).is_short);
}

// What a run says of itself, month by month.
class Months {
 public:
  explicit Months(const models::Scenario& scenario)
      : workers_(1), panels_(models::simulate(scenario, 0, {.audit_daily = true}, workers_)) {}

  std::size_t count() const { return panels_[0].cells(); }
  std::int64_t at(std::size_t month, PortfolioMeasure measure) const {
    return panels_[0].at(month, static_cast<std::size_t>(measure));
  }
  std::int64_t sum(PortfolioMeasure measure, std::size_t first, std::size_t last) const {
    std::int64_t total = 0;
    for (std::size_t month = first; month < last; ++month) total += at(month, measure);
    return total;
  }
  std::int64_t sum(PortfolioMeasure measure) const { return sum(measure, 0, count()); }
  std::int64_t balance(std::size_t month, Account account) const {
    return panels_[static_cast<std::size_t>(PanelId::ledger)].at(
        month * models::account_count + static_cast<std::size_t>(account), 0);
  }

 private:
  sim::Workers workers_;
  sim::Panels panels_;
};

// One partner, so that its losses are what is left of all losses.
models::Scenario guaranteed(double first_loss) {
  models::Scenario scenario = small_scenario(2000, 3);
  std::get<models::BehaviourPayment>(scenario.payment.policy).base_log_odds = 2.5;
  scenario.funding.partners.resize(1);
  scenario.funding.partners[0].first_loss = {first_loss};
  return scenario;
}

// The partner's net loss, from measures that know of no guarantee: principal charged off less what
// came back of it, and of both what is not the lender's own part.
std::int64_t lost_by_the_partner(const models::Scenario& scenario) {
  sim::Workers workers(1);
  const sim::Panels panels = models::simulate(scenario, 0, {}, workers);
  const sim::Panel& sides = panels[static_cast<std::size_t>(PanelId::cut_off)];
  std::int64_t net = 0;
  for (std::size_t cell = 0; cell < sides.cells(); ++cell) {
    const auto of = [&](models::CutOffMeasure measure) {
      return sides.at(cell, static_cast<std::size_t>(measure));
    };
    using enum models::CutOffMeasure;
    net += of(charge_off) - of(own_charge_off) - (of(recovered) - of(own_recovered));
  }
  EXPECT_GT(net, 0);
  return net;
}

TEST(GuaranteeOracle, AWholeGuaranteeCostsAllThatThePartnerLoses) {
  const models::Scenario scenario = guaranteed(1);
  const Months months(scenario);
  EXPECT_EQ(months.sum(PortfolioMeasure::guarantee_cost), lost_by_the_partner(scenario));
}

TEST(GuaranteeOracle, ASmallGuaranteeCostsItsShareOfAllThatWasFunded) {
  const models::Scenario scenario = guaranteed(0.01);
  const Months months(scenario);
  // The partner's part of each loan is 70 % of a whole amount, so nothing is rounded.
  const std::int64_t funded = months.sum(PortfolioMeasure::originated_amount) * 7 / 10;
  EXPECT_NEAR(static_cast<double>(months.sum(PortfolioMeasure::guarantee_cost)),
              0.01 * static_cast<double>(funded), 1);
  EXPECT_LT(months.sum(PortfolioMeasure::guarantee_cost), lost_by_the_partner(scenario));
}

TEST(GuaranteeProperty, ItMovesIncomeAndNothingElse) {
  const Months without(guaranteed(0));
  const Months with(guaranteed(0.05));
  using enum PortfolioMeasure;
  EXPECT_EQ(without.sum(guarantee_cost), 0);
  EXPECT_GT(with.sum(guarantee_cost), 0);
  std::int64_t paid = 0;
  for (std::size_t month = 0; month < with.count(); ++month) {
    paid += with.at(month, guarantee_cost);
    // It is borrowed, which costs, and less is left for the owners.
    for (const PortfolioMeasure follows : {funding_cost, dividends})
      paid += with.at(month, follows) - without.at(month, follows);
    EXPECT_EQ(without.at(month, capital) - with.at(month, capital), paid);
    EXPECT_EQ(with.balance(month, Account::guarantee_cost), with.at(month, guarantee_cost));
    for (const PortfolioMeasure same : {balance, charge_off, impairment, funding_used, recovered})
      EXPECT_EQ(with.at(month, same), without.at(month, same)) << "month " << month;
  }
}

TEST(FundingRulesProperty, AFreezeLendsNothingWhileItLastsAndNoRaisesRaisesNothing) {
  models::Scenario scenario = small_scenario(1500, 2);
  for (models::Partner& partner : scenario.funding.partners) {
    partner.freeze_from = {240};
    partner.freeze_until = {480};
  }
  const auto run = [&](models::WhenShort rule) {
    scenario.funding.when_short = rule;
    return Months(scenario);
  };
  using enum PortfolioMeasure;
  using models::WhenShort;
  // Whole months within the freeze: days 243 to 455.
  constexpr std::size_t first = 8;
  constexpr std::size_t last = 15;
  const Months lends = run(WhenShort::lend_on);
  EXPECT_GT(lends.sum(originations, first, last), 0);
  EXPECT_GT(lends.sum(limits_raised, first, last), 0);
  const Months no_raises = run(WhenShort::no_raises);
  EXPECT_EQ(no_raises.sum(limits_raised, first, last), 0);
  EXPECT_GT(no_raises.sum(originations, first, last), 0);
  const Months frozen = run(WhenShort::freeze);
  EXPECT_EQ(frozen.sum(originations, first, last), 0);
  EXPECT_EQ(frozen.sum(limits_raised, first, last), 0);
  EXPECT_GT(frozen.sum(originations, last + 2, frozen.count()), 0);
  for (std::size_t month = 0; month < 7; ++month)
    EXPECT_EQ(frozen.at(month, originations), lends.at(month, originations));
}

TEST(FundingRulesProperty, CapitalBoundsWhatIsLent) {
  models::Scenario scenario = small_scenario(6000, 2);
  scenario.funding.capital_per_borrower = yuan(10);
  scenario.funding.dividend_above = {0};
  const auto lowest_ratio = [](const Months& months) {
    double lowest = 1e9;
    for (std::size_t month = 0; month < months.count(); ++month) {
      lowest = std::min(lowest, static_cast<double>(months.at(month, PortfolioMeasure::capital)) /
                                    static_cast<double>(
                                        months.at(month, PortfolioMeasure::risk_weighted_assets)));
    }
    return lowest;
  };
  const Months free(scenario);
  scenario.funding.capital_ratio_min = {0.25};
  const Months bound(scenario);
  EXPECT_LT(lowest_ratio(free), 0.15);
  // A day's lending may pass the bound, and a month's end books the allowance.
  EXPECT_GT(lowest_ratio(bound), 0.20);
  EXPECT_LT(bound.sum(PortfolioMeasure::originations), free.sum(PortfolioMeasure::originations));
}

TEST(StressSpreadOracle, MoneyCostsMoreByThePointThatUnemploymentHasRisenWithinAYear) {
  models::Scenario scenario = small_scenario(1000, 3);
  // Nothing is borrowed, so that what money has cost does not itself cost money; what is borrowed
  // costs as much more (borrowing_cost_test).
  scenario.funding.capital_per_borrower = yuan(100'000);
  scenario.funding.dividend_above = {0};
  scenario.economy.shocks.push_back({.id = "slump",
                                     .variable = models::EconomyVariable::unemployment,
                                     .size = {0.04},
                                     .start = {60},
                                     .ramp = {300},
                                     .half_life = {200}});
  const auto run = [&](double stress, std::int64_t dearer_ppm) {
    models::Scenario dearer = scenario;
    dearer.funding.stress_spread = stress;
    dearer.funding.own_spread += sim::Rate::of_ppm(dearer_ppm);
    for (models::Partner& one : dearer.funding.partners) {
      one.spread += sim::Rate::of_ppm(dearer_ppm);
    }
    return Months(dearer);
  };
  const Months calm = run(0, 0);
  const Months dearer = run(0, 100'000);  // tells what a tenth more costs in each month
  const Months stressed = run(0.7, 0);
  using enum PortfolioMeasure;
  double most = 0;
  for (std::size_t month = 0; month < calm.count(); ++month) {
    const std::size_t before = month - std::min<std::size_t>(month, 12);
    const double risen = static_cast<double>(calm.at(month, economy_unemployment_ppm) -
                                             calm.at(before, economy_unemployment_ppm)) *
                         1e-6;
    const double added = 0.7 * std::max(0.0, risen);
    const auto of_tenth =
        static_cast<double>(dearer.at(month, funding_cost) - calm.at(month, funding_cost));
    EXPECT_NEAR(
        static_cast<double>(stressed.at(month, funding_cost) - calm.at(month, funding_cost)),
        added / 0.1 * of_tenth, 0.0001 * of_tenth + 10);
    EXPECT_EQ(stressed.at(month, balance), calm.at(month, balance));
    most = std::max(most, added);
  }
  EXPECT_GT(most, 0.02);
}

TEST(FundingRulesProperty, ShardsLeaveThemAlone) {
  models::Scenario scenario = guaranteed(0.02);
  scenario.funding.capital_ratio_min = {0.12};
  scenario.funding.liquidity_buffer = {0.3};
  scenario.funding.when_short = models::WhenShort::freeze;
  scenario.funding.partners[0].appetite_per_point = 0.3;
  EXPECT_EQ(models_test::digest(scenario, 2, 130), models_test::digest(scenario, 1, 2000));
}

}  // namespace
