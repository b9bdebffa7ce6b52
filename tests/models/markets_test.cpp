// Several markets in one run: whose they are, what they are worth together, what they share.
#include "models/markets.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <memory>
#include <set>

#include "models/measures.hpp"
#include "tests/models/small_scenario.hpp"

namespace {

using models::MarketParameters;
using models::Scenario;
using models_test::small_scenario;

// Two markets abroad beside the home market, each with exchange rates of its own.
Scenario three_markets(std::int64_t borrowers = 900) {
  Scenario whole = small_scenario(borrowers, 1, 2);
  for (const char* id : {"a", "b"}) {
    MarketParameters& market = whole.markets.emplace_back();
    market.id = id;
    market.scenario = "there.toml";
    market.share = {id[0] == 'a' ? 0.3 : 0.2};
    auto scenario = std::make_shared<Scenario>();
    scenario->scoring.cut_off = 500;
    market.composed = std::move(scenario);
    market.exchange =
        models::RandomWalkExchange{.start = 1.7, .volatility = {0.2}, .reaction = {0.01}};
  }
  return whole;
}

sim::Panels simulate(const Scenario& scenario, std::uint32_t replication = 0) {
  sim::Workers workers(1);
  return models::simulate(scenario, replication, {}, workers);
}

const sim::Panel& panel(const sim::Panels& panels, models::PanelId id) {
  return panels[static_cast<std::size_t>(id)];
}

// One market more, with a share that is next to nothing, changes no number of the home market.
TEST(MarketsOracle, TheHomeMarketIsTheScenarioByItself) {
  const Scenario whole = three_markets();
  Scenario alone = whole;
  alone.markets.clear();
  alone.portfolio.borrowers = 450;
  const auto all = simulate(whole);
  const auto home = simulate(alone);
  for (std::size_t month = 0; month < 12; ++month) {
    const auto at = [&](models::MarketMeasure measure) {
      return all.back().at(month * 3, static_cast<std::size_t>(measure));
    };
    const auto expected = [&](models::PortfolioMeasure measure) {
      return home[0].at(month, static_cast<std::size_t>(measure));
    };
    EXPECT_EQ(at(models::MarketMeasure::balance), expected(models::PortfolioMeasure::balance));
    EXPECT_EQ(at(models::MarketMeasure::members), expected(models::PortfolioMeasure::members));
    EXPECT_EQ(at(models::MarketMeasure::net_income),
              expected(models::PortfolioMeasure::net_income));
    EXPECT_EQ(at(models::MarketMeasure::exchange_rate_ppm), 1'000'000);
  }
}

// Half to even of a quotient that is written down here once more, with floating remainders.
std::int64_t naively(std::int64_t amount, std::int64_t ppm) {
  const sim::Int128 product = static_cast<sim::Int128>(amount) * ppm;
  const sim::Int128 million = 1'000'000;
  sim::Int128 quotient = product / million;
  sim::Int128 rest = product % million;
  if (rest < 0) {
    rest += million;
    quotient -= 1;
  }
  if (2 * rest > million || (2 * rest == million && quotient % 2 != 0)) quotient += 1;
  return static_cast<std::int64_t>(quotient);
}

TEST(MarketsOracle, AmountsAreConvertedMonthByMonthAndCountsAdded) {
  const Scenario whole = three_markets();
  const auto all = simulate(whole, 1);
  std::vector<sim::Panels> markets;
  for (const auto& run : models::market_runs(whole)) markets.push_back(simulate(*run.scenario, 1));
  const auto rate = [&](std::size_t month, std::size_t market) {
    return all.back().at(month * 3 + market,
                         static_cast<std::size_t>(models::MarketMeasure::exchange_rate_ppm));
  };
  std::int64_t checked = 0;
  for (std::size_t p = 0; p < markets[0].size(); ++p) {
    const sim::Panel& panel = markets[0][p];
    const bool by_month = panel.shape().axes.front().name == "month";
    const auto of_month = by_month ? panel.cells() / 12 : 0;
    for (std::size_t m = 0; m < panel.measures(); ++m) {
      const std::string& unit = panel.shape().measures[m].unit;
      if (!by_month && unit == "minor") continue;  // vintages: see below
      for (std::size_t cell = 0; cell < panel.cells(); ++cell) {
        std::int64_t sum = panel.at(cell, m);
        // The ledger is the home market's: a trial balance does not survive the rounding.
        const std::size_t summed = panel.shape().name == "ledger" ? 1 : 3;
        for (std::size_t k = 1; k < summed; ++k) {
          const std::int64_t value = markets[k][p].at(cell, m);
          if (unit == "minor") sum += naively(value, rate(cell / of_month, k));
          if (unit == "1") sum += value;
        }
        ASSERT_EQ(all[p].at(cell, m), sum) << panel.shape().name << " " << cell << " " << m;
        checked += sum != 0;
      }
    }
  }
  EXPECT_GT(checked, 1000);
}

// Over vintages and months on book what is lent is what the portfolio lends, but for the rounding
// of three loans' cells a month: each is converted in the month in which it is lent.
TEST(MarketsOracle, VintagesAreConvertedInTheMonthInWhichItHappens) {
  const auto all = simulate(three_markets());
  const auto sum = [](const sim::Panel& panel, std::size_t measure) {
    std::int64_t total = 0;
    for (std::size_t cell = 0; cell < panel.cells(); ++cell) total += panel.at(cell, measure);
    return total;
  };
  using enum models::PanelId;
  const auto lent =
      sum(panel(all, vintage), static_cast<std::size_t>(models::VintageMeasure::originated_amount));
  const auto expected = sum(panel(all, portfolio),
                            static_cast<std::size_t>(models::PortfolioMeasure::originated_amount));
  ASSERT_GT(expected, 0);
  EXPECT_NEAR(static_cast<double>(lent), static_cast<double>(expected), 12 * 3);
}

// A measure of another unit would be taken for the home market's alone.
TEST(Markets, EveryUnitIsCountedConvertedOrKnownToBeNeither) {
  const std::set<std::string> known = {"1", "minor", "1e-6", "1e-9", "replications"};
  for (const auto& shape : models::panel_shapes(three_markets())) {
    for (const auto& measure : shape->measures) {
      EXPECT_TRUE(known.contains(measure.unit)) << shape->name << "." << measure.name;
    }
  }
}

TEST(MarketsProperty, AreTheSameInAnyShardsOnAnyThreads) {
  Scenario whole = three_markets(300);
  const auto expected = models_test::digest(whole, 1, 1000);
  for (const int threads : {1, 3}) {
    for (const std::uint32_t size : {7U, 64U}) {
      EXPECT_EQ(models_test::digest(whole, threads, size), expected);
    }
  }
}

TEST(Markets, WithoutMarketsThereIsNoPanel) {
  Scenario whole = three_markets(300);
  whole.markets.clear();
  EXPECT_EQ(models::panel_shapes(whole).size(), static_cast<std::size_t>(models::PanelId::count_));
}

// People of markets that are alike are others, and a market that is added changes nobody's.
TEST(Markets, EachHasPeopleOfItsOwn) {
  Scenario whole = three_markets();
  whole.markets[1].share = whole.markets[0].share;
  const auto runs = models::market_runs(whole);
  EXPECT_NE(sim::digest_of(simulate(*runs[1].scenario)),
            sim::digest_of(simulate(*runs[2].scenario)));
  const auto before = sim::digest_of(simulate(*runs[2].scenario));
  whole.markets.erase(whole.markets.begin());
  EXPECT_EQ(sim::digest_of(simulate(*models::market_runs(whole)[1].scenario)), before);
}

double correlation_of(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mx += x[i] / n;
    my += y[i] / n;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / std::sqrt(xx * yy);
}

// Two markets abroad: with the home market each by its own, with one another by the product.
TEST(MarketsOracle, SeveritiesHaveTheCorrelationThatIsSaid) {
  Scenario whole = three_markets();
  whole.economy.uncertainty.severity_deviation = 0.3;
  const std::array rho = {0.8, -0.5};
  for (std::size_t i = 0; i < 2; ++i) {
    auto scenario = std::make_shared<Scenario>(*whole.markets[i].composed);
    scenario->economy.uncertainty.severity_deviation = 0.4;
    whole.markets[i].composed = std::move(scenario);
    whole.markets[i].correlation = rho[i];
  }
  const auto runs = models::market_runs(whole);
  std::array<std::vector<double>, 3> z;
  for (std::uint32_t r = 0; r < 20'000; ++r) {
    for (std::size_t m = 0; m < 3; ++m) {
      const auto link = models::link_of(whole, runs[m], r);
      z[m].push_back(models::linked_luck(*runs[m].scenario, r, link).z);
    }
  }
  // Standard errors are below 0.008.
  EXPECT_NEAR(correlation_of(z[0], z[1]), 0.8, 0.025);
  EXPECT_NEAR(correlation_of(z[0], z[2]), -0.5, 0.025);
  EXPECT_NEAR(correlation_of(z[1], z[2]), -0.4, 0.025);
  for (const auto& one : z) EXPECT_NEAR(correlation_of(one, one), 1, 1e-12);
  double squares = 0;
  for (const double value : z[1]) squares += value * value / 20'000;
  EXPECT_NEAR(squares, 1, 0.05);
}

// A cycle that hangs on another with correlation 1 is that cycle; its regimes keep their lengths
// whatever the correlation.
TEST(MarketsOracle, CyclesComeTogetherAndKeepTheirLengths) {
  models::CycleEconomy cycle;
  cycle.expansion.adjustment = cycle.contraction.adjustment = {1.0};
  cycle.expansion.mean_months = 40;
  cycle.contraction.mean_months = 10;
  models::EconomyParameters economy;
  economy.model = cycle;
  const auto bad_months = [&](double rho, std::vector<double>& home, std::vector<double>& there) {
    for (std::uint32_t r = 0; r < 400; ++r) {
      const sim::StreamKey one(3, r), other(4, r);
      const auto a = models::economy_path(economy, one, 300);
      const auto b = models::economy_path(economy, {other, one, rho}, 300);
      for (std::size_t t = 100; t < 300; ++t) {
        home.push_back(a[t].unemployment > 0.1);
        there.push_back(b[t].unemployment > 0.1);
      }
    }
  };
  std::vector<double> home, there;
  bad_months(1, home, there);
  EXPECT_EQ(home, there);
  home.clear();
  there.clear();
  bad_months(0.97, home, there);
  double share = 0;
  for (const double bad : there) share += bad / static_cast<double>(there.size());
  EXPECT_NEAR(share, 0.2, 0.015);
  EXPECT_GT(correlation_of(home, there), 0.15) << "but far below that of what is drawn";
  std::vector<double> alone, other;
  bad_months(0, alone, other);
  EXPECT_NEAR(correlation_of(alone, other), 0, 0.05);
}

// A geometric random walk: its expectation grows by the drift, its logarithm spreads by volatility.
TEST(ExchangeOracle, TheRandomWalkHasItsMomentsAndTheReactionItsSize) {
  const models::RandomWalkExchange walk{
      .start = 2, .drift = sim::Rate::of_ppm(30'000), .volatility = {0.15}, .reaction = {0}};
  std::vector<models::EconomyMonth> calm(25, models::steady_economy);
  double mean = 0, log_mean = 0, log_squares = 0;
  constexpr int n = 20'000;
  for (std::uint32_t r = 0; r < n; ++r) {
    const auto rates = models::exchange_rates_ppm(walk, sim::StreamKey(1, r), calm, 24);
    const double end = static_cast<double>(rates[23]) * 1e-6;
    mean += end / n;
    log_mean += std::log(end / 2) / n;
    log_squares += std::log(end / 2) * std::log(end / 2) / n;
  }
  EXPECT_NEAR(mean, 2 * std::exp(0.06), 0.015);
  EXPECT_NEAR(log_mean, 0.06 - 0.15 * 0.15, 0.006);
  EXPECT_NEAR(std::sqrt(log_squares - log_mean * log_mean), 0.15 * std::sqrt(2.0), 0.005);

  auto crisis = calm;
  for (std::size_t t = 13; t < 25; ++t) crisis[t].unemployment += 0.05;
  models::RandomWalkExchange reacts = walk;
  reacts.reaction = {0.02};
  const auto without = models::exchange_rates_ppm(walk, sim::StreamKey(1, 0), crisis, 24);
  const auto with = models::exchange_rates_ppm(reacts, sim::StreamKey(1, 0), crisis, 24);
  EXPECT_EQ(with[11], without[11]);
  EXPECT_NEAR(static_cast<double>(with[23]) / static_cast<double>(without[23]), std::exp(-0.02 * 5),
              1e-5);
}

TEST(Exchange, APathIsAsItIsGivenAndItsLastMonthLasts) {
  const models::PathExchange path{{1.25, 0.5}};
  const std::vector<models::EconomyMonth> economy(4, models::steady_economy);
  EXPECT_EQ(models::exchange_rates_ppm(path, sim::StreamKey(1, 0), economy, 4),
            (std::vector<std::int64_t>{1'250'000, 500'000, 500'000, 500'000}));
}

TEST(Exchange, OfTwoEquallyNearTheEvenAmountIsTaken) {
  EXPECT_EQ(models::converted(1, 500'000), 0);
  EXPECT_EQ(models::converted(3, 500'000), 2);
  EXPECT_EQ(models::converted(-3, 500'000), -2);
  EXPECT_EQ(models::converted(-5, 500'000), -2);
}

}  // namespace
