#include "cli/economy_paths.hpp"

#include <numeric>
#include <variant>

#include "analysis/quantile.hpp"
#include "models/economy.hpp"
#include "sim/check.hpp"

namespace cli {

namespace {

using models::EconomyMonth;

bool is_drawn(const models::EconomyParameters& economy) {
  if (economy.uncertainty.severity_deviation != 0) return true;
  if (economy.severity == 0) return false;
  return !std::holds_alternative<models::PathEconomy>(economy.model);
}

std::vector<EconomyMonth> quarters_of(const models::Scenario& scenario, std::uint32_t replication) {
  const auto seed = static_cast<std::uint64_t>(scenario.run.seed);
  const auto luck = models::severity_luck(scenario.economy.uncertainty, seed, replication);
  return models::quarterly_from_monthly(models::economy_path(
      scenario.economy, sim::StreamKey(seed, replication), scenario.months(), 0, luck));
}

QuarterSpread spread_of(const std::vector<double>& values) {
  if (values.size() == 1) return {values[0], values[0], values[0]};
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {sum / static_cast<double>(values.size()), analysis::quantile(values, 0.05).value,
          analysis::quantile(values, 0.95).value};
}

}  // namespace

EconomyPaths economy_paths(const models::Scenario& scenario) {
  EconomyPaths result;
  result.title = scenario.title;
  result.drawn = is_drawn(scenario.economy);
  result.replications = result.drawn ? scenario.run.replications : 1;
  if (const auto* model = std::get_if<models::AutoregressionEconomy>(&scenario.economy.model)) {
    result.fitted = models::fit(*model);
    result.lags_max = model->lags_max;
  }
  std::vector<std::vector<EconomyMonth>> paths;
  for (std::int64_t r = 0; r < result.replications; ++r) {
    paths.push_back(quarters_of(scenario, static_cast<std::uint32_t>(r)));
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
