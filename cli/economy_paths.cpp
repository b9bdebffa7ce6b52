#include "cli/economy_paths.hpp"

#include <fmt/format.h>
#include <numeric>
#include <span>
#include <variant>

#include "analysis/quantile.hpp"
#include "cli/options.hpp"
#include "models/economy.hpp"
#include "scenarios/problem.hpp"
#include "sim/check.hpp"

namespace cli {

namespace {

using models::EconomyMonth;

bool is_drawn(const models::EconomyParameters& economy) {
  if (economy.uncertainty.severity_deviation != 0) return true;
  if (economy.severity == 0) return false;
  return !std::holds_alternative<models::PathEconomy>(economy.model);
}

// By month, one month of warm-up before the report.
std::vector<EconomyMonth> months_of(const models::Scenario& scenario, std::uint32_t replication,
                                    const models::EconomyLink& link) {
  const sim::StreamKey key(static_cast<std::uint64_t>(scenario.run.seed), replication);
  return models::economy_path(scenario.economy, models::linked_news(key, replication, link),
                              scenario.months(), 1,
                              models::linked_luck(scenario, replication, link));
}

models::MarketRun market_of(const models::Scenario& whole, const std::string& market) {
  const auto runs = models::market_runs(whole);
  for (const models::MarketRun& run : runs) {
    if (run.id == market) return run;
  }
  throw InputError(fmt::format("--market: found {}, expected {}", scenarios::in_quotes(market),
                               scenarios::one_of(models::market_names(whole))));
}

QuarterSpread spread_of(const std::vector<double>& values) {
  if (values.size() == 1) return {values[0], values[0], values[0]};
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {sum / static_cast<double>(values.size()), analysis::quantile(values, 0.05).value,
          analysis::quantile(values, 0.95).value};
}

}  // namespace

EconomyPaths economy_paths(const models::Scenario& whole, const std::string& market) {
  const models::MarketRun run = market_of(whole, market);
  const models::Scenario& scenario = *run.scenario;
  EconomyPaths result;
  result.title = scenario.title;
  const auto* walk = std::get_if<models::RandomWalkExchange>(&run.exchange);
  const bool currency_is_drawn = walk != nullptr && walk->volatility.value != 0;
  result.drawn = is_drawn(scenario.economy) || currency_is_drawn;
  result.replications = result.drawn ? scenario.run.replications : 1;
  if (const auto* model = std::get_if<models::AutoregressionEconomy>(&scenario.economy.model)) {
    result.fitted = models::fit(*model);
    result.lags_max = model->lags_max;
  }
  std::vector<std::vector<EconomyMonth>> paths;
  std::vector<double> rates;
  for (std::int64_t r = 0; r < result.replications; ++r) {
    const auto replication = static_cast<std::uint32_t>(r);
    const auto months = months_of(scenario, replication, models::link_of(whole, run, replication));
    const auto reported = std::span(months).subspan(1);
    paths.push_back(models::quarterly_from_monthly(reported));
    const sim::StreamKey key(static_cast<std::uint64_t>(scenario.run.seed), replication);
    const auto exchange = models::exchange_rates_ppm(run.exchange, key, months, reported.size());
    rates.push_back(static_cast<double>(exchange.back()) * 1e-6);
  }
  if (market != models::home_market) {
    result.currency = run.currency;
    result.exchange_rate = spread_of(rates);
  }
  std::vector<double> values(paths.size());
  for (std::size_t q = 0; q < paths[0].size(); ++q) {
    EconomyQuarter quarter{scenario.run.start + std::chrono::months(3 * q), {}};
    for (std::size_t i = 0; i < quarter.variables.size(); ++i) {
      for (std::size_t r = 0; r < paths.size(); ++r) {
        values[r] = paths[r][q].*models::economy_members[i];
      }
      quarter.variables[i] = spread_of(values);
    }
    result.quarters.push_back(quarter);
  }
  return result;
}

}  // namespace cli
