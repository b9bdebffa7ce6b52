#include "models/market.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "models/markets.hpp"
#include "models/scenario.hpp"

namespace models {
namespace {

template <class Item>
std::string ids_of(const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items) text += (text.empty() ? "" : ", ") + item.id;
  return text;
}

}  // namespace

void validate_markets(const std::vector<MarketParameters>& markets, std::int64_t borrowers,
                      const Complain& complain) {
  const auto key = [](std::size_t i, std::string_view member) {
    return "[" + std::to_string(i) + "]." + std::string(member);
  };
  if (markets.size() > markets_max) {
    complain("", "are more than " + std::to_string(markets_max) + "; fewer are expected");
    return;
  }
  double together = 0;
  for (std::size_t i = 0; i < markets.size(); ++i) {
    const MarketParameters& market = markets[i];
    together += market.share.value;
    if (market.id == home_market) {
      complain(key(i, "id"), "is the name of the home market; another one is expected");
    }
    if (market.scenario.empty()) complain(key(i, "scenario"), "is empty; a scenario is expected");
    if (market.currency.empty()) complain(key(i, "currency"), "is empty; a name is expected");
    if (seats_of_share(borrowers, market.share) == 0) {
      complain(key(i, "share"), "leaves the market without a borrower; one at least is expected");
    }
  }
  if (!markets.empty() && seats_of_home(borrowers, markets) < 1) {
    complain(key(markets.size() - 1, "share"),
             "leaves nobody in the home market; shares of less than 100 % together are expected");
  }
}

std::string misfit(const Scenario& home, const Scenario& market) {
  if (!market.markets.empty()) return "names markets of its own; only the home market may";
  const auto alike = [](std::string_view what, const std::string& ours, const std::string& theirs) {
    if (ours == theirs) return std::string();
    return "has the " + std::string(what) + " " + theirs + "; those of the home market, " + ours +
           ", are expected, as they are counted together";
  };
  const std::string tiers =
      alike("tiers", ids_of(home.membership.tiers), ids_of(market.membership.tiers));
  if (!tiers.empty()) return tiers;
  const std::string segments =
      alike("segments", ids_of(home.population.segments), ids_of(market.population.segments));
  if (!segments.empty()) return segments;
  const std::string industries =
      alike("industries", ids_of(home.jobs.industries), ids_of(market.jobs.industries));
  if (!industries.empty()) return industries;
  const UncertaintyParameters& uncertainty = market.economy.uncertainty;
  if (uncertainty.shift != 0 || uncertainty.block() != 1) {
    return "draws its severity by strata, in pairs or shifted; only that of the home market may be";
  }
  return "";
}

}  // namespace models
