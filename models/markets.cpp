#include "models/markets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/measures.hpp"
#include "models/scenario.hpp"

namespace models {
namespace {

struct MarketRow {
  MarketMeasure measure;
  // The portfolio's measure of that name; none where it is stated and not counted.
  PortfolioMeasure counted;
  std::string_view name;
  std::string_view unit;
  std::string_view long_name;
  sim::OverTime over_time = sim::OverTime::flow;
};

constexpr PortfolioMeasure not_counted = PortfolioMeasure::count_;

constexpr auto rows = [] {
  using M = MarketMeasure;
  using P = PortfolioMeasure;
  return std::to_array<MarketRow>({
      {M::members, P::members, "members", "1", "members at the end of the month",
       sim::OverTime::stock},
      {M::balance, P::balance, "balance", "minor", "principal outstanding at the end of the month",
       sim::OverTime::stock},
      {M::originated_amount, P::originated_amount, "originated_amount", "minor", "amount lent"},
      {M::interest_income, P::interest_income, "interest_income", "minor",
       "interest earned at list price"},
      {M::impairment, P::impairment, "impairment", "minor", "expense for expected losses"},
      {M::charge_off, P::charge_off, "charge_off", "minor", "principal charged off"},
      {M::net_income, P::net_income, "net_income", "minor", "income less expenses"},
      {M::allowance, P::allowance, "allowance", "minor",
       "allowance for expected losses at the end of the month", sim::OverTime::stock},
      {M::capital, P::capital, "capital", "minor", "capital at the end of the month",
       sim::OverTime::stock},
      {M::exchange_rate_ppm, not_counted, "exchange_rate_ppm", "1e-6",
       "reporting currency for one unit of the market's at the end of the month",
       sim::OverTime::stock},
      {M::economy_unemployment_ppm, P::economy_unemployment_ppm, "economy_unemployment_ppm", "1e-6",
       "unemployment rate of the market's economy", sim::OverTime::level},
  });
}();
static_assert(rows.size() == static_cast<std::size_t>(MarketMeasure::count_));

// A key of its own for each name, by the same mixing that makes keys of replications.
std::uint64_t seed_of(std::uint64_t seed, std::string_view id) {
  for (const char c : id) {
    seed = sim::StreamKey(seed ^ static_cast<unsigned char>(c), 1).value();
  }
  return seed >> 11;  // as large as a seed of a scenario may be
}

}  // namespace

std::int64_t seats_of_share(std::int64_t borrowers, Share share) {
  return std::llround(static_cast<double>(borrowers) * share.value);
}

std::int64_t seats_of_home(std::int64_t borrowers, const std::vector<MarketParameters>& markets) {
  std::int64_t left = borrowers;
  for (const MarketParameters& market : markets) left -= seats_of_share(borrowers, market.share);
  return left;
}

std::vector<MarketRun> market_runs(const Scenario& whole) {
  std::vector<MarketRun> runs;
  auto home = std::make_shared<Scenario>(whole);
  home->markets.clear();
  home->portfolio.borrowers =
      std::max<std::int64_t>(1, seats_of_home(whole.portfolio.borrowers, whole.markets));
  runs.push_back({std::string(home_market), "CNY", std::move(home), PathExchange{{1.0}}, 0});
  for (const MarketParameters& market : whole.markets) {
    CHECK(market.composed != nullptr, "market {} has no scenario", market.id);
    auto scenario = std::make_shared<Scenario>(*market.composed);
    scenario->run = whole.run;
    scenario->run.seed =
        static_cast<std::int64_t>(seed_of(static_cast<std::uint64_t>(whole.run.seed), market.id));
    scenario->portfolio = whole.portfolio;
    scenario->portfolio.borrowers =
        std::max<std::int64_t>(1, seats_of_share(whole.portfolio.borrowers, market.share));
    runs.push_back(
        {market.id, market.currency, std::move(scenario), market.exchange, market.correlation});
  }
  return runs;
}

EconomyLink link_of(const Scenario& whole, const MarketRun& market, std::uint32_t replication) {
  if (market.correlation == 0) return {};
  const auto seed = static_cast<std::uint64_t>(whole.run.seed);
  UncertaintyParameters drawn = whole.economy.uncertainty;
  if (drawn.severity_deviation == 0) drawn = {.severity_deviation = 1};
  return {seed, severity_luck(drawn, seed, replication).z, market.correlation};
}

SeverityLuck linked_luck(const Scenario& of, std::uint32_t replication, const EconomyLink& link) {
  SeverityLuck luck =
      severity_luck(of.economy.uncertainty, static_cast<std::uint64_t>(of.run.seed), replication);
  if (link.correlation != 0) luck.z = linked(link.home_severity_z, luck.z, link.correlation);
  return luck;
}

EconomyNews linked_news(const sim::StreamKey& key, std::uint32_t replication,
                        const EconomyLink& link) {
  if (link.correlation == 0) return key;
  return {key, sim::StreamKey(link.home_seed, replication), link.correlation};
}

std::vector<std::string> market_names(const Scenario& whole) {
  std::vector<std::string> names = {std::string(home_market)};
  for (const MarketParameters& market : whole.markets) names.push_back(market.id);
  return names;
}

sim::PanelShape market_shape(sim::Axis months, const Scenario& whole) {
  sim::PanelShape shape{
      "market", {std::move(months), {"market", "where it is lent", market_names(whole)}}, {}};
  for (const MarketRow& row : rows) {
    shape.measures.push_back(
        {std::string(row.name), std::string(row.unit), std::string(row.long_name), row.over_time});
  }
  return shape;
}

MarketSum::MarketSum(const Scenario& whole) : seen_(whole.markets.size() + 1) {
  for (const auto& shape : panel_shapes(whole)) total_.emplace_back(shape);
}

void MarketSum::add_month(std::size_t market, std::size_t month, std::int64_t rate_ppm,
                          const sim::Panels& now) {
  sim::Panels& before = seen_.at(market);
  const bool first = before.empty();
  CHECK(now.size() + 1 == total_.size(), "the panel by market comes last");
  for (std::size_t p = 0; p < now.size(); ++p) {
    // A trial balance converted account by account would be out by roundings, and its equity would
    // move with the exchange rate: the ledger is that of the home market.
    if (p == static_cast<std::size_t>(PanelId::ledger) && market != 0) continue;
    const auto& measures = now[p].shape().measures;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const bool amount = measures[m].unit == "minor";
      const bool count = measures[m].unit == "1";
      if (!amount && !count && market != 0) continue;
      for (std::size_t cell = 0; cell < now[p].cells(); ++cell) {
        const std::int64_t more = now[p].at(cell, m) - (first ? 0 : before[p].at(cell, m));
        if (more != 0) total_[p].add(cell, m, amount ? converted(more, rate_ppm) : more);
      }
    }
  }
  const auto& portfolio = now[static_cast<std::size_t>(PanelId::portfolio)];
  const std::size_t cell = month * seen_.size() + market;
  for (std::size_t m = 0; m < rows.size(); ++m) {
    std::int64_t value = rate_ppm;
    if (rows[m].counted != not_counted) {
      value = portfolio.at(month, static_cast<std::size_t>(rows[m].counted));
      if (rows[m].unit == "minor") value = converted(value, rate_ppm);
    }
    total_.back().add(cell, m, value);
  }
  before = now;
}

}  // namespace models
