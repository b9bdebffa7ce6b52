// A market beside the home market: a lender that goes abroad.
//
// Each market has a scenario of its own (economy, people, products, prices, caps, funding), its own
// people and luck, its own currency and books. The scenario that names the markets is the home
// market, and its currency is the one in which the lender reports. See models/markets.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/exchange.hpp"
#include "models/parameter.hpp"

namespace models {

struct Scenario;

// How the home market is called in results.
inline constexpr std::string_view home_market = "home";
inline constexpr std::size_t markets_max = 20;

struct MarketParameters {
  std::string id;
  std::string scenario;
  std::vector<std::string> set;
  Share share{0.2};
  std::string currency = "CNY";
  Exchange exchange;
  double correlation = 0;

  // What `scenario` with `set` comes to; filled when the scenario is read, and never null
  // afterwards.
  std::shared_ptr<const Scenario> composed{};

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the market in results"});
    field(
        "scenario", self.scenario,
        {.meaning = "scenario file of the market: its economy, people, products and policies; "
                    "[run] and [portfolio] are those of the home market. Amounts are written as in "
                    "any scenario, and are units of the market's own currency"});
    field("set", self.set, {.meaning = "single values laid over that scenario, as key=value"});
    field(
        "share", self.share,
        {.meaning = "its share of portfolio.borrowers; what the markets leave is the home market's",
         .source = "[J]",
         .min = 0.0001,
         .max = 0.9999});
    field("currency", self.currency, {.meaning = "name of its currency in reports"});
    field("exchange", self.exchange,
          {.meaning = "what its currency is worth in that of the home market"});
    field("correlation", self.correlation,
          {.meaning = "how far what is drawn for its economy follows what is drawn for that of the "
                      "home market: the correlation of the normals behind both",
           .source = "[J]",
           .min = -1,
           .max = 1});
  }
};

// Complains of markets that cannot stand beside one another; keys are relative to the array.
void validate_markets(const std::vector<MarketParameters>& markets, std::int64_t borrowers,
                      const Complain& complain);

// What is wrong with a market's scenario beside that of the home market; empty where nothing is.
// They are counted together, so tiers, segments and industries must have the same names.
std::string misfit(const Scenario& home, const Scenario& market);

}  // namespace models
