// What the economy of a scenario does, by quarter, over its replications: worked out without
// anybody who borrows.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoregression_economy.hpp"
#include "models/markets.hpp"
#include "models/scenario.hpp"

namespace cli {

// Of one variable in one quarter, as fractions.
struct QuarterSpread {
  double mean = 0;
  double low = 0;   // the quantile of 5 % over replications
  double high = 0;  // that of 95 %
};

struct EconomyQuarter {
  std::chrono::year_month_day first_day;
  // In the order of models::EconomyVariable; quarterly means of the months.
  std::array<QuarterSpread, models::economy_members.size()> variables;
};

struct EconomyPaths {
  std::string title;
  bool drawn = false;             // whether replications differ
  std::int64_t replications = 1;  // looked at; 1 where they do not differ
  std::vector<EconomyQuarter> quarters;
  // Of an autoregression.
  std::optional<models::FittedEconomy> fitted{};
  std::int64_t lags_max = 0;
  // Of a market's currency, in that of the home market, at the end.
  std::string currency{};
  QuarterSpread exchange_rate{};
};

// The months reported, from the first on; the warm-up, in which the economy rests, is left out.
// `market` names one of several (models/markets.hpp); InputError where there is none of that name.
EconomyPaths economy_paths(const models::Scenario& scenario,
                           const std::string& market = std::string(models::home_market));

}  // namespace cli
