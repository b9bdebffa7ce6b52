// Several markets in one replication: simulated one after the other, each in its own currency, and
// put together month by month in that of the home market.
//
// Every measure that counts is added as it is. Every amount of a month, flow or stock, is converted
// at the exchange rate of the month's end and rounded to the minor unit, half to even: stocks are
// translated at the closing rate (IAS 21, paragraph 39 [P]); flows at that same rate and not at the
// month's average, which the standard allows where it is near the rates of the days (paragraph 40),
// so that within a month all sums stay what they are, and a measure added later needs no class of
// its own [J]. What is neither counted nor an amount (unemployment, the policy rate, the luck) is
// the home market's.
//
// A market's people, network, frailty and exchange rate are drawn with a key that is made of the
// seed and its id, so that they are nobody else's, and markets that come later change nothing. Its
// economy is drawn with that key, too, mixed with the home market's draws:
//
//   z = ρ z_home + √(1 − ρ²) z_own
//
// for the normals of an autoregression (each quarter and variable), the normal that ends a regime
// of a cycle (each month) and the severity: one common factor, the home market's economy, with
// loading 1 there and ρ in the market. Two markets abroad have the correlation of the product of
// theirs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/economy_news.hpp"
#include "models/market.hpp"
#include "models/uncertainty.hpp"
#include "sim/panel.hpp"

namespace models {

struct Scenario;

// By month and market, in the reporting currency.
enum class MarketMeasure : std::uint8_t {
  members,
  balance,
  originated_amount,
  interest_income,
  impairment,
  charge_off,
  net_income,
  allowance,
  capital,
  exchange_rate_ppm,
  economy_unemployment_ppm,
  count_
};

// Seats of a market, to the nearest, and what is left for the home market.
std::int64_t seats_of_share(std::int64_t borrowers, Share share);
std::int64_t seats_of_home(std::int64_t borrowers, const std::vector<MarketParameters>& markets);

// How a market's economy hangs on that of the home market.
struct EconomyLink {
  std::uint64_t home_seed = 0;
  double home_severity_z = 0;  // of the severity, as it is or would be drawn at home
  double correlation = 0;      // 0: not at all
};

// One market as a scenario by itself. The first is the home market.
struct MarketRun {
  std::string id;
  std::string currency;
  std::shared_ptr<const Scenario> scenario;
  Exchange exchange;
  double correlation = 0;
};
std::vector<MarketRun> market_runs(const Scenario& whole);
EconomyLink link_of(const Scenario& whole, const MarketRun& market, std::uint32_t replication);

// The severity and the draws of an economy that hangs on another; without a link, as they are.
SeverityLuck linked_luck(const Scenario& of, std::uint32_t replication, const EconomyLink& link);
EconomyNews linked_news(const sim::StreamKey& key, std::uint32_t replication,
                        const EconomyLink& link);

// The names of all markets, the home market first.
std::vector<std::string> market_names(const Scenario& whole);

// The shape of the panel by market, over these months.
sim::PanelShape market_shape(sim::Axis months, const Scenario& whole);

// Puts the panels of markets together.
class MarketSum {
 public:
  explicit MarketSum(const Scenario& whole);

  // Takes what the panels of a market hold beyond what it was last seen with: one month's measures.
  // The first call for a market, at the end of the report's first month, takes all of them.
  void add_month(std::size_t market, std::size_t month, std::int64_t rate_ppm,
                 const sim::Panels& now);

  sim::Panels& panels() { return total_; }

 private:
  sim::Panels total_;
  std::vector<sim::Panels> seen_;  // by market
};

}  // namespace models
