// What a unit of a market's currency is worth in the currency in which the lender reports, at the
// end of each month.
//
//   path          R(t) as it is given; its last month is repeated
//   random-walk   R(t) = R(0) exp( Σ_{s ≤ t} ((μ − σ²/2) / 12 + σ ε(s) / √12) − β (U(t) − U(0)) )
//
// with ε(s) standard normal, one a month: a geometric random walk whose expectation grows by μ a
// year. U is the unemployment of the market in percentage points, and U(0) that of the month before
// the report: a currency may weaken in the crisis of its country. Random walks forecast exchange
// rates as well as models do over months and years (R. A. Meese and K. Rogoff, J. Int. Econ. 14
// (1983) 3–24).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "models/economy_month.hpp"
#include "models/parameter.hpp"
#include "sim/rate.hpp"
#include "sim/stream.hpp"

namespace models {

inline constexpr double exchange_rate_min = 0.001;
inline constexpr double exchange_rate_max = 100'000;

struct RandomWalkExchange {
  static constexpr std::string_view kind = "random-walk";
  double start = 1;
  sim::Rate drift = sim::Rate::of_ppm(0);
  Share volatility{0};
  Share reaction{0};

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("start", self.start,
          {.meaning = "units of the reporting currency for one of the market's, until the report "
                      "begins",
           .source = "[J] one for one, until a market says what its money is worth",
           .min = exchange_rate_min,
           .max = exchange_rate_max,
           .unit = "units"});
    field(
        "drift", self.drift,
        {.meaning = "growth of the expected exchange rate", .source = "[J]", .min = -1, .max = 1});
    field("volatility", self.volatility,
          {.meaning = "standard deviation of a year's change of its logarithm; 0: it stands still",
           .source = "[J]",
           .min = 0,
           .max = 2});
    field("reaction", self.reaction,
          {.meaning = "what its logarithm loses for each percentage point by which the market's "
                      "unemployment lies above its start",
           .source = "[J]",
           .min = 0,
           .max = 1});
  }
};

struct PathExchange {
  static constexpr std::string_view kind = "path";
  std::vector<double> rates;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("rates", self.rates,
          {.meaning = "units of the reporting currency for one of the market's at the end of each "
                      "month of the report; the last one lasts",
           .source = "[J] the scenario's: whoever gives rates knows whose they are",
           .min = exchange_rate_min,
           .max = exchange_rate_max,
           .unit = "units"});
  }
  void validate(const Complain& complain) const;
};

using Exchange = std::variant<RandomWalkExchange, PathExchange>;

// In millionths, one at least, by month of the report. `economy` is the market's, by simulated
// month, of which the last `months` are reported; `key` that of the market's replication. The first
// months of a longer report have the same rates.
std::vector<std::int64_t> exchange_rates_ppm(const Exchange& exchange, const sim::StreamKey& key,
                                             std::span<const EconomyMonth> economy,
                                             std::size_t months);

// An amount in the reporting currency, of two equally near the even one.
std::int64_t converted(std::int64_t amount, std::int64_t rate_ppm);

}  // namespace models
